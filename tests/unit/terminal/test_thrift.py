"""What is sent shows the same as what was to be written, in fewer bytes."""

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.terminal.thrift import Thrift, change, look

_ROWS, _COLUMNS = 6, 40
_STYLES = (
    "", "1", "2", "1;4", "3", "7", "9", "31", "1;91", "38;5;200", "38;2;9;8;7", "48;2;1;2;3",
    "1;38;2;9;8;7;48;2;1;2;3", "38;2;9;8;7;48;2;1;2;3", "4;38;2;9;8;7;48;2;1;2;3", "44", "107;30",
)  # fmt: skip

_runs = st.tuples(
    st.sampled_from(_STYLES), st.text("ab  ●", min_size=1, max_size=5) | st.integers(10, 20).map(" ".__mul__)
)
_pieces = st.tuples(st.integers(1, _ROWS), st.integers(1, _COLUMNS), st.lists(_runs, min_size=1, max_size=3))
_updates = st.lists(_pieces, max_size=6)


def written(update: list[tuple[int, int, list[tuple[str, str]]]]) -> str:
    """An update as Textual writes it: an address, each run with its colours and a reset, lines ended but the last."""
    lines = []
    for row, column, runs in update:
        line, room = f"\x1b[{row};{column}H", _COLUMNS - column + 1
        for style, text in runs:
            cut, room = text[:room], max(0, room - len(text))
            line += f"\x1b[{style}m{cut}\x1b[0m" if style else cut
        lines.append(line + "\n" * (row < _ROWS))
    return "".join(lines) + "\x1b[1;1H"


def shown(screen: pyte.Screen) -> list[pyte.screens.Char]:
    """Every cell as a person sees it: a blank has no letter whose colour could be told."""
    cells = []
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            cell = screen.buffer[row][column]
            blank = cell.data == " " and not cell.reverse and not cell.underscore and not cell.strikethrough
            cells.append(cell._replace(fg="", bold=False, italics=False) if blank else cell)
    return cells


def sent(thrift: Thrift, data: str) -> str:
    """What goes to the terminal for what was to be written, as the driver does it."""
    if thrift.paint(data):
        return thrift.changes()
    before = thrift.changes()
    thrift.passed(data)
    return before + data


@given(st.lists(_updates, max_size=5), st.booleans(), st.booleans())
def test_the_screen_is_the_same(
    updates: list[list[tuple[int, int, list[tuple[str, str]]]]], together: bool, erases: bool
) -> None:
    plain, spared, thrift = pyte.Screen(_COLUMNS, _ROWS), pyte.Screen(_COLUMNS, _ROWS), Thrift(erases=erases)
    thrift.width = _COLUMNS
    plain_stream, spared_stream = pyte.Stream(plain), pyte.Stream(spared)
    for update in updates:
        data = written(update)
        plain_stream.feed(data)
        if together:
            assert thrift.paint(data)
            continue
        spared_stream.feed(sent(thrift, data))
        assert shown(spared) == shown(plain)
        assert (spared.cursor.x, spared.cursor.y) == (plain.cursor.x, plain.cursor.y)
    spared_stream.feed(thrift.changes())
    assert shown(spared) == shown(plain)


def test_a_line_that_stands_already_is_not_sent_again_until_all_is_forgotten() -> None:
    thrift = Thrift()
    data = written([(2, 1, [("31", "abc")])])
    first = sent(thrift, data)
    assert "abc" in first
    assert sent(thrift, data) == ""
    thrift.forget()
    assert sent(thrift, data) == first


def test_only_the_cells_that_differ_are_sent() -> None:
    thrift = Thrift()
    sent(thrift, written([(2, 1, [("31", "aaa"), ("", "bbb"), ("", "ccc"), ("32", "abc")])]))
    data = written([(2, 1, [("31", "aab"), ("", "bbb"), ("", "ccc"), ("32", "abc")])])
    assert sent(thrift, data) == "\x1b[2;3H\x1b[31mb\x1b[1;1H\x1b[0m"


def test_a_wide_letter_is_sent_whole_and_what_is_left_of_it_is_painted_again() -> None:
    thrift = Thrift()
    sent(thrift, written([(2, 1, [("", "a漢b")])]))
    assert sent(thrift, written([(2, 1, [("", "a字b")])])) == "\x1b[2;2H字\x1b[1;1H"
    assert sent(thrift, written([(2, 3, [("", "x")])])) == "\x1b[2;3Hx\x1b[1;1H"
    assert sent(thrift, written([(2, 1, [("", "axx")])])) == "\x1b[2;2Hx\x1b[1;1H"


