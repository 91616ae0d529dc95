"""For screen readers: what is only drawn is blank, so that no reader says box drawing or full block."""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_DRAWN = re.compile(r"[─-▟⠀-⣿]")
_RULES = re.compile(r"^[-=_|+#\s]*[-=_|+#]{3,}[-=_|+#\s]*$|^[|+]$")


class SilentFilter(LineFilter):
    """Blanks lines, boxes, blocks and dots; signs have words beside them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without what is only drawn."""
        return [
            segment if segment.control else Segment(_silent(segment.text), segment.style)
            for segment in segments
        ]


def _silent(text: str) -> str:
    return " " * len(text) if _RULES.match(text) else _DRAWN.sub(" ", text)
