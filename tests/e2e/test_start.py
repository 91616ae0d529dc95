"""The first screen comes up before the models: it needs none, and whoever opens a form finds them loaded."""

import json
import sys
from pathlib import Path

import pytest

from pmtui.cli.demo_workspace import make_workspace
from tests.conftest import TODAY, StillClock
from tests.e2e.terminal import Terminal, eventually
from tests.e2e.test_session import environ

_PROGRAM = """
import json, sys
import pmtui.app
from pmtui.cli import main
pmtui.app._REST = float(sys.argv[1])
code = main(sys.argv[3:])
with open(sys.argv[2], "w") as file:
    json.dump(sorted(sys.modules), file)
sys.exit(code)
"""


def modules_after(folder: Path, screen: str, shown: str, *, rest: float) -> set[str]:
    """What has been imported once a screen was shown and the cursor moved on it."""
    told = folder / "modules.json"
    words = ["--today", TODAY.isoformat(), screen]
    terminal = Terminal([sys.executable, "-c", _PROGRAM, str(rest), str(told), *words], environ(folder))
    try:
        terminal.wait_for(shown)
        terminal.press("j")
        terminal.settle()
        if rest < 1:
            eventually(lambda: terminal.has_loaded("pydantic_core"))
            terminal.settle()
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    finally:
        terminal.close()
    return set(json.loads(told.read_text()))


@pytest.mark.parametrize(
    ("screen", "shown"), [("pipeline", "P ann"), ("customers", "Account"), ("glossary", "Product strategy")]
)
def test_a_first_screen_needs_no_models(tmp_path: Path, screen: str, shown: str) -> None:
    make_workspace(tmp_path / "acme", "ann", StillClock()).close()
    modules = modules_after(tmp_path, screen, shown, rest=1e6)
    assert "pmtui.screens.screen_manager" in modules
    assert {"pydantic", "pmtui.models.document", "tinydb"} & modules == set()


def test_the_models_are_there_before_a_form_is_opened(tmp_path: Path) -> None:
    make_workspace(tmp_path / "acme", "ann", StillClock()).close()
    assert {"pydantic", "pmtui.models.deals.deal"} <= modules_after(tmp_path, "pipeline", " open ", rest=0.01)
