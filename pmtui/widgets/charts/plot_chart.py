"""Bars drawn by plotext; imported when the first chart is opened, since plotext takes its time."""

from collections.abc import Sequence

from textual.reactive import reactive
from textual_plotext import PlotextPlot

from pmtui.widgets.charts.bar_chart import DrawnBar
from pmtui.widgets.drawing.text_styles import fitted

_NOW, _BEFORE = "█", "░"
_LABEL = 40
_FRAME = 4
_THICK = 0.01


class PlotChart(PlotextPlot):
    """Horizontal bars, each with its value in figures, and a lighter one beneath for the period before."""

    DEFAULT_CSS = """
    PlotChart { width: 1fr; height: 14; }
    """

    bars: reactive[Sequence[DrawnBar]] = reactive(())
    """The bars that are drawn, the first at the top."""
    heading: reactive[str] = reactive("")
    """The quantity that the bars measure."""

    def on_mount(self) -> None:
        """Draw on the screen's own background."""
        self.theme = "clear"

    def lines_for(self, bars: Sequence[DrawnBar]) -> int:
        """The lines that a chart of these bars would like to have."""
        return max(sum(1 if bar.before is None else 2 for bar in bars), 2) + _FRAME

    def watch_bars(self) -> None:
        """Draw the bars anew."""
        self._draw()

    def watch_heading(self) -> None:
        """Draw the heading anew."""
        self._draw()

    def _draw(self) -> None:
        plot = self.plt
        plot.clear_figure()
        plot.theme("clear")
        now, before, ticks = _places(self.bars)
        for places, sign, colour in ((now, _NOW, "blue+"), (before, _BEFORE, "default")):
            if places:
                plot.bar(
                    list(places),
                    list(places.values()),
                    marker=sign,
                    color=colour,
                    orientation="horizontal",
                    width=_THICK,
                    reset_ticks=False,
                )
        if ticks:
            plot.yticks(list(ticks), list(ticks.values()))
            plot.ylim(1, max(len(ticks), 2))
        plot.title(self.heading)
        self.refresh()


def _places(bars: Sequence[DrawnBar]) -> tuple[dict[int, float], dict[int, float], dict[int, str]]:
    """Where the bars stand, from the bottom: those of now, those before, and what is written beside."""
    now: dict[int, float] = {}
    before: dict[int, float] = {}
    ticks: dict[int, str] = {}
    place = 0
    for bar in reversed(bars):
        if bar.before is not None:
            place += 1
            before[place], ticks[place] = float(bar.before), f"before {bar.before_told}"
        place += 1
        now[place], ticks[place] = float(bar.value), f"{fitted(bar.label, _LABEL)} {bar.told}"
    return now, before, ticks
