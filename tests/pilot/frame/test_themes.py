"""Other colors: picked by a key, kept for the next start, and legible in every theme."""

from itertools import product
from pathlib import Path

import pytest
from textual.color import Color

from pmtui.screens.frame.session import Session
from pmtui.terminal.profile import detect
from pmtui.widgets.drawing.text_styles import TONES
from pmtui.widgets.frame.contrast import ENOUGH, contrast, readable
from pmtui.widgets.frame.themes import NAMES, OURS, put_on, theme_named
from tests.looks.measure import SIXTEEN_DARK, SIXTEEN_LIGHT, looks_of
from tests.screens import NARROW, app_on, press, running, told

_HIGH = 7.0
"""WCAG 2.2, success criterion 1.4.6."""

_MUST = {name: _HIGH if name.startswith("high-contrast") else ENOUGH for name in NAMES}
_SIXTEEN = {theme.name for theme in OURS if theme.ansi}


async def test_a_theme_is_picked_by_its_name_and_put_on(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        before = pilot.app.theme
        await press(pilot, "ctrl+t", *"high-contrast-l", "enter")
        assert (before, pilot.app.theme) == ("pmtui-dark", "high-contrast-light")


async def test_an_unknown_theme_gives_way_and_the_nearest_is_named(demo_session: Session) -> None:
    app = app_on(demo_session, theme="gruvbux")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == "pmtui-dark"
        assert "gruvbox" in told(pilot)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in _SIXTEEN])
def test_all_that_is_text_can_be_read_on_all_it_lies_on(name: str) -> None:
    theme = theme_named(name)
    variables = {**theme.to_color_system().generate(), **theme.variables}
    texts = {"foreground", "text", "text-muted"}
    texts |= {style.split()[0].removeprefix("$") for style in TONES.values() if style.startswith("$")}
    behind_text = [Color.parse(variables[layer]) for layer in ("background", "surface", "panel")]
    weak = [
        f"{text} on {behind.hex6}: {contrast(Color.parse(variables[text]), behind):.1f}"
        for text, behind in product(sorted(texts), behind_text)
        if contrast(Color.parse(variables[text]), behind) < _MUST[name]
    ]
    for role in ("block-cursor", "block-cursor-blurred", "input-cursor", "input-selection"):
        front, back = (Color.parse(variables[f"{role}-{layer}"]) for layer in ("foreground", "background"))
        if contrast(front, back) < _MUST[name]:
            weak.append(f"{role}: {contrast(front, back):.1f}")
    assert weak == []


@pytest.mark.parametrize("start", ["show-pipeline", "show-glossary"])
async def test_a_screen_is_legible_in_every_theme(demo_session: Session, start: str) -> None:
    app = app_on(demo_session, start)
    weak = {}
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        for name in NAMES:
            put_on(app, name)
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            looks = looks_of(
                [list(strip) for strip in strips], SIXTEEN_LIGHT if "light" in name else SIXTEEN_DARK
            )
            least = 3.0 if name in _SIXTEEN else _MUST[name]  # those are the terminal's own to choose
            if looks.contrast < least:
                weak[name] = (round(looks.contrast, 1), looks.dimmest)
    assert weak == {}


def test_a_color_is_moved_no_further_than_it_has_to_be() -> None:
    page = Color.parse("#14171d")
    assert readable(Color.parse("#ffffff"), [page]) == Color.parse("#ffffff")
    moved = readable(Color.parse("#2a4a80"), [page])
    assert contrast(moved, page) >= ENOUGH
    assert contrast(moved, page) < ENOUGH + 1.5


def test_what_is_picked_is_kept_where_settings_are(tmp_path: Path) -> None:
    from pmtui.cli.launch_tui import _keep

    config = tmp_path / "config.toml"
    config.write_text('# mine\nanimation = "none"\n', encoding="utf-8")
    assert str(config) in _keep(config, "theme", "nord")
    assert config.read_text(encoding="utf-8") == '# mine\nanimation = "none"\ntheme = "nord"\n'


@pytest.mark.parametrize(
    ("environ", "theme"),
    [
        ({"TERM": "linux"}, "ansi-dark"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "pmtui-light"),
        ({"TERM": "xterm-256color", "COLORFGBG": "15;default;0"}, "pmtui-dark"),
        ({"TERM": "alacritty"}, "pmtui-dark"),
    ],
)
def test_the_app_takes_its_theme_from_the_terminal(environ: dict[str, str], theme: str) -> None:
    assert detect(environ, interactive=True).theme == theme
