"""A table of settings: its rows, how a cell is read, and what keeping, adding, deleting and moving do."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from pmtui.errors import InputError
from pmtui.metrics.workspace.effects import Effects
from pmtui.models.kinds import KINDS
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit, Workspace
from pmtui.widgets.drawing.cell_text import width_of
from pmtui.widgets.drawing.data_sources import Align, Cell, Column

NOTHING = Effects("")
"""The effects of a change that touches no record."""

Act = Callable[[], Commit]
"""A function that commits; called in another thread."""

Done = Callable[[Commit], object]
"""Called once an act has been committed."""

_LEAST, _MOST = 6, 60


class SettingsTable:
    """One table of the workspace's settings, with its rows edited in place.

    Args:
        session: The workspace, keys and settings.
        name: The name of the table in the list at the left.
    """

    ADDS: ClassVar[str] = ""
    """The noun of a row, if rows can be added: `stage`."""
    MOVES: ClassVar[bool] = False
    """Whether rows can be moved."""
    EMPTY: ClassVar[str] = ""
    """What would stand here."""

    def __init__(self, session: Session, name: str) -> None:
        self.session, self.name = session, name

    @property
    def workspace(self) -> Workspace:
        """The documents."""
        return self.session.workspace

    @property
    def count(self) -> str:
        """The figure beside its name in the list."""
        return f"{len(self.row_keys()):,}"

    @property
    def note(self) -> str:
        """The totals beside its name over the table."""
        return ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        raise NotImplementedError

    def row_keys(self) -> Sequence[str]:
        """The keys of the rows, in their order."""
        raise NotImplementedError

    def cell(self, key: str, column: str) -> Cell:
        """One cell."""
        return Cell(self.text(key, column))

    def text(self, key: str, column: str) -> str:
        """The value of a cell as it is typed."""
        raise NotImplementedError

    def locked(self, key: str, column: str) -> str:
        """Why a cell cannot be edited; empty if it can."""
        return ""

    def choices(self, key: str, column: str) -> Sequence[str]:
        """The words that a cell may hold; empty if it is free."""
        return ()

    def begin(self, key: str, column: str) -> None:
        """Read once what `effects` needs at every key."""

    def effects(self, key: str, column: str, text: str) -> Effects:
        """What keeping a text in a cell would do.

        Raises:
            PmtuiError: It cannot be kept.
        """
        return NOTHING

    def keeping(self, key: str, column: str, text: str) -> Act:
        """The act that keeps a text in a cell."""
        raise InputError(f"{self.name} is not edited here")

    def adding(self, text: str, key: str | None) -> Act:
        """The act that adds a row.

        Args:
            text: What was typed for it.
            key: The row that it is added behind; `None` for the end.

        Raises:
            PmtuiError: There can be no such row.
        """
        raise InputError(f"nothing is added to {self.name.lower()}")

    @property
    def add_hint(self) -> str:
        """What to type to add a row."""
        return f"name of the new {self.ADDS}"

    def deleting(self, key: str) -> Act:
        """The act that deletes a row."""
        raise InputError(f"nothing is deleted from {self.name.lower()}")

    def moving(self, key: str, steps: int) -> Act:
        """The act that moves a row."""
        raise InputError(f"the rows of {self.name.lower()} stand in an order of their own")

    def about(self, key: str) -> tuple[str, Sequence[tuple[str, str]]]:
        """A title, and lines with something at the right, on the row under the cursor."""
        return "", ()

    @property
    def document(self) -> tuple[str, str]:
        """The kind and the id of the document that holds the rows; empty for none, or many."""
        return "settings", "workspace"


def wide_columns(
    table: SettingsTable, titles: Sequence[tuple[str, str, Align]], grow: str = ""
) -> tuple[Column, ...]:
    """Columns as wide as what stands in them; the first ones are kept longest where room is short.

    Args:
        table: Whose columns they are.
        titles: Id, title and side of each.
        grow: The column that takes what is left over; empty for none.
    """
    keys = list(table.row_keys())[:_MOST]
    columns = []
    for place, (name, title, align) in enumerate(titles):
        width = max([width_of(title), *(width_of(table.cell(key, name).text) for key in keys)])
        minimum = min(width, max(_LEAST, width_of(title))) if align == "left" else width
        columns.append(
            Column(name, title, width, minimum, align, name == grow, len(titles) - place, stays=True)
        )
    return tuple(columns)


class TableRows:
    """The rows of a settings table, for the grid.

    Args:
        table: The table.
    """

    def __init__(self, table: SettingsTable) -> None:
        self._table = table
        self._keys = tuple(table.row_keys())
        self._places = {key: place for place, key in enumerate(self._keys)}

    def __len__(self) -> int:
        return len(self._keys)

    def key(self, index: int) -> str:
        """The key of a row."""
        return self._keys[index]

    def index(self, key: str) -> int | None:
        """The place of a row."""
        return self._places.get(key)

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """The cells of a row."""
        return [self._table.cell(self._keys[index], column) for column in columns]


def kind_word(kind: str, count: int) -> str:
    """A count of records of a kind: `3 deals`."""
    return f"{count:,} {kind if count == 1 else KINDS[kind].plural}"
