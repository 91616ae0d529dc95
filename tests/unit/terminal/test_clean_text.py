"""Text made safe to keep and to show: what a terminal would obey is gone, what a person would read stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.terminal.text import clean, clean_line

OBEYED = {
    "C0 controls": [*range(0x00, 0x09), *range(0x0E, 0x20)],
    "delete": [0x7F],
    "C1 controls": [*range(0x80, 0x85), *range(0x86, 0xA0)],
    "marks of direction": [0x061C, 0x200E, 0x200F],
    "overrides of direction": range(0x202A, 0x202F),
    "isolates of direction": range(0x2066, 0x206A),
    "joiners and operators that nobody sees": range(0x2060, 0x2070),
    "byte order mark": [0xFEFF],
    "halves of surrogate pairs": [0xD800, 0xDBFF, 0xDC00, 0xDFFF],
}


@pytest.mark.parametrize("numbers", OBEYED.values(), ids=OBEYED)
def test_what_a_terminal_would_obey_is_gone(numbers: list[int]) -> None:
    alone = {hex(number): clean(f"a{chr(number)}") for number in numbers}
    assert {number: left for number, left in alone.items() if left != "a"} == {}


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[31m", "\x1b[2J", "\x1b[?1049h", "\x1b]0;title\x07", "\x1b]52;c;aGk=\x1b\\", "\x1bP1$q\x1b\\",
        "\x1b_x\x1b\\", "\x1b^x\x1b\\", "\x1bXx\x1b\\", "\x1bc", "\x1b(0", "\x1b[38;2;1;2;3m",
    ],
)  # fmt: skip
def test_an_escape_sequence_goes_whole(sequence: str) -> None:
    assert clean(f"a{sequence}b") == "ab"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_is_one_newline(end: str) -> None:
    assert clean(f"a{end}b") == "a\nb"
    assert clean_line(f"a{end}b") == "a b"


@pytest.mark.parametrize(
    "text", ["", "plain", "漢字 かな", "e\u0301", "👩\u200d🚀", "שלום", "a\tb\nc", "−–—…"]
)
def test_what_a_person_reads_stays(text: str) -> None:
    assert clean(text) == text


@given(st.text(st.characters(), max_size=40))
def test_clean_text_is_clean_and_stays_so(text: str) -> None:
    made = clean(text)
    assert clean(made) == made
    bad = [char for char in made if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n"]
    assert bad == []


@given(st.text(st.characters(), max_size=40))
def test_a_clean_line_is_one_line_without_spare_blanks(text: str) -> None:
    line = clean_line(text)
    assert "\n" not in line
    assert line == line.strip()
    assert clean_line(line) == line
