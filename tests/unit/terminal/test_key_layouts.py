"""Keys of Cyrillic and Greek keyboards give the commands of the Latin keys in their places."""

import pytest

from pmtui.drivers.parsing import InputParser
from pmtui.terminal.key_layouts import is_foreign, latin_key


def keys(data: str, *own: str) -> list[tuple[str, str | None]]:
    found = InputParser((), own).feed(data.encode())
    return [(getattr(event, "key", ""), getattr(event, "character", None)) for event in found]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ф", "a"), ("Ф", "A"), ("л", "k"), ("ш", "i"), ("ю", "full_stop"), ("Ж", "colon"),
        ("х", "left_square_bracket"),
        ("і", "s"), ("λ", "l"), ("Σ", "S"), ("ς", "w"), ("α", "a"),
    ],
)  # fmt: skip
def test_a_letter_without_more_is_the_key_of_the_usual_layout(typed: str, key: str) -> None:
    assert keys(typed) == [(key, typed)], "the key is Latin, and a text is given the letter"


@pytest.mark.parametrize("typed", ["ö", "ß", "é", "ñ", "ł", "a", ":"])
def test_letters_of_latin_keyboards_stay(typed: str) -> None:
    assert [character for _, character in keys(typed)] == [typed]
    assert not is_foreign(typed)


@pytest.mark.parametrize(
    ("sequence", "key", "character"),
    [
        ("\x1b[1092::97u", "a", "ф"),
        ("\x1b[1092:1060:97;2;1060u", "A", "Ф"),
        ("\x1b[1093::91;1;1093u", "left_square_bracket", "х"),
        ("\x1b[1103::122;5u", "ctrl+z", None),
        ("\x1b[955::108;1;955u", "l", "λ"),
        ("\x1b[1488::116;1;1488u", "t", "א"),
        ("\x1b[97::113;1;97u", "a", "a"),
        ("\x1b[246::59;1;246u", "ö", "ö"),
    ],
)
def test_the_place_that_kitty_tells_wins(sequence: str, key: str, character: str | None) -> None:
    ((found, text),) = keys(sequence)
    assert found == key
    assert character is None or text == character


def test_a_letter_that_somebody_gave_a_command_keeps_it() -> None:
    assert keys("ф", "ф") == [("ф", "ф")]


def test_every_latin_letter_has_a_place_on_both_keyboards() -> None:
    for alphabet in ("ёйцукенгшщзхъфывапролджэячсмитьбю", "ςερτυθιοπασδφγηξκλζχψωβνμ"):
        letters = {latin_key(letter) for letter in alphabet}
        assert set("wertyuiopasdfghjklzxcvbnm") <= letters
