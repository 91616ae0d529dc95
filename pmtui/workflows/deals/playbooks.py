"""Playbooks at work: the steps that follow an event, such as a won deal, planned in one go."""

from pmtui.errors import InputError
from pmtui.models.kinds import kind_of
from pmtui.models.roadmap.launch import Launch
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows.deals.closing import steps_about
from pmtui.workflows.playbook_files import Playbook
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
    changes = ChangeSet(f"Plan {playbook.name} for {about.id}")
    if isinstance(about, Launch):
        changes.update(about, with_steps(about, playbook))
        return workspace.commit(changes)
    for step in steps_about(workspace, playbook, about):
        changes.create(step)
    return workspace.commit(changes)
