"""Playbooks: the steps that follow an event, such as a won deal, planned as activities in one go."""

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pmtui.errors import InputError, WorkspaceError, nearest
from pmtui.models.activity import Activity
from pmtui.models.kinds import kind_of
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows import documents
from pmtui.workflows.transactions import situation


@dataclass(frozen=True)
class Playbook:
    """Steps to be planned.

    Attributes:
        id: Its file's name.
        name: What it is called.
        kind: The kind of document it is for.
        steps: Text, type and day after the start of each.
    """

    id: str
    name: str
    kind: str
    steps: tuple[tuple[str, str, int], ...]


def playbooks() -> list[Playbook]:
    """The shipped playbooks, by name.

    Raises:
        WorkspaceError: One of them is damaged.
    """
    return sorted((_read(path) for path in _folder().glob("*.json")), key=lambda each: each.name)


def playbook_named(name: str) -> Playbook:
    """The playbook of a name.

    Raises:
        InputError: There is none; the message says which is nearest.
    """
    found = {each.id: each for each in playbooks()}
    wanted = "-".join(name.strip().lower().split())
    if wanted not in found:
        raise InputError(f"unknown playbook {name!r}{nearest(wanted, tuple(found))}")
    return found[wanted]


def plan(workspace: Workspace, playbook: Playbook, document_id: str) -> Commit:
    """Plan the steps of a playbook about a document, as one commit.

    Raises:
        InputError: The playbook is for another kind of document, or there is no such document.
    """
    about = workspace.get(document_id)
    kind = kind_of(about.id).name
    if kind != playbook.kind:
        raise InputError(f"the playbook {playbook.name} is for a {playbook.kind}; {about.id} is a {kind}")
    here = situation(workspace)
    changes = ChangeSet(f"Plan {playbook.name} for {about.id}")
    for text, activity_type, after in playbook.steps:
        due = here.today + timedelta(days=after)
        values = {"text": text, "type": activity_type, "about": about.id, "due": due, "owner": about.owner}
        changes.create(documents.complete(Activity.model_validate(values), here))
    return workspace.commit(changes)


def _read(path: Path) -> Playbook:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        steps = tuple((step["text"], step["type"], int(step["after"])) for step in stored["steps"])
        return Playbook(path.stem, stored["name"], stored["for"], steps)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(f"{path}: the playbook cannot be read: {error}") from error


def _folder() -> Path:
    """Where the shipped playbooks are: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parents[1]
    inside = package / "data"
    return (inside if inside.is_dir() else package.parent / "data") / "playbooks"
