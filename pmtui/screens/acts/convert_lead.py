"""The dialog that makes a deal of a lead: it shows the account, the contact and the deal that are made or used."""

from collections.abc import Sequence

from pmtui.models.kinds import KINDS
from pmtui.screens.acts.act_dialog import Act, ActEffect, ActField, Texts
from pmtui.screens.frame.session import Session
from pmtui.store.changes import ChangeSet
from pmtui.store.query.name_index import title_of
from pmtui.store.workspace import Commit
from pmtui.workflows.deals.leads import converting

_MADE = ("account", "contact", "deal")
_NEW, _NONE = "new", "none"


def conversion(session: Session, lead_id: str) -> Act:
    """Ask for the account, the contact and the deal, each found or new.

    Raises:
        InputError: It is no lead, or has been converted.
    """
    workspace = session.workspace
    usual = converting(workspace, lead_id)
    found = {kind: _used(session, usual, lead_id, kind) for kind in _MADE}
    fields = [
        ActField(
            kind, kind, found[kind] or _NEW, "there already" if found[kind] else f"a new {kind} is made",
            tuple(dict.fromkeys(filter(None, (found[kind], _NEW, *((_NONE,) if kind == "deal" else ()))))),
        )
        for kind in _MADE
    ]  # fmt: skip
    lead = workspace.names.label(lead_id)

    def made(texts: Texts) -> ChangeSet:
        given = {kind: "" if texts[kind] == found[kind] else texts[kind] for kind in _MADE}
        return converting(workspace, lead_id, given["account"], given["contact"], given["deal"])

    effects = [
        ActEffect(f"new {change.kind}", title_of(change.kind, change.now))
        for change in usual
        if change.was is None and change.now is not None
    ]

    def told(texts: Texts) -> Sequence[ActEffect]:
        chosen = {kind for kind in _MADE if texts[kind] == _NEW}
        return [effect for effect in effects if effect.what.removeprefix("new ") in chosen]

    def save(texts: Texts) -> Commit:
        return workspace.commit(made(texts))

    return Act(f"Convert {lead}", "convert it", fields, save, told)


def _used(session: Session, changes: ChangeSet, lead_id: str, kind: str) -> str:
    """The name of the record of a kind that the conversion uses; empty if it makes one."""
    change = changes.of(KINDS["lead"].name, lead_id)
    value = (change.now or {}).get(kind) if change is not None else None
    return (
        session.workspace.names.label(value) if isinstance(value, str) and not value.startswith("?") else ""
    )
