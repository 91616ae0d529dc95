"""What a save will change, shown beside the form before it is made."""

from collections.abc import Mapping, Sequence

from pmtui.errors import PmtuiError
from pmtui.metrics.roadmap.promises import warning, worsened
from pmtui.models.document import Document
from pmtui.models.fields import Field, Shape, build, fields_of, written
from pmtui.models.form.new_record import NewRecord, stand_ins
from pmtui.models.kinds import KINDS
from pmtui.models.values.money import Money
from pmtui.screens.frame.session import Session
from pmtui.store.changes import ChangeSet
from pmtui.widgets.form.form_context import Effect
from pmtui.workflows import kind_dispatch, record_commands

_KEPT_BY_PMTUI = frozenset({"id", "created_at", "updated_at", "version"})


def effects_of(
    session: Session, kind: str, base: Document | None, values: Mapping[str, object]
) -> tuple[Effect, ...]:
    """The fields that a save changes, those among them that follow from others, and the promises it endangers.

    Args:
        session: The workspace.
        kind: The kind of document.
        base: The document as it is; `None` for a new one.
        values: What was typed, of the fields that differ.
    """
    made = [value for value in values.values() if isinstance(value, NewRecord)]
    typed = stand_ins(values)
    here = record_commands.action_context(session.workspace)
    try:
        after = build(kind, base, typed)
        after = (
            kind_dispatch.complete(after, here) if base is None else kind_dispatch.amend(base, after, here)
        )
    except PmtuiError:
        return ()
    found = [Effect(f"new {each.kind}", "", each.title) for each in made]
    for name, spec in fields_of(kind).items():
        now, then = getattr(base, name) if base is not None else None, getattr(after, name)
        new = base is None and (name in values or name == KINDS[kind].title)
        if now == then or new or spec.shape is Shape.PARTS or name in _KEPT_BY_PMTUI or then == "?1":
            continue
        before, become = _said(session, spec, now), _said(session, spec, then)
        if before != become:
            found.append(Effect(spec.label.lower(), before, become))
    return (*found, *_promises(session, base, after))


def _said(session: Session, spec: Field, value: object) -> str:
    """A value in a few words."""
    if isinstance(value, Money):
        return value.text
    if spec.shape in (Shape.LINES, Shape.PAIRS) and isinstance(value, (tuple, dict)):
        return f"{len(value):,} {'row' if len(value) == 1 else 'rows'}" if value else ""
    if spec.shape is Shape.LINK and isinstance(value, str):
        return session.workspace.names.label(value)
    return " ".join(written(value, session.workspace.names.label).split())


def _promises(session: Session, base: Document | None, after: Document) -> Sequence[Effect]:
    if base is None:
        return ()
    changes = ChangeSet("Edit")
    changes.update(base, after)
    workspace = session.workspace
    found = worsened(workspace.tables, workspace.pipelines, changes, workspace.clock.today())
    return (Effect("promises", "", warning(found)),) if found else ()
