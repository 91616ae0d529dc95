"""Bytes to text: the encoding is decided from all of them, by a mark, by what is valid, or by what reads as words."""

import codecs
import re
from collections import Counter
from pathlib import Path

from pmtui.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WEST = (
    "äöüßé",
    "éèêëàâçîïôùûœ",
    "áéíóúñüº¿¡",
    "áâãàçéêíóôõúºª",
    "àèéìòùº",
    "éëïöüáó",
    "åäöæøéü",
    "áðéíóúýþæö",
)
_EAST = ("ąćęłńóśźżé", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ")
_GUESSES = (("cp1252", _WEST, 1.0), ("cp1250", _EAST, 1.0), ("mac_roman", _WEST, 0.85))
"""Encodings without a mark, the letters of the languages they serve, and how readily each is believed."""

_NEUTRAL = frozenset("€£§©®™°·…–—‘’“”„«»•½¼¾²±×\u00a0")
_VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôûãõëïåæøąęěůőűýăœ")
_WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f]+(?:[^\W\d_]|[^\x00-\x7f])*")
_ODD_CASE, _CROWDED, _UNION = 0.3, 0.6, 0.9
_ZEROS = 0.3
_MANY = 2_000


def decoded(path: Path, data: bytes, encoding: str) -> tuple[str, str]:
    """The text of a file, and the encoding as it is told.

    Args:
        path: The file, for messages.
        data: Its bytes.
        encoding: What `--encoding` says; empty to decide.

    Raises:
        InputError: The bytes are no text, or not in the encoding.
    """
    if encoding:
        return _as_said(path, data, encoding)
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name), name.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise InputError(f"{path}: begins as {name} and is not: byte {error.start}") from None
    if b"\x00" in data:
        return _without_mark(path, data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        name = _guess(data)
        return data.decode(name, errors="replace"), f"{name} (a guess; --encoding says otherwise)"


def _as_said(path: Path, data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding).removeprefix("\ufeff"), encoding
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not {encoding}: byte {error.start} does not fit") from None
    except (LookupError, ValueError):
        raise InputError(f"--encoding: there is no encoding {encoding!r}") from None


def _without_mark(path: Path, data: bytes) -> tuple[str, str]:
    """UTF-16 without its mark: every other byte is mostly zero."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    enough = len(data) / 2 * _ZEROS
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > enough and others * 10 < zeros:
            try:
                return data.decode(name), f"{name} (without a mark)"
            except UnicodeDecodeError:
                break
    raise InputError(f"{path}: is binary, not delimited text; if it is UTF-16, say --encoding utf-16-le")


def _guess(data: bytes) -> str:
    """The encoding in which the words with other letters than a to z look most like words of one language."""
    best, best_score = "cp1252", -1.0
    for name, languages, trust in _GUESSES:
        text = data.decode(name, errors="replace")
        words = Counter(match[0] for match, _ in zip(_WORD.finditer(text), range(_MANY), strict=False))
        marks = [(sign, _fit(word, place)) for word in words for place, sign in enumerate(word)]
        signs = [(sign.lower(), fit) for sign, fit in marks if sign > "\x7f" and sign not in _NEUTRAL]
        if not signs:
            continue
        everything = "".join(languages)
        scores = [sum(fit for sign, fit in signs if sign in each) / len(signs) for each in languages]
        scores.append(_UNION * sum(fit for sign, fit in signs if sign in everything) / len(signs))
        score = trust * max(scores)
        if score > best_score:
            best, best_score = name, score
    return best


def _fit(word: str, place: int) -> float:
    """How well a letter stands where it stands in a word, 0 to 1."""
    sign, before, after = word[place], word[:place][-1:], word[place + 1 :][:1]
    if sign.isupper() and before.islower():
        return _ODD_CASE
    crowded = before.isalpha() and after.isalpha() and not {before.lower(), after.lower()} & _VOWELS
    return _CROWDED if crowded and sign.lower() not in _VOWELS else 1.0
