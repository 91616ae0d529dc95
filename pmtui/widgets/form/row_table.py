"""The rows inside a field as a small table: each is edited in its own fields."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.models.fields import Field
from pmtui.terminal.text import clean_line
from pmtui.widgets.drawing.text_styles import fitted, toned
from pmtui.widgets.form.form_context import FormContext
from pmtui.widgets.form.form_reading import check
from pmtui.widgets.form.row_cells import Cells, RowForm
from pmtui.widgets.frame.bindings import bindings

_LEFT, _GAP = 3, 2


class RowTable(Widget, can_focus=True):
    """The rows of a field with a cursor: add, edit, delete, tick and move them.

    Args:
        spec: The field.
        context: How it reads and names things.
        label_width: The width of the column of labels.
    """

    DEFAULT_CSS = """
    RowTable { height: auto; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("edit-row", "add-row", "delete-row", "tick-row", "row-down", "row-up"),
    ]

    current: reactive[bool] = reactive(False)
    """Whether the cursor is in it."""
    changed: reactive[bool] = reactive(False)
    """Whether its rows are others than at first."""
    problem: reactive[str] = reactive("", layout=True)
    """The problem with it, in a clause."""
    rows: reactive[tuple[Cells, ...]] = reactive((), layout=True)
    """The rows."""
    at: reactive[int] = reactive(0)
    """The row under the cursor; one past the last is the place of a new one."""

    class Edited(Message):
        """The rows were changed."""

        def __init__(self, table: "RowTable") -> None:
            super().__init__()
            self.table = table
            """The table."""

    class Entered(Message):
        """The cursor came into the table, or left it."""

        def __init__(self, table: "RowTable", *, left: bool) -> None:
            super().__init__()
            self.table = table
            """The table."""
            self.left = left
            """Whether the cursor left."""

    class Wanted(Message):
        """A row is to be written in its own fields; `answer` takes it in."""

        def __init__(self, table: "RowTable", place: int) -> None:
            super().__init__()
            self.spec = table.spec
            """The field that it is a row of."""
            self.place = place
            """Which row it is; the number of rows for a new one."""
            self.count = len(table.rows)
            """How many rows there are."""
            self.cells: Cells = table.rows[place] if place < len(table.rows) else {}
            """The row as it is."""
            self._table = table

        def answer(self, cells: Cells) -> None:
            """Put the row into the table."""
            self._table.put_row(self.place, cells)

    def __init__(self, spec: Field, context: FormContext, label_width: int) -> None:
        super().__init__()
        self.spec = spec
        """The field."""
        self.form = RowForm(spec)
        """How its rows are typed."""
        self.first = ""
        """The text as the form opened with it."""
        self.entry = self
        """The widget that takes the keys."""
        self.reading = ""
        """How the text is understood: the rows say it themselves."""
        self._how, self._label_width = context, label_width

    @property
    def text(self) -> str:
        """The rows as the text they are kept in."""
        return self.form.join(self.rows)

    @property
    def touched(self) -> bool:
        """Whether the rows are others than at first."""
        return self.text != self.first

    @property
    def is_open(self) -> bool:
        """Nothing opens under it."""
        return False

    def begin(self, text: str) -> None:
        """Show rows as those that are stored."""
        self.rows = tuple(self.form.split(text))
        self.first = self.text
        self.changed = False

    def put(self, text: str) -> None:
        """Replace the rows."""
        self._set(self.form.split(text))

    def put_row(self, place: int, cells: Cells) -> None:
        """Take in a row that was written."""
        rows = list(self.rows)
        rows[place : place + 1] = [cells]
        self._set(rows)
        self.at = place

    def check(self) -> tuple[object, str]:
        """The value of its rows, and what is wrong with them; one of them is `None` or empty."""
        return check(self.spec, self.text, self._how.reading)

    def show_check(self) -> None:
        """Say what is wrong with the rows."""
        self.problem = clean_line(self.check()[1])

    def close(self) -> None:
        """Nothing is open."""

    def _set(self, rows: Sequence[Cells]) -> None:
        self.rows = tuple(rows)
        self.changed = self.touched
        self.problem = ""
        self.at = max(0, min(self.at, len(rows)))
        self.post_message(self.Edited(self))

    # Keys

    def step(self, step: int) -> bool:
        """Go to another row; `False` where there is none in that direction."""
        if 0 <= self.at + step <= max(len(self.rows) - 1, 0):
            self.at += step
            return True
        return False

    def action_edit_row(self) -> None:
        """Write the row in its own fields."""
        self.post_message(self.Wanted(self, self.at))

    def action_add_row(self) -> None:
        """Write a new row, after the last."""
        self.post_message(self.Wanted(self, len(self.rows)))

    def action_delete_row(self) -> None:
        """Take the row away."""
        self._set([*self.rows[: self.at], *self.rows[self.at + 1 :]])
        self.at = max(0, min(self.at, len(self.rows) - 1))

    def action_tick_row(self) -> None:
        """Set its tick, or its next state."""
        if self.at < len(self.rows) and (ticked := self.form.ticked(self.rows[self.at])) is not None:
            self.put_row(self.at, ticked)

    def action_row_down(self) -> None:
        """Move the row down."""
        self._move(1)

    def action_row_up(self) -> None:
        """Move the row up."""
        self._move(-1)

    def _move(self, step: int) -> None:
        there = self.at + step
        if not 0 <= there < len(self.rows) or self.at >= len(self.rows):
            return
        rows = list(self.rows)
        rows[self.at], rows[there] = rows[there], rows[self.at]
        self._set(rows)
        self.at = there

    def on_focus(self) -> None:
        """Mark the table the cursor is in."""
        self.current = True
        self.post_message(self.Entered(self, left=False))

    def on_blur(self) -> None:
        """The cursor is elsewhere."""
        self.current = False
        self.post_message(self.Entered(self, left=True))

    # Drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A head, the rows, how to add one, and the problem."""
        return (2 + len(self.rows) if self.rows else 1) + bool(self.problem)

    def render(self) -> Content:
        """The table."""
        key = self._how.keymap.label("add-row")
        adding = toned(f"{key} adds one", "dim")
        sign = toned("*", "due") if self.changed else Content(" ")
        mark = toned("▌" if self.current and not self.rows else " ", "accent")
        named = self.spec.label != self.spec.section.title
        title = toned(self.spec.label if named else "", "strong" if self.current else "dim")
        lines = [Content.assemble(mark, sign, " ", title)]
        if self.rows:
            heads, *texts = self.form.table(self.rows, self.size.width - _LEFT - 1)
            taken = title.cell_length + _GAP if named else 0
            lines = [lines[0] + toned(f"{' ' * _GAP if named else ''}{heads[taken:]}", "dim")]
            for at, text in enumerate(texts):
                here = self.current and at == self.at
                lines.append(Content.styled(f"▌  {text}", "reverse") if here else Content(f"   {text}"))
            lines.append(Content("   ") + adding)
        else:
            lines[0] = lines[0].truncate(self._label_width, pad=True) + toned("none  ", "dim") + adding
        if self.problem:
            lines.append(toned(f"   ! {fitted(self.problem, self.size.width - 6)}", "bad"))
        return Content("\n").join(lines)
