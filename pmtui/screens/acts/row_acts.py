"""What `x` does: the one act that the row under the cursor asks for, done at once or asked about first."""

from collections.abc import Callable
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.models.kinds import kind_of
from pmtui.models.values.folding import folded
from pmtui.rules.row_act import Act, RowAct, act_of
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.picker import Picker

Done = Callable[[Commit | None], None]


class AskedAct(NamedTuple):
    """What a row asks for."""

    id: str
    """The record that it is about."""
    act: Act
    """What is to be done."""
    text: str = ""
    """Which entry of the record's list; empty to pick one."""


def asked_by(session: Session, document_id: str) -> RowAct:
    """The act that a record asks for, or why there is none."""
    kind = kind_of(document_id).name
    row = session.workspace.rows(kind).get(document_id)
    if row is None:
        return RowAct("", "nothing is selected")
    return act_of(kind, row, session.workspace.rows, session.workspace.clock.today())


def do_act(screen: BaseScreen, session: Session, asked: AskedAct, done: Done) -> None:
    """Do what a row asks for.

    Raises:
        InputError: It cannot be done.
    """
    if asked.act in ("issue", "item", "requirement") and not asked.text:
        _pick_entry(screen, session, asked, done)
    elif asked.act in _FORMS:
        _ask(screen, session, asked, done)
    elif asked.act == "exit":
        from pmtui.screens.acts.win_lose import check_out

        check_out(screen, session, asked.id, done)
    elif asked.act == "gate":
        from pmtui.screens.acts.gate import hold_gate

        hold_gate(screen, session, asked.id, done)
    elif asked.act in ("launch", "end"):
        from pmtui.screens.acts.launch_decision import decide_on

        decide_on(screen, session, asked.id, done)
    else:
        from pmtui.workflows.tick import tick

        workspace = session.workspace
        changes = tick(workspace, asked.id, asked.act, asked.text)
        session.commits.carry_out(screen, lambda: workspace.commit(changes), done)


def _pick_entry(screen: BaseScreen, session: Session, asked: AskedAct, done: Done) -> None:
    """Pick the entry that is ticked; the only one is taken."""
    from pmtui.workflows.tick import ticked

    found = ticked(session.workspace.get(asked.id))
    if found is None or not found.open:
        raise InputError(f"{asked.id} has nothing that is still open")
    if len(found.open) == 1:
        do_act(screen, session, asked._replace(text=found.open[0]), done)
        return
    choices = [Choice(text, text) for text in found.open]

    def picked(text: str | None) -> None:
        if text is not None:
            do_act(screen, session, asked._replace(text=text), done)

    screen.app.push_screen(
        Picker(
            "Which one is done?",
            lambda typed: [each for each in choices if folded(typed) in folded(each.label)],
        ),
        picked,
    )


_FORMS: dict[Act, tuple[tuple[str, ...], str]] = {
    "close": (("expected_close",), "when {} is to close"),
    "renewal": (("renewal", "renewed", "recurring_value"), "the renewal of {}"),
    "review": (("review",), "the review of {}"),
    "promise": (("promised", "kind"), "what was promised: {}"),
    "progress": (("key_results",), "how far {} is"),
}
"""The fields that an act asks for, and the title of the form."""


def _ask(screen: BaseScreen, session: Session, asked: AskedAct, done: Done) -> None:
    """Ask for the fields of an act in a form."""
    from pmtui.models.fields import form_fields
    from pmtui.screens.acts.edit_record import edit_saves
    from pmtui.screens.editing.asked import Asked
    from pmtui.screens.editing.form_screen import FormScreen

    fields, title = _FORMS[asked.act]
    document, kind = session.workspace.get(asked.id), kind_of(asked.id).name
    there = {field.name for field in form_fields(kind)}
    only = tuple(field for field in fields if field in there)
    save = edit_saves(session, lambda each: each)(document)
    named = title.format(session.workspace.names.label(asked.id))
    screen.app.push_screen(FormScreen(session, kind, document, save, Asked(only=only, title=named)), done)
