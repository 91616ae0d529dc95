"""Promises against the roadmap: how they stand, what a change breaks, what hangs on it."""

from decimal import Decimal

import pytest

from pmtui.metrics.roadmap.demand import demand
from pmtui.metrics.roadmap.promises import Promise, money_of, promises, timing, told, warning, worsened
from pmtui.metrics.roadmap.requests_by_feature import asking
from pmtui.metrics.roadmap.shipped_calls import calls, gaps, returned
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.roadmap.roadmap_rows import FeatureRow, RequestRow
from pmtui.models.stored import JsonValue
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def change(workspace: Workspace, document_id: str, **words: str) -> list[Promise]:
    """The promises that setting fields of a feature would break; nothing is set."""
    values = record_commands.read_fields("feature", words, record_commands.reading(workspace))
    changes = record_commands.edit_changes(workspace, [document_id], values)
    return worsened(workspace.tables, workspace.pipelines, changes, TODAY)


def ledger(workspace: Workspace) -> list[Promise]:
    return promises(workspace.tables, workspace.pipelines, TODAY)


@pytest.mark.parametrize(
    ("feature", "promised", "standing"),
    [
        ({"target": "2026-12-20"}, "2026-12-31", "on track"),
        ({"target": "2026-12-31"}, "2026-12-31", "on track"),
        ({"target": "2027-01-01"}, "2026-12-31", "at risk"),
        ({}, "2026-12-31", "at risk"),
        ({"target": "2026-12-20", "status": "declined"}, "2026-12-31", "at risk"),
        ({"target": "2026-11-01"}, "2026-11-22", "broken"),
        ({"target": "2026-11-23"}, "2026-11-23", "on track"),
        ({"status": "shipped", "shipped": "2026-11-20"}, "2026-11-20", "kept"),
        ({"status": "shipped", "shipped": "2026-11-21"}, "2026-11-20", "shipped late"),
    ],
)
def test_a_promise_stands(
    workspace: Workspace, feature: dict[str, str], promised: str, standing: str
) -> None:
    add(workspace, "feature", title="Sync", **feature)
    add(workspace, "account", name="Acme")
    add(workspace, "request", account="Acme", feature="F-1", promised=promised)
    (found,) = ledger(workspace)
    assert (found.standing, found.customer, str(found.promised)) == (standing, "A-1", promised)
    assert found.is_bad is (standing in ("broken", "at risk"))


@pytest.fixture
def told_two(workspace: Workspace) -> Workspace:
    """F-1 ships on 20 December; promised to Acme for the 31st in two requests of a deal, to Bolt for March."""
    add(workspace, "feature", title="Sync", target="2026-12-20", horizon="now")
    for name in ("Acme", "Bolt"):
        add(workspace, "account", name=name)
    add(workspace, "deal", title="a", account="Acme", amount="12k USD", expected_close="2027-01-10")
    add(workspace, "deal", title="b", account="Bolt", amount="5k EUR")
    add(workspace, "deal", title="c", account="Bolt", amount="90k USD", stage="Lost")
    for _ in range(2):
        add(workspace, "request", deal="D-1", feature="F-1", promised="2026-12-31")
    add(workspace, "request", deal="D-2", feature="F-1", promised="2027-03-31")
    add(workspace, "request", deal="D-3", feature="F-1", promised="2026-12-01")
    return workspace


def test_a_lost_deal_holds_nobody_to_a_promise(told_two: Workspace) -> None:
    assert [each.deal for each in ledger(told_two)] == ["D-1", "D-1", "D-2"]


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        ({"target": "2026-12-31"}, []),
        ({"target": "2027-01-01"}, ["Q-1", "Q-2"]),
        ({"target": "2027-04-01"}, ["Q-1", "Q-2", "Q-3"]),
        ({"target": ""}, ["Q-1", "Q-2", "Q-3"]),
        ({"horizon": "next"}, []),
        ({"status": "declined"}, ["Q-1", "Q-2", "Q-3"]),
        ({"status": "shipped"}, []),
        ({"title": "Sync 2"}, []),
    ],
)
def test_a_change_breaks(told_two: Workspace, words: dict[str, str], broken: list[str]) -> None:
    assert [each.request for each in change(told_two, "F-1", **words)] == broken


def test_what_is_broken_already_is_not_told_again(told_two: Workspace) -> None:
    values = record_commands.read_fields(
        "feature", {"target": "2027-02-01"}, record_commands.reading(told_two)
    )
    record_commands.edit(told_two, ["F-1"], values)
    assert [each.request for each in change(told_two, "F-1", target="2027-05-01")] == ["Q-3"]


