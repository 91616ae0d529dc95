"""The exit checklist of a stage, on the way out: tick what is met, then go on."""

from collections.abc import Sequence, Sized
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pmtui.models.values.folding import folded
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.movement import LineCursor


class ExitChecklist(LineCursor, Dialog[tuple[str, ...] | None]):
    """Closes with what is ticked, or `None` where one stays after all.

    Args:
        title: What is about to happen.
        criteria: What should be true.
        checked: What is ticked already.
        enforced: Whether all must be ticked.
        ascii: Whether signs are drawn with ASCII alone.
    """

    DEFAULT_CSS = """
    ExitChecklist {
        align: center middle;
        & > Vertical {
            width: 72; max-width: 96%; height: auto; max-height: 90%; padding: 0 1;
            background: $panel; border: round $border;
        }
        & Static { height: auto; }
        & #hint { margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", show=False),
        Binding("enter", "go", "Go on", show=False),
        *bindings("down", "up", "back"),
    ]

    def __init__(
        self, title: str, criteria: Sequence[str], checked: Sequence[str], *, enforced: bool, ascii: bool
    ) -> None:
        super().__init__()
        self._title, self._criteria, self._enforced, self._ascii = title, list(criteria), enforced, ascii
        known = {folded(each) for each in checked}
        self._ticked = [folded(each) in known for each in criteria]
        self._cursor = 0

    def compose(self) -> ComposeResult:
        """The criteria and what to press."""
        with Vertical():
            yield Static(toned(self._title, "strong"), markup=False)
            yield Static(id="criteria")
            yield Static(id="hint")

    def on_mount(self) -> None:
        """Show them."""
        self._show()

    def _show(self) -> None:
        tick = "x" if self._ascii else "✓"
        rows = []
        for place, criterion in enumerate(self._criteria):
            mark = "> " if place == self._cursor else "  "
            box = f"[{tick if self._ticked[place] else ' '}] "
            rows.append(toned(f"{mark}{box}{criterion}", "accent" if place == self._cursor else ""))
        self.query_one("#criteria", Static).update(Content("\n").join(rows))
        missing = self._ticked.count(False)
        if missing and self._enforced:
            hint = f"space tick · {missing} still missing, and this stage demands them · esc stay"
        else:
            hint = f"space tick · enter go on{f' without {missing}' if missing else ''} · esc stay"
        self.query_one("#hint", Static).update(toned(hint, "dim"))

    @property
    def headword(self) -> str:
        """Every line is an exit criterion."""
        return "exit-criteria"

    @property
    def unsaved(self) -> str:
        """What was ticked is kept by going on alone."""
        return "what is ticked here is not kept yet; enter goes on with it, esc stays"

    @property
    def lines_moved_in(self) -> Sized:
        """The lines that the cursor goes over."""
        return self._criteria

    def action_tick(self) -> None:
        """Tick it, or no longer."""
        self._ticked[self._cursor] = not self._ticked[self._cursor]
        self._show()

    def action_go(self) -> None:
        """Go on with what is ticked, where that is enough."""
        if all(self._ticked) or not self._enforced:
            met = [each for each, ticked in zip(self._criteria, self._ticked, strict=True) if ticked]
            self.dismiss(tuple(met))

    def action_back(self) -> None:
        """Stay in the stage."""
        self.dismiss(None)
