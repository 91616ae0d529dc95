"""A widget that draws its own lines, and draws again only the cells that changed."""

from typing import ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from pmtui.widgets.drawing.line_segments import Line, Look, changed_width, merged


class KeptLines(Widget):
    """A widget by Textual's line API that remembers each line it drew.

    A subclass says what stands on a line; whoever changes what it says calls `update_line`, which
    asks for a repaint from the left edge to the last cell that differs. (Textual repaints from the
    left edge of a widget in any case, so the left is where the cursor is shown.)
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: dict[int, Line] = {}
        self._wanted: dict[int, Line] = {}
        self._strips: dict[int, Strip] = {}
        self._looks: dict[Look, Style] = {}
        self.fitted_size = Size(0, 0)

    def line(self, y: int) -> Line:
        """The contents of a line; its pieces fill the width."""
        raise NotImplementedError

    def update_line(self, y: int) -> None:
        """Draw a line again as far as it differs from what stands there."""
        self.fit_size()
        self._update(y)

    def update_lines(self) -> None:
        """Draw all lines again as far as they differ."""
        self.fit_size()
        for y in range(self.fitted_size.height):
            self._update(y)

    def _update(self, y: int) -> None:
        width, height = self.fitted_size
        if not 0 <= y < height:
            return
        line, drawn = self.line(y), self._drawn.get(y)
        changed = width if drawn is None else min(width, changed_width(drawn, line))
        self._wanted.pop(y, None)
        if changed:
            self._wanted[y] = line
            self.refresh(Region(0, y, changed, 1))

    def redraw(self) -> None:
        """Draw everything again."""
        self._drawn.clear()
        self._wanted.clear()
        self._strips.clear()
        super().refresh()

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Ask for a repaint; one of everything repaints only what differs.

        Textual asks for everything whenever the focus comes or goes, which changes no line.
        """
        if repaint and not (regions or layout or recompose) and self._looks_as_drawn():
            self.update_lines()
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _looks_as_drawn(self) -> bool:
        """Whether something is drawn, and in the styles and the size that hold now."""
        if not self._drawn or self.fitted_size != self.size:
            return False
        self.forget_styles()
        return all(self.computed_style(look) == style for look, style in self._looks.items())

    def lines_scrolled(self, first: int, last: int, up: int) -> None:
        """Take in that the terminal itself moved the lines from `first` to `last` some lines up."""
        self._wanted.clear()
        moved = {y: y - up for y in range(first, last + 1)}
        kept = {y: line for y, line in self._drawn.items() if y not in moved}
        strips = {y: strip for y, strip in self._strips.items() if y not in moved}
        for y, to in moved.items():
            if first <= to <= last and y in self._drawn:
                kept[to] = self._drawn[y]
                if y in self._strips:
                    strips[to] = self._strips[y]
        self._drawn, self._strips = kept, strips

    def render_line(self, y: int) -> Strip:
        """A line as segments, made anew only where it changed."""
        self.fit_size()
        if y in self._wanted or y not in self._drawn:
            line = self._wanted.pop(y, None)
            self._drawn[y] = self.line(y) if line is None else line
            self._strips.pop(y, None)
        if y not in self._strips:
            self._strips[y] = self._strip(self._drawn[y])
        return self._strips[y]

    def notify_style_update(self) -> None:
        """Take in another theme."""
        super().notify_style_update()
        if not self._looks_as_drawn():
            self._strips.clear()
            self._looks.clear()

    def fit_size(self) -> None:
        """Take in the size, if it is another than before."""
        size = self.size
        if self.fitted_size != size:
            self.fitted_size = size
            self._drawn.clear()
            self._wanted.clear()
            self._strips.clear()
            self.size_changed()

    def size_changed(self) -> None:
        """Fit what depends on the size, before the first line of that size is drawn."""

    def _strip(self, line: Line) -> Strip:
        segments = [Segment(text, self._style(look)) for text, look in merged(line)]
        return Strip(segments).adjust_cell_length(self.fitted_size.width, self._style(""))

    def _style(self, look: Look) -> Style:
        style = self._looks.get(look)
        if style is None:
            style = self._looks[look] = self.computed_style(look)
        return style

    def forget_styles(self) -> None:
        """Work the styles out anew when they are next asked for."""
        self._rich_style_cache.clear()

    def computed_style(self, look: Look) -> Style:
        """How a look is drawn in the theme that holds."""
        raise NotImplementedError


class DiffedWidget(KeptLines):
    """Such a widget with looks of its own."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "drawn-lines--dim",
        "drawn-lines--strong",
        "drawn-lines--risk",
        "drawn-lines--due",
        "drawn-lines--good",
        "drawn-lines--accent",
        "drawn-lines--header",
        "drawn-lines--column",
        "drawn-lines--bar",
        "drawn-lines--cursor",
        "drawn-lines--mark",
        "drawn-lines--match",
        "drawn-lines--rule",
        "drawn-lines--card",
        "drawn-lines--card-dim",
        "drawn-lines--card-risk",
        "drawn-lines--card-due",
        "drawn-lines--card-good",
        "drawn-lines--card-rule",
        "drawn-lines--card-mark",
    }

    DEFAULT_CSS = """
    DiffedWidget {
        width: 1fr; height: 1fr; background: $background; color: $foreground;
        & > .drawn-lines--dim { color: $text-muted; }
        & > .drawn-lines--strong { text-style: bold; }
        & > .drawn-lines--risk { color: $text-error; }
        & > .drawn-lines--due { color: $text-warning; }
        & > .drawn-lines--good { color: $text-success; }
        & > .drawn-lines--accent { color: $text-accent; }
        & > .drawn-lines--header { text-style: bold; }
        & > .drawn-lines--column { color: $text-muted; text-style: bold underline; }
        & > .drawn-lines--bar {
            background: $block-cursor-background; color: $text-accent; text-style: $block-cursor-text-style;
        }
        & > .drawn-lines--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        & > .drawn-lines--mark { text-style: bold; }
        & > .drawn-lines--match { text-style: underline; }
        & > .drawn-lines--rule { color: $border; }
        & > .drawn-lines--card { background: $surface; }
        & > .drawn-lines--card-dim { background: $surface; color: $text-muted; }
        & > .drawn-lines--card-risk { background: $surface; color: $text-error; }
        & > .drawn-lines--card-due { background: $surface; color: $text-warning; }
        & > .drawn-lines--card-good { background: $surface; color: $text-success; }
        & > .drawn-lines--card-rule { background: $surface; color: $border; }
        & > .drawn-lines--card-mark { background: $surface; text-style: bold; }
    }
    """

    def computed_style(self, look: Look) -> Style:
        """By the stylesheet."""
        return self.get_component_rich_style(f"drawn-lines--{look}") if look else self.rich_style
