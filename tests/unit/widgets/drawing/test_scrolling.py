import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.widgets.drawing.scrolling import paged, scrolled, steadiest, within

SMALL = st.integers(-3, 60)


@pytest.mark.parametrize(
    ("top", "cursor", "step", "expected"),
    [
        (0, 9, 0, 0),
        (0, 10, 0, 5),
        (0, 10, 1, 1),
        (5, 4, 0, 0),
        (20, 19, 0, 15),
        (20, 19, 1, 19),
        (20, 20, 0, 20),
        (0, 99, 0, 90),
        (0, 50, 1, 45),
        (90, 0, 1, 0),
    ],
)
def test_rows_stay_until_the_cursor_runs_off(top: int, cursor: int, step: int, expected: int) -> None:
    assert scrolled(top, cursor, height=10, count=100, step=step) == expected


@given(SMALL, st.integers(0, 59), st.integers(0, 20), st.integers(0, 60), st.integers(0, 5))
def test_the_cursor_is_always_on_the_screen(
    top: int, cursor: int, height: int, count: int, step: int
) -> None:
    cursor = within(cursor, count)
    first = scrolled(top, cursor, height, count, step)
    assert first >= 0
    if height and count:
        assert first <= cursor < first + height
        assert first == 0 or first + height <= count


@given(st.integers(0, 50), st.integers(0, 59), st.integers(1, 20), st.integers(1, 60), st.integers(-6, 6))
def test_pages_keep_the_cursor_on_the_screen(top: int, cursor: int, height: int, count: int, by: int) -> None:
    cursor = within(cursor, count)
    first, there = paged(scrolled(top, cursor, height, count), cursor, height, count, by)
    assert first <= there < first + height
    assert 0 <= there < count


def test_half_a_page_moves_rows_and_cursor_together() -> None:
    assert paged(10, 13, height=20, count=100, half_pages=1) == (20, 23)
    assert paged(10, 13, height=20, count=100, half_pages=-2) == (0, 0)


def test_of_several_places_the_one_with_most_lines_unmoved_is_taken() -> None:
    rows = ["new", "a", "b", "c"]
    shown = {0: "a", 1: "b", 2: "c"}
    assert steadiest((0, 1), shown, lambda index: rows[index] if index < len(rows) else None) == 1
    assert steadiest((0, 1), {}, lambda index: rows[index]) == 0
