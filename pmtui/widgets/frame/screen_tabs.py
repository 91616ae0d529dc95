"""The screens by their keys, the open one a solid block, or in brackets without colors: `1 Today [4 Pipeline]`."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.widgets.drawing.text_styles import toned

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
        full, tight = self._line(" ").cell_length, self._line("").cell_length
        if full + _BESIDE <= container.width:
            return full
        return tight if tight + self.least <= container.width else self._keys().cell_length

    def render(self) -> Content:
        """The names, closer together, or the keys: what fits."""
        fitting = (each for each in (self._line(" "), self._line("")) if each.cell_length <= self.size.width)
        return next(fitting, None) or self._keys().truncate(self.size.width, ellipsis=True)

    def _line(self, pad: str) -> Content:
        """All names, `pad` around each of them that is not in brackets."""
        pieces = []
        for place, (key, title) in enumerate(self.tabs):
            if place and not pad:
                pieces.append(toned(" "))
            if title == self.current:
                pieces.append(self._block(key, title))
            else:
                pieces.append(toned(f"{pad}{key} {title}{pad}", "dim"))
        return Content.assemble(*pieces)

    def _block(self, key: str, title: str) -> Content:
        """The open screen."""
        if self.app.no_color or self.app.native_ansi_color:
            return toned(f"[{key} {title}]", "strong")
        return toned(f" {key} {title} ", "tab")

    def _keys(self) -> Content:
        """The keys, and the name of the open screen."""
        return Content.assemble(
            *(
                self._block(key, title) if title == self.current else toned(f" {key} ", "dim")
                for key, title in self.tabs
            )
        )