def test_what_was_painted_and_painted_over_is_never_sent() -> None:
    thrift = Thrift()
    assert thrift.paint(written([(2, 1, [("31", "abc")])]))
    assert thrift.paint(written([(2, 1, [("31", "xyz")])]))
    assert "abc" not in thrift.changes()


@pytest.mark.parametrize("other", ["\x1b[?1049h", "\x1b[2J", "text", "\x1b[1;1Htext\x1b[K"])
def test_what_it_does_not_understand_goes_out_as_it_is_and_all_is_forgotten(other: str) -> None:
    thrift = Thrift()
    data = written([(2, 1, [("31", "abc")])])
    sent(thrift, data)
    assert sent(thrift, other) == other
    assert "abc" in sent(thrift, data)


@pytest.mark.parametrize("other", ["\x1b]22;default\x07", "\x1b]2;pmtui\x1b\\", "\x1b[?25l", "\x07"])
def test_what_paints_nothing_is_sent_and_nothing_is_forgotten(other: str) -> None:
    thrift = Thrift()
    data = written([(2, 1, [("31", "abc")])])
    sent(thrift, data)
    assert sent(thrift, other) == other
    assert sent(thrift, data) == ""


@pytest.mark.parametrize(("verb", "up"), [("M", 1), ("L", -1)])
def test_lines_that_the_terminal_scrolled_are_known_where_they_are_now(verb: str, up: int) -> None:
    thrift = Thrift()
    lines = {row: str(row) * 3 for row in range(1, 6)}
    sent(thrift, written([(row, 1, [("", text)]) for row, text in lines.items()]))
    scroll = f"\x1b[2;4r\x1b[2;1H\x1b[1{verb}\x1b[r"
    assert sent(thrift, scroll) == scroll
    moved = {**lines, **{row - up: lines[row] for row in (2, 3, 4) if 2 <= row - up <= 4}}
    fresh = 4 if up > 0 else 2
    del moved[fresh]
    assert sent(thrift, written([(row, 1, [("", text)]) for row, text in moved.items()])) == "\x1b[1;1H"
    assert "new" in sent(thrift, written([(fresh, 1, [("", "new")])]))


@pytest.mark.parametrize(
    ("state", "wanted", "blank", "needed"),
    [
        ("", "31", False, "\x1b[31m"),
        ("31", "", False, "\x1b[0m"),
        ("31", "1;31", False, "\x1b[1m"),
        ("1;31", "31", False, "\x1b[22m"),
        ("1;2;31", "2;31", False, "\x1b[22;2m"),
        ("38;2;1;2;3;48;2;4;5;6", "38;2;9;9;9;48;2;4;5;6", False, "\x1b[38;2;9;9;9m"),
        ("38;2;1;2;3;48;2;4;5;6", "38;2;9;9;9;48;2;4;5;6", True, ""),
        ("38;2;1;2;3;48;2;4;5;6", "48;2;7;7;7", True, "\x1b[48;2;7;7;7m"),
        ("4;31", "31", True, "\x1b[24m"),
        ("31", "1", False, "\x1b[0;1m"),
        ("58;5;1", "31", False, "\x1b[0;31m"),
        ("31", "38;9", False, "\x1b[0;38;9m"),
    ],
)
def test_the_shortest_way_from_colours_to_colours(state: str, wanted: str, blank: bool, needed: str) -> None:
    assert change(look(state), wanted, blank=blank)[0] == needed


def test_blanks_of_a_filled_row_are_erased_and_not_sent() -> None:
    thrift = Thrift(erases=True)
    thrift.width = 80
    out = sent(thrift, f"\x1b[1;1H\x1b[44mdeal{' ' * 30}12k{' ' * 43}\x1b[0m\x1b[1;1H")
    assert " " * 4 not in out
    assert "\x1b[2K" in out


def test_blanks_in_reverse_are_sent_since_erased_cells_do_not_show_it() -> None:
    thrift = Thrift(erases=True)
    thrift.width = 80
    out = sent(thrift, f"\x1b[1;1H\x1b[7mdeal{' ' * 76}\x1b[0m\x1b[1;1H")
    assert " " * 76 in out


def test_a_line_that_may_go_on_is_not_erased_to_its_end() -> None:
    thrift = Thrift(erases=True)
    thrift.width = 80
    assert "\x1b[2K" not in sent(thrift, f"\x1b[1;1H\x1b[44mdeal{' ' * 20}\x1b[0m\x1b[1;1H")
