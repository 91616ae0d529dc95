"""What the grid and the board share: marks, styles by tone, and repainting only what changed."""

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

Piece = tuple[str, str]
"""Text and the name of its style: a tone, or `header`, `cursor`, `mark`."""

BAR = "▌"
MARK = "●"


class LineView(Widget, can_focus=True):
    """A widget that draws its own lines, with a cursor and marks that are named by key."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-view--header",
        "line-view--cursor",
        "line-view--mark",
        "line-view--dim",
        "line-view--strong",
        "line-view--risk",
        "line-view--good",
        "line-view--accent",
    }

    DEFAULT_CSS = """
    LineView {
        width: 1fr; height: 1fr; background: $background; color: $foreground;
        & > .line-view--header { color: $text-muted; text-style: bold; }
        & > .line-view--cursor { color: $text-accent; text-style: bold; }
        & > .line-view--mark { color: $text-warning; text-style: bold; }
        & > .line-view--dim { color: $text-muted; }
        & > .line-view--strong { text-style: bold; }
        & > .line-view--risk { color: $text-error; }
        & > .line-view--good { color: $text-success; }
        & > .line-view--accent { color: $text-accent; }
    }
    """

    class Moved(Message):
        """The cursor is on another document, or none."""

        def __init__(self, key: str | None) -> None:
            super().__init__()
            self.key = key
            """The document under the cursor."""

    class Opened(Message):
        """A document is to be opened: a click on the one under the cursor."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key
            """The document."""

    class Marked(Message):
        """The marks have changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._marks: dict[str, None] = {}
        self._anchor: str | None = None

    @property
    def current_key(self) -> str | None:
        """The document under the cursor, or `None` where there is none."""
        raise NotImplementedError

    @property
    def marks(self) -> frozenset[str]:
        """The marked documents."""
        return frozenset(self._marks)

    def selected_keys(self) -> tuple[str, ...]:
        """What a verb acts on: the marked documents, or else the one under the cursor."""
        if self._marks:
            return tuple(self._marks)
        return (self.current_key,) if self.current_key is not None else ()

    def toggle_mark(self) -> None:
        """Mark the document under the cursor, or take its mark away."""
        key = self.current_key
        if key is None:
            return
        if self._marks.pop(key, self) is self:
            self._marks[key] = None
            self._anchor = key
        self._marks_changed((key,))

    def move(self, rows: int) -> None:
        """Move the cursor by some rows, stopping at the ends."""
        raise NotImplementedError

    def sideways(self, steps: int) -> None:
        """Move the cursor to another column or lane."""
        raise NotImplementedError

    def page(self, half_pages: int) -> None:
        """Move the cursor by half pages."""
        raise NotImplementedError

    def first(self) -> None:
        """To the first row."""
        raise NotImplementedError

    def last(self) -> None:
        """To the last row."""
        raise NotImplementedError

    def go_to(self, key: str) -> bool:
        """Put the cursor on a document; `False` where it is not shown."""
        raise NotImplementedError

    def mark_range(self) -> None:
        """Mark from the last mark to the cursor."""
        raise NotImplementedError

    def mark_all(self) -> None:
        """Mark all that is shown."""
        raise NotImplementedError

    def clear_marks(self) -> None:
        """Take all marks away."""
        gone = tuple(self._marks)
        self._marks.clear()
        self._anchor = None
        if gone:
            self._marks_changed(gone)

    def _mark(self, keys: Iterable[str]) -> None:
        self._marks.update(dict.fromkeys(keys))
        self.refresh()
        self.post_message(self.Marked())

    def _marks_changed(self, keys: Iterable[str]) -> None:
        self.repaint(keys)
        self.post_message(self.Marked())

    def repaint(self, keys: Iterable[str]) -> None:
        """Draw again what shows some documents."""
        raise NotImplementedError

    def keep_marks(self, known: Iterable[str]) -> None:
        """Forget the marks of documents that are no longer shown."""
        kept = dict.fromkeys(known)
        if len(kept) != len(self._marks):
            self._marks = kept
            self.post_message(self.Marked())

    def strip_of(self, pieces: Iterable[Piece], width: int) -> Strip:
        """A line of the widget's width from texts and styles; neighbours of one style become one segment."""
        segments: list[Segment] = []
        held, name = "", None
        for text, style_name in pieces:
            if style_name == name or not text:
                held += text
                continue
            if held:
                segments.append(Segment(held, self._style(name or "")))
            held, name = text, style_name
        if held:
            segments.append(Segment(held, self._style(name or "")))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"line-view--{name}") if name else self.rich_style
