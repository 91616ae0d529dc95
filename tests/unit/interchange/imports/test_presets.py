"""Files of other tools: recognised by their headers, each column where it belongs, the same again changes nothing."""

from pathlib import Path

import pytest

from pmtui.errors import InputError
from pmtui.interchange.imports.import_options import Choices
from pmtui.interchange.imports.presets import TOOLS
from pmtui.models.fields import written
from pmtui.store.workspace import Workspace
from tests.unit.interchange.imports.test_import import bring, counts, plan

Case = tuple[str, str, str, dict[str, str]]

CASES: list[Case] = [
    (
        "hubspot", "deal",
        "Record ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date,Create Date,Deal owner,Associated Company,"
        "Associated Contact\n"
        '9,Big,Sales Pipeline,closedwon,25000,2026-12-01 17:00,2026-01-10 09:12,Sarah,Acme GmbH,'
        '"Ada L (ada@a.example)"\n',
        {"title": "Big", "stage": "Won", "amount": "25000.00 USD", "closed": "2026-12-01", "opened": "2026-01-10",
         "owner": "Sarah", "account": "Acme GmbH", "people": "Ada L"},
    ),
    (
        "salesforce", "deal",
        "Opportunity Owner,Account Name,Opportunity Name,Stage,Amount Currency,Amount,Probability (%),Close Date,"
        'Created Date\r\nAda,GenePoint,Generator,Qualification,EUR,"85,000.00",65.0%,10/15/2026,9/14/2026\r\n\r\n'
        "Opportunity report\r\nCopyright (c) 2026\r\n",
        {"title": "Generator", "stage": "Qualification", "amount": "85000.00 EUR", "probability": "65",
         "expected_close": "2026-10-15", "opened": "2026-09-14", "owner": "Ada", "account": "GenePoint"},
    ),
    (
        "pipedrive", "deal",
        "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Stage,Deal - Status,Deal - Organization,"
        "Deal - Contact person,Deal - Won time\n"
        "4,Kern pilot,12500,EUR,Negotiation,Won,Kern & Söhne,Ana Müller,2026-03-04 10:00:00\n",
        {"title": "Kern pilot", "stage": "Won", "amount": "12500.00 EUR", "closed": "2026-03-04",
         "account": "Kern & Söhne", "people": "Ana Müller"},
    ),
    (
        "odoo", "deal",
        "External ID,Opportunity,Customer,Expected Revenue,Stage,Salesperson,Expected Closing,Probability\n"
        "__export__.crm_1,Desks,Azure,1500.5,Qualified,Mitchell,2026-12-24,0.2\n"
        "__export__.crm_2,Chairs,Azure,10.25,Qualified,Mitchell,2026-12-25,1\n",
        {"title": "Desks", "account": "Azure", "amount": "1500.50 USD", "stage": "Qualified", "owner": "Mitchell",
         "expected_close": "2026-12-24", "probability": "20"},
    ),
    (
        "zoho", "deal",
        "Record Id,Deal Name,Account Name,Account Name.id,Contact Name,Stage,Closing Date,Amount\n"
        '31,Ridge overlay,Ridge Group,11,Jo Home,Closed Lost,2026-11-15,"$12,400.00"\n',
        {"title": "Ridge overlay", "account": "Ridge Group", "people": "Jo Home", "stage": "Lost",
         "closed": "2026-11-15", "amount": "12400.00 USD"},
    ),
    (
        "espocrm", "deal",
        "name,accountName,stage,amount,amountCurrency,probability,closeDate,leadSource,assignedUserName,createdAt\n"
        "ERP,Kern,Negotiation,120000.50,EUR,80,2027-01-15,Partner,Jane,2026-08-14 12:00:00\n",
        {"title": "ERP", "account": "Kern", "amount": "120000.50 EUR", "probability": "80", "source": "Partner",
         "expected_close": "2027-01-15", "owner": "Jane", "opened": "2026-08-14"},
    ),
    (
        "jira", "feature",
        "Summary,Issue key,Issue Type,Status,Assignee,Created,Due date,Resolved,Labels,Labels,Description\n"
        'Checkout,PAY-1,Epic,In Progress,Dana,12/Mar/24 9:41 AM,31/Mar/24,,front,pay,"Line\n\nsays ""ship"""\n',
        {"title": "Checkout", "status": "development", "owner": "Dana", "target": "2024-03-31",
         "tags": "front, pay", "problem": 'Line\n\nsays "ship"'},
    ),
    (
        "linear", "feature",
        "ID,Team,Title,Description,Status,Priority,Project,Assignee,Labels,Initiatives,Started,Completed,Due Date\n"
        'ENG-1,ENG,Pages,Why,In Progress,High,Rebuild,al@x.example,"ready, seo",Growth,'
        "Thu May 14 2026 09:00:00 GMT+0000 (GMT+00:00),,Thu Jun 25 2026 23:00:00 GMT+0000 (GMT+00:00)\n",
        {"title": "Pages", "status": "development", "product": "Rebuild", "objective": "Growth", "tags": "ready, seo",
         "start": "2026-05-14", "target": "2026-06-25", "problem": "Why"},
    ),
    (
        "github", "feature",
        "Title\tURL\tAssignees\tStatus\tLabels\nCrash\thttps://x.example/1\toctocat\tTodo\tbug, help wanted\n",
        {"title": "Crash", "owner": "octocat", "status": "planned", "tags": "bug, help wanted"},
    ),
    (
        "gitlab", "feature",
        "Title,Description,Issue ID,URL,State,Assignee,Due Date,Created At (UTC),Closed At (UTC),Milestone,Labels\n"
        'Fix it,"<p>Some <b>text</b></p>",7,https://g.example/7,Closed,kim,,2026-01-02 03:04:05,'
        "2026-02-03 04:05:06,m1,a;b\n",
        {"title": "Fix it", "status": "shipped", "shipped": "2026-02-03", "tags": "a, b", "problem": "Some **text**"},
    ),
    (
        "trello", "feature",
        "Card ID,Card Name,Card Description,Labels,Members,Due Date,List Name,Board Name\n"
        "5f,Card one,About,red,kim,2026-12-01T10:00:00.000Z,Doing,Board\n",
        {"title": "Card one", "problem": "About", "tags": "red", "target": "2026-12-01", "status": "development",
         "product": "Board"},
    ),
    (
        "asana", "feature",
        "\n,,\nTask ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Due Date,Tags,Notes\n"
        '1,2026-03-02,2026-03-06,2026-03-06,Book venue,Done,Dana,2026-03-10,,"Two\nlines"\n',
        {"title": "Book venue", "status": "shipped", "shipped": "2026-03-06", "problem": "Two\nlines"},
    ),
    (
        "productboard", "feature",
        "Feature ID,Feature name,Description,Product name,Objective,Status,Timeframe start,Timeframe end,Owner email\n"
        "p1,SSO,Log in once,Suite,Win banks,Planned,2026-01-01,2026-03-31,pm@x.example\n",
        {"title": "SSO", "product": "Suite", "objective": "Win banks", "status": "planned", "start": "2026-01-01",
         "target": "2026-03-31", "owner": "pm@x.example"},
    ),
    (
        "aha", "feature",
        "Feature reference #,Feature name,Feature description,Feature status,Goal name,Feature due date,Feature tags\n"
        "A-1-2,Dark mode,Eyes,In development,Delight,2026-05-05,ui\n",
        {"title": "Dark mode", "problem": "Eyes", "status": "development", "objective": "Delight",
         "target": "2026-05-05", "tags": "ui"},
    ),
    (
        "plane", "feature",
        "ID,Project,Name,State,Priority,Created By,Assignee,Labels,Cycle Name,Module Name,Target Date\n"
        "WEB-3,Web,Search,Backlog,high,kim,lee,x,,Core,2026-08-09\n",
        {"title": "Search", "product": "Web", "status": "idea", "owner": "lee", "target": "2026-08-09"},
    ),
    (
        "fider", "feature",
        "number,title,description,created_at,created_by,votes_count,comments_count,status,tags\n"
        '12,CSV export,Let us leave,2026-01-01T00:00:00Z,kim,41,3,planned,"a, b"\n',
        {"title": "CSV export", "problem": "Let us leave", "status": "planned", "tags": "a, b"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "kind", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_file_of_each_tool_finds_its_place(
    workspace: Workspace, tmp_path: Path, tool: str, kind: str, text: str, expected: dict[str, str]
) -> None:
    made = bring(workspace, kind, text, tmp_path)
    assert made.report.preset == tool
    assert made.report.created == made.report.rows
    document = next(workspace.all(kind))
    for field, value in expected.items():
        found = getattr(document, field)
        if field in ("account", "product", "objective"):
            assert workspace.names.label(found) == value
        elif field == "people":
            assert [workspace.names.label(each.contact) for each in found] == [value]
        else:
            assert written(found) == value, field
    again = plan(workspace, kind, text, tmp_path)
    assert len(again.changes) == 0
    assert again.report.unchanged == again.report.rows
    workspace.undo()
    assert not workspace.rows(kind)
    assert not workspace.rows("account")


def test_every_tool_has_a_case() -> None:
    assert {case[0] for case in CASES} | {"spreadsheet"} == set(TOOLS)


@pytest.mark.parametrize(
    "header",
    [
        "Verkaufschance;Kunde;Betrag;Währung;Phase;Abschlussdatum;Verantwortlich",
        "Opportunité;Société;Montant;Devise;Étape;Date de clôture;Responsable",
        "Oportunidad;Empresa;Importe;Moneda;Etapa;Fecha de cierre;Propietario",
        "Opportunità;Azienda;Importo;Valuta;Stadio;Data di chiusura;Responsabile",
        "Oportunidade;Empresa;Valor;Moeda;Estágio;Data de fechamento;Vendedor",
        "Verkoopkans;Bedrijf;Bedrag;Valuta;Fase;Sluitingsdatum;Eigenaar",
        "Szansa sprzedaży;Firma;Kwota;Waluta;Etap;Data zamknięcia;Właściciel",
        "Opportunity;Company;Value;Currency;Stage;Close date;Sales rep",
    ],
)
def test_a_sheet_is_understood_in_eight_languages(workspace: Workspace, tmp_path: Path, header: str) -> None:
    text = f"{header}\nBig one;Kern AG;1.234,56;EUR;Proposal;31.12.2026;Ana\n"
    bring(workspace, "deal", text, tmp_path)
    deal = workspace.rows("deal")["D-1"]
    assert (deal["title"], deal["stage"], deal["owner"]) == ("Big one", "Proposal", "Ana")
    assert deal["amount"] == {"amount": "1234.56", "currency": "EUR"}
    assert deal["expected_close"] == "2026-12-31"
    assert workspace.names.label(str(deal["account"])) == "Kern AG"
    assert not deal.get("custom")


def test_records_link_by_the_ids_of_their_tool_in_any_order(workspace: Workspace, tmp_path: Path) -> None:
    deals = "Record Id,Deal Name,Account Name,Account Name.id,Stage,Closing Date\n3,Big,Ridge,11,Proposal,2026-12-01\n"
    accounts = "Record Id,Account Name,Account Type,Description\n11,Ridge Group,Customer,big\n"
    bring(workspace, "deal", deals, tmp_path)
    assert counts(bring(workspace, "account", accounts, tmp_path)) == (0, 1, 0, 0, 0)
    assert [row["name"] for row in workspace.rows("account").values()] == ["Ridge Group"]
    later = deals.replace("3,Big", "4,Next").replace("Ridge,11", "Renamed,11")
    bring(workspace, "deal", later, tmp_path)
    assert workspace.rows("deal")["D-2"]["account"] == "A-1"
    assert len(workspace.rows("account")) == 1


def test_a_status_without_equal_is_kept_and_can_be_mapped(workspace: Workspace, tmp_path: Path) -> None:
    text = "title,status\nSSO,Waiting room\n"
    made = plan(workspace, "feature", text, tmp_path)
    assert made.report.stages == {"Waiting room": ""}
    assert any("no status 'Waiting room'" in each.problem for each in made.report.problems)
    mapped = Choices({}, stages={"Waiting room": "beta"})
    bring(workspace, "feature", text, tmp_path, mapped)
    assert workspace.rows("feature")["F-1"]["status"] == "beta"
    with pytest.raises(InputError, match="there is no status 'bta'; did you mean 'beta'"):
        plan(workspace, "feature", text, tmp_path, Choices({}, stages={"Waiting room": "bta"}))


def test_a_preset_that_is_not_there_is_named(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did you mean 'hubspot'"):
        plan(workspace, "deal", "title\na\n", tmp_path, Choices({}, preset="hubspt"))


def test_internal_stage_ids_are_spelt_out(workspace: Workspace, tmp_path: Path) -> None:
    made = bring(workspace, "deal", "dealname,dealstage\nOne,appointmentscheduled\n", tmp_path)
    assert made.report.stages == {"appointmentscheduled": "Appointment Scheduled"}
    assert workspace.pipelines.main.stage_named("Appointment Scheduled").probability == 20


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title,stage,opened\na,Proposal,2020-01-01\n", "more than two years ago"),
        ("title,stage,opened,closed\na,Won,2026-01-02,2026-01-01\n", "closed before they were opened"),
        ("title,stage,opened,expected_close\na,Proposal,2026-01-02,2026-01-01\n", "expected to close before"),
        ("title\na\nb\nA \n", "look like an earlier one"),
    ],
)
def test_what_is_suspicious_though_valid_is_told(
    workspace: Workspace, tmp_path: Path, text: str, problem: str
) -> None:
    made = plan(workspace, "deal", text, tmp_path)
    assert made.report.rejected == 0
    assert any(problem in each.problem for each in made.report.problems)


def test_one_row_tells_of_the_deal_its_account_and_its_contact(workspace: Workspace, tmp_path: Path) -> None:
    header = "Deal,Company,Website,Contact,Email\n"
    bring(
        workspace, "deal", f"{header}One,Acme,https://www.acme.example/x,Jo Ray,jo@acme.example\n", tmp_path
    )
    bring(workspace, "deal", f"{header}Two,Acme Incorporated,acme.example,J. Ray,jo@acme.example\n", tmp_path)
    assert [row["name"] for row in workspace.rows("account").values()] == ["Acme"]
    assert workspace.rows("account")["A-1"]["domain"] == "acme.example"
    (contact,) = workspace.rows("contact").values()
    assert (contact["name"], contact["email"], contact["account"]) == ("Jo Ray", "jo@acme.example", "A-1")
    assert {row["account"] for row in workspace.rows("deal").values()} == {"A-1"}
