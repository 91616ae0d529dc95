"""Imports: each row in one bucket, nothing guessed, nothing half-written."""

from itertools import permutations
from pathlib import Path

import pytest

from pmtui.errors import InputError
from pmtui.interchange.imports.import_options import Choices, Plan
from pmtui.interchange.imports.planning import plan_import
from pmtui.interchange.imports.reader import read_table
from pmtui.models.customers.account import Account
from pmtui.models.customers.contact import Contact
from pmtui.models.deals.deal import Deal
from pmtui.store.workspace import Workspace

ACCOUNTS = "account,sector,subsidiary_of\nAcme,software,Globex\nGlobex,retail,\n"
PRODUCTS = "product,series,sales_price\nGTX Pro,GTX,4821\nMG Special,MG,55\n"
DEALS = (
    "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
    "1C1I,Moses Frase,GTXPro,Acme,Won,2016-10-20,2017-03-01,1054\n"
    "Z063,Moses Frase,MG Special,Globex,Lost,2016-10-25,2017-03-11,0\n"
    "EC4Q,Anna Snelling,GTXPro,,Engaging,2016-10-25,,\n"
    "MV1L,Anna Snelling,MG Special,,Prospecting,,,\n"
)


NOTHING = Choices({})
TITLED = Choices({"title": "opportunity_id"})


def plan(workspace: Workspace, kind: str, text: str, folder: Path, choices: Choices = NOTHING) -> Plan:
    """Plan an import of a text as a file."""
    path = folder / f"{kind}.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return plan_import(workspace, kind, read_table(path), choices)


def bring(workspace: Workspace, kind: str, text: str, folder: Path, choices: Choices = NOTHING) -> Plan:
    """Import a text as a file."""
    made = plan(workspace, kind, text, folder, choices)
    workspace.commit(made.changes)
    return made


def counts(made: Plan) -> tuple[int, int, int, int, int]:
    """Created, updated, unchanged, skipped, rejected; they sum to the rows."""
    report = made.report
    found = (report.created, report.updated, report.unchanged, report.skipped, report.rejected)
    assert sum(found) == report.rows
    return found


@pytest.mark.parametrize("order", list(permutations(("account", "product", "deal"))))
def test_the_files_of_a_crm_link_in_any_order(
    workspace: Workspace, tmp_path: Path, order: tuple[str, ...]
) -> None:
    files = {"account": ACCOUNTS, "product": PRODUCTS, "deal": DEALS}
    problems = []
    for kind in order:
        choices = TITLED if kind == "deal" else NOTHING
        problems += bring(workspace, kind, files[kind], tmp_path, choices).report.problems
    deals = {deal.title: deal for deal in workspace.all("deal") if isinstance(deal, Deal)}
    names = workspace.names
    assert len(deals) == 4
    assert names.label(str(deals["1C1I"].account)) == "Acme"
    assert names.label(str(deals["1C1I"].product)) == "GTXPro"
    assert deals["EC4Q"].stage == "Engaging"
    acme = workspace.get(names.find("account", "Acme"))
    assert isinstance(acme, Account)
    assert names.label(str(acme.parent)) == "Globex"
    assert acme.industry == "software"
    assert len(workspace.rows("account")) == 2
    assert len(workspace.rows("product")) == 3
    assert any("look alike" in each.problem for each in problems)
    for kind in order:
        choices = TITLED if kind == "deal" else NOTHING
        again = plan(workspace, kind, files[kind], tmp_path, choices)
        assert len(again.changes) == 0
        assert again.report.unchanged == again.report.rows


def test_one_undo_takes_an_import_back_with_the_stage_it_added(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, "deal", DEALS, tmp_path)
    assert workspace.pipelines.main.stage("Engaging") is not None
    workspace.undo()
    assert not workspace.rows("deal")
    assert not workspace.rows("account")
    assert workspace.pipelines.main.stage("Engaging") is None


def test_warnings_are_told_once_with_their_number(workspace: Workspace, tmp_path: Path) -> None:
    made = plan(workspace, "deal", DEALS, tmp_path)
    told = [each.problem for each in made.report.problems]
    assert "2 open deals have no account" in told
    assert any("no stage 'Engaging'" in each for each in told)
    assert counts(made) == (4, 0, 0, 0, 0)


def test_a_close_date_is_expected_while_open_and_closed_when_decided(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = "Deal Name,Stage,Close Date\nopen one,Proposal,2026-12-01\nwon one,Won,2026-01-20 17:00\n"
    bring(workspace, "deal", text, tmp_path)
    deals = {deal.title: deal for deal in workspace.all("deal") if isinstance(deal, Deal)}
    assert str(deals["open one"].expected_close) == "2026-12-01"
    assert deals["open one"].closed is None
    assert str(deals["won one"].closed) == "2026-01-20"


def test_a_newer_file_updates_what_it_has_and_leaves_the_rest(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, "account", "name,industry\nAcme,software\nGlobex,retail\n", tmp_path)
    made = bring(
        workspace, "account", "name,industry,domain\nacme ,cloud,\nGlobex,,globex.example\n", tmp_path
    )
    assert counts(made) == (0, 2, 0, 0, 0)
    acme = workspace.get("A-1")
    assert isinstance(acme, Account)
    assert (acme.industry, acme.domain) == ("cloud", "")


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("update", (0, 0, 1, 0, 0)), ("skip", (0, 0, 0, 1, 0)), ("create", (1, 0, 0, 0, 0))],
)
def test_duplicates_end_where_the_person_says(
    workspace: Workspace, tmp_path: Path, policy: str, expected: tuple[int, ...]
) -> None:
    bring(workspace, "product", "name\nGTX\n", tmp_path)
    again = plan(workspace, "product", "name\nGTX\n", tmp_path, Choices({}, on_duplicate=policy))
    assert counts(again) == expected


