"""For terminals that are not UTF-8: every drawn sign becomes one that ASCII has, in Textual's borders too."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_DRAWN = {
    "─━╌╍┄┅┈┉═╴╶╸╺▔▁▂▃▄‐‑‒–—―−": "-",
    "│┃┆┇┊┋╎╏║╵╷╹╻▎▏▕": "|",
    "▌▊▋▍▐→▶▸›»": ">",
    "←◀◂‹«": "<",
    "↑▲▴": "^",
    "↓▼▾": "v",
    "↕": "|",
    "●•◆■·": "*",
    "○◇□": "o",
    "…": "~",
    "✓": "y",
    "✗×": "x",
    "≠": "!",
    "“”": '"',
    "‘’": "'",
    "\u00a0": " ",
}
"""The signs that screens and borders are drawn with, each one cell wide, by what stands for them."""

_TABLE = (
    dict.fromkeys(range(0x2500, 0x2580), "+")
    | dict.fromkeys(range(0x2580, 0x25A0), "#")
    | {ord(sign): plain for signs, plain in _DRAWN.items() for sign in signs}
)
"""Any other box drawing is a corner or a crossing, any other block is filled."""


class AsciiFilter(LineFilter):
    """Put `AsciiFilter()` last among `App.get_line_filters()`; what people typed is left as it is."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, with plain signs."""
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment(segment.text.translate(_TABLE), segment.style)
            for segment in segments
        ]