def test_the_money_behind_counts_a_deal_once_and_keeps_currencies_apart(told_two: Workspace) -> None:
    found = change(told_two, "F-1", target="2027-04-01")
    assert money_of(found) == {"USD": Decimal(12_000), "EUR": Decimal(5_000)}
    assert warning(found) == "breaks 3 promises, 5,000 EUR + 12,000 USD open behind"
    assert next(told(found, told_two.names.label)) == "F-1 Sync ships 2027-04-01; Acme was told 2026-12-31"


@pytest.mark.parametrize(
    ("feature", "promised", "close", "words", "bad"),
    [
        ({"status": "shipped", "shipped": "2026-11-01"}, "", "", "shipped 2026-11-01", False),
        ({"status": "declined"}, "", "", "declined", False),
        ({}, "", "", "no date", False),
        ({}, "2027-01-01", "", "no date, promised for 2027-01-01", True),
        ({"status": "declined"}, "2027-01-01", "", "declined, promised for 2027-01-01", True),
        ({"target": "2026-12-01"}, "", "", "ships 2026-12-01", False),
        ({"target": "2026-12-01"}, "", "2026-12-01", "ships 2026-12-01, before the close", False),
        ({"target": "2026-12-02"}, "", "2026-12-01", "ships 2026-12-02, after the close on 2026-12-01", True),
        (
            {"target": "2026-12-02"}, "2026-11-30", "2026-12-31",
            "ships 2026-12-02, promised for 2026-11-30", True,
        ),
        (
            {"target": "2026-12-02"}, "2026-12-31", "2026-12-01",
            "ships 2026-12-02, after the close on 2026-12-01", True,
        ),
    ],
)  # fmt: skip
def test_a_request_is_met_in_time(
    feature: dict[str, JsonValue], promised: str, close: str, words: str, bad: bool
) -> None:
    request = RequestRow({"promised": promised or None})
    deal = DealRow({"expected_close": close}) if close else None
    found = timing(request, FeatureRow(feature), deal, TODAY)
    assert (found.words, found.is_bad) == (words, bad)


def test_the_call_list_names_who_asked_with_contacts_and_the_last_word(told_two: Workspace) -> None:
    add(told_two, "contact", name="Kim *Lee*", account="Acme", email="kim@acme.example", role="buyer")
    add(
        told_two,
        "activity",
        text="spoke",
        about="D-1",
        type="call",
        done="2026-11-20",
        outcome="wants a date",
    )
    add(told_two, "activity", text="spoke", about="D-1", type="call", done="2026-11-02", outcome="old news")
    text = calls(told_two, "F-1")
    assert "2 customers asked, 5,000 EUR + 12,000 USD open." in text
    assert "- call Kim \\*Lee\\* (C-1): buyer, kim@acme.example" in text
    assert "- last word: 2026-11-20, call: wants a date" in text
    assert "old news" not in text


def test_gaps_are_what_was_lost_without_a_feature_and_what_nobody_named(told_two: Workspace) -> None:
    add(told_two, "deal", title="d", amount="3k USD", stage="Lost", lost_reason="missing feature")
    add(told_two, "deal", title="e", amount="9k USD", stage="Lost", lost_reason="price")
    named, nameless = gaps(told_two)
    assert (named.feature, named.deals, named.lost) == ("F-1", ("D-3",), {"USD": Decimal(90_000)})
    assert (named.open, named.at_stake) == (("D-1", "D-2"), {"USD": Decimal(12_000), "EUR": Decimal(5_000)})
    assert (nameless.feature, nameless.deals, nameless.lost) == ("", ("D-4",), {"USD": Decimal(3_000)})


def test_the_return_of_a_feature_is_its_win_rate_beside_that_of_all_others(told_two: Workspace) -> None:
    for title, stage in (("w", "Won"), ("x", "Won"), ("y", "Won"), ("z", "Lost")):
        add(told_two, "deal", title=title, stage=stage)
    add(told_two, "request", deal="D-4", feature="F-1")
    found = returned(told_two, demand(told_two.tables, told_two.pipelines, asking(told_two, "F-1")))
    assert (found.asked, found.won, found.lost) == (4, ("D-4",), ("D-3",))
    assert (found.with_it, found.without_it) == (Decimal(1) / 2, Decimal(2) / 3)
