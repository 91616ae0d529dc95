"""Activities: what was done about a record, and what is to be done."""

from datetime import date

from pmtui.errors import InputError, nearest
from pmtui.models.deals.activity import ACTIVITY_TYPES, Activity
from pmtui.models.fields import build
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows import kind_dispatch
from pmtui.workflows.deals.log_contact import log_contact
from pmtui.workflows.kind_steps import ActionContext, KindSteps
from pmtui.workflows.record_commands import action_context


def log_activity(
    workspace: Workspace,
    about: str,
    text: str,
    activity_type: str = "note",
    due: date | None = None,
    hours: str = "",
) -> Commit:
    """Note what was done about a document, or with `due` what is to be done, and at which hours.

    Raises:
        InputError: There is no such document or type.
    """
    subject = workspace.get(about)
    activity = new_activity(subject.id, text, activity_type, due)
    if hours:
        built = build("activity", activity, {"time": hours})
        assert isinstance(built, Activity)
        activity = built
    changes = ChangeSet(f"{'Plan' if due else 'Log'} {activity.type} on {subject.id}")
    changes.create(kind_dispatch.complete(activity, action_context(workspace)))
    return workspace.commit(kind_dispatch.followed_up(workspace, changes))


def new_activity(about: str, text: str, activity_type: str = "note", due: date | None = None) -> Activity:
    """An activity about a document.

    Raises:
        InputError: There is no such type.
    """
    wanted = activity_type.strip().lower().replace("email", "e-mail")
    if wanted not in ACTIVITY_TYPES:
        raise InputError(f"unknown type {activity_type!r}{nearest(activity_type, ACTIVITY_TYPES)}")
    return Activity.model_validate({"text": text, "about": about, "type": wanted, "due": due})


class ActivitySteps(KindSteps[Activity]):
    """The steps of activities."""

    def complete(self, document: Activity, context: ActionContext) -> Activity:
        """Note one without a due day as done."""
        done = document.done or (context.today if document.due is None else None)
        return document.model_copy(update={"done": done})

    def step(self, document: Activity, steps: int, context: ActionContext) -> Activity:
        """Do it, or take that back."""
        return document.model_copy(update={"done": context.today if steps > 0 else None})

    def together(self, workspace: Workspace, changes: ChangeSet, reason: str = "") -> ChangeSet:
        """Let contact answer leads and move the last contact of people and accounts."""
        return log_contact(workspace, changes)
