"""From a deal, an account or a lead to a feature in two keys: the request, its details, and what is not there yet."""

from collections.abc import Callable, Sequence
from itertools import islice

from pmtui.errors import InputError
from pmtui.models.kinds import KINDS, kind_of
from pmtui.models.values.folding import folded
from pmtui.screens.editing.asked import Asked
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.picker import Picker
from pmtui.workflows import record_commands
from pmtui.workflows.roadmap import requests
from pmtui.workflows.roadmap.requests import request_new

Done = Callable[[Commit | None], None]

ASKERS = ("deal", "account", "lead")
"""Who asks for features."""

_FOUND = 200
_DETAILS = ("kind", "promised", "quote")
_NEW = "new "


def request_on(screen: BaseScreen, session: Session, ids: Sequence[str], done: Done) -> None:
    """Pick the feature that documents ask for, or who asks for the features; then ask how much and by when.

    Raises:
        InputError: They are neither features nor do they ask for any.
    """
    kind = kind_of(ids[0]).name
    if kind not in (*ASKERS, "feature"):
        raise InputError("a deal, an account or a lead requests a feature; none is under the cursor")

    def offered(typed: str) -> list[Choice]:
        if kind == "feature":
            return [each for asker in ASKERS for each in _named(session, asker, typed)]
        found = _named(session, "feature", typed)
        name = typed.strip()
        if name and not any(folded(each.label) == folded(name) for each in found):
            found += [
                Choice(f"{_NEW}{what} {name}", f"new {what}: {name}", "made on the spot")
                for what in ("feature", "insight")
            ]
        return found

    def picked(chosen: str | None) -> None:
        if chosen is None:
            return
        session.commits.carry_out(screen, lambda: _linked(session, ids, chosen), linked)

    def linked(commit: Commit) -> None:
        done(commit)
        made = [each for made_kind, each in commit.changed if made_kind == "request"]
        if len(made) == 1:
            _ask_details(screen, session, made[0], done)

    many = f" by {len(ids):,} {KINDS[kind].plural}" if len(ids) > 1 else ""
    title = (
        "Who asks for it?" if kind == "feature" else f"Which feature is asked for{many}? Or type a new one"
    )
    screen.app.push_screen(Picker(title, offered), picked)


def _named(session: Session, kind: str, typed: str) -> list[Choice]:
    names = session.workspace.names
    found = dict.fromkeys(islice(names.matching(kind, typed), _FOUND))
    return [Choice(each, names.label(each), each) for each in found]


def _linked(session: Session, ids: Sequence[str], chosen: str) -> Commit:
    """One transaction: the request of each, with the feature or the insight where that is new."""
    workspace = session.workspace
    if chosen.startswith(_NEW):
        what, _, title = chosen.removeprefix(_NEW).partition(" ")
        return request_new(workspace, ids, what, title)
    features = kind_of(ids[0]).name == "feature"
    pairs = [(chosen, each) if features else (each, chosen) for each in ids]
    return requests.request_features(workspace, pairs)


def _ask_details(screen: BaseScreen, session: Session, request_id: str, done: Done) -> None:
    """Ask how much it matters, by when it was promised, in which words; escape leaves it as it is."""
    workspace = session.workspace
    base = workspace.get(request_id)
    form = FormScreen(
        session,
        "request",
        base,
        lambda values: record_commands.edit_document(workspace, base, values),
        Asked(only=_DETAILS, title=f"noted as {request_id}; how much does it matter, by when?"),
    )

    def told(commit: Commit | None) -> None:
        if commit is not None:
            done(commit)

    screen.app.push_screen(form, told)
