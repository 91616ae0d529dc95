"""Saved views: a filter and an order under a name, picked, saved and deleted in one list."""

from pmtui.models.values.folding import folded
from pmtui.models.view import View
from pmtui.screens.documents.pane_screen import PaneScreen
from pmtui.screens.documents.panes import Pane, TablePane
from pmtui.screens.documents.view_pickers.columns import shown_for
from pmtui.store.query.derivations.deal_attention import sorted_by
from pmtui.store.workspace import Commit
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.message_line import say
from pmtui.widgets.frame.picker import Picker
from pmtui.workflows import record_commands

_SAVE, _DROP = "save:", "drop:"
_FIGURES = 9
"""Views that a figure shows at once."""


def pick_view(screen: PaneScreen) -> None:
    """Ask which view to show, or under which name to save the one that is shown."""
    pane, workspace = screen.pane, screen.session.workspace
    kind = pane.view.kind

    views = [each for each in workspace.all("view") if isinstance(each, View) and each.kind == kind]
    figures = {each.id: str(place) for place, each in enumerate(views[:_FIGURES], start=1)}

    def offered(typed: str) -> list[Choice]:
        wanted = folded(typed)
        found = [each for each in views if wanted in folded(each.name)]
        choices = [
            Choice(each.id, f"{figures.get(each.id, ' ')}  {each.name}", _told(each)) for each in found
        ]
        if typed.strip() and not workspace.read_only:
            same = next((each for each in views if folded(each.name) == wanted), None)
            choices.append(
                Choice(f"{_SAVE}{typed.strip()}", f"save what is shown as {typed.strip()}", pane.filter_text)
            )
            if same is not None:
                choices.append(Choice(f"{_DROP}{same.id}", f"delete the view {same.name}"))
        return choices

    def picked(key: str | None) -> None:
        if key is None:
            return
        if key.startswith(_SAVE):
            _save(screen, key.removeprefix(_SAVE))
        elif key.startswith(_DROP):
            gone = key.removeprefix(_DROP)
            screen.commit(
                lambda: record_commands.delete(workspace, [gone]),
                lambda commit: say(screen, commit.name, "done", screen.session.way_back),
            )
        else:
            _show(screen, key)

    title = "Which view? Its figure shows it; type a name to save this one"
    screen.app.push_screen(
        Picker(
            title,
            offered,
            nothing="no saved view yet; type a name to save this one",
            at_once=lambda typed: next((key for key, figure in figures.items() if figure == typed), None),
        ),
        picked,
    )


def _save(screen: PaneScreen, name: str) -> None:
    """Keep the filter and the order that are shown; a view of that name is replaced."""
    pane, workspace = screen.pane, screen.session.workspace
    order = pane.listing.order
    values: dict[str, object] = {
        "name": name,
        "kind": pane.view.kind,
        "filter": pane.filter_text,
        "sort": order.field,
        "reverse": order.reverse,
        "columns": _columns(pane),
    }
    before = next(
        (
            each
            for each in workspace.all("view")
            if isinstance(each, View) and each.kind == pane.view.kind and folded(each.name) == folded(name)
        ),
        None,
    )

    def save() -> Commit:
        if before is None:
            return record_commands.add(workspace, "view", values)
        return record_commands.edit_document(workspace, before, values)

    screen.commit(save, lambda commit: say(screen, f"saved as {name}", "done"))


def _show(screen: PaneScreen, view_id: str) -> None:
    view = screen.session.workspace.get(view_id)
    if isinstance(view, View):
        screen.apply_filter(view.filter)
        if view.columns and isinstance(screen.pane, TablePane):
            screen.pane.choose(shown_for(screen.pane.view, view.columns))
        if view.sort:
            screen.pane.list_anew(
                screen.pane.condition,
                sorted_by(screen.session.workspace, view.kind, view.sort, reverse=view.reverse),
            )
        screen.show_view()


def _columns(pane: Pane) -> tuple[str, ...]:
    """The columns of a table where they are not the usual ones."""
    if not isinstance(pane, TablePane) or pane.shown == pane.view.shown:
        return ()
    return tuple(each.column.id for each in pane.shown)


def _told(view: View) -> str:
    order = f"by {view.sort}{' reversed' if view.reverse else ''}" if view.sort else ""
    return " · ".join(part for part in (view.filter, order) if part)
