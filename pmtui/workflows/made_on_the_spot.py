"""Records that a form makes on the spot: a link to one that does not exist yet, in the same transaction."""

from collections.abc import Mapping

from pmtui.models.fields import build
from pmtui.models.form.new_record import NewRecord
from pmtui.models.kinds import KINDS
from pmtui.store.changes import ChangeSet
from pmtui.workflows import kind_dispatch
from pmtui.workflows.kind_steps import ActionContext


def with_new_records(
    changes: ChangeSet, values: Mapping[str, object], here: ActionContext
) -> dict[str, object]:
    """The values with a link to each record that they make; the records are put into the changes first.

    Raises:
        FieldError: A record cannot be made.
    """
    return {
        name: _made(changes, value, here) if isinstance(value, NewRecord) else value
        for name, value in values.items()
    }


def _made(changes: ChangeSet, record: NewRecord, here: ActionContext) -> str:
    """The id of a record that is made; the same for each that links to it."""
    title = KINDS[record.kind].title
    for change in changes:
        if (
            change.kind == record.kind
            and change.was is None
            and (change.now or {}).get(title) == record.title
        ):
            return change.id
    made = build(record.kind, None, {title: record.title})
    return changes.create(kind_dispatch.complete(made, here))
