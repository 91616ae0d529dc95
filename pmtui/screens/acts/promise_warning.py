"""Around a change of features: the promises that it would break before it, whom to call after it."""

from collections.abc import Callable
from typing import NamedTuple

from pmtui.errors import FieldError
from pmtui.metrics.roadmap.promises import told, warning, worsened
from pmtui.metrics.roadmap.requests_by_feature import asking
from pmtui.metrics.roadmap.shipped_calls import calls
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.rules.roadmap.features import is_shipped
from pmtui.screens.frame.session import Session
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit

_SHOWN = 8

Values = dict[str, object]


class Broken(NamedTuple):
    """The promises that a change would break."""

    question: str
    """How many promises, and the money behind them."""
    lines: str
    """Each of them, a line."""


def broken_by(session: Session, changes: ChangeSet) -> Broken | None:
    """The promises that a change would break; `None` if there are none."""
    workspace = session.workspace
    found = worsened(workspace.tables, workspace.pipelines, changes, workspace.clock.today())
    if not found:
        return None
    lines = list(told(found[:_SHOWN], workspace.names.label))
    if len(found) > _SHOWN:
        lines.append(f"and {len(found) - _SHOWN:,} more")
    return Broken(warning(found), "\n".join(lines))


def telling_promises(session: Session, change: Callable[[Values], ChangeSet]) -> Callable[[Values], Commit]:
    """A save for a form that says first what it would break; saved a second time, it does it all the same."""
    warned: set[str] = set()

    def save(values: Values) -> Commit:
        changes = change(values)
        found = broken_by(session, changes)
        if found is not None and found.lines not in warned:
            warned.add(found.lines)
            first = found.lines.partition("\n")[0]
            raise FieldError("target", f"{found.question}: {first}. Save again to do it all the same")
        return session.workspace.commit(changes)

    return save


def calls_after(session: Session, commit: Commit, known: set[str]) -> str:
    """The call lists of the features that shipped today by a commit and somebody asked for; empty for none.

    Args:
        session: The workspace.
        commit: What was done.
        known: The features whose lists have been shown, which are not shown again; added to.
    """
    workspace = session.workspace
    today = workspace.clock.today()
    ids = [each for kind, each in commit.changed if kind == "feature"]
    features = [row for each in ids if (row := FeatureRow.of(workspace.tables, each)) is not None]
    known.difference_update(row.id for row in features if not is_shipped(row))
    shipped = [row.id for row in features if row.shipped == today and row.id not in known]
    known.update(shipped)
    return "\n".join(calls(workspace, each) for each in shipped if asking(workspace, each))
