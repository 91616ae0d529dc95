"""Words as the dictionary compares them: case, accents, spaces and punctuation make no difference.

`pmtui define` runs through here and must start in a blink, so nothing is imported that it can do without.
"""

import re

from pmtui.models.values import folding

_WORD = re.compile(r"[^\W_]+")

_ENDINGS = ("ing", "ed", "es", "s", "e")
_LEAST_STEM = 4

NOISE = frozenset(
    (
        "a", "about", "an", "and", "any", "are", "as", "at", "be", "by", "can", "define", "definition", "did",
        "do", "does", "for", "from", "have", "how", "i", "in", "into", "is", "it", "me", "mean", "meaning",
        "means", "my", "of", "on", "or", "our", "s", "that", "the", "their", "them", "there", "they", "this",
        "to", "us", "versus", "vs", "was", "we", "what", "whats", "when", "which", "who", "why", "with",
        "you", "your",
    )
)  # fmt: skip
"""Words that tell nothing about what is looked for."""


def plain(text: str) -> str:
    """The text in lower case, without accents and apostrophes, `&` spelt out."""
    return folding.plain(text.replace("’", "")).replace("'", "").replace("&", " and ")


def folded(text: str) -> str:
    """A name as names are compared: letters and digits alone, in lower case: `Win-Rate` is `winrate`."""
    return "".join(_WORD.findall(plain(text)))


def split(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(plain(text))


def told(words: list[str]) -> list[str]:
    """The words without the noise; all of them where there is nothing but noise."""
    return [word for word in words if word not in NOISE] or words


def singular(name: str) -> str:
    """A folded name without the ending of an English plural; as it is where it has none."""
    if len(name) < _LEAST_STEM or not name.endswith("s") or name.endswith("ss"):
        return name
    return f"{name[:-3]}y" if name.endswith("ies") else name[:-1]


def stem(word: str) -> str:
    """The stem that `close`, `closes`, `closed` and `closing` share: `clos`. It has at least four letters."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word


def span_of(name: str, length: int) -> tuple[int, int]:
    """The part of a name that its first so many folded letters came from, as (start, end)."""
    start, taken = -1, 0
    for place, letter in enumerate(name):
        kept = len(folded(letter))
        if kept and start < 0:
            start = place
        taken += kept
        if taken >= length:
            return max(start, 0), place + 1
    return max(start, 0), len(name)


def word_spans(name: str) -> list[tuple[str, int, int]]:
    """Each word of a name, folded, with where it stands: (word, start, end)."""
    return [(folded(match.group()), match.start(), match.end()) for match in _WORD.finditer(name)]
