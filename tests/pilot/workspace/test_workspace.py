"""Screen 8: what the team works by, each in a table with keys."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pmtui.config import Places
from pmtui.screens.deals.pipeline import PipelineScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.workspace.workspace import WorkspaceScreen
from pmtui.store.open_workspace import open_workspace
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals import pipelines
from pmtui.workflows.deals.own_playbooks import playbooks_of
from pmtui.workflows.playbook_files import playbook_named
from pmtui.workflows.workspace import settings
from tests.screens import NARROW, press, running, screen_text, told, type_text

VIEWS = (
    "pipelines",
    "statuses",
    "targets",
    "currencies",
    "scorecard",
    "playbooks",
    "people",
    "own",
    "history",
)


def screen_of(pilot: Pilot[None]) -> WorkspaceScreen:
    screen = pilot.app.screen
    assert isinstance(screen, WorkspaceScreen)
    return screen


async def show(pilot: Pilot[None], view: str, table: int = 0) -> None:
    """Show a view by its place, and one of its tables."""
    await press(pilot, *["tab"] * VIEWS.index(view))
    if table:
        await press(pilot, "h", *["j"] * table, "l")


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Replace what a cell holds."""
    await press(pilot, "end", "ctrl+u")
    await type_text(pilot, text)


def chances(workspace: Workspace) -> dict[str, int]:
    return {stage.name: stage.probability for stage in workspace.pipelines.main.stages}


async def test_a_cell_shows_what_a_change_does_and_writes_nothing_before_enter(demo_session: Session) -> None:
    workspace = demo_session.workspace
    seq = workspace.seq
    async with running(demo_session, "show-workspace") as pilot:
        await press(pilot, "j", "j", "j", "l", "l", "e")
        await type_in(pilot, "65")
        shown = screen_text(pilot)
        assert "60 to 65: changes 2 open deals" in shown
        assert "Sable suite" in shown
        assert "60 % ▸ 65 %" in shown
        assert "60 %, set by hand" in shown
        assert "47k + 18k EUR ▸ 48k + 20k EUR" in shown
        assert workspace.seq == seq
        await press(pilot, "escape")
        assert (workspace.seq, chances(workspace)["Proposal"]) == (seq, 60)
        await press(pilot, "enter")
        await type_in(pilot, "65")
        await press(pilot, "enter")
        assert chances(workspace)["Proposal"] == 65
        follows = {row["title"]: row["probability"] for row in workspace.rows("deal").values()}
        assert (follows["Orchard renewal"], follows["Arbor platform"]) == (65, 60)
        await press(pilot, "u")
        assert chances(workspace)["Proposal"] == 60


REFUSED: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "a chance over 100": (("l", "l"), "140", "probability is a whole number from 0 to 100"),
    "a kind that others rely on": (("l",), "won", "4 deals are in Prospecting, which is open"),
    "a name that is taken": ((), "Proposal", "Sales has a stage Proposal already"),
    "a limit that is no number": (("l", "l", "l"), "soon", "rot_days is a whole number of days"),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_what_cannot_be_kept_is_said_while_it_is_typed_and_enter_keeps_the_cell_open(
    demo_session: Session, case: str
) -> None:
    keys, text, reason = REFUSED[case]
    seq = demo_session.workspace.seq
    async with running(demo_session, "show-workspace") as pilot:
        await press(pilot, *keys, "e")
        await type_in(pilot, text)
        assert reason.split()[0] in screen_text(pilot)
        await press(pilot, "enter")
        assert reason in told(pilot).replace("\n", " ")
        assert screen_of(pilot).edited is not None
        assert demo_session.workspace.seq == seq


async def test_what_is_counted_or_means_itself_is_not_typed_in(demo_session: Session) -> None:
    async with running(demo_session, "show-workspace") as pilot:
        await press(pilot, *["l"] * 5, "e")
        assert "counted from the deals in the stage" in told(pilot)
        await press(pilot, "h", "h", "h", *["j"] * 5, "e")
        assert "a stage that is won has no chance of its own" in told(pilot)


async def test_tab_keeps_a_cell_and_goes_on_to_the_next(demo_session: Session) -> None:
    async with running(demo_session, "show-workspace") as pilot:
        await press(pilot, "l", "l", "e")
        await type_in(pilot, "15")
        await press(pilot, "tab")
        await type_in(pilot, "9")
        await press(pilot, "enter")
    stage = demo_session.workspace.pipelines.main.stages[0]
    assert (stage.probability, stage.rot_days) == (15, 9)


