"""A line of the command line, typed over the screen: a verb's arguments, with what it takes written below."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.frame.movement import ScrolledText


class VerbLine(Dialog[None]):
    """`pmtui sunset P-2`: enter runs it; what is wrong with it is said under the line, which stays.

    Args:
        verb: The verb.
        typed: The arguments that stand there at first.
        help: What the verb takes, as its `--help` prints it.
        run: Runs the arguments; called with this dialog, which it closes when it is done.
    """

    DEFAULT_CSS = """
    VerbLine {
        align: center middle;
        & > Vertical {
            width: 94; max-width: 98%; height: auto; max-height: 86%; padding: 0 2;
            background: $panel; border: round $border; border-title-color: $foreground;
            border-title-style: bold;
        }
        & #entry { height: 1; layout: horizontal; background: $background; }
        & #verb { width: auto; height: 1; text-style: bold; }
        & #typed { width: 1fr; background: $background; &:focus { background: $background; } }
        & #problem { height: auto; display: none; color: $text-error; }
        & #problem.-shown { display: block; }
        & VerticalScroll { height: auto; max-height: 16; margin-top: 1; scrollbar-size-vertical: 1; }
        & #help { height: auto; color: $text-muted; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("back")

    def __init__(self, verb: str, typed: str, help: str, run: Callable[["VerbLine", str], None]) -> None:
        super().__init__()
        self._verb, self._typed, self._help, self._run = verb, typed, help, run

    def compose(self) -> ComposeResult:
        """The line, and its help."""
        with Vertical() as box:
            box.border_title = f"Run {self._verb}"
            with Widget(id="entry"):
                yield Static(f" pmtui {self._verb} ", id="verb", markup=False)
                yield LineInput(self._typed, id="typed")
            yield Static(id="problem", markup=False)
            with ScrolledText():
                yield Static(self._help, id="help", markup=False)
            yield Static(toned("enter runs it, esc closes", "dim"), markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#typed", LineInput).focus()

    def show_problem(self, problem: str) -> None:
        """Say what is wrong, and let the line be mended."""
        said = self.query_one("#problem", Static)
        said.update(toned(problem, "bad"))
        said.add_class("-shown")

    @on(LineInput.Submitted)
    def _submit(self, event: LineInput.Submitted) -> None:
        event.stop()
        self._run(self, event.value)

    def action_back(self) -> None:
        """Close without running it."""
        self.dismiss(None)
