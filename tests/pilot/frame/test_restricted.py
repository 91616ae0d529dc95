"""`--restricted` has no way out, whatever keys are pressed; `--read-only` changes not a byte."""

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from pmtui.commands import COMMANDS
from pmtui.errors import InputError
from pmtui.screens.frame.file_paths import FilePaths
from pmtui.screens.frame.session import Session
from tests.restricted import watched
from tests.screens import app_on, press, running, screen_text, told

_LONG = os.environ.get("PMTUI_FUZZ") == "long"
_SEEDS = range(60 if _LONG else 2)
_KEYS = 400 if _LONG else 80
_PRESSED = (
    *"abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567",
    *("enter", "escape", "tab", "space", "down", "up", "slash", "colon", "equals_sign", "full_stop", "tilde"),
    *("ctrl+s", "ctrl+e", "ctrl+n", "ctrl+g", "ctrl+p", "ctrl+t", "ctrl+z", "ctrl+l", "ctrl+r", "ctrl+o"),
    *("asterisk", "plus", "minus", "less_than_sign", "greater_than_sign", "left_square_bracket"),
)
"""Every key that does something, and some that should do nothing; all but those that leave."""


STATE = ".local/state/pmtui"
"""What a person looked up and where they were, which is theirs and outlives any session."""


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder that nobody in a restricted session may touch."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.csv").write_text("title,amount\nsecret,1\n", encoding="utf-8")
    return folder


def closed(session: Session) -> Session:
    """The session with everything that leads out of it tempting: an editor, a clipboard program."""
    settings = session.settings._replace(editor="true", clipboard="native")
    return replace(session, restricted=True, settings=settings)


async def press_anything(session: Session, seed: int) -> None:
    """Press keys at random, and begin again where that has led out of all screens."""
    chance = random.Random(seed)
    start = chance.choice([name for name in COMMANDS if name.startswith("show-")])
    app = app_on(session, start)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for _ in range(_KEYS):
            await pilot.press(chance.choice(_PRESSED))
            if not app.is_running:
                break
    assert app.failure is None


@pytest.mark.parametrize("seed", _SEEDS)
async def test_no_key_leads_out(
    demo_session: Session, outside: Path, home: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    (home / STATE).mkdir(parents=True)
    monkeypatch.setenv("EDITOR", "touch")
    monkeypatch.setenv("DISPLAY", ":0")
    with watched([demo_session.workspace.path, home / STATE], [outside]) as seen:
        await press_anything(closed(demo_session), seed)
    assert seen == []


@pytest.mark.parametrize("seed", _SEEDS)
async def test_read_only_changes_not_a_byte(demo_session: Session, home: Path, seed: int) -> None:
    folder = demo_session.workspace.path
    (home / STATE).mkdir(parents=True)
    demo_session.workspace.close()
    before = contents(folder)
    from pmtui.store.open_workspace import open_workspace

    workspace = open_workspace(folder, user="eve", clock=demo_session.workspace.clock, read_only=True)
    try:
        with watched([home / STATE]) as seen:
            await press_anything(replace(closed(demo_session), workspace=workspace), seed)
    finally:
        workspace.close()
    assert seen == []
    assert contents(folder) == before


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with what is in it."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def test_the_watch_would_see_an_editor(demo_session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the fuzz relies on: without `--restricted` the same key starts a program."""
    import subprocess

    monkeypatch.setenv("EDITOR", "true")
    with watched([demo_session.workspace.path]) as seen:
        subprocess.run(["true"], check=True)
    assert seen


async def test_the_editor_is_refused_and_says_so(demo_session: Session) -> None:
    async with running(closed(demo_session)) as pilot:
        await press(pilot, "E", "ctrl+e")
        assert "--restricted" in told(pilot) + screen_text(pilot)


async def test_copying_goes_through_the_terminal_alone(demo_session: Session) -> None:
    assert closed(demo_session).clipboard == "osc52"
    assert replace(closed(demo_session), restricted=False).clipboard == "native"


@pytest.mark.parametrize("typed", ["{outside}/", "{within}/../outside/", "~/", "/etc/", "{within}/linked/"])
def test_the_wizard_finds_no_file_elsewhere(tmp_path: Path, outside: Path, home: Path, typed: str) -> None:
    within = tmp_path / "within"
    within.mkdir()
    (home / "own.csv").write_text("title\na\n", encoding="utf-8")
    (within / "mine.csv").write_text("title\na\n", encoding="utf-8")
    (within / "linked").symlink_to(outside)
    (within / "link.csv").symlink_to(outside / "secret.csv")
    paths = FilePaths(within)
    assert not paths.find(typed.format(outside=outside, within=within))
    assert [choice.label for choice in paths.find(f"{within}/")] == ["mine.csv"]
    assert not paths.is_allowed(within / "link.csv")


def test_restricted_needs_no_terminal_to_be_refused_a_server() -> None:
    from pmtui.cli.options import Options
    from pmtui.cli.verbs.workspace.serve import serve

    with pytest.raises(InputError, match="restricted"):
        serve(Options(restricted=True), 8000)
