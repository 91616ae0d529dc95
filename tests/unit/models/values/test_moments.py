"""Moments are stored in UTC and shown in the user's zone, everywhere."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pmtui.cli import main
from pmtui.models.values.clock import local_day, local_text
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands


@pytest.fixture
def _tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_tokyo")
def test_a_moment_is_of_the_users_day() -> None:
    late = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    for moment in (late, late.isoformat()):
        assert local_text(moment) == "2026-11-24 05:30"
        assert local_day(moment) == date(2026, 11, 24)
    assert local_day("2026-11-23") == date(2026, 11, 23)


@pytest.mark.usefixtures("_tokyo", "home")
def test_history_show_and_filters_agree_on_the_day(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    record_commands.add(workspace, "account", {"name": "Acme"})
    stored = str(workspace.rows("account")["A-1"]["created_at"])
    shown = local_text(stored)
    assert isinstance(workspace.path, Path)
    place = ["--workspace", str(workspace.path)]
    for words, told in (
        (["history"], shown),
        (["show", "A-1"], shown),
        (["list", "accounts", f"created_at:{local_day(stored)}"], "Acme"),
    ):
        assert main([*place, *words]) == 0
        assert told in capsys.readouterr().out
