"""The rows of the palette: an act, what it acts on, its keys or why it cannot be done now."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pmtui.widgets.palette.palette_search import PaletteAct

_KEYS = 11
"""Cells at the right for the keys."""


class ActList(ScrollView):
    """The acts that fit what was typed; draws only the rows in sight."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"act--cursor", "act--dim", "act--key"}
    DEFAULT_CSS = """
    ActList {
        height: 1fr; width: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        background: $panel; color: $foreground;
        & > .act--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        & > .act--dim { color: $text-muted; }
        & > .act--key { text-style: bold; }
    }
    """

    acts: reactive[Sequence[PaletteAct]] = reactive[Sequence[PaletteAct]]((), always_update=True)
    """The acts, best first."""
    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The row that enter would run."""

    class Clicked(Message):
        """A row was clicked."""

    class Moved(Message):
        """The cursor is on another act."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.can_focus = False

    @property
    def chosen(self) -> PaletteAct | None:
        """The act under the cursor; `None` if there is none."""
        return self.acts[self.cursor] if 0 <= self.cursor < len(self.acts) else None

    def watch_acts(self, acts: Sequence[PaletteAct]) -> None:
        """Begin at the first of them."""
        self.virtual_size = Size(self.size.width, len(acts))
        self.set_reactive(ActList.cursor, 0)
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.post_message(self.Moved())

    def move(self, rows: int) -> None:
        """Move the cursor, stopping at the ends."""
        self.cursor = max(0, min(self.cursor + rows, len(self.acts) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw the two rows that changed and keep the cursor in sight."""
        top, height = self.scroll_offset.y, self.size.height
        if not top <= after < top + height:
            self.scroll_to(y=after if after < top else after - height + 1, animate=False, immediate=True)
        for row in (before, after):
            self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))
        self.post_message(self.Moved())

    def on_click(self, event: object) -> None:
        """Choose the row that was clicked."""
        from textual.events import Click

        if isinstance(event, Click):
            self.cursor = max(0, min(event.y + self.scroll_offset.y, len(self.acts) - 1))
            self.post_message(self.Clicked())

    def render_line(self, y: int) -> Strip:
        """One row."""
        row, width = y + self.scroll_offset.y, self.size.width
        base = self.visual_style
        if not 0 <= row < len(self.acts):
            return Strip.blank(width, base.rich_style)
        current = row == self.cursor
        if current:
            base = self.get_visual_style("act--cursor")
        return Strip(self._row(self.acts[row], current, width).render_segments(base))

    def _row(self, act: PaletteAct, current: bool, width: int) -> Content:
        dim = self.get_visual_style("act--dim", partial=True)
        bold = self.get_visual_style("act--key", partial=True)
        left = min(max(width * 46 // 100, 24), 42)
        middle = max(width - left - _KEYS - 3, 0)
        title = Content.styled(act.title, dim) if act.reason and not current else Content(act.title)
        about = act.reason or act.about
        shown = Content(about) if current else Content.styled(about, dim)
        keys = Content("") if act.reason else Content.styled(act.keys, bold)
        return Content.assemble(
            "▌" if current else " ",
            title.truncate(left - 1, ellipsis=True, pad=True),
            " ",
            shown.truncate(middle, ellipsis=True, pad=True),
            " ",
            Content(" " * max(_KEYS - keys.cell_length, 0)),
            keys.truncate(_KEYS),
            " ",
        ).truncate(width, pad=True)
