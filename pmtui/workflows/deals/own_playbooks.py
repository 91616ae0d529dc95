"""The team's own playbooks, and its versions of those that ship: made, changed step by step, and dropped."""

from collections.abc import Sequence

from pmtui.errors import FieldError, InputError, nearest
from pmtui.models.settings import PLAYBOOK_KINDS, OwnPlaybook, PlaybookStep
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.terminal.text import clean_line
from pmtui.workflows.glossary.terms import slug
from pmtui.workflows.playbook_files import Playbook, in_force, playbook_named, playbooks


def playbooks_of(workspace: Workspace) -> tuple[Playbook, ...]:
    """The playbooks that the team works by."""
    return in_force(workspace.settings.playbooks)


def add_playbook(workspace: Workspace, name: str, kind: str) -> Commit:
    """Make a playbook of the team's own, without steps yet.

    Raises:
        FieldError: It has no name, there is one of that name, or playbooks are for no such kind.
    """
    name, kind = clean_line(name), kind.strip().lower()
    if not name:
        raise FieldError("playbooks", "a playbook needs a name")
    if kind not in PLAYBOOK_KINDS:
        raise FieldError(
            "playbooks", f"a playbook is for a {', '.join(PLAYBOOK_KINDS)}{nearest(kind, PLAYBOOK_KINDS)}"
        )
    if any(each.id == slug(name) for each in playbooks_of(workspace)):
        raise FieldError("playbooks", f"there is a playbook {name} already")
    made = OwnPlaybook.model_validate({"id": slug(name), "name": name, "kind": kind})
    return _kept(workspace, made, f"Add the playbook {name}")


def drop_playbook(workspace: Workspace, name: str) -> Commit:
    """Drop a playbook of the team's own; a version of one that ships gives way to it again.

    Raises:
        InputError: There is none of that name, or it is as it ships.
    """
    chosen = playbook_named(name, playbooks_of(workspace))
    before = workspace.settings
    kept = tuple(each for each in before.playbooks if each.id != chosen.id)
    if kept == before.playbooks:
        raise InputError(f"{chosen.name} is as it ships with pmtui: it stays")
    ships = any(each.id == chosen.id for each in playbooks())
    changes = ChangeSet(f"{'Bring back' if ships else 'Drop'} the playbook {chosen.name}")
    changes.update(before, before.model_copy(update={"playbooks": kept}))
    return workspace.commit(changes)


def set_steps(workspace: Workspace, name: str, steps: Sequence[PlaybookStep], what: str = "") -> Commit:
    """Give a playbook other steps; one that ships becomes the team's own version of it.

    Args:
        workspace: Whose playbook it is.
        name: The playbook.
        steps: All of its steps.
        what: The name of the command; `Set the steps of ...` if it is left out.

    Raises:
        InputError: There is no such playbook.
    """
    chosen = playbook_named(name, playbooks_of(workspace))
    values = {"id": chosen.id, "name": chosen.name, "kind": chosen.kind}
    made = OwnPlaybook.model_validate({**values, "steps": tuple(steps)})
    return _kept(workspace, made, what or f"Set the steps of the playbook {chosen.name}")


def steps_of(playbook: Playbook) -> tuple[PlaybookStep, ...]:
    """The steps of a playbook as they are stored."""
    return tuple(
        PlaybookStep.model_validate({"text": text, "type": kind, "after": after})
        for text, kind, after in playbook.steps
    )


def _kept(workspace: Workspace, made: OwnPlaybook, name: str) -> Commit:
    before = workspace.settings
    others = tuple(each for each in before.playbooks if each.id != made.id)
    changes = ChangeSet(name)
    changes.update(before, before.model_copy(update={"playbooks": (*others, made)}))
    return workspace.commit(changes)
