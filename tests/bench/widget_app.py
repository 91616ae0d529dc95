"""The small application that `widget_bytes` measures: one grid or one board, and keys for their methods."""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from pmtui.widgets.board.board import Board
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.grid.grid import Grid
from tests.pilot.widgets.models import COLUMNS, GeneratedRows, ListedLanes

_LANES = 5


class WidgetApp(App[None]):
    """One widget over a footer line.

    Args:
        child: `grid`, `pane` (a grid beside something else) or `board`.
        rows: How many rows or cards there are.
    """

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "view('move', 1)"),
        Binding("k", "view('move', -1)"),
        Binding("h", "view('sideways', -1)"),
        Binding("l", "view('sideways', 1)"),
        Binding("d", "view('page', 1)"),
        Binding("u", "view('page', -1)"),
        Binding("g", "end('first')"),
        Binding("G", "end('last')"),
        Binding("m", "mark"),
        Binding("V", "end('mark_all')"),
        Binding("c", "change"),
        Binding("i", "insert"),
        Binding("t", "type"),
        Binding("L", "move_card(1)"),
        Binding("H", "move_card(-1)"),
        Binding("n", "toast"),
        Binding("N", "no_toast"),
    ]

    def __init__(self, child: str, rows: int) -> None:
        super().__init__()
        self.animation_level = "none"
        self.typed = 0
        self.generated = GeneratedRows(rows)
        share = rows // _LANES
        self.listed = ListedLanes(*([share] * _LANES), warned=frozenset(range(4, rows, 9)))
        self.child = child
        self.view: LineView
        if child == "board":
            board = Board()
            board.lanes = self.listed
            self.view = board
        else:
            grid = Grid()
            grid.columns = COLUMNS
            grid.sort = ("close", False)
            grid.rows = self.generated
            self.view = grid

    def compose(self) -> ComposeResult:
        """A line, the widget, a line."""
        yield Static("acme · ann", markup=False)
        if self.child == "pane":
            with Horizontal():
                yield self.view
                yield Static("the detail\nof the document", id="detail", markup=False)
        else:
            yield self.view
        yield Static("j down  k up", markup=False)

    def on_mount(self) -> None:
        """Keys go to the widget."""
        self.view.focus()
        for detail in self.query("#detail"):
            detail.styles.width = 40

    def action_view(self, method: str, steps: int) -> None:
        """Call a method with a number."""
        moves = {"move": self.view.move, "sideways": self.view.sideways, "page": self.view.page}
        moves[method](steps)

    def action_end(self, method: str) -> None:
        """Call a method."""
        {"first": self.view.first, "last": self.view.last, "mark_all": self.view.mark_all}[method]()

    def action_mark(self) -> None:
        """Mark and go on."""
        self.view.toggle_mark()
        self.view.move(1)

    def action_change(self) -> None:
        """Change the document under the cursor."""
        key = self.view.current_key
        self.typed += 1
        if key is None:
            return
        if isinstance(self.view, Board):
            self.listed.titles[int(key[2:])] = f"changed {self.typed}"
            self.view.refresh_cards([key])
        elif isinstance(self.view, Grid):
            self.generated.changed[key] = f"changed {self.typed}"
            self.view.refresh_rows([key])

    def action_insert(self) -> None:
        """A document comes in above all others."""
        self.generated.start -= 1
        self.generated.count += 1
        if isinstance(self.view, Grid):
            self.view.rows_changed()

    def action_type(self) -> None:
        """A letter narrows the rows to others."""
        self.typed += 1
        if isinstance(self.view, Grid):
            self.view.rows = GeneratedRows(max(0, self.generated.count >> self.typed), start=self.typed * 977)
            self.view.first()

    def action_toast(self) -> None:
        """Show a toast over the widget until it is taken away."""
        self.notify("saved", timeout=3600)

    def action_no_toast(self) -> None:
        """Take the toast away."""
        self.clear_notifications()

    def action_move_card(self, lanes: int) -> None:
        """Move the card under the cursor to the next lane, to the same place there."""
        key = self.view.current_key
        found = self.listed.find(key) if key is not None else None
        if key is None or found is None or not isinstance(self.view, Board):
            return
        self.listed.move(key, (found[0] + lanes) % _LANES, found[1])
        self.view.lanes_changed()


if __name__ == "__main__":
    WidgetApp(sys.argv[1], int(sys.argv[2])).run()
