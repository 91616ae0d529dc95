"""Cells of a terminal: text made printable, measured, cut and filled by the width that it takes there."""

from rich.cells import cell_len, set_cell_size

from pmtui.terminal.text import clean_line
from pmtui.widgets.drawing.data_sources import Align

_LONG = 1_000
"""Characters beyond which no line goes: a text of a megabyte is not measured for a cell of twenty."""

_JOINERS = " \u200d\ufe0f"
"""Characters without a width of their own that change that of their neighbors, which at an end are other cells."""


def printable(text: str) -> str:
    """One line of plain text: whatever could move the cursor or turn the line round is gone."""
    if len(text) > _LONG:
        text = text[:_LONG]
    return text if text.isascii() and text.isprintable() else clean_line(text).strip(_JOINERS)


def width_of(text: str) -> int:
    """The cells that printable text takes."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """Text in at most so many cells; an ellipsis stands where it was cut, and no wide letter is halved."""
    text = printable(text)
    if width_of(text) <= width:
        return text
    return f"{set_cell_size(text, width - 1).rstrip(_JOINERS)}{ellipsis}" if width > 0 else ""


def fitted(text: str, width: int, align: Align = "left", ellipsis: str = "…") -> str:
    """Text in just so many cells: cut where it is longer, filled up where it is shorter."""
    text = cut(text, width, ellipsis)
    filling = " " * (width - width_of(text))
    return filling + text if align == "right" else text + filling


def split_line(left: str, right: str, width: int, ellipsis: str = "…") -> tuple[str, str]:
    """Two texts at the ends of a line, in just so many cells; the left one gives way to the right one.

    The blanks between them are at the end of the first.
    """
    right = cut(right, width, ellipsis)
    room = width - width_of(right)
    if not right:
        return fitted(left, width, ellipsis=ellipsis), ""
    if room <= 1:
        return " " * room, right
    return f"{fitted(left, room - 1, ellipsis=ellipsis)} ", right
