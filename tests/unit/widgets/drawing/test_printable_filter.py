"""What is drawn: text that a terminal shows, wherever it came from."""

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from pmtui.app import PmtuiApp
from pmtui.screens.glossary.shell_picker import InlineLookup
from pmtui.widgets.frame.guarded_app import GuardedApp

_HOSTILE = "Acme\x1b]0;title\x07 \x9b31mred\x1b[2J \u2066abc\u2069 \u202eevil zero\u200bwidth t\U000e0041g"


class _Told(GuardedApp[None]):
    """Draws a text as it came."""

    def compose(self) -> ComposeResult:
        yield Static(_HOSTILE, markup=False)


async def test_no_escape_sequence_and_no_invisible_sign_is_drawn() -> None:
    app = _Told()
    async with app.run_test(size=(80, 5)) as pilot:
        await pilot.pause()
        drawn = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
    assert "Acme" in drawn
    assert "evil zerowidth tg" in drawn
    assert not set("\x1b\x07\x9b\u2066\u2069\u202e\u200b\U000e0041") & set(drawn)


@pytest.mark.parametrize("app", [PmtuiApp, InlineLookup])
def test_every_application_draws_through_it(app: type[App[object]]) -> None:
    assert issubclass(app, GuardedApp)
