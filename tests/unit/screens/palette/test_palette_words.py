"""The palette finds each act by the words that people use for it."""

import pytest

from pmtui.cli.options import Options
from pmtui.cli.session_verbs import SessionVerbs
from pmtui.commands import COMMANDS, Keymap
from pmtui.config import Settings
from pmtui.metrics.compute import METRICS
from pmtui.metrics.reports.reports import KINDS_OF_REPORT
from pmtui.models.kinds import KINDS
from pmtui.screens.frame.palette.offered_acts import OfferedActs
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Workspace
from pmtui.widgets.palette.palette_search import PaletteAct, found

WORDS = {
    "sunset": "verb:sunset",
    "end of life": "verb:sunset",
    "retire a product": "verb:sunset",
    "ship": "command:move-on",
    "advance": "command:move-on",
    "next stage": "command:move-on",
    "release notes": "verb:release-notes",
    "changelog": "verb:release-notes",
    "what shipped": "verb:release-notes",
    "customer roadmap": "verb:roadmap",
    "public roadmap": "verb:roadmap",
    "promises": "verb:promises",
    "commitments": "verb:promises",
    "promise": "command:request",
    "commit a date": "command:request",
    "gaps": "verb:gaps",
    "missing features": "verb:gaps",
    "export": "verb:export",
    "csv": "verb:export",
    "excel": "verb:export",
    "calendar": "verb:export",
    "targets": "list:target",
    "quota": "report:attainment",
    "stages": "verb:stage",
    "exit criteria": "command:check-out",
    "pipelines": "command:pipelines",
    "rates": "verb:rates",
    "exchange rates": "verb:rates",
    "currencies": "verb:rates",
    "criteria": "verb:criteria",
    "scorecard": "verb:criteria",
    "playbooks": "verb:playbook",
    "onboarding": "command:playbook",
    "health": "metric:customer-health",
    "doctor": "verb:doctor",
    "check": "verb:doctor",
    "objections": "verb:objections",
    "too expensive": "verb:objections",
    "battlecard": "verb:battlecard",
    "competitor": "view:show-discovery/competitors",
    "matrix": "command:matrix",
    "prd": "command:brief",
    "specification": "command:brief",
    "spec": "verb:spec",
    "win": "command:win",
    "won": "command:win",
    "lose": "command:lose",
    "lost": "command:lose",
    "call": "command:log",
    "meeting": "command:log",
    "note": "command:log",
    "task": "command:plan",
    "remind": "command:plan",
    "schedule": "command:plan",
    "follow up": "command:plan",
    "add": "command:new",
    "create": "command:new",
    "capture": "command:quick-add",
    "delete": "command:delete",
    "remove": "command:delete",
    "edit": "command:edit",
    "change": "command:edit",
    "duplicates": "command:merge",
    "dedupe": "command:merge",
    "find": "command:look-up",
    "search": "command:look-up",
    "filter": "command:filter",
    "saved filters": "command:views",
    "sort": "command:sort",
    "group by": "command:lanes",
    "swimlanes": "command:lanes",
    "columns": "command:columns",
    "undo": "command:undo",
    "oops": "command:undo",
    "redo": "command:redo",
    "copy": "command:copy",
    "clipboard": "command:copy",
    "select": "command:mark",
    "select all": "command:mark-all",
    "history": "command:history",
    "audit": "command:history",
    "time machine": "command:travel",
    "as of": "command:travel",
    "backup": "verb:backup",
    "restore": "verb:restore",
    "theme": "command:theme",
    "dark mode": "command:theme",
    "colours": "command:theme",
    "nord": "theme:nord",
    "settings": "command:show-workspace",
    "preferences": "command:show-workspace",
    "user": "setting:user",
    "shortcuts": "command:help",
    "keys": "command:help",
    "quit": "command:quit",
    "exit": "command:quit",
    "tutorial": "command:tour",
    "import": "command:import",
    "spreadsheet": "command:import",
    "hubspot": "command:import",
    "forecast": "command:forecast",
    "funnel": "report:funnel",
    "conversion": "report:funnel",
    "velocity": "report:velocity",
    "why we lose": "report:winloss",
    "churn": "report:retention",
    "nrr": "metric:nrr",
    "win rate": "metric:win-rate",
    "rice": "command:method",
    "prioritize": "command:method",
    "backlog": "view:show-roadmap/priorities",
    "gantt": "view:show-roadmap/timeline",
    "portfolio": "view:show-roadmap/portfolio",
    "launches": "view:show-roadmap/launches",
    "leads": "view:show-pipeline/leads",
    "agenda": "view:show-pipeline/activities",
    "contacts": "view:show-customers/contacts",
    "okr": "view:show-discovery/objectives",
    "personas": "view:show-discovery/personas",
    "budget": "report:budget",
    "who asked": "verb:calls",
    "icp": "verb:profile",
    "ideal customer": "verb:profile",
    "lead to deal": "command:convert",
    "go or no-go": "command:gate",
    "dependencies": "command:slip-chain",
    "simulate": "command:what-if",
    "flash cards": "command:learn",
    "fiscal year": "verb:fiscal-year",
    "refresh": "command:redraw",
}
"""What people type, and the act that must be first."""


@pytest.fixture
def acts(workspace: Workspace) -> tuple[PaletteAct, ...]:
    session = Session(workspace, Settings(), Keymap(), verbs=SessionVerbs(Options()))
    return tuple(OfferedActs(session, "board", "", {}).all())


def test_an_act_is_first_under_every_word_that_people_use_for_it(acts: tuple[PaletteAct, ...]) -> None:
    first = {typed: [act.key for act in found(acts, typed)[:3]] for typed in WORDS}
    assert {typed: keys for typed, keys in first.items() if keys[:1] != [WORDS[typed]]} == {}


def test_every_act_is_found_by_its_own_title(acts: tuple[PaletteAct, ...]) -> None:
    assert [act.key for act in acts if act not in found(acts, act.title)[:3]] == []


def test_every_declaration_is_an_act(acts: tuple[PaletteAct, ...]) -> None:
    keys = {act.key for act in acts}
    assert {f"report:{name}" for name in KINDS_OF_REPORT} <= keys
    assert {f"metric:{slug}" for slug in METRICS} <= keys
    assert {f"setting:{name}" for name in Settings._fields} <= keys
    assert {f"list:{kind.name}" for kind in KINDS.values() if not kind.home and not kind.internal} <= keys
    unkeyed = {command.id for command in COMMANDS.values() if command.scope == "form"} | {"palette", "back"}
    assert {f"command:{each}" for each in COMMANDS if each not in unkeyed} <= keys


def test_no_two_acts_have_one_key(acts: tuple[PaletteAct, ...]) -> None:
    assert len({act.key for act in acts}) == len(acts)


def test_what_cannot_be_done_now_comes_after_what_can() -> None:
    one, other = PaletteAct("a", "Ship it", reason="nothing to ship"), PaletteAct("b", "Ship now")
    assert found((one, other), "ship") == [other, one]


def test_nothing_typed_is_everything() -> None:
    acts = (PaletteAct("a", "One"), PaletteAct("b", "Two"))
    assert found(acts, " ") == list(acts)
    assert found(acts, "three") == []
