"""Commits away from the interface's thread: a held lock, a slow disk and a full one freeze no screen."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from textual.pilot import Pilot

from pmtui.app import PmtuiApp
from pmtui.screens.deals.pipeline import PipelineScreen
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.frame.session import Session
from pmtui.store.changes import ChangeSet
from pmtui.store.log.files import Places
from pmtui.store.log.lock import WriteLock
from pmtui.store.open_workspace import open_workspace
from pmtui.store.workspace import Commit, Workspace
from pmtui.widgets.board.board import Board
from pmtui.widgets.form.form import Form
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.workflows import record_commands
from tests.screens import press, running, told, type_text
from tests.settling import not_waiting_for


@pytest.fixture(autouse=True)
def commits_may_wait() -> Iterator[None]:
    """A key has had its effect here although a commit waits."""
    with not_waiting_for("commits"):
        yield


@contextmanager
def held(workspace: Workspace) -> Iterator[None]:
    """Somebody else writes."""
    with WriteLock(Places(workspace.path).lock):
        yield


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for a condition, for as long as a busy machine may take."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, "this never came to hold"
        await pilot.pause(0.02)


async def test_the_screen_answers_keys_while_somebody_else_holds_the_lock_and_says_who(
    demo_session: Session,
) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        board = pilot.app.screen.query_one(Board)
        card, seq = board.current_key, workspace.seq
        with held(workspace):
            await pilot.press("L")
            await until(pilot, lambda: "waiting for" in told(pilot))
            assert f"process {os.getpid()}" in told(pilot)
            await pilot.press("l")
            await until(pilot, lambda: board.current_key != card)
            assert workspace.seq == seq
        await until(pilot, lambda: workspace.seq == seq + 1)
        await until(pilot, lambda: not demo_session.commits.under_way)


async def test_a_second_act_is_refused_while_the_first_one_waits(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        seq = workspace.seq
        with held(workspace):
            await pilot.press("L")
            await until(pilot, lambda: "waiting for" in told(pilot))
            await pilot.press("u")
            await until(pilot, lambda: "is still waiting for" in told(pilot))
        await until(pilot, lambda: not demo_session.commits.under_way)
        assert workspace.seq == seq + 1


async def test_a_form_stays_with_what_was_typed_where_the_lock_is_not_let_go(
    demo_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmtui.store.log.lock.WAIT", 0.2)
    monkeypatch.setattr("pmtui.store.writer.WAIT", 0.2)
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        await press(pilot, "n")
        await type_text(pilot, "Bolt")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        with held(workspace):
            await pilot.press("ctrl+s")
            await until(pilot, lambda: not demo_session.commits.under_way)
            assert pilot.app.screen is form
            assert form.query_one(Form).drafts() == {"stage": "Prospecting", "title": "Bolt"}
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: pilot.app.screen is not form)
        assert any(row["title"] == "Bolt" for row in workspace.rows("deal").values())


async def test_escape_leaves_a_form_open_until_what_it_saves_is_written(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        below = pilot.app.screen
        for key, title in (("n", "Bolt"), ("N", "Nut")):
            await press(pilot, key)
            form = pilot.app.screen
            await type_text(pilot, title)
            with held(demo_session.workspace):
                await pilot.press("ctrl+s" if key == "n" else "enter")
                await until(pilot, lambda: "waiting for" in told(pilot))
                await pilot.press("escape")
                await until(pilot, lambda: "still being saved" in told(pilot))
                assert pilot.app.screen is form
            await until(pilot, lambda: not demo_session.commits.under_way)
            await until(pilot, lambda: pilot.app.screen is below)
        titles = {row["title"] for row in demo_session.workspace.rows("deal").values()}
        assert titles >= {"Bolt", "Nut"}


async def test_a_dialog_that_is_closed_twice_takes_nothing_else_away(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        below = pilot.app.screen
        await press(pilot, "N")
        dialog = pilot.app.screen
        assert isinstance(dialog, Dialog)
        dialog.dismiss(None)
        dialog.dismiss(None)
        await pilot.pause()
        assert pilot.app.screen is below


async def test_a_disk_that_takes_its_time_holds_up_no_key(
    demo_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, begun = threading.Event(), threading.Event()
    fdatasync = os.fdatasync

    def slow(descriptor: int) -> None:
        begun.set()
        assert go_on.wait(60)
        fdatasync(descriptor)

    async with running(demo_session) as pilot:
        board = pilot.app.screen.query_one(Board)
        card, seq = board.current_key, demo_session.workspace.seq
        monkeypatch.setattr(os, "fdatasync", slow)
        await pilot.press("L")
        await until(pilot, begun.is_set)
        await pilot.press("l")
        await until(pilot, lambda: board.current_key != card)
        assert demo_session.workspace.seq == seq, "it is not done before it is durable"
        go_on.set()
        await until(pilot, lambda: demo_session.workspace.seq == seq + 1)


async def test_no_document_comes_or_goes_while_an_act_reads_them(demo_session: Session) -> None:
    workspace = demo_session.workspace
    reads, go_on = threading.Event(), threading.Event()

    def act() -> Commit:
        rows = iter(workspace.rows("deal"))
        next(rows)
        reads.set()
        assert go_on.wait(60)
        assert list(rows), "this raises where a document came meanwhile"
        return workspace.commit(ChangeSet("Nothing"))

    with closing(open_workspace(workspace.path, user="ben", clock=workspace.clock)) as other:
        async with running(demo_session) as pilot:
            app, screen = pilot.app, pilot.app.screen
            assert isinstance(app, PmtuiApp)
            assert isinstance(screen, PipelineScreen)
            assert app._now is not None
            count, done = len(workspace.rows("deal")), threading.Event()
            demo_session.commits.carry_out(screen, act, lambda commit: done.set())
            await until(pilot, reads.is_set)
            record_commands.add(other, "deal", {"title": "Theirs"})
            app._now.poll()
            assert len(workspace.rows("deal")) == count
            go_on.set()
            await until(pilot, done.is_set)
            app._now.poll()
            assert len(workspace.rows("deal")) == count + 1


async def test_quitting_waits_for_what_is_being_written(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        seq = workspace.seq
        with held(workspace):
            await pilot.press("L")
            await until(pilot, lambda: "waiting for" in told(pilot))
            await pilot.press("q")
            assert not pilot.app._exit
        await until(pilot, lambda: pilot.app._exit)
        assert workspace.seq == seq + 1
