"""An input laid over a cell of a table: what is typed is told as it is typed, kept by enter, left by escape."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message

from pmtui.widgets.frame.line_input import LineInput


class CellInput(LineInput):
    """A cell that is being edited.

    `enter` keeps, `escape` leaves it as it was, `tab` keeps and goes on; `up` and `down` go through the choices.

    Args:
        value: The text of the cell.
        choices: The words that it may hold; empty if it is free.
        placeholder: What stands there while nothing is typed.
    """

    DEFAULT_CSS = """
    CellInput {
        overlay: screen; position: absolute; height: 1; padding: 0; border: none; background: $background;
        &:focus { background: $background; }
        &.-wrong { color: $text-error; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Choice before", show=False),
        Binding("down", "step(1)", "Next choice", show=False),
        Binding("tab", "onward(1)", "Next cell", show=False),
        Binding("shift+tab", "onward(-1)", "Cell before", show=False),
        Binding("escape", "leave", "Leave", show=False),
    ]

    class Kept(Message):
        """What was typed is to be kept."""

        def __init__(self, text: str, onward: int) -> None:
            super().__init__()
            self.text = text
            """What was typed."""
            self.onward = onward
            """The cells to go on by; 0 to stay."""

    class Left(Message):
        """Escape, or the focus went elsewhere: the cell stays as it was."""

    def __init__(self, value: str, choices: Sequence[str] = (), *, placeholder: str = "") -> None:
        super().__init__(value)
        self.placeholder = placeholder
        self.select_on_focus = True  # the first key replaces what stands there
        self._choices = tuple(choices)
        self.closed = False
        """Whether it tells no more."""

    def lie_over(self, region: Region) -> None:
        """Lie over a part of the screen."""
        self.styles.width = region.width
        self.styles.offset = (region.x, region.y)

    def show_wrong(self, *, wrong: bool) -> None:
        """Show whether what is typed can be kept."""
        self.set_class(wrong, "-wrong")

    def action_step(self, steps: int) -> None:
        """Go to another of the choices."""
        if self._choices:
            known = self.value in self._choices
            place = self._choices.index(self.value) + steps if known else 0
            self.put(self._choices[place % len(self._choices)])

    async def action_submit(self) -> None:
        """Keep what was typed."""
        self.post_message(self.Kept(self.value, 0))

    def action_onward(self, cells: int) -> None:
        """Keep what was typed, and go on to another cell."""
        self.post_message(self.Kept(self.value, cells))

    def action_leave(self) -> None:
        """Leave the cell as it was."""
        self.close()
        self.post_message(self.Left())

    def close(self) -> None:
        """Tell no more: whoever opened it takes it away."""
        self.closed = True

    def on_blur(self, event: events.Blur) -> None:
        """Elsewhere is out of the cell: nothing half-typed stays."""
        if not self.closed:
            self.action_leave()
