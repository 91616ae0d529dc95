"""Other hands: keys of other keyboards, and a session that is put into the background."""

from textual import events

from pmtui.app import PmtuiApp, Start
from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.screens.frame.session import Session
from pmtui.screens.screen_manager import ScreenManager
from pmtui.widgets.frame.picker import Picker
from tests.screens import press, running, screen_text


async def test_a_cyrillic_letter_moves_and_is_typed_where_text_goes(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        pilot.app.post_message(events.Key("G", "П"))
        await press(pilot, "slash")
        assert isinstance(pilot.app.screen, Picker)
        pilot.app.post_message(events.Key("f", "а"))
        await pilot.pause()
        assert "а" in screen_text(pilot).splitlines()[3]


async def test_a_restricted_session_is_not_suspended(demo_session: Session) -> None:
    app = PmtuiApp(
        lambda: ScreenManager(demo_session), Settings(), Keymap(), Start("show-pipeline", walled=True)
    )
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "ctrl+z")
        assert "no shell to go back to" in screen_text(pilot)
