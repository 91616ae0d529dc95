"""Cyrillic and Greek keyboards: the Latin key in the place of each letter, so that every command is reached.

A terminal that speaks kitty's keyboard protocol tells the place itself; for the others the usual layouts stand here.
"""

import unicodedata

_US = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_US_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
_SHIFTED = str.maketrans(_US + "1234567890-=\\/", _US_SHIFTED + "!@#$%^&*()_+|?")

_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_GREEK = "`;ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,."

_OTHERS = {
    "і": "s",
    "ї": "]",
    "є": "'",
    "ґ": "`",
    "ў": "o",
    "ј": "j",
    "љ": "q",
    "њ": "w",
    "ђ": "[",
    "ћ": "'",
    "џ": "x",
}
"""Letters of Ukrainian, Belarusian and Serbian that Russian has not."""


def _places() -> dict[str, str]:
    pairs = [*zip(_CYRILLIC, _US, strict=True), *zip(_GREEK, _US, strict=True), *_OTHERS.items()]
    found: dict[str, str] = {}
    for letter, key in pairs:
        if letter.isalpha() and not letter.isascii():
            found[letter] = key
            if letter.upper() != letter and len(letter.upper()) == 1 and letter.upper().lower() == letter:
                found.setdefault(letter.upper(), key.translate(_SHIFTED))
    return found


_PLACES = _places()


def is_foreign(letter: str) -> bool:
    """Whether this is a letter that no Latin keyboard has: `ф`, `λ`; but not `ö`."""
    return (
        len(letter) == 1
        and not letter.isascii()
        and letter.isalpha()
        and not unicodedata.name(letter, "LATIN").startswith("LATIN")
    )


def latin_key(letter: str, place: str = "") -> str:
    """The Latin character of the key that typed a letter; empty if that is not known.

    Args:
        letter: The letter, in upper case if shift was held.
        place: The character in that place on a Latin keyboard, as the terminal tells it; empty if it does not.
    """
    if not place:
        return _PLACES.get(letter, "")
    return place.translate(_SHIFTED) if letter != letter.lower() else place
