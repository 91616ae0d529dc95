"""Small workspaces as released versions of pmtui wrote them, which every later one has to open.

`python -m tests.released` writes that of this version; one that is committed is never written anew.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pmtui import __version__
from pmtui.cli.demo_workspace import make_workspace
from pmtui.models.registry import links_of
from pmtui.models.stored import Stored
from pmtui.store.changes import Change, ChangeSet
from pmtui.store.open_workspace import create_workspace
from pmtui.store.workspace import Workspace
from tests.conftest import StillClock

FOLDER = Path(__file__).with_name("workspaces")
"""A folder for each version."""

_EACH = 2
"""Documents of each kind, besides those that they link to."""

_MORE: dict[tuple[str, str], Stored] = {
    ("term", "deal-desk"): {
        "headword": "deal desk", "definition": "The people who approve what a seller may not.",
        "discipline": "sales", "related": ["deal"],
    },
    ("view", "V-1"): {"name": "Big ones", "kind": "deal", "filter": "amount:>10k", "columns": ["title", "amount"]},
}  # fmt: skip


def released() -> list[Path]:
    """The workspaces, one a version."""
    return sorted(path for path in FOLDER.iterdir() if path.is_dir())


def _chosen(demo: Workspace) -> dict[tuple[str, str], Stored]:
    """The fullest documents of each kind, and those that they link to."""
    chosen: dict[tuple[str, str], Stored] = {}

    def choose(kind: str, document_id: str) -> None:
        stored = demo.rows(kind).get(document_id)
        if stored is None or (kind, document_id) in chosen:
            return
        chosen[kind, document_id] = stored
        for target, link in _linked(demo, kind, stored):
            choose(target, link)

    for kind, table in demo.tables.items():
        fullest = sorted(table, key=lambda each: -len(table[each]))
        for document_id in fullest[:_EACH]:
            choose(kind, document_id)
    return chosen


def _linked(demo: Workspace, kind: str, stored: Stored) -> Iterator[tuple[str, str]]:
    for name, target in links_of(kind).items():
        value = stored.get(name)
        for link in value if isinstance(value, list) else [value]:
            for each in [target] if target else demo.tables:
                if isinstance(link, str) and link in demo.rows(each):
                    yield each, link


def write(folder: Path) -> None:
    """Write a workspace with documents of every kind, a checkpoint, history and a journal."""
    with TemporaryDirectory() as name:
        demo = make_workspace(Path(name) / "demo", "ann", StillClock())
        documents = {**_chosen(demo), **_MORE}
        demo.let_go()
        made = create_workspace(Path(name) / "made", user="ann", clock=StillClock())
        changes = ChangeSet("Add some of everything")
        changes.as_stored = True
        for (kind, document_id), stored in documents.items():
            if kind not in ("pipeline", "settings"):
                changes.put(Change(kind, document_id, None, stored))
        made.commit(changes)
        made.checkpoint()
        deal = made.get(next(iter(made.rows("deal"))))
        edit = ChangeSet(f"Edit {deal.id}")
        edit.update(deal, deal.model_copy(update={"notes": "Edited after the checkpoint."}))
        made.commit(edit)
        made.let_go()
        for part in ("workspace.json", "journal.jsonl", "history"):
            source = made.path / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)


def main() -> int:
    """Write the workspace of this version where there is none."""
    folder = FOLDER / __version__
    if folder.exists():
        print(f"{folder} is there already: what was released stays as it is", file=sys.stderr)
        return 1
    folder.mkdir(parents=True)
    write(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
