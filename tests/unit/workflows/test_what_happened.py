"""Commits told in the words of the trade."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from pmtui.models.values.money import Money
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals import activities
from pmtui.workflows.deals.leads import convert
from pmtui.workflows.what_happened import what_happened

ACTS: list[tuple[Callable[[Workspace], Commit], str]] = [
    (lambda w: record_commands.move(w, ["D-1"], "Qualified"), "Bolt seats: Prospecting ▸ Qualified"),
    (lambda w: record_commands.move(w, ["D-1"], "won"), "Won Bolt seats, 1,200 USD"),
    (lambda w: record_commands.move(w, ["D-1"], "lost", "price"), "Lost Bolt seats: price"),
    (lambda w: record_commands.move(w, ["D-1", "D-2"], "won"), "Won 2 deals, 1,200 USD"),
    (lambda w: record_commands.move(w, ["D-1", "D-2"], "Qualified"), "2 deals: Prospecting ▸ Qualified"),
    (lambda w: record_commands.edit(w, ["D-1"], {"owner": "zoe"}), "Bolt seats: owner ann ▸ zoe"),
    (lambda w: record_commands.edit(w, ["D-1", "D-2"], {"owner": "zoe"}), "2 deals: owner ann ▸ zoe"),
    (
        lambda w: record_commands.edit(w, ["D-1"], {"owner": "zoe", "source": "web"}),
        "Bolt seats: owner, source",
    ),
    (lambda w: record_commands.add(w, "deal", {"title": "Nut"}), "Added deal Nut"),
    (lambda w: record_commands.delete(w, ["D-1"]), "Deleted deal Bolt seats"),
    (lambda w: record_commands.delete(w, ["D-1", "D-2"]), "Deleted 2 deals"),
    (
        lambda w: activities.log_activity(w, "D-1", "send terms", "task", w.clock.today()),
        "Planned task for 2026-11-23: send terms, Bolt seats",
    ),
    (lambda w: activities.log_activity(w, "D-1", "asked", "call"), "Logged call: asked, Bolt seats"),
    (lambda w: convert(w, next(iter(w.rows("lead")))), "Converted Kim into Bolt from web"),
    (lambda w: record_commands.edit(w, ["D-1"], {"owner": "ann"}), "nothing to change"),
]


@pytest.fixture
def sales(workspace: Workspace) -> Workspace:
    """Two deals and a lead."""
    record_commands.add(
        workspace,
        "deal",
        {"title": "Bolt seats", "amount": Money(amount=Decimal(1200), currency="USD"), "owner": "ann"},
    )
    record_commands.add(workspace, "deal", {"title": "Bolt more", "owner": "ann"})
    record_commands.add(workspace, "lead", {"name": "Kim", "company": "Bolt", "source": "web"})
    return workspace


@pytest.mark.parametrize(("act", "told"), ACTS)
def test_a_commit_is_told_in_the_words_of_the_trade(
    sales: Workspace, act: Callable[[Workspace], Commit], told: str
) -> None:
    assert what_happened(sales, act(sales)) == told


def test_what_is_won_and_opened_again_is_reopened(sales: Workspace) -> None:
    record_commands.move(sales, ["D-1"], "won")
    assert what_happened(sales, record_commands.step(sales, ["D-1"], -1)) == "Reopened Bolt seats"
    assert what_happened(sales, sales.undo()) == "Took back: Move back D-1 Bolt seats"
