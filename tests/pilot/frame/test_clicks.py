"""What is drawn in the frame can be clicked: a screen, a view, a key."""

from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from tests.screens import running, screen_text


def column(text: str, line: int, word: str) -> int:
    found = text.splitlines()[line].index(word)
    assert found >= 0
    return found


async def test_a_screen_a_view_and_a_key_are_clicked(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        text = screen_text(pilot)
        await pilot.click(offset=(column(text, 0, "Roadmap") + 1, 0))
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, BaseScreen)
        assert screen.TITLE_SHOWN == "Roadmap"
        text = screen_text(pilot)
        await pilot.click(offset=(column(text, 1, "timeline") + 1, 1))
        await pilot.pause()
        assert screen.view_titles[screen.view] == "timeline"
        text = screen_text(pilot)
        last = len(text.splitlines()) - 1
        await pilot.click(offset=(column(text, last, "look up") + 1, last))
        await pilot.pause()
        assert pilot.app.screen is not screen
