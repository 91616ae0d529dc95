"""Filters and listings over the demo workspace."""

import pytest

from pmtui.store.query.filters import FilterError, parse_filter
from pmtui.store.query.sorted_view import Listing, order_by
from pmtui.store.query.stored_orders import deal_lane
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 60),
        ("is:won", 27),
        ("is:open", 15),
        ("stage:won,lost", 45),
        ("-is:open", 45),
        ("amount:>40k", 3),
        ("account:sable stage:lost", 2),
        ('"arbor platform"', 1),
    ],
)
def test_a_filter_finds_what_it_says(demo: Workspace, text: str, count: int) -> None:
    assert demo.search("deal", text).total == count


@pytest.mark.parametrize(("text", "column"), [("stge:won", 0), ("is:won stage:xyz", 13), ("amount:>lots", 7)])
def test_a_mistake_is_pointed_at(demo: Workspace, text: str, column: int) -> None:
    with pytest.raises(FilterError) as caught:
        parse_filter("deal", text, demo.filter_context)
    assert caught.value.column == column


def test_a_listing_kept_by_changes_equals_one_built_anew(demo: Workspace) -> None:
    kept = Listing(demo.rows("deal"), order_by("expected_close"), deal_lane)
    touched = [each for _, each in record_commands.step(demo, ["D-2", "D-5"], 1).changed]
    touched += [each for _, each in record_commands.delete(demo, ["D-9"], unlink=True).changed]
    kept.update(touched)
    anew = Listing(demo.rows("deal"), order_by("expected_close"), deal_lane)
    for lane in {deal_lane(row) for row in demo.rows("deal").values()}:
        assert kept.lane(lane).entries == anew.lane(lane).entries
        assert kept.sums([lane]) == anew.sums([lane])
