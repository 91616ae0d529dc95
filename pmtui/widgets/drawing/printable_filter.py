"""The last step before the terminal: no text that is drawn holds an escape sequence or an invisible sign.

Models clean what is typed; names of users and files, lines of a journal made by hand, rows of a server and
what other sessions tell of themselves come by other ways.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from pmtui.terminal.text import printable


class PrintableFilter(LineFilter):
    """Put `PrintableFilter()` before filters that change signs among `App.get_line_filters()`."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, with text that a terminal only shows."""
        return [
            segment
            if segment.control or (text := printable(segment.text)) is segment.text
            else Segment(text, segment.style)
            for segment in segments
        ]
