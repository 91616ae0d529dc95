"""The screens by their keys, the one that is open in brackets: `1 Today  2 Glossary [4 Pipeline]`."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.widgets.tones import toned

_BESIDE = 24
"""Cells that are left to what stands beside the names."""


class ScreenTabs(Widget):
    """One line that names the screens; too narrow for all names, it keeps the open one's and the keys."""

    DEFAULT_CSS = """
    ScreenTabs { height: 1; width: auto; max-width: 100%; background: $panel; color: $foreground; }
    """

    tabs: reactive[tuple[tuple[str, str], ...]] = reactive((), layout=True)
    """(key, title) of each screen, in order."""
    current: reactive[str] = reactive("", layout=True)
    """The title of the open screen."""

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as all names need; as the keys need, where names would leave too little beside them."""
        full = self._line(full=True).cell_length
        return full if full + _BESIDE <= container.width else self._line(full=False).cell_length

    def render(self) -> Content:
        """The names, or where they do not fit the keys."""
        full = self._line(full=True)
        if full.cell_length <= self.size.width:
            return full
        return self._line(full=False).truncate(self.size.width, ellipsis=True)

    def _line(self, *, full: bool) -> Content:
        pieces = []
        for key, title in self.tabs:
            if title == self.current:
                pieces.append(toned(f"[{key} {title}]", "strong"))
            else:
                pieces.append(toned(f" {key} {title} " if full else f" {key} ", "dim"))
        return Content.assemble(*pieces)
