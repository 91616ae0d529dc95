"""The places on the screen where a board draws its lanes."""

from collections.abc import Callable

from rich.style import Style
from textual.geometry import Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from pmtui.widgets.drawing.column_layout import FittedLane
from pmtui.widgets.drawing.diffed_widget import KeptLines
from pmtui.widgets.drawing.line_segments import Line, Look

LaneFit = Callable[[Size], tuple[FittedLane, ...]]
"""Which lanes fit a size."""


class LaneSlot(KeptLines):
    """One place, from the left; the board says what stands there.

    A lane is a widget of its own for one reason: Textual repaints a line from the left edge of its
    widget, so that a change in the last lane would otherwise repaint all lanes. Its looks are the board's,
    since Textual works out each look of each widget again at every change of what it is.

    Args:
        number: Which place, from 0.
        board: Whose looks they are.
        draw: Gives a line of a place.
        fit: Lets the board take in its size before it is asked for lines.
    """

    DEFAULT_CSS = """
    LaneSlot { width: 1fr; height: 1fr; background: transparent; color: $foreground; }
    """

    def __init__(
        self,
        number: int,
        board: KeptLines,
        draw: Callable[[int, int], Line],
        fit: Callable[[], None],
    ) -> None:
        super().__init__()
        self._number = number
        self._board = board
        self._draw = draw
        self._fit = fit

    def size_changed(self) -> None:
        """The board fits first."""
        self._fit()

    def computed_style(self, look: Look) -> Style:
        """As the board draws it."""
        return self._board.computed_style(look)

    def forget_styles(self) -> None:
        """The board's."""
        self._board.forget_styles()

    def line(self, y: int) -> Line:
        """The line that the board draws."""
        return self._draw(self._number, y)


class LaneLayout(Layout):
    """Places the slots side by side, as many as fit; the others have no place.

    Args:
        fit: Which lanes fit.
    """

    name = "lanes"

    def __init__(self, fit: LaneFit) -> None:
        self._fit = fit

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the slots."""
        parent.pre_layout(self)
        return [
            WidgetPlacement(
                Region(lane.left, 0, lane.width + lane.gap, size.height),
                parent.styles.offset.resolve(size, size),
                child.styles.margin,
                child,
            )
            for child, lane in zip(children, self._fit(size), strict=False)
        ]
