"""A bare application to try one widget in, and what a person sees of it."""

from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Input

from pmtui.widgets.drawing.line_view import LineView


class Stage(App[None]):
    """One widget over an input line; it keeps the messages that the widget sends.

    Args:
        view: The widget.
    """

    def __init__(self, view: LineView) -> None:
        super().__init__()
        self.view = view
        self.moved: list[str | None] = []
        self.opened: list[str] = []
        self.marked = 0

    def compose(self) -> ComposeResult:
        """The widget, and something else that takes the focus."""
        yield self.view
        yield Input()

    def on_mount(self) -> None:
        """Keys go to the widget."""
        self.view.focus()

    @on(LineView.Moved)
    def _keep_moved(self, event: LineView.Moved) -> None:
        self.moved.append(event.key)

    @on(LineView.Opened)
    def _keep_opened(self, event: LineView.Opened) -> None:
        self.opened.append(event.key)

    @on(LineView.Marked)
    def _keep_marked(self) -> None:
        self.marked += 1

    def seen(self) -> list[str]:
        """The lines of the widget on the screen, without the blanks at their ends."""
        strips = self.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips[: self.view.size.height]]

    def text(self) -> str:
        """The widget's lines as one text."""
        return "\n".join(self.seen())


def painted(view: LineView) -> list[str]:
    """From now on, the regions of the widget and what lies in it that are asked to be painted again."""
    regions: list[str] = []
    for widget in (view, *view.children):
        original = widget._set_dirty

        def record(*asked: object, _original: object = original, _widget: object = widget) -> None:
            regions.extend(map(str, asked) if asked else [f"all of {_widget}"])
            assert callable(_original)
            _original(*asked)

        object.__setattr__(widget, "_set_dirty", record)
    return regions
