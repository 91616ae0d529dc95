"""The shipped playbooks, read from their files: steps that follow an event, or lead up to one."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pmtui.errors import InputError, WorkspaceError, nearest
from pmtui.models.settings import OwnPlaybook


@dataclass(frozen=True)
class Playbook:
    """Steps to be planned.

    Attributes:
        id: Its file's name.
        name: What it is called.
        kind: The kind of document it is for.
        steps: Text, type and day of each: days after the start, or for a launch before (-) and after it.
    """

    id: str
    name: str
    kind: str
    steps: tuple[tuple[str, str, int], ...]


@cache
def playbooks() -> tuple[Playbook, ...]:
    """The shipped playbooks, by name.

    Raises:
        WorkspaceError: One of them is damaged.
    """
    return tuple(sorted((_read(path) for path in _folder().glob("*.json")), key=lambda each: each.name))


def in_force(own: Iterable[OwnPlaybook]) -> tuple[Playbook, ...]:
    """The playbooks that a team works by: those that ship, its versions of them, and its own, by name."""
    found = {each.id: each for each in playbooks()}
    for each in own:
        steps = tuple((step.text, step.type, step.after) for step in each.steps)
        found[each.id] = Playbook(each.id, each.name, each.kind, steps)
    return tuple(sorted(found.values(), key=lambda playbook: playbook.name))


def playbook_named(name: str, among: Iterable[Playbook] | None = None) -> Playbook:
    """The playbook of a name.

    Args:
        name: Its id or its name.
        among: The playbooks; those that ship if they are left out.

    Raises:
        InputError: There is none; the message says which is nearest.
    """
    found = {each.id: each for each in (playbooks() if among is None else among)}
    wanted = "-".join(name.strip().lower().split())
    if wanted not in found:
        raise InputError(f"unknown playbook {name!r}{nearest(wanted, tuple(found))}")
    return found[wanted]


def _read(path: Path) -> Playbook:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        steps = tuple((str(step["text"]), str(step["type"]), int(step["after"])) for step in stored["steps"])
        return Playbook(path.stem, str(stored["name"]), str(stored["for"]), steps)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise WorkspaceError(f"{path}: the playbook cannot be read: {error}") from error


def _folder() -> Path:
    """Where the shipped playbooks are: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parents[1]
    inside = package / "data"
    return (inside if inside.is_dir() else package.parent / "data") / "playbooks"
