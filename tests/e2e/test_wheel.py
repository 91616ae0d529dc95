"""The wheel, built and installed in an environment elsewhere that holds nothing but what it asks for."""

import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.e2e.terminal import Terminal

ROOT = Path(__file__).parents[2]


def needed(wheel_name: str) -> Iterator[Distribution]:
    """What an installed distribution asks for, and what that asks for, without what only extras need."""
    waiting = [Requirement(wheel_name)]
    seen: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        extras = wanted.extras or {""}
        if f"{wanted.name}{extras}" in seen:
            continue
        seen.add(f"{wanted.name}{extras}")
        found = distribution(wanted.name)
        assert found.version in wanted.specifier, wanted
        if wanted.name != wheel_name:
            yield found
        for text in found.requires or ():
            requirement = Requirement(text)
            if requirement.marker is None or any(
                requirement.marker.evaluate({"extra": extra}) for extra in extras
            ):
                waiting.append(requirement)


def lend(found: Distribution, site: Path) -> None:
    """Link the files of a distribution that is installed here into another environment."""
    for name in {file.parts[0] for file in found.files or () if file.parts[0] not in ("..", "__pycache__")}:
        link = site / name
        if not link.is_symlink():
            link.symlink_to(Path(str(found.locate_file(name))).resolve())


@pytest.mark.slow
def test_the_wheel_brings_its_dictionary_and_its_demo(tmp_path: Path, home: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("pmtui-*.whl")
    venv.create(tmp_path / "env", symlinks=True)
    python = tmp_path / "env" / "bin" / "python"
    (site,) = (tmp_path / "env").glob("lib/python*/site-packages")
    for each in needed("pmtui"):
        lend(each, site)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            wheel,
        ],
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

    assert not (site / "pytest").exists()
    assert "churn" in run("define", "churn").lower()
    run("init")
    assert run("add", "deal", "title=Quay cranes").strip() == "D-1"
    assert "Quay cranes" in run("list", "deals")
    terminal = Terminal([pmtui, "demo"], environ)
    try:
        terminal.wait_for("leaves the tour")
        terminal.press("\x1b")
        terminal.wait_until(
            lambda text: "leaves the tour" not in text and "Kestrel rollout" in text, "the board"
        )
        terminal.press("7")
        terminal.wait_for("Funnel")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    finally:
        terminal.close()
