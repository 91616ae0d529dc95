"""Evidence counted, money behind an insight, and the gate between discovery and the roadmap."""

from decimal import Decimal

import pytest

from pmtui.errors import FieldError, InputError
from pmtui.models.discovery.insight import Insight
from pmtui.models.roadmap.feature import Feature
from pmtui.rules.discovery.gate import lacking
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.discovery.gate import (
    fail_gate,
    insight_of,
    money_behind,
    pass_gate,
    score,
    voices,
)
from pmtui.workflows.roadmap import requests
from tests.conftest import TODAY

READY = {"desirable": "4", "feasible": "3", "viable": "5"}


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def feature(workspace: Workspace, feature_id: str | None) -> Feature:
    found = workspace.get(feature_id or "")
    assert isinstance(found, Feature)
    return found


def asked(workspace: Workspace) -> list[tuple[object, object, object, object]]:
    rows = workspace.rows("request").values()
    return [(row.get("deal"), row.get("account"), row.get("quote"), row["kind"]) for row in rows]


@pytest.fixture
def said(workspace: Workspace) -> Workspace:
    """Two accounts, three deals (one won, one without an account), a contact."""
    add(workspace, "product", name="Desk")
    add(workspace, "account", name="Acme")
    add(workspace, "account", name="Bolt")
    add(workspace, "contact", name="Jo Ray", account="Bolt")
    add(workspace, "deal", title="Acme rollout", account="Acme", amount="12k", stage="Proposal")
    add(workspace, "deal", title="Acme first", account="Acme", amount="7k", stage="Won")
    add(workspace, "deal", title="Unknown port", amount="€3k")
    return workspace


@pytest.mark.parametrize(
    ("words", "total", "behind"),
    [
        ({}, 0, {}),
        ({"account": "Acme"}, 1, {}),
        ({"account": "Acme", "deal": "Acme rollout"}, 1, {"USD": 12000}),
        (
            {"deal": "Acme rollout", "evidence": "Acme\nAcme first | quote=again\nAcme rollout"},
            1,
            {"USD": 12000},
        ),
        ({"account": "Acme", "contact": "Jo Ray", "evidence": "Bolt | quote=so do we"}, 2, {}),
        ({"deal": "Acme rollout", "evidence": "Unknown port\nJo Ray"}, 3, {"USD": 12000, "EUR": 3000}),
        ({"account": "Acme", "evidence": "3 others\n2 others | quote=at the fair"}, 6, {}),
        ({"deal": "Acme first"}, 1, {}),
    ],
)
def test_evidence_counts_each_customer_once_and_money_each_open_deal_once(
    said: Workspace, words: dict[str, str], total: int, behind: dict[str, int]
) -> None:
    row = said.rows("insight")[add(said, "insight", title="t", **words)]
    assert voices(said.tables, row).total == total
    sums = money_behind(said.tables, row)
    assert sums == {code: Decimal(amount) for code, amount in behind.items()}


def test_evidence_of_somebody_unknown_is_refused(said: Workspace) -> None:
    with pytest.raises(FieldError, match="evidence: who: 'Acne' is no account, deal or contact"):
        add(said, "insight", title="t", evidence="Acne | quote=we too")


def test_a_pass_makes_a_feature_with_its_links_and_requests_in_one_commit(said: Workspace) -> None:
    made = add(
        said, "insight", title="Lists typed twice", type="pain", quote="We type *it* twice", deal="Acme rollout",
        product="Desk", evidence="Bolt | quote=so do we\nAcme\nUnknown port\n3 others | quote=heard", owner="pia",
        notes="Both forms are public.", tags="gate", **READY,
    )  # fmt: skip
    commit = pass_gate(said, made)
    assert [kind for kind, _ in commit.changed].count("request") == 3
    insight = insight_of(said, made)
    found = feature(said, insight.feature)
    assert (insight.gate, insight.gate_on, insight.gate_reason) == ("passed", TODAY, "")
    assert (found.insight, found.title, found.product) == (made, "Lists typed twice", "P-1")
    assert (found.status, found.owner, found.tags) == ("discovery", "pia", ("gate",))
    assert found.problem == (
        "> We type \\*it\\* twice (Acme rollout)\n>\n> so do we (Bolt)\n\nBoth forms are public."
    )
    assert asked(said) == [
        ("D-1", "A-1", "We type *it* twice", "important"),
        ("D-3", None, None, "important"),
        (None, "A-2", "so do we", "important"),
    ]
    said.undo()
    assert not said.rows("feature")
    assert not said.rows("request")
    assert insight_of(said, made).gate == "open"


