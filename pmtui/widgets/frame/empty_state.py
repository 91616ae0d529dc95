"""The text shown while there is nothing yet: what would be here, and the key that adds it."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.widgets.drawing.text_styles import toned

_WIDE = 72
"""Cells that a lesson takes at most: a text is read in lines of this length."""


_NARROW = 20


class EmptyState(Widget, can_focus=True):
    """A title and the first keys to learn, in the middle of an empty pane."""

    DEFAULT_CSS = """
    EmptyState { width: 1fr; height: 1fr; content-align: center middle; color: $foreground; padding: 1; }
    """

    title: reactive[str] = reactive("", layout=True)
    """The missing records, and why there are none: `No deals match stage:proposal`."""
    lesson: reactive[str] = reactive("", layout=True)
    """What would stand here, in a sentence or two."""
    keys: reactive[tuple[tuple[str, str], ...]] = reactive((), layout=True)
    """(key or command, what it does) of the ways out."""

    def __init__(
        self, title: str = "", keys: tuple[tuple[str, str], ...] = (), *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.set_reactive(EmptyState.title, title)
        self.set_reactive(EmptyState.keys, keys)

    def render(self) -> Content:
        """The title, what would stand here, and under it the keys: in a column where the width allows."""
        return Content("\n").join(self._block(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the width makes of it."""
        return len(self._block(width))

    def _block(self, width: int) -> list[Content]:
        rows = self._rows(max((Content(key).cell_length for key, _ in self.keys), default=0))
        if max((row.cell_length for row in rows), default=0) > width:
            rows = self._rows(0)
        lesson = list(toned(self.lesson).wrap(max(min(width, _WIDE), _NARROW))) if self.lesson else []
        widest = max((line.cell_length for line in (*rows, *lesson)), default=0)
        taught = [*(line.truncate(widest, pad=True) for line in lesson), Content("")] if lesson else []
        return [
            toned(self.title, "strong"),
            Content(""),
            *taught,
            *(row.truncate(widest, pad=True) for row in rows),
        ]

    def _rows(self, column: int) -> list[Content]:
        """Key and word of each way out, the words beginning in one column."""
        return [
            Content.assemble(
                toned(key, "key"),
                " " * (max(column - Content(key).cell_length, 0) + 2),
                toned(word, "dim"),
            )
            for key, word in self.keys
        ]
