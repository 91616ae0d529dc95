"""Before a record is added: what looks like it and is there already."""

from collections.abc import Callable

from pmtui.errors import FieldError
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.workflows.merge_records import lookalikes

Values = dict[str, object]


def telling_lookalikes(
    session: Session, kind: str, add: Callable[[Values], Commit]
) -> Callable[[Values], Commit]:
    """A save for a new record that says first what looks like it; saved a second time, it adds it all the same."""
    warned: set[str] = set()

    def save(values: Values) -> Commit:
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
