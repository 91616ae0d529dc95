"""Where two people changed the same fields: what it was, theirs and mine, chosen field by field."""

from collections.abc import Sized
from itertools import islice
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pmtui.models.document import Document
from pmtui.models.fields import fields_of, written
from pmtui.models.values.clock import local_text
from pmtui.store.workspace import Workspace
from pmtui.widgets.drawing.text_styles import fitted, toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.movement import LineCursor

_LOOKED_THROUGH = 50
"""Transactions of a document to look through for who changed a field."""

_LABEL, _FRAME, _WIDEST = 14, 9, 116


class Clash(NamedTuple):
    """One field that two people changed."""

    name: str
    """The field."""
    label: str
    """Its label."""
    was: str
    """The value that both saw."""
    theirs: str
    """The value that is there now."""
    mine: str
    """The value to be saved."""
    who: str
    """Who changed it and when; empty where nobody knows."""
    headword: str = ""
    """Slug of the glossary entry that defines the field."""


def clashes(
    workspace: Workspace, kind: str, base: Document, current: Document, mine: Document
) -> tuple[Clash, ...]:
    """The fields in which a document as it is now and as it is to be saved both differ from what was seen.

    Args:
        workspace: Where its history and the names it links to are.
        kind: Its kind.
        base: The document as it was seen.
        current: As it is now.
        mine: As it is to be saved.
    """
    found = [
        name
        for name in fields_of(kind)
        if getattr(base, name) != getattr(mine, name)
        and getattr(current, name) not in (getattr(base, name), getattr(mine, name))
    ]
    authors = _authors(workspace, base.id, found)
    specs = fields_of(kind)

    def text(document: Document, name: str) -> str:
        value = written(getattr(document, name))
        return workspace.names.label(value) if specs[name].link and value else value

    return tuple(
        Clash(
            name,
            specs[name].label,
            text(base, name),
            text(current, name),
            text(mine, name),
            authors.get(name, ""),
            specs[name].headword,
        )
        for name in found
    )


def _authors(workspace: Workspace, document_id: str, names: list[str]) -> dict[str, str]:
    """Who changed each field last, and when."""
    found: dict[str, str] = {}
    for transaction in islice(workspace.history(document_id), _LOOKED_THROUGH):
        for change in transaction.changes:
            if change.id == document_id:
                when = local_text(transaction.at)
                for name in (change.now or {}).keys() & set(names):
                    found.setdefault(name, f"{transaction.user}, {when}")
        if len(found) == len(names):
            break
    return found


class ConflictScreen(LineCursor, Dialog[frozenset[str] | None]):
    """Closes with the fields in which theirs stays; `None` for back to the form.

    Args:
        title: The document.
        found: The fields.
        ascii: Whether signs are drawn with ASCII alone.
    """

    DEFAULT_CSS = """
    ConflictScreen {
        align: center middle;
        & > Vertical {
            width: 118; max-width: 98%; height: auto; max-height: 96%; padding: 0 1;
            background: $panel; border: round $border;
        }
        & Static { height: auto; }
        & #hint { margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "other", "The other value", show=False),
        *bindings("down", "up", "left", "right", "submit", "back"),
    ]

    def __init__(self, title: str, found: tuple[Clash, ...], *, ascii: bool) -> None:
        super().__init__()
        self._title, self._clashes, self._ascii = title, found, ascii
        self._cursor = self._top = 0
        self._theirs: set[str] = set()

    def compose(self) -> ComposeResult:
        """The problem, the fields, and the keys to press."""
        with Vertical():
            yield Static(id="fields")
            yield Static(id="hint")

    def on_mount(self) -> None:
        """Show them."""
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Fit them to the terminal."""
        self._show()

    def _show(self) -> None:
        width = min(_WIDEST, self.app.size.width * 98 // 100) - 6
        room = max(1, (self.app.size.height - _FRAME) // 2)
        if not self._top <= self._cursor < self._top + room:
            self._top = max(0, min(self._cursor - room // 2, len(self._clashes) - room))
        column = (width - _LABEL) // 3 - 2
        heads = "".join(f"  {word:{column}}" for word in ("  it was", "  theirs", "  mine"))
        rows = [
            toned(f"{self._title}: somebody changed the same while you were writing", "due"),
            toned(f"{'':{_LABEL}}{heads}", "strong"),
        ]
        for place, clash in enumerate(self._clashes[self._top : self._top + room], self._top):
            rows += self._rows(clash, column, current=place == self._cursor)
        self.query_one("#fields", Static).update(Content("\n").join(rows))
        more = f"{len(self._clashes)} fields · " if len(self._clashes) > room else ""
        hint = f"{more}h theirs · l mine · ctrl+s save this choice · esc back to the form"
        self.query_one("#hint", Static).update(toned(hint, "dim"))

    def _rows(self, clash: Clash, column: int, *, current: bool) -> list[Content]:
        dot = "*" if self._ascii else "●"
        label = f"{'>' if current else ' '}{fitted(clash.label, _LABEL - 1):{_LABEL - 1}}"
        parts = [toned(label, "accent" if current else "")]
        theirs = clash.name in self._theirs
        for value, chosen in ((clash.was, False), (clash.theirs, theirs), (clash.mine, not theirs)):
            text = fitted(f"{dot if chosen else ' '} {' '.join(value.split()) or 'empty'}", column)
            space = " " * (column - Content(text).cell_length)
            parts.append(toned(f"  {text}{space}", "" if chosen else "dim"))
        return [Content.assemble(*parts), toned(f"{'':{_LABEL}}  {'':{column}}    {clash.who}", "dim")]

    @property
    def headword(self) -> str:
        """The entry of the field under the cursor."""
        return self._clashes[self._cursor].headword

    @property
    def unsaved(self) -> str:
        """Nothing is saved yet."""
        return "this is not saved yet; ctrl+s saves this choice, esc goes back to the form"

    @property
    def lines_moved_in(self) -> Sized:
        """The lines that the cursor goes over."""
        return self._clashes

    def sideways(self, steps: int) -> None:
        """Theirs stays at the left; mine is saved at the right."""
        name = self._clashes[self._cursor].name
        self._theirs = self._theirs | {name} if steps < 0 else self._theirs - {name}
        self._show()

    def action_other(self) -> None:
        """The other of the two."""
        self._theirs ^= {self._clashes[self._cursor].name}
        self._show()

    def action_submit(self) -> None:
        """Save this choice."""
        self.dismiss(frozenset(self._theirs))

    def action_back(self) -> None:
        """Back to the form."""
        self.dismiss(None)