def test_a_foreign_id_tells_rows_apart_that_look_the_same(workspace: Workspace, tmp_path: Path) -> None:
    text = "Record ID,Deal Name\n1,Renewal\n2,Renewal\n"
    assert counts(bring(workspace, "deal", text, tmp_path)) == (2, 0, 0, 0, 0)
    changed = "Record ID,Deal Name\n2,Renewal two\n1,Renewal\n"
    assert counts(plan(workspace, "deal", changed, tmp_path)) == (0, 1, 1, 0, 0)


def test_names_in_two_columns_become_one(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, "contact", "First Name,Last Name,Account Name\nSam,Lee,Ridge\n", tmp_path)
    contact = workspace.get("C-1")
    assert isinstance(contact, Contact)
    assert contact.name == "Sam Lee"
    assert workspace.names.label(str(contact.account)) == "Ridge"


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("amount", "lots", "is not an amount of money"),
        ("amount", "1,2,3", "is not a number"),
        ("expected_close", "2026-02-30", "does not exist"),
        ("expected_close", "soon", "is not a date"),
        ("probability", "130", "percentage"),
        ("title", "", "is required"),
    ],
)
def test_a_bad_cell_rejects_its_row_by_row_and_column(
    workspace: Workspace, tmp_path: Path, column: str, cell: str, problem: str
) -> None:
    rows = {"title": "good", "amount": "5", "expected_close": "2026-12-01", "probability": "50", column: cell}
    quoted = ",".join(f'"{value}"' for value in rows.values())
    made = plan(workspace, "deal", f"{','.join(rows)}\nfine,5,2026-12-01,50\n{quoted}\n", tmp_path)
    assert counts(made) == (1, 0, 0, 0, 1)
    (found,) = [each for each in made.report.problems if problem in each.problem]
    assert (found.row, found.column, found.value) == (3, column, cell)
    assert made.report.refused().as_json()["skipped"] == 1


@pytest.mark.parametrize(
    ("text", "choices", "message"),
    [
        ("title,close date\na,01/02/2026\nb,03/04/2026\n", NOTHING, "--date-order"),
        ("title,amount\na,1.234\n", NOTHING, "--decimal"),
        ("title\na\n", Choices({"titel": "title"}), "did you mean 'title'"),
        ("title\na\n", Choices({"title": "titel"}), "has no column 'titel'"),
        ("title\na\n", Choices({}, stages={"x": "Prposal"}), "did you mean 'Proposal'"),
        ("title\na\n", Choices({}, key="titel"), "did you mean 'title'"),
        ("title,x,x\na,1,2\n", Choices({"notes": "x"}), "more than one column"),
    ],
)
def test_what_cannot_be_decided_stops_with_a_question(
    workspace: Workspace, tmp_path: Path, text: str, choices: Choices, message: str
) -> None:
    with pytest.raises(InputError, match=message.replace("-", r"\-")):
        plan(workspace, "deal", text, tmp_path, choices)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("25/12/2026", "01/02/2026"), "2026-02-01"),
        (("12/25/2026", "01/02/2026"), "2026-01-02"),
        (("2026/12/25", "2026/02/01"), "2026-02-01"),
    ],
)
def test_one_telling_date_decides_the_column(
    workspace: Workspace, tmp_path: Path, dates: tuple[str, str], expected: str
) -> None:
    text = f"title,expected_close\na,{dates[0]}\nb,{dates[1]}\n"
    bring(workspace, "deal", text, tmp_path)
    deal = workspace.get("D-2")
    assert isinstance(deal, Deal)
    assert str(deal.expected_close) == expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [(("1.234,56", "1.000"), "1000.00"), (("1,234.56", "1,000"), "1000.00"), (("12,5", "7"), "7.00")],
)
def test_one_telling_amount_decides_the_decimal_mark(
    workspace: Workspace, tmp_path: Path, amounts: tuple[str, str], expected: str
) -> None:
    text = f'title,amount\na,"{amounts[0]}"\nb,"{amounts[1]}"\n'
    bring(workspace, "deal", text, tmp_path)
    deal = workspace.get("D-2")
    assert isinstance(deal, Deal)
    assert deal.amount is not None
    assert str(deal.amount.amount) == expected


@pytest.mark.parametrize(
    ("label", "stage"),
    [
        ("Closed Won", "Won"),
        ("closedlost", "Lost"),
        ("won", "Won"),
        ("Lost", "Lost"),
        ("Won back", "Won back"),
    ],
)
def test_other_tools_words_for_the_end_mean_the_end(
    workspace: Workspace, tmp_path: Path, label: str, stage: str
) -> None:
    bring(workspace, "deal", f"dealName,dealStage\nRenewal,{label}\n", tmp_path)
    deal = workspace.get("D-1")
    assert isinstance(deal, Deal)
    assert (deal.title, deal.stage) == ("Renewal", stage)
