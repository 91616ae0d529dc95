"""What all tests share: a fixed day, an environment, and workspaces made for one test."""

import gc
import itertools
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.environment import HOME  # isort: split

from pmtui.cli.demo_workspace import make_workspace
from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.models.values.clock import Clock
from pmtui.screens.frame.session import Session
from pmtui.store.open_workspace import create_workspace, open_workspace
from pmtui.store.workspace import Workspace
from tests.postgres import Server, running
from tests.settling import settling

_tests = itertools.count(1)

_BETWEEN_COLLECTIONS = 150
"""Tests between two collections of what their applications have left."""

TODAY = date(2026, 11, 23)
"""The day on which every test takes place."""

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("searching", settings.get_profile("steady"), derandomize=False)
settings.load_profile("searching" if os.environ.get("PMTUI_FUZZ") else "steady")


@dataclass(frozen=True)
class StillClock(Clock):
    """A clock that stands at nine in the morning of the day."""

    fixed: date | None = TODAY

    def now(self) -> datetime:
        """Nine o'clock."""
        return datetime.combine(self.fixed or TODAY, time_of_day(9), UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, for those that keep or read something there."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """See that a test leaves nothing to the next one: no file in the home of all, nothing frozen in memory."""
    yield
    gc.unfreeze()  # what an application froze, which takes itself to be the only one in its process
    if next(_tests) % _BETWEEN_COLLECTIONS == 0:
        gc.collect()
    left = [path.relative_to(HOME) for path in HOME.rglob("*")]
    if left:
        for path in HOME.iterdir():
            shutil.rmtree(path)
        pytest.fail(f"left {', '.join(map(str, left))} in the home of all tests; ask for the fixture `home`")


@pytest.fixture(autouse=True, scope="session")
def settled_pilots() -> Iterator[None]:
    """Pilots wait until the application has settled."""
    with settling():
        yield


@pytest.fixture
def clock() -> Clock:
    """A clock that stands on the fixed day."""
    return StillClock()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """An empty workspace."""
    made = create_workspace(tmp_path / "acme", user="ann", clock=clock)
    yield made
    made.let_go()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo workspace on the fixed day, as it was made; for copies."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    make_workspace(folder, "ann", StillClock()).let_go()  # without a checkpoint: documents keep their order
    return folder


@pytest.fixture
def demo(tmp_path: Path, demo_folder: Path, clock: Clock) -> Iterator[Workspace]:
    """The demo workspace on the fixed day, a copy of the test's own."""
    opened = open_workspace(shutil.copytree(demo_folder, tmp_path / "demo"), user="ann", clock=clock)
    yield opened
    opened.let_go()


@pytest.fixture
def demo_session(demo: Workspace, home: Path) -> Session:
    """A person at work in the demo workspace, with a home of their own."""
    return Session(demo, Settings(), Keymap())


@pytest.fixture
def empty_session(workspace: Workspace, home: Path) -> Session:
    """A person in front of an empty workspace, with a home of their own."""
    return Session(workspace, Settings(), Keymap())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL server; the test is skipped where there is no build of one."""
    with running() as server:
        yield server
