"""The hunt for mutants: each is put into a copy of the checkout, where its tests must fail."""

import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, NamedTuple

from tests.mutants import ROOT, Mutant

PATIENCE = 600.0
"""Seconds after which a mutant counts as killed, since its tests no longer come to an end."""

_COPIED = (
    "pmtui",
    "data",
    "tests",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Makefile",
)
_PASSED, _FAILED = 0, 1  # exit codes of pytest; all others mean that nothing was tested

Outcome = Literal["killed", "survived", "broken"]
"""Broken: its tests could not be run, so that they say nothing."""


class Verdict(NamedTuple):
    """What became of a mutant."""

    mutant: Mutant
    outcome: Outcome
    told: str
    """The last lines that its tests printed."""


def hunt(mutants: Sequence[Mutant], told: Callable[[Verdict], None], *, at_once: int = 2) -> list[Verdict]:
    """Put every mutant to its tests, some at once; each is told of when its tests have run.

    Raises:
        RuntimeError: The tests fail without any mutant, so that they would prove nothing.
    """
    free: queue.SimpleQueue[Path] = queue.SimpleQueue()
    with copies(at_once) as folders:
        for folder in folders:
            free.put(folder)

        def put(mutant: Mutant) -> Verdict:
            folder = free.get()
            try:
                verdict = judged(folder, mutant)
            finally:
                free.put(folder)
            told(verdict)
            return verdict

        tests = sorted({test for mutant in mutants for test in mutant.tests})
        code, output = _run(folders[0], tests)
        if code != _PASSED:
            raise RuntimeError(f"the tests fail without any mutant:\n{output}")
        with ThreadPoolExecutor(at_once) as pool:
            return list(pool.map(put, mutants))


@contextmanager
def copies(count: int) -> Iterator[list[Path]]:
    """Copies of the checkout, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="pmtui-mutants-") as name:
        folders = [Path(name) / str(number) for number in range(count)]
        for folder in folders:
            folder.mkdir()
            for part in _COPIED:
                source = ROOT / part
                copy = shutil.copytree if source.is_dir() else shutil.copy2
                copy(source, folder / part)
        yield folders


def judged(folder: Path, mutant: Mutant) -> Verdict:
    """Put a mutant into a copy, run its tests, and take it out again."""
    path = folder / mutant.file
    source = path.read_text(encoding="utf-8")
    try:
        changed = mutant.applied(source)
    except ValueError as error:
        return Verdict(mutant, "broken", str(error))
    try:
        path.write_text(changed, encoding="utf-8")
        _forget_compiled(path)
        code, output = _run(folder, mutant.tests)
    finally:
        path.write_text(source, encoding="utf-8")
        _forget_compiled(path)
    outcome: Outcome = "survived" if code == _PASSED else "killed" if code in (_FAILED, None) else "broken"
    return Verdict(mutant, outcome, output)


def _forget_compiled(path: Path) -> None:
    """Remove the compiled form: one written in the same second, of the same length, would be taken for it."""
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        compiled.unlink()


def _run(folder: Path, tests: Sequence[str]) -> tuple[int | None, str]:
    """The exit code of some tests in a copy, `None` where they do not end, and their last words."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "--tb=line",
        *tests,
    ]
    environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(folder)}
    process = subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        output, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, "its tests did not come to an end"
    return process.returncode, "\n".join(output.splitlines()[-5:])