async def test_stages_are_added_moved_and_dropped_and_deals_are_asked_where_they_go(
    demo_session: Session,
) -> None:
    workspace = demo_session.workspace
    async with running(demo_session, "show-workspace") as pilot:
        await press(pilot, "n")
        await type_text(pilot, "Pilot")
        await press(pilot, "enter")
        assert list(chances(workspace))[:3] == ["Prospecting", "Pilot", "Qualified"]
        await press(pilot, "J")
        assert list(chances(workspace))[:3] == ["Prospecting", "Qualified", "Pilot"]
        await press(pilot, "K", "d")
        assert "Pilot" not in chances(workspace)
        await press(pilot, "g", "g", "d")
        assert "where do its 4 deals go?" in screen_text(pilot)
        await type_text(pilot, "Disc")
        await press(pilot, "enter")
        assert "Prospecting" not in chances(workspace)
        gone = [row for row in workspace.rows("deal").values() if row["stage"] == "Prospecting"]
        assert gone == []
        await press(pilot, "u", "u", "u", "u", "u")
        assert "Prospecting" in chances(workspace)
        assert sum(row["stage"] == "Prospecting" for row in workspace.rows("deal").values()) == 4


Check = Callable[[Workspace], object]

EDITS: Mapping[str, tuple[str, int, tuple[str, ...], str, Check, object]] = {
    "a pipeline's name": (
        "pipelines", 1, (), "New business", lambda there: there.pipelines.main.name, "New business",
    ),
    "a loss reason": (
        "pipelines", 2, (), "too dear", lambda there: settings.loss_reasons(there)[0], "too dear",
    ),
    "the amount of a target": (
        "targets", 0, ("l", "l"), "120k",
        lambda there: next(row["amount"] for row in there.rows("target").values() if not row.get("owner")),
        {"amount": "120000.00", "currency": "USD"},
    ),
    "the base currency": ("currencies", 1, ("l",), "EUR", lambda there: there.settings.currency, "EUR"),
    "the fiscal year": (
        "currencies", 1, ("j", "l"), "april", lambda there: there.settings.fiscal_year_start, 4,
    ),
    "the week": ("currencies", 1, ("j", "j", "l"), "sunday", lambda there: there.settings.week_start, "sunday"),
    "the mark": (
        "currencies", 1, ("j", "j", "j", "l"), "production", lambda there: there.settings.production, True,
    ),
    "the weight of a criterion": (
        "scorecard", 0, ("l",), "5", lambda there: there.settings.scorecard[0].weight, 5,
    ),
    "a step of a playbook": (
        "playbooks", 4, (), "3",
        lambda there: playbook_named("onboarding", playbooks_of(there)).steps[0][2], 3,
    ),
    "an owner": (
        "people", 0, (), "Ann Lee",
        lambda there: {row.get("owner") for row in there.rows("deal").values()} & {"ann", "Ann Lee"}, {"Ann Lee"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", EDITS)
async def test_a_cell_of_every_table_is_edited_kept_and_taken_back(demo_session: Session, case: str) -> None:
    view, table, keys, text, value, expected = EDITS[case]
    workspace = demo_session.workspace
    before = value(workspace)
    async with running(demo_session, "show-workspace") as pilot:
        await show(pilot, view, table)
        await press(pilot, *keys, "e")
        await type_in(pilot, text)
        assert "What this change does" in screen_text(pilot)
        await press(pilot, "enter")
        assert value(workspace) == expected
        await press(pilot, "u")
        assert value(workspace) == before


ADDED: Mapping[str, tuple[str, int, str, str, str, Callable[[Workspace], int]]] = {
    "target": (
        "targets", 0, "2027-Q1 95k ann", "2026-Q4 90k", "the team has a target for 2026-Q4 already",
        lambda there: len(there.rows("target")),
    ),
    "rate": (
        "currencies", 0, "EUR USD 1.08", "EUR XXY 1", "unknown currency", lambda there: len(there.settings.rates),
    ),
    "criterion": (
        "scorecard", 0, "Fit | weight=2", "Ease", "two criteria are called 'Ease'",
        lambda there: len(there.settings.scorecard),
    ),
    "trait": (
        "scorecard", 1, "industry=software, fintech | weight=3", "mood=good", "unknown field 'mood'",
        lambda there: len(there.settings.profile),
    ),
    "playbook": (
        "playbooks", 0, "Kick-off | for=deal", "Onboarding", "there is a playbook Onboarding already",
        lambda there: len(playbooks_of(there)),
    ),
    "step": (
        "playbooks", 4, "Call them | type=call | after=3", "Call them | type=telegram", "type",
        lambda there: len(playbook_named("onboarding", playbooks_of(there)).steps),
    ),
    "reason": (
        "pipelines", 2, "merger", "price", "price is a reason already",
        lambda there: len(settings.loss_reasons(there)),
    ),
    "pipeline": (
        "pipelines", 1, "Partners | preset=pipedrive", "Sales", "there is a pipeline Sales already",
        lambda there: len(there.pipelines),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ADDED)
async def test_a_row_is_added_refused_and_deleted(demo_session: Session, case: str) -> None:
    view, table, text, refused, reason, count = ADDED[case]
    workspace = demo_session.workspace
    before = count(workspace)
    async with running(demo_session, "show-workspace") as pilot:
        await show(pilot, view, table)
        await press(pilot, "n")
        await type_text(pilot, refused)
        await press(pilot, "enter")
        assert reason in told(pilot)
        assert count(workspace) == before
        await press(pilot, "escape", "n")
        await type_text(pilot, text)
        await press(pilot, "enter")
        assert count(workspace) == before + 1
        await press(pilot, "d")
        assert count(workspace) == before


async def test_a_persons_settings_and_keys_are_kept_in_their_files(
    demo_session: Session, tmp_path: Path
) -> None:
    places = Places(tmp_path / "config.toml", tmp_path / "keys.toml", "")
    seq = demo_session.workspace.seq
    async with running(replace(demo_session, files=places), "show-workspace") as pilot:
        await show(pilot, "own")
        await press(pilot, "j", "j", "l", "e")
        await type_in(pilot, "nord")
        await press(pilot, "enter")
        assert 'theme = "nord"' in (tmp_path / "config.toml").read_text(encoding="utf-8")
        await press(pilot, "h", "h", "j", "l", "l", "e")
        await type_in(pilot, "2")
        assert "show-glossary" in screen_text(pilot)
        await press(pilot, "enter")
        assert not (tmp_path / "keys.toml").exists()
        await type_in(pilot, "f1")
        await press(pilot, "enter")
        assert 'show-today = "f1"' in (tmp_path / "keys.toml").read_text(encoding="utf-8")
    assert demo_session.workspace.seq == seq


async def test_the_history_takes_any_command_back_and_says_what_stands_on_it(empty_session: Session) -> None:
    workspace = empty_session.workspace
    record_commands.add(workspace, "deal", {"title": "One"})
    record_commands.edit(workspace, ["D-1"], {"title": "Two"})
    record_commands.edit(workspace, ["D-1"], {"source": "referral"})
    async with running(empty_session, "show-workspace") as pilot:
        await show(pilot, "history")
        await press(pilot, "j")
        await pilot.pause(0.3)
        assert "title" in screen_text(pilot)
        await press(pilot, "x")
        assert workspace.rows("deal")["D-1"]["title"] == "One"
        assert "taken back by #5" in screen_text(pilot)
        await press(pilot, "j", "x")
        assert "later work stands on Add deal One" in told(pilot)
        await press(pilot, "ctrl+r")
        assert workspace.rows("deal")["D-1"]["title"] == "Two"


async def test_the_history_of_a_record_is_one_key_from_it(demo_session: Session) -> None:
    record_commands.edit(demo_session.workspace, ["D-8"], {"source": "referral"})
    record_commands.edit(demo_session.workspace, ["F-1"], {"title": "Another"})
    async with running(demo_session, "show-pipeline") as pilot:
        pilot.app.screen.go_to("D-8")  # type: ignore[attr-defined]
        await press(pilot, "U")
        shown = screen_text(pilot)
        assert "of D-8, newest first" in shown
        assert "Set source of D-8" in shown
        assert "Set title of F-1" not in shown
        await press(pilot, "enter")
        assert "Kestrel" in screen_text(pilot)
        assert not isinstance(pilot.app.screen, WorkspaceScreen)
        await press(pilot, "escape")
        assert "of D-8, newest first" in screen_text(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PipelineScreen)
        await press(pilot, "8", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "U")
        assert "Set title of F-1" in screen_text(pilot)


async def test_another_writer_changes_the_table_under_an_open_cell(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session, "show-workspace") as pilot:
        await press(pilot, "j", "j", "j", "l", "l", "e")
        await type_in(pilot, "65")
        other = open_workspace(workspace.path, user="ben", clock=workspace.clock)
        pipelines.add_stage(other, "", "Pilot", {"place": "1"})
        workspace.poll()
        await pilot.pause()
        assert screen_of(pilot).edited == ("Proposal", "chance")
        await press(pilot, "enter")
        assert (chances(workspace)["Proposal"], "Pilot" in chances(workspace)) == (65, True)
        await press(pilot, "e")
        other.poll()
        pipelines.set_stage(other, "", "Proposal", {"name": "Offer"})
        other.close()
        workspace.poll()
        await pilot.pause()
        assert screen_of(pilot).edited is None
        assert "the row that was edited is gone" in told(pilot)


async def test_at_80_columns_the_tables_are_reached_sideways(demo_session: Session) -> None:
    async with running(demo_session, "show-workspace", NARROW) as pilot:
        assert "1 of 3" in screen_text(pilot)
        await press(pilot, "h")
        assert "Loss reasons" in screen_text(pilot)
        await press(pilot, "l", "l", "l")
        assert "1 of 3" in screen_text(pilot)


async def test_nothing_is_written_where_the_workspace_is_read_only(demo_session: Session) -> None:
    workspace = demo_session.workspace
    reader = open_workspace(workspace.path, user="ann", clock=workspace.clock, read_only=True)
    async with running(replace(demo_session, workspace=reader), "show-workspace") as pilot:
        for key in ("e", "n", "d", "J"):
            await press(pilot, key)
            assert "read only" in told(pilot)
            assert screen_of(pilot).edited is None
    reader.let_go()
