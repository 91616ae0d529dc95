from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.widgets.drawing.column_layout import first_lane, fit_columns, fit_lanes
from pmtui.widgets.drawing.data_sources import Column

TITLE = Column("title", "Deal", 20, 10, grow=True, rank=9)
STAGE = Column("stage", "Stage", 12, 6, rank=5)
AMOUNT = Column("amount", "Amount", 8, 6, align="right", rank=7)
OWNER = Column("owner", "Owner", 8, 4, rank=1)
ALL = (TITLE, STAGE, AMOUNT, OWNER)

COLUMNS = st.lists(
    st.builds(
        Column,
        st.uuids().map(str),
        st.just("Title"),
        st.integers(1, 30),
        st.integers(1, 12),
        grow=st.booleans(),
        rank=st.integers(0, 9),
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (54, {"title": 20, "stage": 12, "amount": 8, "owner": 8}),
        (64, {"title": 30, "stage": 12, "amount": 8, "owner": 8}),
        (48, {"title": 15, "stage": 11, "amount": 8, "owner": 8}),
        (32, {"title": 10, "stage": 6, "amount": 6, "owner": 4}),
        (31, {"title": 12, "stage": 7, "amount": 8}),
        (18, {"title": 10, "amount": 6}),
        (17, {"title": 17}),
        (5, {"title": 5}),
        (0, {"title": 0}),
        (-3, {"title": 0}),
    ],
)
def test_the_lowest_ranks_go_first_and_the_rest_share_the_width(width: int, expected: dict[str, int]) -> None:
    assert {each.column.id: each.width for each in fit_columns(ALL, width)} == expected


def test_no_columns_fit_any_width() -> None:
    assert fit_columns((), 80) == ()


@given(COLUMNS, st.integers(-2, 200))
def test_columns_never_take_more_than_the_width(columns: list[Column], width: int) -> None:
    fitted = fit_columns(columns, width)
    assert sum(each.width for each in fitted) + 2 * max(0, len(fitted) - 1) <= max(0, width)
    assert [each.column for each in fitted] == [
        each for each in columns if each in [f.column for f in fitted]
    ]


@given(COLUMNS, st.integers(0, 200))
def test_a_growing_column_leaves_nothing_over(columns: list[Column], width: int) -> None:
    fitted = fit_columns(columns, width)
    if any(each.column.grow for each in fitted):
        assert sum(each.width for each in fitted) + 2 * (len(fitted) - 1) == width


@given(COLUMNS, st.integers(0, 200))
def test_a_column_beside_others_has_at_least_its_minimum(columns: list[Column], width: int) -> None:
    fitted = fit_columns(columns, width)
    if len(fitted) > 1:
        assert all(each.width >= each.column.minimum for each in fitted)


@given(st.integers(0, 12), st.integers(-1, 300))
def test_lanes_fill_the_width_evenly(count: int, width: int) -> None:
    lanes = fit_lanes(count, width)
    if count and width > 0:
        assert sum(lane.width + lane.gap for lane in lanes) == width
        assert max(lane.width for lane in lanes) - min(lane.width for lane in lanes) <= 1
        assert len(lanes) == 1 or min(lane.width for lane in lanes) >= 22
    else:
        assert lanes == ()


@pytest.mark.parametrize(("width", "fitting"), [(1, 1), (45, 1), (46, 2), (80, 3), (118, 5), (300, 7)])
def test_as_many_lanes_fit_as_keep_their_least_width(width: int, fitting: int) -> None:
    assert len(fit_lanes(7, width)) == fitting


@pytest.mark.parametrize(
    ("first", "lane", "expected"), [(0, 2, 0), (0, 3, 1), (0, 6, 4), (4, 4, 4), (4, 3, 3), (9, 0, 0)]
)
def test_lanes_scroll_just_as_far_as_the_cursor_needs(first: int, lane: int, expected: int) -> None:
    assert first_lane(first, lane, fitting=3, count=7) == expected


NATURAL = st.lists(st.integers(0, 40), min_size=8, max_size=8)


@given(COLUMNS, st.integers(0, 200), NATURAL)
def test_a_number_is_never_cut_and_no_text_while_there_is_room(
    columns: list[Column], width: int, needs: list[int]
) -> None:
    turned = [replace(column, align="right" if place % 2 else "left") for place, column in enumerate(columns)]
    natural = {column.id: need for column, need in zip(turned, needs, strict=False)}
    fitted = fit_columns(turned, width, 2, natural)
    room = width - sum(each.width for each in fitted) - 2 * max(0, len(fitted) - 1)
    cut = [each for each in fitted if each.width < natural[each.column.id]]
    assert not (cut and room > 0)
    assert len(fitted) < 2 or all(each.column.align == "left" for each in cut)


@given(COLUMNS, st.integers(0, 200), NATURAL)
def test_a_column_without_contents_is_left_out(columns: list[Column], width: int, needs: list[int]) -> None:
    natural = {column.id: need for column, need in zip(columns, needs, strict=False)}
    fitted = fit_columns(columns, width, 2, natural)
    assert len(fitted) < 2 or all(natural[each.column.id] for each in fitted)


def test_columns_that_are_cut_share_what_room_there_is() -> None:
    natural = {"title": 40, "stage": 40, "amount": 9, "owner": 3}
    fitted = {each.column.id: each.width for each in fit_columns(ALL, 60, 2, natural)}
    assert (fitted["amount"], fitted["owner"]) == (9, 3)
    assert abs(fitted["title"] - fitted["stage"]) <= 4
