"""The gate, the battlecard, the matrix and the reports of strategy on the command line."""

import json
from collections.abc import Callable

import pytest

from pmtui.cli import main
from pmtui.store.workspace import Workspace

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a verb in a workspace with a product, a deal, a competitor and a market."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["--workspace", str(workspace.path), "--user", "ann", "--today", "2026-11-23", *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    for words in (
        ("add", "product", "name=Desk", "list_price=31",
        "streams=Seats | volumes=30, 40, 60 | prices=31 | currency=USD | per=month"),
        ("add", "account", "name=Acme", "recurring_value=12k"),
        ("add", "deal", "title=Rollout", "account=Acme", "amount=12k", "product=Desk"),
        ("add", "feature", "title=Sign-on", "status=beta"),
        ("add", "insight", "title=Typed twice", "deal=Rollout", "evidence=2 others", "desirable=5", "feasible=2"),
        ("add", "research", "name==Berthly", "type=competitor",
        "offers=Sign-on | has=yes | note=SAML\n| other=Weather | has=no"),
        ("add", "research", "name=Ports", "type=market", "customers=100", "revenue_each=1k", "sam=20k", "reachable=30"),
    ):  # fmt: skip
        assert run(*words)[0] == 0, words
    return run


def test_the_gate_tells_how_an_insight_stands(run: Run) -> None:
    assert run("gate", "i1") == (
        0,
        "I-1  Typed twice\n  desirable  5\n  feasible   2\n  viable     -\n"
        "  said by 3 customers; open deals behind it: 12,000.00 USD\n"
        "  gate open: feasible is 2 of 5; viable is not scored; a pass needs 3 of each\n",
        "",
    )


def test_a_pass_prints_the_feature_and_undo_takes_it_back(run: Run) -> None:
    code, out, err = run("gate", "I-1", "--pass")
    assert (code, out) == (2, "")
    assert "feasible: is 2 of 5, viable is not scored: a pass needs 3 or more of each" in err
    assert run("gate", "I-1", "--pass", "--override", "the law")[:2] == (0, "F-2\n")
    assert "gate passed, as F-2: the law" in run("gate", "I-1")[1]
    assert json.loads(run("show", "F-2", "--json")[1])["insight"] == "I-1"
    assert "Pass I-1 Typed twice" in run("history")[1]
    assert run("undo")[0] == 0
    assert run("show", "F-2")[0] == 2
    assert run("list", "requests")[0] == 1


def test_a_fail_keeps_the_reason(run: Run) -> None:
    assert run("gate", "I-1", "--fail", "nobody pays")[0] == 0
    assert "gate failed: nobody pays" in run("gate", "I-1")[1]
    assert run("list", "insights", "is:failed", "--columns", "id,gate_reason", "--csv")[1].splitlines()[
        1:
    ] == ["I-1,nobody pays"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("gate", "D-1"), "is no insight"),
        (("gate", "I-1", "--override", "x"), "goes with --pass"),
        (("gate", "I-1", "--pass", "--fail", "x"), "not allowed with"),
        (("set", "I-1", "gate=passed"), "decided at the gate"),
        (("set", "I-1", "desirable=6"), "desirable: 6 must be less than or equal to 5"),
        (("add", "research", "name=x"), "type: is required"),
        (("add", "research", "name=x", "type=segment", "role=y"), "role belongs to a persona"),
        (("battlecard", "Ports"), "is a market"),
        (("report", "portfoli"), "did you mean 'portfolio'?"),
        (("list", "insights", "is:won"), "no insight is ever 'won'"),
    ],
)
def test_a_mistake_is_refused_and_names_what_is_wrong(run: Run, words: tuple[str, ...], told: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert told in err


def test_the_matrix_is_the_same_in_every_form(run: Run) -> None:
    assert run("matrix")[1].splitlines()[2:] == [
        "feature        us                      =Berthly",
        "Sign-on (F-1)  partly                  yes, SAML",
        "Weather        no, not on the roadmap  no",
    ]
    assert json.loads(run("matrix", "--json")[1])[0] == {
        "feature": "Sign-on (F-1)", "us": "partly", "=Berthly": "yes, SAML"
    }  # fmt: skip
    assert run("matrix", "--csv")[1].splitlines()[:2] == [
        "feature,us,'=Berthly",
        'Sign-on (F-1),partly,"yes, SAML"',
    ]
    assert "| Sign-on (F-1) | partly | yes, SAML |" in run("matrix", "--md")[1]
    assert run("battlecard", "=berthly")[1].startswith("# Battlecard: =Berthly\n")


def test_the_reports_of_strategy_give_figures_worked_out_by_hand(run: Run) -> None:
    assert json.loads(run("report", "market", "--json")[1]) == [
        {
            "market": "Ports", "figure": "TAM", "a year": "100000", "currency": "USD", "from": "inputs",
            "by inputs": "100000", "how": "customers x revenue: 100 x 1,000.00 USD", "check": "",
        },
        {
            "market": "Ports", "figure": "SAM", "a year": "20000", "currency": "USD", "from": "typed",
            "by inputs": "30000", "how": "TAM x 30 %", "check": "differs",
        },
        {
            "market": "Ports", "figure": "SOM", "a year": "-", "currency": "", "from": "-",
            "by inputs": "-", "how": "needs obtainable", "check": "",
        },
    ]  # fmt: skip
    # 30, 40 and 60 seats x 31 x 12 months
    assert run("report", "revenue", "--csv")[1].splitlines()[1] == "Desk,Seats,USD,11160,14880,22320"
    run("move", "D-1", "Won")
    assert json.loads(run("report", "portfolio", "--json")[1]) == [
        {
            "lifecycle": "growth", "product": "Desk", "won": "12000 USD", "open": "-",
            "recurring": "12000 USD", "customers": "1",
        }
    ]  # fmt: skip


def test_nothing_known_of_competitors_is_said_with_what_to_do(run: Run) -> None:
    assert run("delete", "R-1")[0] == 0
    code, out, err = run("matrix", "--json")
    assert (code, json.loads(out)) == (1, [])
    assert "type=competitor" in err


def test_discovery_is_imported_and_exported(run: Run, workspace: Workspace) -> None:
    file = workspace.path / "in.csv"
    file.write_text("Summary,Verbatim,Customer,Channel\nNo signal,It drops,Acme,support\n", encoding="utf-8")
    assert run("import", "insights", str(file))[0] == 0
    found = json.loads(run("show", "I-2", "--json")[1])
    assert (found["title"], found["quote"], found["account"], found["source"]) == (
        "No signal", "It drops", "A-1", "support",
    )  # fmt: skip
    out = workspace.path / "out.csv"
    out.write_text(run("export", "research", "--raw")[1], encoding="utf-8")
    report = json.loads(run("import", "research", str(out), "--json")[1])
    assert (report["unchanged"], report["rows"]) == (2, 2)
