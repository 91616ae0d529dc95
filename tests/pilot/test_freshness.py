"""Whatever changes, and whoever changes it: a screen left open shows what one opened afterwards shows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from pmtui.models.deals.pipelines import Pipeline
from pmtui.models.document import Document
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.frame.session import Session
from pmtui.store.open_workspace import open_workspace
from pmtui.store.workspace import Workspace
from pmtui.workflows.record_commands import edit_document
from tests.conftest import TODAY, StillClock
from tests.screens import press, running, screen_text, type_text

_VIEWS = {
    "show-today": 4,
    "show-glossary": 1,
    "show-roadmap": 6,
    "show-pipeline": 4,
    "show-customers": 2,
    "show-discovery": 6,
    "show-reports": 8,
    "show-workspace": 9,
}
"""The screens, with how many of their views are looked at."""

_LATER = TODAY + timedelta(days=45)


def _currency(other: Workspace) -> None:
    edit_document(other, other.settings, {"currency": "EUR"})


def _stages(other: Workspace) -> None:
    pipeline = other.pipelines.main
    assert isinstance(pipeline, Pipeline)
    stages = [
        stage.model_copy(update={"rot_days": 1 if stage.kind == "open" else None})
        for stage in pipeline.stages
    ]
    edit_document(other, pipeline, {"stages": stages})


def _documents(other: Workspace) -> None:
    for kind, values in _EDITS.items():
        for document in list(other.all(kind))[:12]:
            edit_document(
                other, document, {name: _next(document, name, value) for name, value in values.items()}
            )


_EDITS: dict[str, dict[str, object]] = {
    "account": {"name": "Renamed {id}"},
    "product": {"name": "Renamed {id}"},
    "activity": {"done": TODAY},
    "request": {"promised": TODAY - timedelta(days=3)},
    "feature": {"target": TODAY - timedelta(days=2), "title": "Renamed {id}"},
    "deal": {"next_step_due": None, "expected_close": TODAY - timedelta(days=1)},
}


def _next(document: Document, name: str, value: object) -> object:
    return value.format(id=document.id) if isinstance(value, str) else value


_WRITERS: dict[str, Callable[[Workspace], None]] = {
    "currency": _currency,
    "stages": _stages,
    "documents": _documents,
}


async def _seen(pilot: Pilot[None], views: int) -> list[str]:
    """The views of a screen, one after the other, from the first back to the first."""
    found = []
    for _ in range(views):
        await press(pilot, "g", "g")
        found.append(screen_text(pilot))
        await press(pilot, "tab")
    return found


def _differences(left_open: list[str], reopened: list[str]) -> list[str]:
    """The lines that differ, as they are and as they should be."""
    return [
        f"view {view}:\n{is_now}\n{should_be}"
        for view, (one, other) in enumerate(zip(left_open, reopened, strict=True))
        for is_now, should_be in zip(one.splitlines(), other.splitlines(), strict=True)
        if is_now != should_be
    ]


async def _reopened(session: Session, start: str, views: int) -> list[str]:
    workspace = session.workspace
    fresh = open_workspace(workspace.path, user=workspace.user, clock=workspace.clock)
    async with running(replace(session, workspace=fresh), start) as pilot:
        await _seen(pilot, views)
        found = await _seen(pilot, views)
    fresh.close()
    return found


@pytest.mark.parametrize("start", _VIEWS)
async def test_a_screen_left_open_for_weeks_shows_the_day_it_is(demo_session: Session, start: str) -> None:
    workspace, views = demo_session.workspace, _VIEWS[start]
    async with running(demo_session, start) as pilot:
        await _seen(pilot, views)
        workspace.clock = StillClock(_LATER)
        workspace.poll()
        await pilot.pause()
        left_open = await _seen(pilot, views)
        before = await _reopened(demo_session, start, views)
    assert _differences(left_open, before) == []


@pytest.mark.parametrize("change", _WRITERS)
@pytest.mark.parametrize("start", _VIEWS)
async def test_a_screen_shows_at_once_what_somebody_else_changed(
    demo_session: Session, start: str, change: str
) -> None:
    workspace, views = demo_session.workspace, _VIEWS[start]
    async with running(demo_session, start) as pilot:
        await _seen(pilot, views)
        other = open_workspace(workspace.path, user="ben", clock=workspace.clock)
        _WRITERS[change](other)
        other.close()
        workspace.poll()
        await pilot.pause()
        left_open = await _seen(pilot, views)
        before = await _reopened(demo_session, start, views)
    assert _differences(left_open, before) == []


def listed(pilot: Pilot[None]) -> int:
    screen = pilot.app.screen
    assert isinstance(screen, DocumentScreen)
    return len(screen.pane.listing)


async def test_a_filter_that_speaks_of_today_moves_with_it(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        await press(pilot, "f")
        await type_text(pilot, "is:open close:<today")
        await press(pilot, "enter")
        few = listed(pilot)
        workspace.clock = StillClock(_LATER)
        workspace.poll()
        await pilot.pause()
        left_open = screen_text(pilot)
        await press(pilot, "f", "enter")
        assert screen_text(pilot) == left_open
        assert listed(pilot) > few


async def test_a_screen_that_is_being_taken_down_hears_of_nothing(demo_session: Session) -> None:
    """Its widgets go before it does, and a new day may come in between."""
    workspace = demo_session.workspace
    async with running(demo_session) as pilot:
        await pilot.app.screen.remove_children()
        workspace.clock = StillClock(_LATER)
        workspace.poll()
        assert pilot.app.is_running