def test_an_insight_that_has_a_feature_adds_its_voices_to_that_one_and_asks_for_nothing_twice(
    said: Workspace,
) -> None:
    known = add(said, "feature", title="Single sign-on", problem="ours", status="development")
    requests.request_feature(said, "D-1", known, "blocker")
    made = add(
        said, "insight", title="t", type="idea", feature="Single sign-on", deal="Acme rollout",
        evidence="Acme | quote=too\nBolt | quote=please", **READY,
    )  # fmt: skip
    pass_gate(said, made)
    assert list(said.rows("feature")) == [known]
    found = feature(said, known)
    assert (found.insight, found.problem, found.status) == (made, "ours", "development")
    assert asked(said) == [("D-1", "A-1", None, "blocker"), (None, "A-2", "please", "nice")]


@pytest.mark.parametrize(
    ("scores", "field", "told"),
    [
        (
            {},
            "desirable",
            "desirable: is not scored, feasible is not scored, viable is not scored: a pass needs 3",
        ),
        (
            {"desirable": "5", "feasible": "2", "viable": "3"},
            "feasible",
            "feasible: is 2 of 5: a pass needs 3",
        ),
        ({"desirable": "3", "feasible": "3"}, "viable", "viable: is not scored: a pass needs 3"),
    ],
)
def test_a_pass_without_its_scores_is_refused_and_says_which(
    said: Workspace, scores: dict[str, str], field: str, told: str
) -> None:
    made, before = add(said, "insight", title="t", **scores), said.seq
    with pytest.raises(FieldError, match=told) as caught:
        pass_gate(said, made, override="  ")
    assert (caught.value.field, said.seq) == (field, before)


def test_a_reason_overrides_what_is_lacking_and_is_kept(said: Workspace) -> None:
    made = add(said, "insight", title="t", desirable="5")
    pass_gate(said, made, "the law asks for it in March", {"feasible": 4, "feasible_why": "small"})
    insight = insight_of(said, made)
    assert (insight.gate, insight.gate_reason) == ("passed", "the law asks for it in March")
    assert (insight.feasible, insight.feasible_why, insight.viable) == (4, "small", None)
    assert feature(said, insight.feature).problem == "t"


def test_a_fail_keeps_its_reason_and_the_insight_may_come_back(said: Workspace) -> None:
    made = add(said, "insight", title="t", **READY)
    with pytest.raises(FieldError, match="gate_reason: is required"):
        fail_gate(said, made, " ")
    fail_gate(said, made, "nobody pays", {"viable": 1})
    failed = insight_of(said, made)
    assert (failed.gate, failed.gate_reason, failed.viable, failed.gate_on) == (
        "failed",
        "nobody pays",
        1,
        TODAY,
    )
    assert not said.rows("feature")
    score(said, made, {"viable": 4})
    back = insight_of(said, made)
    assert (back.gate, back.gate_reason, back.gate_on, lacking(back)) == ("open", "", None, [])
    pass_gate(said, made)
    assert insight_of(said, made).gate == "passed"


def test_what_has_passed_is_decided(said: Workspace) -> None:
    made = add(said, "insight", title="t", **READY)
    pass_gate(said, made)
    decided = "has passed already, as F-1"
    with pytest.raises(InputError, match=decided):
        pass_gate(said, made)
    with pytest.raises(InputError, match=decided):
        fail_gate(said, made, "late")
    with pytest.raises(InputError, match=decided):
        score(said, made, {"viable": 1})
    with pytest.raises(InputError, match="D-1 is no insight"):
        pass_gate(said, "D-1")


def test_an_edit_does_not_decide(said: Workspace) -> None:
    made = add(said, "insight", title="t")
    values = record_commands.read_fields("insight", {"gate": "passed"}, record_commands.reading(said))
    with pytest.raises(FieldError, match="gate: is decided at the gate"):
        record_commands.edit(said, [made], values)
    record_commands.edit(said, [made], {"quote": "so"})
    found = said.get(made)
    assert isinstance(found, Insight)
    assert (found.quote, found.gate) == ("so", "open")
