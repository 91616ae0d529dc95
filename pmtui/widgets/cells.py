"""Cells of a terminal: text cut and filled by the width that it takes there, and columns fitted to a line."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from pmtui.terminal.text import clean_line
from pmtui.widgets.rows import Align, Column

_LONG = 1_000


def printable(text: str) -> str:
    """One line of plain text: whatever could move the cursor or turn the line round is gone."""
    if len(text) > _LONG:
        text = text[:_LONG]
    return text if text.isascii() and text.isprintable() else clean_line(text)


def width_of(text: str) -> int:
    """The cells that printable text takes."""
    return len(text) if text.isascii() else cell_len(text)


def fitted(text: str, width: int, align: Align = "left") -> str:
    """Text that takes just so many cells: filled up, or cut with an ellipsis; no wide letter is halved."""
    if width <= 0:
        return ""
    text = printable(text)
    taken = width_of(text)
    if taken > width:
        return f"{set_cell_size(text, width - 1)}…"
    filling = " " * (width - taken)
    return filling + text if align == "right" else text + filling


def split_line(left: str, right: str, width: int) -> str:
    """Two texts at the ends of a line; the left one is cut where both do not fit."""
    right = printable(right)
    room = width - width_of(right) - 1
    if not right or room < 1:
        return fitted(left, width) if not right else fitted(right, width, "right")
    return f"{fitted(left, room)} {right}"


def fit_columns(columns: Sequence[Column], width: int, gap: int = 2) -> list[tuple[Column, int]]:
    """The columns that fit a width, and the cells that each gets.

    Where the wished-for widths are too much, columns are first narrowed to their minimum, then
    dropped by rank. What is left over goes to those that grow.
    """
    kept = list(columns)
    while len(kept) > 1 and sum(each.minimum for each in kept) + gap * (len(kept) - 1) > width:
        lowest = min(kept, key=lambda each: each.rank)
        kept.remove(lowest)
    if not kept:
        return []
    room = width - gap * (len(kept) - 1)
    widths = {each.id: min(each.minimum, max(room, 0)) for each in kept}
    room -= sum(widths.values())
    for each in sorted(kept, key=lambda one: -one.rank):
        more = max(0, min(each.width - widths[each.id], room))
        widths[each.id] += more
        room -= more
    growing = [each for each in kept if each.grow]
    for place, each in enumerate(growing):
        share = room // (len(growing) - place)
        widths[each.id] += share
        room -= share
    return [(each, widths[each.id]) for each in kept]


def scrolled(top: int, cursor: int, height: int, count: int) -> int:
    """The first row to show so that the cursor is seen: unmoved while it is, else by half pages.

    A held-down cursor then scrolls once in half a page, and each scroll repaints everything.
    """
    if height <= 0 or count <= height:
        return 0
    half = max(1, height // 2)
    if cursor < top:
        top = cursor - (half - 1) if top - cursor <= height else cursor - half
    elif cursor >= top + height:
        top = cursor - height + half if cursor - top - height <= height else cursor - half
    return max(0, min(top, count - height))
