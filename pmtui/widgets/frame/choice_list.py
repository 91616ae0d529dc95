"""A list of choices that draws only the rows in sight and, when it changes, only those that differ."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.content import Content, Span
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style


class Choice(NamedTuple):
    """Something to pick."""

    key: str
    """The value that is returned when it is picked, such as an id."""
    label: str
    """Its name."""
    note: str = ""
    """Other details that set it apart, shown dim at the right: kind, stage, key."""
    spans: tuple[tuple[int, int], ...] = ()
    """The parts of the label that match what was typed, as (start, end)."""


class ChoiceList(ScrollView):
    """The rows of a `Picker`: a label, the matched letters set apart, and a note at the right end."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--cursor", "choice--note", "choice--match"}

    DEFAULT_CSS = """
    ChoiceList {
        height: 1fr; width: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        background: $panel; color: $foreground;
        & > .choice--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        & > .choice--note { color: $text-muted; }
        & > .choice--match { text-style: bold underline; }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False)
    """The row that enter would pick."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.can_focus = False
        self._choices: Sequence[Choice] = ()

    @property
    def chosen(self) -> Choice | None:
        """The choice under the cursor; None where there is none."""
        return self._choices[self.cursor] if 0 <= self.cursor < len(self._choices) else None

    def show(self, choices: Sequence[Choice]) -> None:
        """Put up other choices and go to the first; only rows that look different are drawn again."""
        before, top = self._choices, self.scroll_offset.y
        self._choices = choices
        self.virtual_size = Size(self.size.width, len(choices))
        if top or self.cursor:
            self.cursor = 0
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        for y in range(self.size.height):
            if top or _at(before, y) != _at(choices, y):
                self.refresh(Region(0, y, self.size.width, 1))

    def move(self, rows: int) -> None:
        """Move the cursor by so many rows, stopping at the ends."""
        self.cursor = max(0, min(self.cursor + rows, len(self._choices) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw the two rows that changed and keep the cursor in sight."""
        top, height = self.scroll_offset.y, self.size.height
        if not top <= after < top + height:
            self.scroll_to(y=after if after < top else after - height + 1, animate=False, immediate=True)
            return
        for row in (before, after):
            self.refresh(Region(0, row - top, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """One row of the list."""
        row, width = y + self.scroll_offset.y, self.size.width
        choice = _at(self._choices, row)
        base = self.visual_style
        if choice is None:
            return Strip.blank(width, base.rich_style)
        if row == self.cursor:
            base = self.get_visual_style("choice--cursor")
        return Strip(self._row(choice, row == self.cursor, width).render_segments(base))

    def _row(self, choice: Choice, current: bool, width: int) -> Content:
        note = Content.styled(
            choice.note, Style() if current else self.get_visual_style("choice--note", partial=True)
        )
        note = note.truncate(width // 2, ellipsis=True)
        match = self.get_visual_style("choice--match", partial=True)
        label = Content(choice.label, [Span(start, end, match) for start, end in choice.spans])
        label = label.truncate(width - note.cell_length - 4, ellipsis=True, pad=True)
        return Content.assemble("▌" if current else " ", label, "  ", note).truncate(width, pad=True)


def _at(choices: Sequence[Choice], row: int) -> Choice | None:
    return choices[row] if 0 <= row < len(choices) else None
