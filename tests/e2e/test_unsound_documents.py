"""A workspace with documents of every kind that cannot be used: every listing and every screen goes on."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmtui.cli import main
from pmtui.cli.demo_workspace import make_workspace
from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.models.kinds import KINDS
from pmtui.models.stored import JsonValue
from pmtui.models.values.clock import Clock
from pmtui.screens.frame.session import Session
from pmtui.store.changes import Change, ChangeSet
from pmtui.store.workspace import Workspace
from tests.screens import press, running, screen_text

WRONG: dict[str, dict[str, JsonValue]] = {
    "product": {"lifecycle": "odd", "list_price": 5},
    "feature": {"title": 5, "start": "soon", "effort": "much"},
    "launch": {"date": "soon", "checklist": 5},
    "insight": {"title": "", "quote": 7},
    "research": {"name": None},
    "lead": {"status": []},
    "account": {"name": 7, "domains": "x"},
    "contact": {"name": ""},
    "deal": {"amount": "plenty", "expected_close": "soon", "stage": 5},
    "request": {"kind": "whatever", "promised": "soon"},
    "activity": {"due": "never", "text": 5},
    "target": {"amount": "much"},
    "objective": {"key_results": 5},
}
"""What is wrong with the first document of each kind."""


def spoil(workspace: Workspace) -> list[str]:
    """Spoil the first document of each kind, as another program would; their ids."""
    changes = ChangeSet("Spoil")
    for kind, fields in WRONG.items():
        document_id, stored = next(iter(workspace.rows(kind).items()))
        changes.put(Change(kind, document_id, {name: stored.get(name) for name in fields}, fields))
    return [document_id for _, document_id in workspace.commit(changes).changed]


@pytest.fixture
def spoilt(tmp_path: Path, clock: Clock) -> Iterator[tuple[Workspace, list[str]]]:
    """The demo with one bad document of each kind, and which these are."""
    made = make_workspace(tmp_path / "spoilt", "ann", clock)
    yield made, spoil(made)
    made.let_go()


FORMS = ("", " --json", " --csv")

LISTINGS = (
    *(f"list {each.plural}{form}" for each in KINDS.values() if not each.internal for form in FORMS),
    "list deals --sort amount", "list deals amount:>1k", "list features horizon:now", "today", "promises", "history",
    "export all", "export deals", "export features --format md", "search a", "doctor", "doctor --json",
    "release-notes", "backup",
)  # fmt: skip


def test_every_listing_shows_the_good_ones(
    spoilt: tuple[Workspace, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, bad = spoilt
    workspace.close()
    where = ["--workspace", str(workspace.path), "--today", "2026-11-23"]
    codes = {line: main([*where, *shlex.split(line)]) for line in LISTINGS}
    said = capsys.readouterr()
    wrong = {line: code for line, code in codes.items() if code not in (0, 1)}
    assert wrong == {}
    assert codes["list deals"] == codes["list features --json"] == 0
    for each in bad:
        assert f"{each}: " in said.out, "doctor names it"
    assert "`pmtui set" in said.out


async def test_every_screen_opens_and_the_cursor_goes_everywhere(
    home: Path, spoilt: tuple[Workspace, list[str]]
) -> None:
    workspace, _ = spoilt
    async with running(Session(workspace, Settings(), Keymap()), size=(120, 40)) as pilot:
        for number in "123456789":
            await press(pilot, number)
            await press(pilot, *"jjjkkl", "j", "h", "k")
            assert screen_text(pilot).strip()
        assert pilot.app.return_code is None
