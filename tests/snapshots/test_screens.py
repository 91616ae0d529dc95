"""Every screen as it looks, at two sizes and in three themes."""

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot

from pmtui.screens.deals.pipeline import PipelineScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.imports.import_wizard import ImportWizard
from tests.screens import NARROW, WIDE, app_on

THEMES = ("pmtui-dark", "pmtui-light", "ansi-dark")

SCREENS = {
    "today": ("show-today", ()),
    "glossary": ("show-glossary", ()),
    "roadmap": ("show-roadmap", ()),
    "roadmap-timeline": ("show-roadmap", ("tab",)),
    "roadmap-priorities": ("show-roadmap", ("tab", "tab")),
    "roadmap-table": ("show-roadmap", ("tab", "tab", "tab")),
    "roadmap-launches": ("show-roadmap", ("tab", "tab", "tab", "tab")),
    "roadmap-portfolio": ("show-roadmap", ("tab", "tab", "tab", "tab", "tab")),
    "pipeline": ("show-pipeline", ()),
    "pipeline-table": ("show-pipeline", ("tab",)),
    "customers": ("show-customers", ()),
    "discovery": ("show-discovery", ()),
    "reports": ("show-reports", ()),
    "workspace": ("show-workspace", ()),
}
"""The screens and the keys that bring each view."""

STATES = {
    "detail": ("show-pipeline", ("tab", "enter")),
    "marks": ("show-pipeline", ("tab", "space", "space", "j")),
    "form": ("show-pipeline", ("e",)),
    "form-error": ("show-pipeline", ("n", "ctrl+s")),
    "filter-error": ("show-pipeline", ("f", "x", "colon", "y", "enter")),
    "help": ("show-pipeline", ("question_mark",)),
    "palette": ("show-pipeline", ("colon", "u", "n")),
    "define": ("show-pipeline", ("K",)),
    "look-up": ("show-pipeline", ("slash", "s", "a", "b")),
    "glossary-search": ("show-glossary", ("slash", "w", "i", "n", "wait:500")),
    "glossary-metric": ("show-glossary", ("slash", "w", "i", "n", "r", "a", "enter", "enter")),
    "homonym": ("show-glossary", ("slash", "s", "q", "l", "enter")),
    "compare": ("show-glossary", ("slash", "a", "r", "r", "enter", "equals_sign", "enter")),
    "what-if": ("show-glossary", ("slash", "w", "i", "n", "r", "a", "enter", "w")),
    "process": ("show-pipeline", ("g", "p")),
    "launch-decision": ("show-roadmap", ("tab", "tab", "tab", "tab", "x")),
    "launch-standing": ("show-roadmap", ("tab", "tab", "tab", "tab", "b")),
    "feature-detail": ("show-roadmap", ("tab", "tab", "tab", "j", "j", "enter", "z")),
    "priorities-what-if": ("show-roadmap", ("tab", "tab", "j", "w", "e", "5", "0", "0", "tab")),
    "roadmap-lanes": ("show-roadmap", ("B",)),
    "workspace-cell": ("show-workspace", ("j", "j", "j", "l", "l", "e", "6", "5")),
    "workspace-refused": ("show-workspace", ("l", "e", "w", "o", "n")),
    "workspace-targets": ("show-workspace", ("tab", "tab")),
    "workspace-keys": ("show-workspace", ("tab", "tab", "tab", "tab", "tab", "tab", "tab", "h", "j", "j")),
    "workspace-history": ("show-workspace", ("U", "wait:400")),
    "reports-compared": ("show-reports", ("tab", "c")),
    "reports-nothing": ("show-reports", ("greater_than_sign",)),
    "discovery-insight": ("show-discovery", ("enter",)),
    "discovery-gate": ("show-discovery", ("T",)),
    "discovery-competitor": ("show-discovery", ("tab", "enter")),
    "discovery-battlecard": ("show-discovery", ("tab", "b")),
    "discovery-matrix": ("show-discovery", ("O",)),
    "discovery-markets": ("show-discovery", ("tab", "tab")),
}
"""States of a screen that the eye should check as well."""


class SnapCompare(Protocol):
    """The fixture of pytest-textual-snapshot, typed."""

    def __call__(
        self,
        app: App[None],
        press: Iterable[str] = (),
        terminal_size: tuple[int, int] = (80, 24),
        run_before: Callable[[Pilot[None]], Awaitable[None]] | None = None,
    ) -> bool: ...


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("screen", SCREENS)
def test_screen(
    snap_compare: SnapCompare, demo_session: Session, screen: str, theme: str, size: tuple[int, int]
) -> None:
    start, keys = SCREENS[screen]
    assert snap_compare(app_on(demo_session, start, theme), press=keys, terminal_size=size)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("state", STATES)
def test_state(snap_compare: SnapCompare, demo_session: Session, state: str, size: tuple[int, int]) -> None:
    start, keys = STATES[state]
    assert snap_compare(app_on(demo_session, start), press=keys, terminal_size=size)


@pytest.mark.parametrize("theme", ["high-contrast", "high-contrast-light"])
@pytest.mark.parametrize("screen", ["pipeline", "glossary"])
def test_high_contrast(snap_compare: SnapCompare, demo_session: Session, screen: str, theme: str) -> None:
    start, keys = SCREENS[screen]
    assert snap_compare(app_on(demo_session, start, theme), press=keys, terminal_size=WIDE)


@pytest.mark.parametrize("screen", ["today", "roadmap-table", "pipeline", "customers", "discovery"])
def test_empty(snap_compare: SnapCompare, empty_session: Session, screen: str) -> None:
    start, keys = SCREENS[screen]
    assert snap_compare(app_on(empty_session, start), press=keys, terminal_size=NARROW)


DEALS = (
    "Opportunity report,,,,\nDeal name,Company,Stage,Amount,Close date\n"
    'Second crane,Arbor Terminals,Proposal,"12,400.00",12/31/2026\n'
    "Rota for Elbe,Elbe Bunkering,Demo held,900.50,12/13/2026\n"
    "Broken,Arbor Terminals,Qualified,lots,12/01/2026\nGrand total,,,13300.50,\n"
)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("steps", [0, 1, 2], ids=["decisions", "columns", "preview"])
def test_import(
    snap_compare: SnapCompare, demo_session: Session, tmp_path: Path, steps: int, size: tuple[int, int]
) -> None:
    file = tmp_path / "deals.csv"
    file.write_text(DEALS, encoding="utf-8")

    async def open_wizard(pilot: Pilot[None]) -> None:
        while not isinstance(pilot.app.screen, PipelineScreen):
            await pilot.pause()
        pilot.app.push_screen(ImportWizard(demo_session, "deal", file))
        for step in range(steps + 1):
            await pilot.pause()
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            if step < steps:
                await pilot.press("tab")

    app = app_on(demo_session, "show-pipeline")
    assert snap_compare(app, terminal_size=size, run_before=open_wizard)
