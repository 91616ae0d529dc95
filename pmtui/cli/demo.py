"""The demo workspace: believable documents, dated relative to today."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from pmtui.cli.options import Options
from pmtui.errors import InputError
from pmtui.glossary.entries import folder as data_folder
from pmtui.models.entry import Reading, Shape, build, fields_of, read
from pmtui.models.kinds import KINDS
from pmtui.models.period import parse_period
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace, create_workspace
from pmtui.workflows import documents, transactions

_ORDER = (
    "product",
    "account",
    "contact",
    "objective",
    "feature",
    "deal",
    "request",
    "activity",
    "lead",
    "target",
    "research",
    "insight",
    "launch",
)


def make_demo(path: Path, options: Options) -> Options:
    """Make a demo workspace in a folder.

    Returns:
        The options that open it.
    """
    there = replace(options, workspace=str(path), as_of="")
    workspace = create_workspace(path, user=there.signer(), clock=there.clock())
    fill(workspace)
    workspace.close()
    return there


def fill(workspace: Workspace) -> None:
    """Put the demo documents into a workspace as one transaction.

    Dates in the file are relative to its base day; they move with the workspace's today.
    """
    with open(os.path.join(data_folder(), "demo", "demo.json"), encoding="utf-8") as file:
        content = json.load(file)
    shift = workspace.clock.today() - date.fromisoformat(content["base"])
    changes = ChangeSet("Fill the demo workspace")
    known: dict[tuple[str, str], str] = {}
    here = transactions.situation(workspace)

    def find(kind: str, text: str) -> str:
        for each in [kind] if kind else _ORDER:
            if (each, text) in known:
                return known[each, text]
        raise InputError(f"the demo has no {kind} {text!r}")

    how = replace(transactions.reading(workspace), find=find)
    for kind in _ORDER:
        for words in content[kind]:
            document = build(kind, None, _values(kind, words, how, shift))
            fresh = changes.create(documents.complete(document, here))
            known[kind, str(words[KINDS[kind].title])] = fresh
    workspace.commit(changes)


def _values(kind: str, words: Mapping[str, str], how: Reading, shift: timedelta) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, text in words.items():
        spec = fields_of(kind)[name]
        typed = parse_period(text, how.today).label if name == "period" else str(text)
        value = read(spec, typed, how)
        values[name] = value + shift if spec.shape is Shape.DATE and isinstance(value, date) else value
    return values
