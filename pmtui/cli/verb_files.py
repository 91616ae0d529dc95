"""The verbs as the folder `verbs/` holds them: a file is a verb, imported when it is run or its help is printed."""

import os
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from pmtui.cli.verb import Verb

_ROOMS = (
    "glossary", "records", "today", "reports", "deals", "roadmap", "discovery", "exchange", "settings", "workspace",
    "screens",
)  # fmt: skip
"""Folders in the order in which help prints them; one that is not named here comes last."""


def verb_named(name: str) -> Verb | None:
    """A verb by its name; only its file is imported."""
    module = _modules().get(name)
    return _declared(module) if module else None


def verb_names() -> frozenset[str]:
    """The names of all verbs; no file of theirs is imported."""
    return frozenset(_modules())


def all_verbs() -> Iterator[Verb]:
    """Every verb, by folder and name."""
    return map(_declared, _modules().values())


def _declared(module: str) -> Verb:
    verb = import_module(module).VERB
    assert isinstance(verb, Verb), module
    return verb


@cache
def _modules() -> dict[str, str]:
    """The module of each verb, by the name that its file gives it."""
    folder = os.path.join(os.path.dirname(__file__), "verbs")
    rooms = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir() and entry.name[0] not in "._")
    rooms.sort(key=lambda room: _ROOMS.index(room) if room in _ROOMS else len(_ROOMS))
    return {
        stem.rstrip("_").replace("_", "-"): f"{__package__}.verbs.{room}.{stem}"
        for room in rooms
        for stem, dot, ending in sorted(
            file.partition(".") for file in os.listdir(os.path.join(folder, room))
        )
        if ending == "py" and not stem.startswith("_")
    }
