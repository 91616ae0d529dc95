"""The wheel, built and installed in an empty environment elsewhere."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_wheel_brings_its_dictionary_and_its_demo(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("pmtui-*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    constraints = str(ROOT / "tests" / "requirements.txt")
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--constraint", constraints, str(wheel)],
        check=True,
        capture_output=True,
    )
    pmtui = str(tmp_path / "env" / "bin" / "pmtui")
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "TMPDIR": str(tmp_path),
        "PMTUI_WORKSPACE": str(tmp_path / "acme"),
        "LANG": os.environ.get("LANG", "C.UTF-8"),
    }

    def run(*words: str) -> str:
        done = subprocess.run(
            [pmtui, *words], env=environ, cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert "churn" in run("define", "churn").lower()
    run("init")
    assert run("add", "deal", "title=Quay cranes").strip() == "D-1"
    assert "Quay cranes" in run("list", "deals")
    terminal = Terminal([pmtui, "demo"], environ)
    try:
        terminal.wait_for("Eight keys to begin with")
        terminal.press("q")
        terminal.wait_until(lambda text: "Eight keys" not in text and "Kestrel rollout" in text, "the board")
        terminal.press("7")
        terminal.wait_for("Funnel")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    finally:
        terminal.close()
