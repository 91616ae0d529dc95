import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from pmtui.widgets.drawing.cell_text import cut, fitted, printable, split_line, width_of

TRICKY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("漢字é👩👧👨❤☎1#🇩🇪👍🏽ﷺ\u200d\ufe0f\ufe0e\u0301\u202e\u2066\x1b\x07\n\t\r\x00 …"),
    ),
    max_size=40,
)
"""Any text, and rather often the kind that terminals stumble on."""


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Halden", 8, "Halden  "),
        ("Halden renewal", 8, "Halden…"),
        ("Halden renewal", 9, "Halden r…"),
        ("漢字漢字", 5, "漢字…"),
        ("漢字漢字", 4, "漢…"),
        ("漢字", 1, "…"),
        ("anything", 0, ""),
        ("anything", -3, ""),
        ("", 3, "   "),
        ("👩\u200d👧 family", 4, "👩\u200d👧…"),
        ("two\nlines", 9, "two lines"),
        ("tab\tbed", 9, "tab bed  "),
        ("\x1b]0;x\x07title", 7, "title  "),
        ("\u202egnirts", 8, "gnirts  "),
        ("[b", 4, "[b  "),
        ("[@click=app.quit]x[/]", 24, "[@click=app.quit]x[/]   "),
    ],
)
def test_text_is_cut_and_filled_by_the_cells_it_takes(text: str, width: int, expected: str) -> None:
    assert fitted(text, width).rstrip() == expected.rstrip()
    assert width_of(fitted(text, width)) == max(0, width)


def test_numbers_stand_at_the_right() -> None:
    assert fitted("4.5k", 7, "right") == "   4.5k"


def test_ten_thousand_characters_are_cut_like_any_others() -> None:
    assert fitted("x" * 10_000, 5) == "xxxx…"


@given(TRICKY, st.integers(-2, 30), st.sampled_from(["left", "right"]))
def test_fitted_text_takes_just_its_cells(text: str, width: int, align: str) -> None:
    assert cell_len(fitted(text, width, "right" if align == "right" else "left")) == max(0, width)


@given(TRICKY, st.integers(0, 30))
def test_cut_text_begins_as_the_text_does(text: str, width: int) -> None:
    whole, short = printable(text), cut(text, width)
    assert short == whole or whole.startswith(short.removesuffix("…"))


@given(TRICKY)
def test_printable_text_can_neither_move_the_cursor_nor_turn_the_line_round(text: str) -> None:
    bad = [
        *map(chr, range(0x20)),
        *map(chr, range(0x7F, 0xA0)),
        *"\u202a\u202b\u202d\u202e\u2066\u2067\u2068",
    ]
    assert not set(printable(text)) & set(bad)


@given(TRICKY, TRICKY, st.integers(0, 12), st.integers(0, 12))
def test_neighbours_do_not_change_each_others_width(one: str, other: str, first: int, second: int) -> None:
    assert cell_len(fitted(one, first) + fitted(other, second)) == first + second


@given(TRICKY, TRICKY, st.integers(0, 40))
def test_a_split_line_takes_just_its_cells(left: str, right: str, width: int) -> None:
    assert cell_len("".join(split_line(left, right, width))) == width


def test_where_both_do_not_fit_the_left_text_gives_way() -> None:
    assert split_line("Arbor platform", "48k", 12) == ("Arbor p… ", "48k")
