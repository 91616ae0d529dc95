"""Playbooks at work: the steps that follow an event, such as a won deal, planned in one go."""

from datetime import timedelta

from pmtui.errors import InputError
from pmtui.models.deals.activity import Activity
from pmtui.models.kinds import kind_of
from pmtui.models.roadmap.launch import Launch
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows import kind_dispatch
from pmtui.workflows.playbook_files import Playbook
from pmtui.workflows.record_commands import action_context
from pmtui.workflows.roadmap.launches import with_steps


def plan(workspace: Workspace, playbook: Playbook, document_id: str) -> Commit:
    """Plan the steps of a playbook about a document, as one commit: activities, or the checklist of a launch.

    Raises:
        InputError: The playbook is for another kind of document, or there is no such document.
    """
    about = workspace.get(document_id)
    kind = kind_of(about.id).name
    if kind != playbook.kind:
        raise InputError(f"the playbook {playbook.name} is for a {playbook.kind}; {about.id} is a {kind}")
    here = action_context(workspace)
    changes = ChangeSet(f"Plan {playbook.name} for {about.id}")
    if isinstance(about, Launch):
        changes.update(about, with_steps(about, playbook))
        return workspace.commit(changes)
    for text, activity_type, after in playbook.steps:
        due = here.today + timedelta(days=after)
        values = {"text": text, "type": activity_type, "about": about.id, "due": due, "owner": about.owner}
        changes.create(kind_dispatch.complete(Activity.model_validate(values), here))
    return workspace.commit(changes)
