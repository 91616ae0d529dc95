"""Merging on the screen: two records side by side, the value that stays chosen field by field."""

from collections.abc import Callable, Sized
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pmtui.errors import FieldError, InputError
from pmtui.models.document import Document
from pmtui.models.fields import Shape, fields_of, written
from pmtui.models.kinds import KINDS, kind_of
from pmtui.models.stored import STAMPS
from pmtui.models.values.folding import folded
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.widgets.drawing.text_styles import fitted, toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.movement import LineCursor
from pmtui.widgets.frame.picker import Picker
from pmtui.workflows.merge_records import likely_duplicates, lookalikes, merge, takes_other

_LABEL = 16
_FRAME = 8
_TWO = 2

Done = Callable[[Commit | None], None]


class Side(NamedTuple):
    """One field of two records."""

    name: str
    """The field."""
    label: str
    """Its label."""
    values: tuple[str, str]
    """The value in each record."""
    joined: bool
    """Whether both are kept, as with lists and notes."""


class MergeRecords(LineCursor, Dialog[tuple[bool, tuple[str, ...]] | None]):
    """Closes with whether the second record stays, and the fields taken from the one that goes; or `None`.

    Args:
        records: The two, by id.
        sides: Their fields, those in which at least one says something.
        ascii: Whether signs are drawn with ASCII alone.
    """

    DEFAULT_CSS = """
    MergeRecords {
        align: center middle;
        & > Vertical {
            width: 110; max-width: 98%; height: auto; max-height: 96%; padding: 0 1;
            background: $panel; border: round $border;
        }
        & Static { height: auto; }
        & #hint { margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "other", "The other value", show=False),
        Binding("s", "swap", "The other record stays", show=False),
        Binding("enter", "merge", "Merge", show=False),
        *bindings("down", "up", "left", "right", "back"),
    ]

    def __init__(self, records: tuple[Document, Document], sides: tuple[Side, ...], *, ascii: bool) -> None:
        super().__init__()
        self._records, self._sides, self._ascii = records, sides, ascii
        self._cursor = self._top = 0
        self._stays = 0
        self._chosen: dict[str, int] = {}

    def compose(self) -> ComposeResult:
        """The fields side by side, and what to press."""
        with Vertical():
            yield Static(id="sides")
            yield Static(id="hint")

    @property
    def headword(self) -> str:
        """The entry of the field under the cursor."""
        kind = kind_of(self._records[0].id).name
        return fields_of(kind)[self._sides[self._cursor].name].headword if self._sides else ""

    @property
    def unsaved(self) -> str:
        """Nothing is merged yet."""
        return "nothing is merged yet; enter merges, esc leaves it"

    def on_mount(self) -> None:
        """Show them."""
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Fit them to the terminal."""
        self._show()

    def _choice(self, side: Side) -> int:
        """Which record's value stays: the chosen one's, else that of the record that stays, where it has one."""
        if side.name in self._chosen:
            return self._chosen[side.name]
        return 1 - self._stays if takes_other(side.name, side.values[self._stays]) else self._stays

    def _show(self) -> None:
        width = min(110, self.app.size.width * 98 // 100) - 6
        room = max(3, self.app.size.height - _FRAME)
        column = (width - _LABEL - 4) // 2
        if not self._top <= self._cursor < self._top + room:
            self._top = max(0, min(self._cursor - room // 2, len(self._sides) - room))
        kept, gone = self._records[self._stays].id, self._records[1 - self._stays].id
        heads = [f"{each.id} stays" if each.id == kept else f"{each.id} goes" for each in self._records]
        rows = [toned(f"{'':{_LABEL}}  {heads[0]:{column}}  {heads[1]}", "strong")]
        for place, side in enumerate(self._sides[self._top : self._top + room], self._top):
            rows.append(self._row(side, column, current=place == self._cursor))
        self.query_one("#sides", Static).update(Content("\n").join(rows))
        more = f" · {len(self._sides)} fields" if len(self._sides) > room else ""
        hint = f"h l pick the value · s the other one stays · enter merge, {gone} goes · esc leave both{more}"
        self.query_one("#hint", Static).update(toned(hint, "dim"))

    def _row(self, side: Side, column: int, *, current: bool) -> Content:
        chosen, dot = self._choice(side), "*" if self._ascii else "●"
        parts = [
            toned(
                f"{'>' if current else ' '}{fitted(side.label, _LABEL - 1):{_LABEL - 1}}",
                "accent" if current else "",
            )
        ]
        for place, value in enumerate(side.values):
            stays = side.joined or place == chosen
            text = fitted(f"{dot if stays and value else ' '} {value}", column)
            parts.append(
                toned(f"  {text}{' ' * (column - Content(text).cell_length)}", "" if stays else "dim")
            )
        return Content.assemble(*parts)

    @property
    def lines_moved_in(self) -> Sized:
        """The lines that the cursor goes over."""
        return self._sides

    def sideways(self, steps: int) -> None:
        """The value at that side stays."""
        self._choose(int(steps > 0))

    def action_other(self) -> None:
        """The other value stays."""
        self._choose(1 - self._choice(self._sides[self._cursor]))

    def _choose(self, place: int) -> None:
        self._chosen[self._sides[self._cursor].name] = place
        self._show()

    def action_swap(self) -> None:
        """The other record stays; what links to this one will point at it."""
        self._stays = 1 - self._stays
        self._show()

    def action_merge(self) -> None:
        """Make one of the two."""
        taken = tuple(
            side.name
            for side in self._sides
            if not side.joined and self._choice(side) != self._stays and side.values[0] != side.values[1]
        )
        self.dismiss((bool(self._stays), taken))

    def action_back(self) -> None:
        """Leave both as they are."""
        self.dismiss(None)


def merge_on(screen: BaseScreen, session: Session, ids: tuple[str, ...], done: Done) -> None:
    """Merge the two that are marked, or the one under the cursor with a likely duplicate that is picked.

    Raises:
        InputError: They are of no kind that is merged, or not two of one kind, or nothing looks the same.
    """
    kind = kind_of(ids[0]).name
    if not KINDS[kind].merges or any(kind_of(each).name != kind for each in ids):
        raise InputError("accounts, contacts and leads are merged, two of one kind")
    if len(ids) == _TWO:
        _compare(screen, session, (ids[0], ids[1]), done)
        return
    if len(ids) > _TWO:
        raise InputError(f"two are merged at a time; {len(ids):,} are marked")
    workspace = session.workspace
    pairs = likely_duplicates(workspace.tables, kind)
    near = [pair for pair in pairs if ids[0] in (pair.first, pair.second)] or pairs
    if not near:
        raise InputError(f"no two {kind}s look the same; mark two to merge them all the same")
    choices = [
        Choice(
            f"{pair.first} {pair.second}",
            f"{workspace.names.label(pair.first)} | {workspace.names.label(pair.second)}",
            f"{pair.first} {pair.second}: {pair.reason}",
        )
        for pair in near
    ]

    def picked(key: str | None) -> None:
        if key is not None:
            first, _, second = key.partition(" ")
            _compare(screen, session, (first, second), done)

    screen.app.push_screen(
        Picker(
            "Which two are the same?",
            lambda typed: [each for each in choices if folded(typed) in folded(f"{each.label} {each.note}")],
        ),
        picked,
    )


def _compare(screen: BaseScreen, session: Session, ids: tuple[str, str], done: Done) -> None:
    records = (session.workspace.get(ids[0]), session.workspace.get(ids[1]))

    def decided(answer: tuple[bool, tuple[str, ...]] | None) -> None:
        if answer is None:
            return
        second_stays, taken = answer
        keep, drop = ids[::-1] if second_stays else ids
        session.commits.carry_out(screen, lambda: merge(session.workspace, keep, drop, taken), done)

    screen.app.push_screen(
        MergeRecords(records, tuple(_sides(session, records)), ascii=session.ascii), decided
    )


def _sides(session: Session, records: tuple[Document, Document]) -> list[Side]:
    """The fields in which at least one of two records says something."""
    names = session.workspace.names
    sides = []
    for spec in fields_of(kind_of(records[0].id).name).values():
        if spec.name in STAMPS or spec.shape is Shape.PARTS:
            continue
        texts = [written(getattr(each, spec.name)) for each in records]
        if spec.shape is Shape.LINK:
            texts = [names.label(text) if text else "" for text in texts]
        if any(texts):
            lines = [" ".join(text.split()) for text in texts]
            joined = spec.shape in (Shape.TAGS, Shape.LINES, Shape.PAIRS, Shape.LINKS) or spec.name == "notes"
            sides.append(Side(spec.name, spec.label, (lines[0], lines[1]), joined))
    return sides


def telling_lookalikes(
    session: Session, kind: str, add: Callable[[dict[str, object]], Commit]
) -> Callable[[dict[str, object]], Commit]:
    """A save for a new record that says first what looks like it; saved a second time, it adds it all the same."""
    warned: set[str] = set()

    def save(values: dict[str, object]) -> Commit:
        workspace = session.workspace
        for found in lookalikes(workspace.tables, kind, values):
            if found.id not in warned:
                warned.add(found.id)
                label = workspace.names.label(found.id)
                raise FieldError(
                    found.field,
                    f"looks like {found.id} {label}: {found.reason}. Save again to add it all the same",
                )
        return add(values)

    return save
