"""`K` answers for the label under the cursor, and never for what lies behind it."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.glossary.entry_screen import EntryScreen
from pmtui.screens.roadmap.roadmap import RoadmapScreen
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.record.detail import Detail
from tests.screens import press, running


def defined(pilot: Pilot[None]) -> str:
    """The entry that is shown over everything else; empty for none."""
    screen = pilot.app.screen
    return screen.pane.slug if isinstance(screen, EntryScreen) else ""


def focused_line(pilot: Pilot[None]) -> str:
    focused = pilot.app.focused
    assert isinstance(focused, Detail)
    return focused.headword


def lane(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, DocumentScreen)
    return screen.pane.headword


def dialog(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, Dialog)
    return screen.headword


LABELS: list[tuple[str, str, tuple[str, ...], Callable[[Pilot[None]], str]]] = [
    ("a stage", "show-pipeline", (), lane),
    ("another stage", "show-pipeline", ("l", "l"), lane),
    ("a column", "show-customers", ("l", "l"), lane),
    ("a field of a record", "show-pipeline", ("enter", "enter", "j", "j"), focused_line),
    ("an input of a method", "show-roadmap", ("tab", "p", "l", "l"), lane),
    ("a criterion in a dialog", "show-pipeline", ("x",), dialog),
    ("a phase of the process", "show-pipeline", ("g", "p"), dialog),
]
"""The labels that a cursor can be on: where, the keys that lead to it, and what says which it is."""


@pytest.mark.parametrize(("name", "screen", "keys", "label"), LABELS, ids=[name for name, *_ in LABELS])
async def test_k_defines_the_label_under_the_cursor(
    demo_session: Session, name: str, screen: str, keys: tuple[str, ...], label: Callable[[Pilot[None]], str]
) -> None:
    async with running(demo_session, screen) as pilot:
        await press(pilot, *keys)
        wanted, before = label(pilot), pilot.app.screen
        assert wanted
        await press(pilot, "K")
        assert defined(pilot) == wanted
        await press(pilot, "escape")
        assert pilot.app.screen is before


async def test_k_on_what_has_no_entry_says_so_and_does_not_look_behind(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        await press(pilot, "enter", "enter")
        detail = pilot.app.focused
        assert isinstance(detail, Detail)
        place = next(
            place for place, line in enumerate(detail.lines) if not line.headword and not line.heading
        )
        detail.cursor = place
        await press(pilot, "K")
        assert defined(pilot) == ""
        assert screen.said is not None
        assert "no entry" in screen.said.text


async def test_what_if_and_compare_act_on_the_entry_under_the_cursor_with_its_pane_hidden(
    demo_session: Session,
) -> None:
    async with running(demo_session, "show-glossary", (80, 24)) as pilot:
        screen = pilot.app.screen
        assert screen.go_to("win-rate") if hasattr(screen, "go_to") else False
        await pilot.pause()
        assert not screen.has_class("-detail")
        await press(pilot, "w")
        assert (
            "What if: Win rate" in str(getattr(pilot.app.screen, "_title", ""))
            or pilot.app.screen is not screen
        )


async def test_a_key_of_another_screen_works_over_a_dialog_or_says_why_not(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "g", "p", "3")
        assert isinstance(pilot.app.screen, RoadmapScreen)
        await press(pilot, "4", "x")
        checklist = pilot.app.screen
        assert isinstance(checklist, Dialog)
        await press(pilot, "3")
        assert pilot.app.screen is checklist
        assert checklist.said is not None
        assert "not kept yet" in checklist.said.text
        await press(pilot, ":")
        assert checklist.said is not None
        await press(pilot, "q")
        assert pilot.app.screen is not checklist
