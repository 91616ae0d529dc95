"""The base of the grid and the board: a cursor and marks by key, and the messages about them."""

from collections.abc import Collection, Iterable

from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive

from pmtui.widgets.drawing.diffed_widget import DiffedWidget
from pmtui.widgets.drawing.glyphs import ASCII, UNICODE, Glyphs


class LineView(DiffedWidget, can_focus=True):
    """A widget with a cursor on one of many documents, some of which may be marked."""

    ascii: reactive[bool] = reactive(False, init=False, repaint=False)
    """Whether signs are drawn without Unicode."""

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

        def __init__(self, added: Collection[str] = (), removed: Collection[str] = ()) -> None:
            super().__init__()
            self.added = added
            """The documents that are marked now and were not."""
            self.removed = removed
            """The documents that were marked and are not now."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._key: str | None = None
        self._marks: dict[str, None] = {}
        self._anchor: str | None = None

    @property
    def signs(self) -> Glyphs:
        """The signs it draws."""
        return ASCII if self.ascii else UNICODE

    def watch_ascii(self) -> None:
        """Draw everything with the other signs."""
        self.redraw()

    def on_mount(self) -> None:
        """Tell where the cursor is at the start."""
        if self._key is not None:
            self.post_message(self.Moved(self._key))

    # What is under the cursor

    @property
    def current_key(self) -> str | None:
        """The document under the cursor, or `None` where there is none."""
        return self._key

    @property
    def current_region(self) -> Region | None:
        """Where what is under the cursor stands on the screen; `None` where that is not known."""
        return None

    def move(self, rows: int) -> None:
        """Move the cursor by some rows, stopping at the ends."""
        raise NotImplementedError

    def sideways(self, steps: int) -> None:
        """Move the cursor to another column or lane."""
        raise NotImplementedError

    def page(self, half_pages: int) -> None:
        """Move the cursor, and what is shown, by half pages."""
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

    def _change_key(self, key: str | None) -> None:
        if key != self._key:
            self._key = key
            if self.is_mounted:
                self.post_message(self.Moved(key))

    # Marks

    @property
    def marks(self) -> frozenset[str]:
        """The marked documents."""
        return frozenset(self._marks)

    def selected_keys(self) -> tuple[str, ...]:
        """The targets of a verb: the marked documents in their order, or else the one under the cursor."""
        if self._marks:
            return self.in_order(self._marks)
        return (self._key,) if self._key is not None else ()

    def in_order(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Some of the shown documents, as they stand."""
        raise NotImplementedError

    def toggle_mark(self) -> None:
        """Mark the document under the cursor, or take its mark away."""
        key = self._key
        if key is None:
            return
        if key in self._marks:
            del self._marks[key]
            self._marks_changed(removed=(key,))
        else:
            self._marks[key] = None
            self._anchor = key
            self._marks_changed(added=(key,))

    def mark_range(self) -> None:
        """Mark from the latest mark to the cursor."""
        raise NotImplementedError

    def mark_all(self) -> None:
        """Mark all that is shown."""
        raise NotImplementedError

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._anchor = None
        if self._marks:
            gone, self._marks = self._marks, {}
            self._marks_changed(removed=gone)

    def add_marks(self, keys: Iterable[str]) -> None:
        """Mark some documents too."""
        added = dict.fromkeys(key for key in keys if key not in self._marks)
        self._marks.update(added)
        if added:
            self._marks_changed(added)

    def keep_marks(self, known: Iterable[str]) -> None:
        """Forget the marks of documents that are no longer shown: no verb acts on what one cannot see."""
        kept = dict.fromkeys(known)
        if len(kept) != len(self._marks):
            gone = [key for key in self._marks if key not in kept]
            self._marks = kept
            self.post_message(self.Marked(removed=gone))

    def _marks_changed(self, added: Collection[str] = (), removed: Collection[str] = ()) -> None:
        self.update_lines()
        self.post_message(self.Marked(added, removed))
