"""The screens by their keys, the open one a solid block, or in brackets without colors: `1 Today [4 Pipeline]`."""

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.terminal.key_names import parse_key
from pmtui.widgets.drawing.text_styles import toned

_NAME = 12
"""Cells that the name of the workspace needs."""

_BESIDE = 24
"""Cells that are left to what stands beside the names."""


class ScreenTabs(Widget):
    """One line that names the screens; too narrow for all names, it keeps the open one's and the keys."""

    DEFAULT_CSS = """
    ScreenTabs { height: 1; width: auto; max-width: 100%; background: $surface; color: $foreground; }
    """

    tabs: reactive[tuple[tuple[str, str], ...]] = reactive((), layout=True)
    """(key, title) of each screen, in order."""
    current: reactive[str] = reactive("", layout=True)
    """The title of the open screen."""
    least: reactive[int] = reactive(0, layout=True)
    """Cells that must be left to what stands beside the names, however little that is."""

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the names need, closer together where that helps; else as the keys need."""
        full, *others, keys = (Content.assemble(*pieces).cell_length for pieces in self._layouts())
        if full + max(self.least, _BESIDE) <= container.width:
            return full
        least = max(self.least, _NAME)
        return next((width for width in others if width + least <= container.width), keys)

    def render(self) -> Content:
        """The names, closer together, or the keys: what fits."""
        return Content.assemble(*self._fitting()).truncate(self.size.width, ellipsis=True)

    def on_click(self, event: events.Click) -> None:
        """Press the key of the screen that was clicked."""
        event.stop()
        left = 0
        for (key, _), piece in zip(self.tabs, self._fitting(), strict=True):
            left += piece.cell_length
            if event.x < left:
                self.app.simulate_key(parse_key(key))
                return

    def _fitting(self) -> list[Content]:
        """The pieces of the layout that fits, the last one where none does."""
        layouts = self._layouts()
        return next(
            (each for each in layouts if sum(piece.cell_length for piece in each) <= self.size.width),
            layouts[-1],
        )

    def _layouts(self) -> list[list[Content]]:
        """A piece for each screen: its name with room around it, close to the next, two letters, or its key alone."""
        return [
            [self._piece(place, f" {key} {title} ", "") for place, (key, title) in enumerate(self.tabs)],
            [self._piece(place, f"{key} {title}", " ") for place, (key, title) in enumerate(self.tabs)],
            [self._piece(place, f"{key} {title[:2]}", " ") for place, (key, title) in enumerate(self.tabs)],
            [self._piece(place, f" {key} ", "") for place, (key, title) in enumerate(self.tabs)],
        ]

    def _piece(self, place: int, text: str, gap: str) -> Content:
        """One screen, after a gap unless it is the first."""
        key, title = self.tabs[place]
        shown = self._block(key, title) if title == self.current else toned(text, "dim")
        return Content.assemble(gap if place else "", shown)

    def _block(self, key: str, title: str) -> Content:
        """The open screen."""
        if self.app.no_color or self.app.native_ansi_color:
            return toned(f"[{key} {title}]", "strong")
        return toned(f" {key} {title} ", "tab")
