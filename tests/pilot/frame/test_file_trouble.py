"""A screen on files that cannot be read for a while: a banner, reading goes on, a form keeps what was typed."""

import errno
import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pmtui import app
from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.models.deals.deal import Deal
from pmtui.models.values.clock import Clock
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.frame.session import Session
from pmtui.store.changes import ChangeSet
from pmtui.store.open_workspace import create_workspace, open_workspace
from tests.screens import press, running, screen_text, type_text


async def seen(pilot: Pilot[None], text: str, gone: str = "?!") -> str:
    """Wait until a screen shows one text and no longer another; what is on it then."""
    for _ in range(500):
        await pilot.pause(0.02)
        shown = screen_text(pilot)
        if text in shown and gone not in shown:
            return shown
    raise AssertionError(screen_text(pilot))


@pytest.mark.parametrize("code", [errno.ESTALE, errno.EIO])
async def test_files_that_fail_are_shown_and_tried_again_until_they_are_well(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(app, "POLL", 0.05)
    folder = tmp_path / "w"
    bob = create_workspace(folder, user="bob", clock=clock)
    changes = ChangeSet("Add")
    changes.create(Deal(title="Known", stage="Prospecting"))
    bob.commit(changes)
    ann = open_workspace(folder, user="ann", clock=clock)
    real = os.stat

    def failing(path: os.PathLike[str], *, follow_symlinks: bool = True) -> os.stat_result:
        if str(path).endswith("journal.jsonl"):
            raise OSError(code, os.strerror(code))
        return real(path, follow_symlinks=follow_symlinks)

    async with running(Session(ann, Settings(), Keymap()), size=(140, 30)) as pilot:
        await seen(pilot, "Known")
        with monkeypatch.context() as patch:
            patch.setattr(os, "stat", failing)
            await seen(pilot, os.strerror(code))
            assert "Known" in screen_text(pilot)
            await press(pilot, "n")
            await type_text(pilot, "Typed")
            await press(pilot, "ctrl+s")
            assert isinstance(pilot.app.screen, FormScreen)
            assert "Typed" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        await seen(pilot, "Typed", "new deal")
        await seen(pilot, "Typed", os.strerror(code))
    titles = sorted(
        str(row["title"]) for row in open_workspace(folder, user="x", clock=clock).rows("deal").values()
    )
    assert titles == ["Known", "Typed"]
    ann.let_go()
    bob.let_go()
