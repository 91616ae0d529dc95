"""One row, one act: what the footer offers on a row works there, what cannot work says why once."""

import os
from collections.abc import Mapping
from itertools import islice

import pytest
from textual.pilot import Pilot

from pmtui.commands import COMMANDS
from pmtui.models.kinds import kind_of
from pmtui.screens.documents.document_actions import RecordScreen
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.documents.record_screen import RecordPageScreen
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.messages import OpenRecord
from pmtui.screens.frame.session import Session
from pmtui.screens.today.today import TodayScreen
from pmtui.store.workspace import Workspace
from pmtui.widgets.drawing.row_view import RowView
from pmtui.widgets.frame.message_line import Said
from tests.screens import press, running

SCREENS = [command for command in COMMANDS if command.startswith("show-")]
LEAVES = ("quit", "back")
LONG = bool(os.environ.get("PMTUI_WALK"))
"""Whether a row of each kind in each state is tried with all its keys, and not one of a few views with the first."""

VIEWS, KEYS = (None, None) if LONG else (3, 8)
"""How many views of a screen are tried, and how many keys of each; all for none."""


def said(pilot: Pilot[None]) -> Said | None:
    screens = [screen for screen in pilot.app.screen_stack if isinstance(screen, BaseScreen)]
    return screens[-1].said


def refusal(pilot: Pilot[None]) -> str:
    found = said(pilot)
    return found.text if found is not None and found.nature == "refusal" else ""


async def back_to(pilot: Pilot[None], screen: BaseScreen) -> None:
    for _ in range(8):
        if pilot.app.screen is screen:
            return
        await press(pilot, "escape")
    raise AssertionError(f"{pilot.app.screen} does not lead back to {screen}")


def offered(screen: BaseScreen) -> list[str]:
    """The commands that the footer shows, in its order."""
    keymap = screen.session.keymap
    labels = [label for label, _ in screen.footer_pairs()]
    here = [each.id for each in COMMANDS.values() if not each.reason(screen.PLACE, "")]
    by_label: dict[str, str] = {}
    for command in here:
        by_label.setdefault(keymap.label(command), command)
    return [by_label[label] for label in labels if by_label[label] not in LEAVES]


def state_of(row: Mapping[str, object]) -> str:
    """The stage, the status or the type of a record."""
    return str(next(filter(None, map(row.get, ("stage", "status", "type", "lifecycle"))), ""))


def rows_of(screen: BaseScreen) -> dict[tuple[str, str], int | str]:
    """A row of each kind, and where it is."""
    found: dict[tuple[str, str], int | str] = {}
    if isinstance(screen, TodayScreen):
        for place in range(len(screen.rows)):
            row = screen.rows.row(screen.rows.key(place))
            assert row is not None
            found.setdefault((row.section.key, kind_of(row.line.id).name if row.line.id else ""), place)
    elif isinstance(screen, DocumentScreen):
        for pane in screen.panes:
            for key in islice(pane.listing.ids(), 400):
                asked = screen.session.workspace.rows(pane.view.kind)[key]
                found.setdefault((pane.view.id, state_of(asked) if LONG else ""), key)
    return found


async def go(pilot: Pilot[None], screen: BaseScreen, where: tuple[str, str], place: int | str) -> None:
    if isinstance(screen, DocumentScreen):
        pane = next(pane for pane in screen.panes if pane.view.id == where[0])
        screen.show_pane(pane)
        assert isinstance(place, str)
        pane.widget.go_to(place)
    elif isinstance(place, int):
        moving = screen.moving
        assert isinstance(moving, RowView)
        moving.cursor = place
    await pilot.pause()


@pytest.mark.parametrize("command", SCREENS)
async def test_no_key_in_the_footer_refuses_on_any_kind_of_row(demo_session: Session, command: str) -> None:
    workspace = demo_session.workspace
    async with running(demo_session, command) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, BaseScreen)
        places = rows_of(screen) or {("", ""): 0}
        refused: list[tuple[tuple[str, str], int | str, str, str]] = []
        for where, place in tuple(places.items())[:VIEWS]:
            await go(pilot, screen, where, place)
            for each in offered(screen)[:KEYS]:
                await go(pilot, screen, where, place)
                if each not in offered(screen):
                    continue  # what an earlier key did and undo took back has moved the rows
                before = workspace.seq
                await press(pilot, demo_session.keymap.keys(each)[0])
                if refusal(pilot):
                    refused.append((where, place, each, refusal(pilot)))
                await back_to(pilot, screen)
                for _ in range(workspace.seq - before):
                    workspace.undo()
                await pilot.pause()
        assert not refused, "\n".join(map(str, refused))


