"""Figures of a picture: what is cut, how much of the screen is used, and what cannot be read."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.terminal_theme import TerminalTheme
from textual.color import Color

from pmtui.widgets.frame.contrast import contrast

_CUT = re.compile(r"\S…")
_NUMBER_CUT = re.compile(r"\d[\d.,]*…")
_ROOM = 8
"""Blanks in a row beside a cut cell that the cell could have had."""

_ROOM_IN = re.compile(rf" {{{_ROOM},}}")

_NORMAL = [(12, 12, 12), (197, 15, 31), (19, 161, 14), (193, 156, 0), (0, 55, 218), (136, 23, 152), (58, 150, 221),
           (204, 204, 204)]  # fmt: skip
_BRIGHT = [(118, 118, 118), (231, 72, 86), (22, 198, 12), (249, 241, 165), (59, 120, 255), (180, 0, 158),
           (97, 214, 214), (242, 242, 242)]  # fmt: skip
SIXTEEN_DARK = TerminalTheme((12, 12, 12), (204, 204, 204), _NORMAL, _BRIGHT)
"""The sixteen colors of a common terminal on a dark background."""

SIXTEEN_LIGHT = TerminalTheme((255, 255, 255), (30, 30, 30), _NORMAL, _BRIGHT)
"""The same on a light one."""

Lines = Sequence[Sequence[Segment]]
"""The lines of a screen as styled segments."""


class Looks(NamedTuple):
    """The figures of one picture."""

    cut: int
    """Texts that end in an ellipsis."""
    numbers_cut: int
    """Numbers among them."""
    cut_with_room: int
    """Texts cut in a row that has room."""
    used: float
    """The share of cells that are not blank, 0 to 1."""
    contrast: float
    """The least contrast of a text to what it lies on."""
    dimmest: str
    """The text of that contrast."""


def looks_of(lines: Lines, ansi: TerminalTheme) -> Looks:
    """Measure a screen.

    Args:
        lines: Its lines.
        ansi: The colors that the terminal's own sixteen are taken for.
    """
    texts = ["".join(segment.text for segment in line) for line in lines]
    cells = sum(map(len, texts))
    readings = [
        (_contrast_of(segment, ansi), segment.text.strip())
        for line in lines
        for segment in line
        if _is_text(segment)
    ]
    least, dimmest = min(readings, default=(21.0, ""))
    return Looks(
        cut=sum(len(_CUT.findall(text)) for text in texts),
        numbers_cut=sum(len(_NUMBER_CUT.findall(text)) for text in texts),
        cut_with_room=sum(1 for text in texts if _is_cut_with_room(text)),
        used=sum(not cell.isspace() for text in texts for cell in text) / cells if cells else 0.0,
        contrast=least,
        dimmest=dimmest,
    )


def _is_cut_with_room(text: str) -> bool:
    """Tell whether a pane of a row has a cut cell, and blanks that the cell could have had."""
    return any(_CUT.search(pane) and _ROOM_IN.search(pane.strip()) for pane in re.split("[│|]", text))


def _is_text(segment: Segment) -> bool:
    """Tell whether a segment says something: rules, bars and tracks are no text."""
    return any(letter.isalnum() for letter in segment.text)


def _contrast_of(segment: Segment, ansi: TerminalTheme) -> float:
    style = segment.style
    if style is None:
        return 21.0
    front = _seen(style.color, ansi, Color(*ansi.foreground_color))
    back = _seen(style.bgcolor, ansi, Color(*ansi.background_color))
    return contrast(front, back)


def _seen(color: RichColor | None, ansi: TerminalTheme, usual: Color) -> Color:
    """Return the color that a person sees, the usual one if none is given."""
    return usual if color is None or color.is_default else Color.from_rich_color(color, ansi, ansi=False)
