"""Filters complete fields and values from the language and from what the workspace holds."""

import pytest

from pmtui.store.query.filter_completion import completed, offers
from pmtui.store.query.filters import parse_filter
from pmtui.store.workspace import Workspace


def words(workspace: Workspace, kind: str, text: str) -> list[str]:
    found = offers(kind, text, workspace.filter_context, lambda field: ("ann", "ben", "cleo"))
    return [offer.word for offer in found]


@pytest.mark.parametrize(
    ("kind", "text", "first"),
    [
        ("deal", "sta", "stage:"),
        ("deal", "-sta", "-stage:"),
        ("deal", "clo", "closed:"),
        ("deal", "i", "id:"),
        ("deal", "stage:pro", "stage:Prospecting"),
        ("deal", "stage:prospecting,pro", "stage:prospecting,Prospecting"),
        ("deal", "amount:>10k stage:neg", "stage:Negotiation"),
        ("deal", "is:l", "is:lost"),
        ("deal", "-is:w", "-is:won"),
        ("deal", "owner:", "owner:me"),
        ("deal", "owner:b", "owner:ben"),
        ("deal", "account:arb", 'account:"Arbor Terminals"'),
        ("deal", "amount:", "amount:>10k"),
        ("deal", "close:th", 'close:"this week"'),
        ("feature", "status:dev", "status:development"),
        ("feature", "horizon:n", "horizon:now"),
        ("activity", "is:", "is:done"),
        ("deal", "source:", "source:ann"),
    ],
)
def test_a_word_goes_on_with(demo: Workspace, kind: str, text: str, first: str) -> None:
    assert words(demo, kind, text)[:1] == [first]


def test_a_field_is_found_by_its_label_too(demo: Workspace) -> None:
    assert "expected_close:" in words(demo, "deal", "close")
    assert "next_step_due:" in words(demo, "deal", "due")


@pytest.mark.parametrize(
    "kind", ["deal", "feature", "account", "lead", "activity", "request", "launch", "insight"]
)
def test_everything_that_is_offered_is_understood(demo: Workspace, kind: str) -> None:
    for field in words(demo, kind, ""):
        for value in words(demo, kind, field):
            parse_filter(kind, value, demo.filter_context)


def test_an_offer_takes_the_place_of_the_last_word() -> None:
    assert completed("amount:>10k sta", "stage:") == "amount:>10k stage:"
    assert completed('account:"Arbor T', 'account:"Arbor Terminals"') == 'account:"Arbor Terminals" '


def test_a_field_that_there_is_not_has_no_values(demo: Workspace) -> None:
    assert words(demo, "deal", "clse:fri") == []
