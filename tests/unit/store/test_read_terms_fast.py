"""A glance at the team's own terms, without opening the workspace or importing what that needs."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pmtui.models.deals.deal import Deal
from pmtui.models.glossary.term import Term
from pmtui.store.changes import ChangeSet
from pmtui.store.read_terms_fast import own_terms
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import Opener, add_deal, delete, edit

LOGS = ("files",)


def add_term(workspace: Workspace, slug: str, **fields: str) -> None:
    changes = ChangeSet(f"Add {slug}")
    changes.create(Term.model_validate({"id": slug, "headword": slug.title(), **fields}))
    workspace.commit(changes)


def stored(workspace: Workspace) -> Mapping[str, object]:
    return workspace.rows("term")


def test_terms_of_checkpoint_and_journal_are_seen_as_they_are_now(opened: Opener, folder: Path) -> None:
    workspace = opened()
    assert own_terms(folder) == {}
    for slug in ("churn", "upsell", "renewal"):
        add_term(workspace, slug, definition='with "quotes", }, {"braces\n  }" and ünïcode', formula="a / b")
    assert own_terms(folder) == stored(workspace)
    workspace.checkpoint()
    assert own_terms(folder) == stored(workspace)
    add_deal(workspace, 'a deal with "kind":"term" in its title')
    edit(workspace, "churn", definition="new", formula="")
    delete(workspace, "upsell")
    add_term(workspace, "nrr")
    assert own_terms(str(folder)) == stored(workspace)
    assert set(own_terms(folder)) == {"churn", "renewal", "nrr"}
    workspace.close()
    assert own_terms(folder) == stored(opened())


def test_only_the_head_of_the_checkpoint_is_read(opened: Opener, folder: Path) -> None:
    workspace = opened()
    changes = ChangeSet("Many")
    for number in range(2_000):
        changes.create(Term(id=f"term-{number}", headword=f"Term {number}"))
        changes.create(Deal(title=f"Deal {number}"))
    workspace.commit(changes)
    workspace.close()
    path = folder / "workspace.json"
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b'"deal": {')])
    assert len(own_terms(folder)) == 2_000


def test_transactions_that_the_checkpoint_includes_are_not_done_twice(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_term(workspace, "churn")
    journal = (folder / "journal.jsonl").read_bytes()
    delete(workspace, "churn")
    workspace.close()
    (folder / "journal.jsonl").write_bytes(journal)
    assert own_terms(folder) == {}


def test_damage_never_raises_and_what_can_be_read_is_returned(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_term(workspace, "churn")
    add_term(workspace, "upsell")
    workspace.checkpoint()
    add_term(workspace, "nrr")
    workspace.let_go()
    path = folder / "workspace.json"
    data = path.read_bytes()
    whole = own_terms(folder)
    counts = set()
    for length in range(0, len(data), 7):
        path.write_bytes(data[:length])
        found = own_terms(folder)
        assert found.items() <= whole.items()
        counts.add(len(found))
    assert counts == {1, 2, 3}
    for place in range(0, len(data), 5):
        path.write_bytes(data[:place] + b"\xff" + data[place + 1 :])
        own_terms(folder)
    path.write_bytes(data)
    journal = folder / "journal.jsonl"
    lines = journal.read_bytes()
    for length in range(0, len(lines), 7):
        journal.write_bytes(lines[:length])
        assert set(own_terms(folder)) >= {"churn", "upsell"}


@pytest.mark.parametrize(
    "content", [b"[]", b"{}", b'{"term": {}}', b'{"term": {"1": 5}}', b'"term": {' + b"[" * 100_000, b"\0"]
)
def test_other_files_hold_no_terms(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "workspace.json").write_bytes(content)
    (tmp_path / "journal.jsonl").write_bytes(b'{"kind":"term"}\n' + content + b"\n")
    assert own_terms(tmp_path) == {}


def test_a_missing_workspace_has_no_terms(tmp_path: Path) -> None:
    assert own_terms(tmp_path / "nowhere") == {}
    (tmp_path / "workspace.json").mkdir()
    assert own_terms(tmp_path) == {}


def test_a_glance_imports_nothing_heavy(opened: Opener, folder: Path) -> None:
    workspace = opened()
    add_term(workspace, "churn")
    workspace.close()
    code = (
        "import sys, json; from pmtui.store.read_terms_fast import own_terms; "
        "print(json.dumps([list(own_terms(sys.argv[1])), sorted(sys.modules)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    terms, modules = json.loads(done.stdout)
    assert terms == ["churn"]
    assert not {"pydantic", "tinydb", "orjson", "filelock", "textual", "rich"} & set(modules)
