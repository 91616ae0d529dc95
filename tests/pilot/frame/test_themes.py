"""Other colours: picked by a key, kept for the next start, and of the contrast that they promise."""

from pathlib import Path

import pytest
from textual.color import Color

from pmtui.screens.frame.session import Session
from pmtui.widgets.drawing.diffed_widget import DiffedWidget
from pmtui.widgets.frame.themes import HIGH_CONTRAST, put_on
from tests.screens import app_on, press, running, told

_ENOUGH = 7.0
"""WCAG 2.2, success criterion 1.4.6."""


async def test_a_theme_is_picked_by_its_name_and_put_on(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        before = pilot.app.theme
        await press(pilot, "ctrl+t", *"high-contrast-l", "enter")
        assert (before, pilot.app.theme) == ("textual-dark", "high-contrast-light")


async def test_an_unknown_theme_gives_way_and_the_nearest_is_named(demo_session: Session) -> None:
    app = app_on(demo_session, theme="gruvbux")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == "textual-dark"
        assert "gruvbox" in told(pilot)


def luminance(colour: Color) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [theme.name for theme in HIGH_CONTRAST])
async def test_high_contrast_is_what_it_says(demo_session: Session, theme: str) -> None:
    app = app_on(demo_session)
    async with app.run_test(size=(120, 40)) as pilot:
        put_on(app, theme)
        await pilot.pause()
        seen = 0
        for widget in app.screen.query(DiffedWidget):
            for name in widget._get_component_classes():
                style = widget.get_component_rich_style(name)
                if style.color is None or style.bgcolor is None:
                    continue
                front, back = (Color.from_rich_color(each) for each in (style.color, style.bgcolor))
                light, dark = sorted((luminance(front), luminance(back)), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= _ENOUGH, name
                seen += 1
        assert seen > 5


def test_what_is_picked_is_kept_where_settings_are(tmp_path: Path) -> None:
    from pmtui.cli.launch_tui import _keep

    config = tmp_path / "config.toml"
    config.write_text('# mine\nanimation = "none"\n', encoding="utf-8")
    assert str(config) in _keep(config, "theme", "nord")
    assert config.read_text(encoding="utf-8") == '# mine\nanimation = "none"\ntheme = "nord"\n'


def test_the_app_takes_its_theme_from_the_terminal() -> None:
    from pmtui.terminal.profile import detect

    assert detect({"TERM": "linux"}, interactive=True).theme == "ansi-dark"
    assert detect({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, interactive=True).theme == "textual-light"
    assert (
        detect({"TERM": "xterm-256color", "COLORFGBG": "15;default;0"}, interactive=True).theme
        == "textual-dark"
    )
