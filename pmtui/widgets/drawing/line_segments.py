"""Lines made of pieces of styled text, and which cells of a line differ from what stood there before."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pmtui.widgets.drawing.cell_text import width_of

Look = Literal[
    "",
    "dim",
    "strong",
    "risk",
    "due",
    "good",
    "accent",
    "header",
    "column",
    "bar",
    "cursor",
    "mark",
    "match",
    "rule",
    "card",
    "card-dim",
    "card-risk",
    "card-due",
    "card-good",
    "card-rule",
    "card-mark",
]
"""The look of a piece: a tone of the documents, or a part of the widget."""

Piece = tuple[str, Look]
"""Text and its look."""

Line = tuple[Piece, ...]
"""The pieces of a line, from the left."""

_SEEN_ON_BLANKS: frozenset[Look] = frozenset(
    {
        "column",
        "bar",
        "cursor",
        "card",
        "card-dim",
        "card-risk",
        "card-due",
        "card-good",
        "card-rule",
        "card-mark",
    }
)
"""Looks that blanks show: underlined or filled."""


def pieces(text: str, look: Look, spans: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """A text as pieces, those parts set apart that match what was typed."""
    at = 0
    for start, end in spans:
        if at <= start < end <= len(text):
            yield text[at:start], look
            yield text[start:end], "match" if look != "cursor" else look
            at = end
    yield text[at:], look


def merged(line: Iterable[Piece]) -> Iterator[Piece]:
    """The same line in as few pieces as possible.

    Each styled piece costs some forty bytes on a terminal with true colour, so neighbours of one
    look become one piece; and as blanks look alike in all but underlined and filled looks, they join either side.
    """
    held, look = "", None
    for text, each in line:
        if not text:
            continue
        if look is None or each == look:
            held, look = held + text, each
        elif not _is_alike_on_blanks(each, look) or (text.strip(" ") and held.strip(" ")):
            yield held, look
            held, look = text, each
        else:
            look = each if text.strip(" ") else look
            held += text
    if look is not None:
        yield held, look


def _is_alike_on_blanks(one: Look, other: Look) -> bool:
    """Tell whether blanks look alike in two looks: those of a card do, and those that are neither filled nor lined."""
    if one.startswith("card") and other.startswith("card"):
        return True
    return one not in _SEEN_ON_BLANKS and other not in _SEEN_ON_BLANKS


def changed_width(before: Line, after: Line) -> int:
    """How many cells from the left have to be drawn again; 0 where both lines look the same."""
    if before == after:
        return 0
    old, new = list(before), list(after)
    total = _width(old)
    if total != _width(new):
        return max(total, _width(new))
    while old and new and old[-1] == new[-1]:
        old.pop()
        new.pop()
    return total - _width(before[len(old) :]) - min(_blanks(old), _blanks(new))


def _blanks(line: list[Piece]) -> int:
    """Blanks at the end of a line: where both lines have them, they need not be drawn."""
    count = 0
    for text, look in reversed(line):
        if look in _SEEN_ON_BLANKS:
            break
        kept = text.rstrip(" ")
        count += len(text) - len(kept)
        if kept:
            break
    return count


def _width(line: Iterable[Piece]) -> int:
    return sum(width_of(text) for text, _ in line)