@pytest.mark.parametrize(
    "kind",
    [
        "deal",
        "lead",
        "activity",
        "account",
        "contact",
        "feature",
        "product",
        "launch",
        "insight",
        "objective",
    ],
)
async def test_no_key_in_the_footer_refuses_on_a_record_s_page(demo_session: Session, kind: str) -> None:
    workspace = demo_session.workspace
    refused = []
    async with running(demo_session, "show-today") as pilot:
        pilot.app.post_message(OpenRecord(next(iter(workspace.rows(kind)))))
        await pilot.pause()
        await pilot.pause()
        page = pilot.app.screen
        assert isinstance(page, RecordPageScreen)
        for each in offered(page)[:KEYS]:
            before = workspace.seq
            await press(pilot, demo_session.keymap.keys(each)[0])
            if refusal(pilot):
                refused.append((each, refusal(pilot)))
            await back_to(pilot, page)
            for _ in range(workspace.seq - before):
                workspace.undo()
            await pilot.pause()
    assert not refused, "\n".join(map(str, refused))


@pytest.mark.parametrize(
    ("screen", "keys", "why"),
    [
        ("show-pipeline", ("T",), "insight"),
        ("show-customers", ("W",), "deal"),
        ("show-customers", ("L",), "account"),
        ("show-discovery", ("X",), "deal"),
        ("show-reports", ("n",), "only in"),
    ],
)
async def test_a_key_that_cannot_work_says_why_once(
    demo_session: Session, screen: str, keys: tuple[str, ...], why: str
) -> None:
    before = demo_session.workspace.seq
    async with running(demo_session, screen) as pilot:
        await press(pilot, *keys)
        assert why in refusal(pilot)
        await press(pilot, "j")
        assert not refusal(pilot)
        assert demo_session.workspace.seq == before


def of(workspace: Workspace, kind: str, **wanted: str) -> str:
    return next(
        key
        for key, row in workspace.rows(kind).items()
        if all(str(row.get(name, "")) == value for name, value in wanted.items())
    )


async def test_x_does_what_each_line_of_today_asks_for(demo_session: Session) -> None:
    """Every line that asks for something is done at once, or asks for what is missing; none refuses."""
    workspace = demo_session.workspace
    async with running(demo_session, "show-today") as pilot:
        today = pilot.app.screen
        assert isinstance(today, TodayScreen)
        await press(pilot, "tab")
        seen: set[str] = set()
        for place in range(len(today.rows)):
            today.grid.cursor = place
            await pilot.pause()
            row = today.row
            assert row is not None
            if not row.line.act or row.line.act in seen:
                continue
            seen.add(row.line.act)
            before = workspace.seq
            await press(pilot, "x")
            assert not refusal(pilot), row
            assert workspace.seq == before + 1 or pilot.app.screen is not today, row
            await back_to(pilot, today)
            if workspace.seq != before:
                workspace.undo()
                await pilot.pause()
        assert {"task", "step"} <= seen


async def test_a_task_a_step_and_a_lead_are_done_with_one_key(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session, "show-today") as pilot:
        today = pilot.app.screen
        assert isinstance(today, TodayScreen)
        await press(pilot, "tab")
        for act in ("task", "step", "answer", "touch"):
            place = next(
                (
                    place
                    for place in range(len(today.rows))
                    if (row := today.rows.row(today.rows.key(place))) is not None and row.line.act == act
                ),
                None,
            )
            if place is None:
                continue
            row = today.rows.row(today.rows.key(place))
            assert row is not None
            today.grid.cursor = place
            await press(pilot, "x")
            record = workspace.rows(kind_of(row.line.id).name)[row.line.id]
            match act:
                case "task":
                    assert record["done"] == "2026-11-23"
                case "step":
                    assert not record.get("next_step")
                case "answer":
                    assert record["answered"] == "2026-11-23"
                case _:
                    assert record["last_contact"] == "2026-11-23"


async def test_what_belongs_to_a_row_goes_to_its_record_and_to_no_other(demo_session: Session) -> None:
    """`L` on a line of Today moves the record that the line names, and nothing else."""
    workspace = demo_session.workspace
    async with running(demo_session, "show-today") as pilot:
        today = pilot.app.screen
        assert isinstance(today, RecordScreen)
        assert isinstance(today, TodayScreen)
        for place in range(len(today.rows)):
            today.grid.cursor = place
            await pilot.pause()
            named, before = today.document_here, workspace.seq
            if today.why_not("move_on"):
                await press(pilot, "L")
                assert workspace.seq == before
                assert refusal(pilot)
                continue
            await press(pilot, "L")
            if workspace.seq != before:
                (latest, *_) = workspace.history("")
                assert named in {change.id for change in latest.changes}
                workspace.undo()
            await back_to(pilot, today)
