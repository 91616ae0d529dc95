"""The views of a screen by their letters, the one that is shown in brackets."""

from collections.abc import Iterator

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.widgets.drawing.text_styles import toned

_BESIDE = 22
"""Cells that are left at least to what stands beside the views."""
_GAP = "  "

_MOST = 9
"""More views are listed by the screen itself."""


class ViewTabs(Widget):
    """`[board]  t timeline`: with too little room, letters alone but for the view that is shown."""

    DEFAULT_CSS = """
    ViewTabs { height: 1; width: auto; max-width: 100%; background: $background; color: $foreground; }
    """

    views: reactive[tuple[tuple[str, str], ...]] = reactive((), layout=True)
    """(letter, title) of each view, in order."""
    current: reactive[int] = reactive(0, layout=True)
    """Which of them is shown."""

    beside: reactive[int] = reactive(_BESIDE, layout=True)
    """Cells that what stands beside the views needs; their titles give way to it."""

    class Clicked(Message):
        """A view was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place
            """Its place among the views."""

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the titles need, or as the letters need."""
        if not 0 < len(self.views) <= _MOST:
            return 0
        full = self._line(short=False).cell_length
        return full if full + self.beside <= container.width else self._line(short=True).cell_length

    def render(self) -> Content:
        """The titles, or the letters: what fits."""
        line = self._line(short=False)
        return line if line.cell_length <= self.size.width else self._line(short=True)

    def _line(self, *, short: bool) -> Content:
        return Content.assemble(" ", *(part for parts in self._parts(short=short) for part in parts))

    def _parts(self, *, short: bool) -> Iterator[list[Content]]:
        """The pieces of each view."""
        for place, (letter, title) in enumerate(self.views):
            gap = Content(_GAP if place else "")
            if place == self.current:
                yield [gap, toned(f"[{title}]", "strong")]
            else:
                yield [gap, toned(letter if short else f"{letter} {title}", "dim")]

    def on_click(self, event: events.Click) -> None:
        """Ask for the view that was clicked."""
        event.stop()
        short = self._line(short=False).cell_length > self.size.width
        left = 1
        for place, parts in enumerate(self._parts(short=short)):
            left += sum(part.cell_length for part in parts)
            if event.x < left:
                self.post_message(self.Clicked(place))
                return
