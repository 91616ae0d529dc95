"""The `?` sheet: what every key does here, the row and the screen first; typing searches, enter runs."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from pmtui.models.values.folding import folded
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.palette.help_columns import HelpColumns, HelpRow, HelpSection

_HINT = "type to search · enter runs it · up down move · tab other column · esc closes"


class HelpSheet(Dialog[str | None]):
    """Every key of a place, in two columns; closes with the id of the command to run, or None.

    Args:
        where: Where the person is, for the title.
        here: What the keys do to the row and on the screen.
        elsewhere: What they do everywhere.
    """

    DEFAULT_CSS = """
    HelpSheet {
        align: center middle;
        & > Vertical {
            width: 118; max-width: 98%; height: 92%; padding: 0 1;
            background: $panel; border: round $border; border-title-color: $foreground;
            border-title-style: bold;
        }
        & #entry { height: 1; layout: horizontal; margin-bottom: 1; background: $background; }
        & #sign { width: 3; height: 1; }
        & #typed { width: 1fr; background: $background; &:focus { background: $background; } }
        & #count { width: 10; height: 1; text-align: right; color: $text-muted; padding-right: 1; }
        & HelpColumns { width: 1fr; height: 1fr; }
        & #told { height: 2; margin-top: 1; }
        & #hint { height: 1; color: $text-muted; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Previous", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("tab", "other_column", "Other column", show=False, priority=True),
        *bindings("back"),
    ]

    def __init__(self, where: str, here: Sequence[HelpSection], elsewhere: Sequence[HelpSection]) -> None:
        super().__init__()
        self._where, self._here, self._elsewhere = where, here, elsewhere

    def compose(self) -> ComposeResult:
        """The line to search in, the columns, and what the keys of the sheet do."""
        with Vertical() as box:
            box.border_title = f"Keys  {self._where}"
            with Widget(id="entry"):
                yield Static(" / ", id="sign", markup=False)
                yield LineInput(id="typed")
                yield Static(id="count", markup=False)
            yield HelpColumns(self._here, self._elsewhere, id="columns")
            yield Static(markup=False, id="told")
            yield Static(toned(_HINT, "dim"), markup=False, id="hint")

    @on(HelpColumns.Moved)
    def _tell(self) -> None:
        """The whole help of the row under the cursor, and why it does nothing now."""
        row = self.query_one(HelpColumns).current
        told = self.query_one("#told", Static)
        if row is None:
            told.update(toned("no key does that; the palette knows more acts", "dim"))
            return
        said = toned(row.whole or row.text)
        why = toned(f"\nnot now: {row.reason}", "due") if row.reason else toned("")
        told.update(Content.assemble(said, why))

    def on_mount(self) -> None:
        """Count the keys."""
        self._count()
        self._tell()

    @on(LineInput.Changed)
    def _search(self, event: LineInput.Changed) -> None:
        event.stop()
        if event.value == "?":
            self.dismiss(None)  # the key that opened it, pressed again
            return
        words = folded(event.value).split()
        columns = self.query_one(HelpColumns)
        columns.show(_matching(self._here, words), _matching(self._elsewhere, words))
        self._count()

    def _count(self) -> None:
        self.query_one("#count", Static).update(f"{len(self.query_one(HelpColumns).rows):,}")

    @on(LineInput.Submitted)
    def _run(self, event: LineInput.Submitted) -> None:
        event.stop()
        row = self.query_one(HelpColumns).current
        if row is not None and row.runs and not row.reason:
            self.dismiss(row.command)

    @on(HelpColumns.Clicked)
    def _clicked(self, event: HelpColumns.Clicked) -> None:
        event.stop()
        if event.row.runs and not event.row.reason:
            self.dismiss(event.row.command)

    def action_move(self, rows: int) -> None:
        """To the next row, or the one before."""
        self.query_one(HelpColumns).move(rows)

    def action_page(self, pages: int) -> None:
        """Some rows on."""
        columns = self.query_one(HelpColumns)
        columns.move(pages * max(columns.size.height - 1, 1))

    def action_other_column(self) -> None:
        """To the other column."""
        self.query_one(HelpColumns).sideways()

    def action_back(self) -> None:
        """Close."""
        self.dismiss(None)


def _matching(sections: Sequence[HelpSection], words: Sequence[str]) -> list[HelpSection]:
    """The sections with the rows that have all words; without empty ones."""
    found = [
        HelpSection(each.title, tuple(row for row in each.rows if _fits(row, words))) for each in sections
    ]
    return [section for section in found if section.rows]


def _fits(row: HelpRow, words: Sequence[str]) -> bool:
    text = folded(f"{row.keys} {row.text} {row.also}")
    return all(word in text for word in words)
