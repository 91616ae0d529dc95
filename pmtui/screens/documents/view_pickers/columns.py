"""The columns of a table: sets of them by name, and single fields put in or taken out."""

from collections.abc import Mapping, Sequence

from pmtui.errors import InputError
from pmtui.models.fields import Field, Shape, fields_of
from pmtui.models.kinds import KINDS
from pmtui.models.values.folding import folded
from pmtui.screens.documents.pane_screen import PaneScreen
from pmtui.screens.documents.panes import TablePane
from pmtui.screens.documents.view_definitions import Show, Shown, TableView, column
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.picker import Picker

_USUAL = "usual"
_SHOWS: Mapping[Shape, tuple[Show, int]] = {
    Shape.MONEY: ("money", 9), Shape.DATE: ("day", 10), Shape.MOMENT: ("day", 10), Shape.LINK: ("link", 16),
    Shape.PERCENT: ("percent", 5), Shape.INTEGER: ("number", 7), Shape.NUMBER: ("number", 7),
}  # fmt: skip
_FIRST, _RANK = 9, 5


def shown_for(view: TableView, names: Sequence[str]) -> tuple[Shown, ...]:
    """Columns for some fields, the view's own where it has them; the first one takes what room is left.

    Raises:
        InputError: One of them is no field of the kind.
    """
    own = {shown.column.id: shown for shown in view.shown}
    specs = fields_of(view.kind)
    found = []
    for place, name in enumerate(names):
        if name not in own and name not in specs:
            raise InputError(f"there is no column {name!r} of a {view.kind}")
        found.append(own[name] if name in own else _made(specs[name], _FIRST if not place else _RANK))
    return tuple(found)


def pick_columns(screen: PaneScreen) -> None:
    """Ask which set to show, or which field to put in or take out; asks on until it is closed.

    Raises:
        InputError: A board is shown, which has no columns.
    """
    pane = screen.pane
    if not isinstance(pane, TablePane):
        raise InputError(
            f"a board has no columns; {screen.session.keymap.label('next-view')} shows the table"
        )

    def offered(typed: str) -> list[Choice]:
        shown = [each.column.id for each in pane.shown]
        sets = {
            _USUAL: tuple(each.column.id for each in pane.view.shown),
            **KINDS[pane.view.kind].column_sets,
        }
        choices = [Choice(f"set:{name}", f"{name} columns", ", ".join(names)) for name, names in sets.items()]
        for name, label in _labels(pane.view).items():
            place = f"column {shown.index(name) + 1}" if name in shown else ""
            choices.append(Choice(name, f"{'[x]' if name in shown else '[ ]'} {label}", place))
        wanted = folded(typed)
        return [each for each in choices if wanted in folded(each.label)]

    def picked(key: str | None) -> None:
        if key is None:
            return
        if key.startswith("set:"):
            pane.choose(_set(pane.view, key.removeprefix("set:")))
            return
        names = [each.column.id for each in pane.shown]
        names = [name for name in names if name != key] if key in names else [*names, key]
        if names:
            pane.choose(shown_for(pane.view, names))
        screen.app.push_screen(Picker(_TITLE, offered), picked)

    screen.app.push_screen(Picker(_TITLE, offered), picked)


_TITLE = "Which columns? enter puts one in or takes it out, esc is done"


def _set(view: TableView, name: str) -> tuple[Shown, ...]:
    return view.shown if name == _USUAL else shown_for(view, KINDS[view.kind].column_sets[name])


def _labels(view: TableView) -> dict[str, str]:
    """The title of each column that the view may have, its own first."""
    own = {each.column.id: each.column.title for each in view.shown}
    fields = {
        name: spec.label for name, spec in fields_of(view.kind).items() if spec.shape is not Shape.PARTS
    }
    return {**own, **{name: label for name, label in fields.items() if name not in own}}


def _made(spec: Field, rank: int) -> Shown:
    show, width = _SHOWS.get(spec.shape, ("text", 14))
    return column(
        spec.name, spec.label, (max(width, min(len(spec.label) + 1, 16)), rank), show, spec.headword
    )
