"""Keys, pastes, clicks, sizes and other people's commits in front of the real program."""

import os
from pathlib import Path

import pytest

from pmtui.cli.demo_workspace import make_workspace
from pmtui.models.values.clock import Clock
from tests.e2e.real_monkey import TerminalMonkey
from tests.e2e.test_session import Open, open_terminal

_STEPS = int(os.environ.get("PMTUI_MONKEY", "30"))

__all__ = ["open_terminal"]


@pytest.mark.parametrize(("seed", "size"), [(1, (120, 40)), (2, (80, 24))])
def test_the_program_stays_up_comes_home_and_shows_what_a_redraw_would(
    tmp_path: Path, open_terminal: Open, seed: int, size: tuple[int, int]
) -> None:
    make_workspace(tmp_path / "acme", "ann", Clock()).close()
    terminal = open_terminal(size=size)
    terminal.wait_for("Prospecting")
    monkey = TerminalMonkey(terminal, tmp_path / "acme", seed, size)
    monkey.run(_STEPS)
    assert monkey.steps >= _STEPS
