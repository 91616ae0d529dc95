"""The card of the tour: one step beside what it speaks of; the screen under it works as ever."""

from typing import NamedTuple

from textual.content import Content
from textual.geometry import Offset, Size
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.widgets.drawing.text_styles import toned

_WIDE = 47
_INSET = 2
"""Cells that its border and padding take at each side."""


class TourText(NamedTuple):
    """What the card says."""

    title: str
    """The act."""
    place: int
    """Which step it is, from 1."""
    steps: tuple[str, ...]
    """The names of all steps."""
    text: str
    """What to do and why, or what to see now that it is done."""
    key: str
    """The key that is waited for; empty once it was given."""
    key_does: str = ""
    """What it does."""
    note: str = ""
    """What is taken back when one goes on, or why the key cannot be given."""


class TourCard(Widget):
    """A step of the tour over a corner of the screen; takes no keys."""

    DEFAULT_CSS = """
    TourCard {
        layer: tour; position: absolute; width: 47; height: auto; padding: 0 1;
        background: $panel; border: round $border; border-title-color: $foreground; border-title-style: bold;
    }
    """

    said: reactive[TourText | None] = reactive[TourText | None](None, layout=True)
    """What it says."""

    def render(self) -> Content:
        """All of its lines."""
        return Content("\n").join(self._lines()) if self.said is not None else Content("")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text makes."""
        return len(self._lines())

    def watch_said(self, said: TourText | None) -> None:
        """Name the step in the border."""
        if said is not None:
            self.border_title = f"{said.title}  {said.place} of {len(said.steps)}"
            self.call_after_refresh(self.stand)

    def stand(self) -> None:
        """Stand in the corner at the lower right, above the keys; not once the screen is being taken down."""
        if not self.is_attached:
            return
        screen, own = self.screen.size, self.outer_size
        self.styles.offset = Offset(
            max(screen.width - max(own.width, _WIDE) - 1, 0), max(screen.height - own.height - 2, 0)
        )

    def _lines(self) -> list[Content]:
        said = self.said
        if said is None:
            return []
        width = _WIDE - 2 * _INSET
        lines = [Content(""), *_wrapped(toned(said.text), width), Content("")]
        if said.key:
            key = Content.assemble(
                toned("Press "), toned(said.key, "key"), toned(f"   {said.key_does}", "dim")
            )
            lines += [*_wrapped(key, width), Content("")]
        if said.note:
            lines += [*_wrapped(toned(said.note, "dim"), width), Content("")]
        done, to_come = said.steps[: said.place - 1], said.steps[said.place :]
        for label, names in (("done", done), ("to come", to_come)):
            if names:
                row = Content.assemble(toned(f"{label:<9}", "dim"), toned(", ".join(names)))
                lines += _wrapped(row, width)
        strip = " ".join("━━━━" if place < said.place else "────" for place in range(len(said.steps)))
        keys = Content.assemble(
            toned("space", "key"), toned(" goes on  ", "dim"), toned("b", "key"), toned(" back  ", "dim"),
            toned("esc", "key"), toned(" leaves the tour", "dim"),
        )  # fmt: skip
        return [*lines, Content(""), Content(strip), Content(""), keys]


def _wrapped(text: Content, width: int) -> list[Content]:
    return list(text.wrap(width))
