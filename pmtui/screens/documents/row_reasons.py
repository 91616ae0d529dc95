"""Which commands the row under the cursor takes, in which order they matter, and why the others cannot be given."""

from collections.abc import Iterator, Mapping

from pmtui.commands import COMMANDS
from pmtui.models.deals.deal_rows import ActivityRow, LeadRow
from pmtui.models.discovery.discovery_rows import ResearchRow
from pmtui.models.kinds import kind_of
from pmtui.models.roadmap.roadmap_rows import RequestRow
from pmtui.rules.row_act import WORDS, act_of
from pmtui.rules.row_moves import no_move
from pmtui.screens.frame.session import Session

_FIRST: Mapping[str, tuple[str, ...]] = {
    "deal": ("open", "move-on", "move-back", "win", "lose", "log", "plan", "request"),
    "lead": ("open", "log", "plan", "convert", "move-on", "request"),
    "feature": ("open", "move-on", "move-back", "request", "brief", "plan"),
    "product": ("open", "move-on", "brief"),
    "launch": ("open", "brief", "plan"),
    "research": ("open", "brief"),
}
"""The commands that matter most on a record of each kind, after the one that it asks for."""

_USUAL = ("open", "log", "plan", "edit")

_BRIEFS = {
    "deal": "brief",
    "feature": "spec",
    "launch": "what blocks it",
    "product": "card",
    "research": "battlecard",
}
"""The names of the papers about each kind."""

_OVER = ("win", "lose")


def row_reasons(session: Session, document_id: str, missing: str) -> dict[str, str]:
    """For commands that the row under the cursor does not take, why.

    Args:
        session: The workspace.
        document_id: The record that the row names; empty for none.
        missing: Why there is none.
    """
    kind = kind_of(document_id).name if document_id else ""
    row = session.workspace.rows(kind).get(document_id) if document_id else None
    if row is None:
        needing = (command.id for command in COMMANDS.values() if command.acts_on or command.id == "copy")
        return dict.fromkeys(needing, missing or "nothing is selected")
    reasons: dict[str, str] = {}
    rows = session.workspace.rows
    for command, steps in (("move-on", 1), ("move-back", -1)):
        if why := no_move(kind, row, rows, steps):
            reasons[command] = why
    if kind == "deal" and "move-on" in reasons:
        reasons |= dict.fromkeys(_OVER, reasons["move-on"])
    if kind == "lead" and LeadRow(row).status in ("converted", "disqualified"):
        reasons["convert"] = f"{document_id} is {LeadRow(row).status}"
    if kind == "research" and ResearchRow(row).type != "competitor":
        reasons["brief"] = f"a battlecard is for a competitor, and {document_id} is a {ResearchRow(row).type}"
    if not subject_of(session, document_id):
        reasons |= dict.fromkeys(
            ("log", "plan"), f"{document_id} is about no record that this could be noted on"
        )
    act = act_of(kind, row, rows, session.workspace.clock.today())
    if not act.act:
        reasons["check-out"] = act.why
    return reasons


def row_words(session: Session, document_id: str) -> Iterator[tuple[str, str]]:
    """The commands that matter most on the record that a row names, each with its word there."""
    kind = kind_of(document_id).name if document_id else ""
    row = session.workspace.rows(kind).get(document_id) if document_id else None
    if row is None:
        return
    act = act_of(kind, row, session.workspace.rows, session.workspace.clock.today()).act
    first = _FIRST.get(kind, _USUAL)
    if act and act != "exit":
        yield "check-out", WORDS[act]
    for command in first:
        yield command, _BRIEFS[kind] if command == "brief" else COMMANDS[command].title.lower()
    if act == "exit":
        yield "check-out", WORDS[act]


def subject_of(session: Session, document_id: str) -> str:
    """The record that something is logged or planned about from a row: an activity and a request name another."""
    kind = kind_of(document_id).name
    row = session.workspace.rows(kind).get(document_id)
    if row is None or kind == "target":
        return ""
    if kind == "activity":
        return ActivityRow(row).about or ""
    if kind == "request":
        asked = RequestRow(row)
        return asked.deal or asked.account or asked.lead or asked.feature or ""
    return document_id
