"""Text made safe where it enters and where it leaves."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.terminal.text import clean, clean_line, printable, printable_lines

_NEVER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
"""Signs that no text has after cleaning, wherever they stood."""

_FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
_BURNING = "\u2764\ufe0f\u200d\U0001f525"
_ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
_PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
_HINDI = "\u0915\u094d\u200d\u0937"
_MONGOLIAN = "\u182d\u180b"
_IDEOGRAPH = "\u845b\U000e0100"
_KEYCAP = "1\ufe0f\u20e3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red\x1b[31m", "red"),
        ("\x1b]0;title\x07Acme", "Acme"),
        ("\x1b]0;never closed\nAcme", "\nAcme"),
        ("\x1bPq#0\x1b\\Acme", "Acme"),
        ("a\x9b31mb", "a31mb"),
        ("a\x00b\x7fc", "abc"),
        ("a\u202eb\u2066c\u2067d\u2068e\u2069f", "abcdef"),
        ("a\u200eb\u200fc\u061cd", "abcd"),
        ("a\u200bb\u2060c\ufeffd\u00ade", "abcde"),
        ("a\u200db\u200cc", "abc"),
        ("tag\U000e0041\U000e0042ged", "tagged"),
        ("x\ufe0fy\U000e0101z", "xyz"),
        ("\u3164\uffa0\u115f", ""),
        ("one\r\ntwo\rthree\u2028four\u2029five\x85six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("a\tb", "a\tb"),
        ("bad\ud800 byte\udcff", "bad byte"),
        (f"{_FAMILY}\u200d", _FAMILY),
        (f"{_PERSIAN}\u200c\u200c", f"{_PERSIAN}\u200c"),
    ],
)
def test_what_a_terminal_obeys_or_does_not_show_is_removed(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    "text",
    [_FAMILY, _BURNING, _ENGLAND, _PERSIAN, _HINDI, _MONGOLIAN, _IDEOGRAPH, _KEYCAP, "Zürich €", "Ω≈ç"],
)
def test_joiners_and_selectors_stay_where_a_script_or_an_emoji_needs_them(text: str) -> None:
    assert clean(text) == text
    assert printable(text) == text
    assert printable_lines(text) == text


def test_a_line_has_single_spaces_and_no_break() -> None:
    assert clean_line(" a\t b\x0bc \u2028 d ") == "a b c d"


def test_a_piece_of_a_line_stays_one_and_shows_bytes_that_are_no_text() -> None:
    assert printable("a\nb\tc\udcffd\x1b[1m") == "a b c\ufffdd"


def test_lines_keep_their_ends() -> None:
    assert printable_lines("BEGIN:VCARD\r\nFN:\x1b[31mAnn\r\n") == "BEGIN:VCARD\r\nFN:Ann\r\n"
    assert printable_lines("a\rb\n") == "a\nb\n"


def test_only_our_own_styles_are_left_in() -> None:
    assert printable_lines("\x1b[1mbold\x1b[0m \x1b[31mred", styled=True) == "\x1b[1mbold\x1b[0m red"
    assert printable_lines("\x1b[1mbold\x1b[0m") == "bold"


@given(st.text(st.characters(codec=None), max_size=40))
def test_cleaning_leaves_nothing_to_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert _NEVER.search(once) is None


@given(
    st.text(
        st.sampled_from("a\x1b[]0;m\x07\\P\x9b\u200d\u2066\ufe0f\U000e0041\U0001f468\n\r\t\ud800"),
        max_size=30,
    )
)
def test_what_leaves_is_clean_however_it_is_put_together(text: str) -> None:
    assert _NEVER.search(printable(text)) is None
    assert _NEVER.search(printable_lines(text).replace("\r\n", "")) is None
    assert "\n" not in printable(text)
