"""What all tests share: a fixed day, a home of their own, and workspaces made for one test."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from pathlib import Path

import pytest

from pmtui.cli.demo import make_workspace
from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.models.clock import Clock
from pmtui.screens.session import Session
from pmtui.store.workspace import Workspace, create_workspace
from tests.postgres import Server, running

TODAY = date(2026, 11, 23)
"""The day on which every test takes place."""


@dataclass(frozen=True)
class StillClock(Clock):
    """A clock that stands at nine in the morning of the day."""

    fixed: date | None = TODAY

    def now(self) -> datetime:
        """Nine o'clock."""
        return datetime.combine(self.fixed or TODAY, time_of_day(9), UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, one time zone, and none of this terminal's settings."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in list(os.environ):
        if (
            name.startswith(("PMTUI_", "XDG_")) and name not in ("PMTUI_CRASH", "PMTUI_FUZZ", "PMTUI_SOAK")
        ) or name in (
            "NO_COLOR",
            "COLORTERM",
            "TMUX",
            "STY",
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    time.tzset()
    return folder


@pytest.fixture
def clock() -> Clock:
    """A clock that stands on the fixed day."""
    return StillClock()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """An empty workspace."""
    made = create_workspace(tmp_path / "acme", user="ann", clock=clock)
    yield made
    made.close()


@pytest.fixture
def demo(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """The demo workspace on the fixed day."""
    made = make_workspace(tmp_path / "demo", "ann", clock)
    yield made
    made.close()


@pytest.fixture
def demo_session(demo: Workspace) -> Session:
    """A person at work in the demo workspace."""
    return Session(demo, Settings(), Keymap())


@pytest.fixture
def empty_session(workspace: Workspace) -> Session:
    """A person in front of an empty workspace."""
    return Session(workspace, Settings(), Keymap())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL server; the test is skipped where there is no build of one."""
    with running() as server:
        yield server
