from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pmtui.widgets.drawing.line_segments import Line, Look, changed_width, merged

LOOKS: list[Look] = ["", "dim", "cursor", "column"]
LINES = st.lists(st.tuples(st.text("ab ", max_size=4), st.sampled_from(LOOKS)), max_size=6).map(tuple)


def cells(line: Line) -> list[tuple[str, str]]:
    """Each cell with what shows: blanks look alike unless they are underlined."""
    return [
        (letter, "" if letter == " " and look != "column" else look) for text, look in line for letter in text
    ]


@given(LINES)
def test_merging_changes_nothing_that_shows(line: Line) -> None:
    assert cells(tuple(merged(line))) == cells(line)


@given(LINES)
def test_no_two_merged_pieces_look_alike(line: Line) -> None:
    looks = [look for _, look in merged(line)]
    assert all(one != other for one, other in pairwise(looks))


def test_blanks_between_two_looks_cost_no_piece_of_their_own() -> None:
    assert list(merged([("title", "strong"), ("   ", ""), ("late", "risk"), ("  ", "")])) == [
        ("title   ", "strong"),
        ("late  ", "risk"),
    ]


@given(LINES, LINES)
def test_drawing_the_changed_cells_makes_the_old_line_the_new_one(before: Line, after: Line) -> None:
    width = changed_width(before, after)
    old, new = cells(before), cells(after)
    if len(old) == len(new):
        assert new[:width] + old[width:] == new
    else:
        assert width == max(len(old), len(new))


@given(LINES)
def test_a_line_that_is_the_same_is_not_drawn(line: Line) -> None:
    assert changed_width(line, line) == 0


def test_the_cursor_on_a_card_changes_one_cell_of_its_second_line() -> None:
    before: Line = ((" ", ""), ("Halden · 12d    ", "dim"))
    after: Line = (("▌", "cursor"), ("Halden · 12d    ", "dim"))
    assert changed_width(before, after) == 1


def test_blanks_at_the_end_of_both_are_not_drawn() -> None:
    assert changed_width((("Halden      ", ""),), (("Lumen       ", ""),)) == 6
