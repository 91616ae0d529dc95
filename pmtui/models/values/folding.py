"""Text as it is compared: one folding for search, filter, sort and matching.

Case, accents and runs of white space make no difference, and letters that no accent explains are spelled
out: `Zürich` is `zurich`, `Straße` `strasse`, `Łódź` `lodz`. Nothing is imported before a letter needs it.
"""

import re
from functools import lru_cache

_SPELLED = str.maketrans(
    {"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
_MARKS = (
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)
"""The accents and vowel signs that a letter may bear."""
_WORD = r"[^\W_]+"
_DIGITS = r"\d+"


def plain(text: str) -> str:
    """A text in lower case without accents; white space and punctuation as they are."""
    if text.isascii():
        return text.lower()
    from unicodedata import normalize

    folded = normalize("NFKD", text).casefold().translate(_SPELLED)
    return re.sub(_MARKS, "", normalize("NFKD", folded))


def folded(text: str) -> str:
    """A text as texts are compared: without case, accents and needless white space."""
    return " ".join(plain(text).split())


def squeezed(text: str) -> str:
    """A folded text without any white space: `In progress` is `inprogress`."""
    return "".join(plain(text).split())


def letters(text: str) -> str:
    """The letters and digits of a folded text: `best case`, `Best-Case` and `bestcase` are one."""
    return "".join(filter(str.isalnum, plain(text)))


def words_of(text: str) -> list[str]:
    """The words of a folded text: what stands between punctuation and white space."""
    return re.findall(_WORD, plain(text))


@lru_cache(maxsize=1 << 16)
def sort_text(text: str) -> str:
    """A text as it sorts: folded, and numbers in it by size, so that `Item 2` comes before `Item 10`.

    A number is written with the count of its digits before it, which keeps the key a plain text.
    """
    return re.sub(_DIGITS, _sized, folded(text))


def _sized(match: re.Match[str]) -> str:
    digits = match[0].lstrip("0") or "0"
    return _SIZES[min(len(digits), _MOST)] + digits


_MOST = 255
"""Digits beyond which numbers are no longer told apart by their length."""
_SIZES = tuple(chr(ord("0") + size) for size in range(_MOST + 1))
