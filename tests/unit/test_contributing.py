"""The table of CONTRIBUTING.md: what adding a field, a metric, a report, a verb and a kind takes, tried on a copy."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCHEMAS = "pmtui/models/schemas.json"

FIELD = {
    "pmtui/models/deals/target.py": (
        "    amount: Annotated[Money",
        '    region: Annotated[Line, About("Region", "such as north", "territory")] = ""\n    amount: Annotated[Money',
    ),
}
"""By file, a piece of its text and what comes in its place."""

METRIC = {
    "pmtui/metrics/deals/sales.py": (
        '    Metric("win-rate"',
        '    Metric("deals-won", "count", _DEAL, _won_size, itself("closed-won deals"), "a won deal"),\n'
        '    Metric("win-rate"',
    ),
}

REPORT = {
    "pmtui/metrics/reports/reports.py": (
        '        ReportKind("funnel"',
        '        ReportKind("heads", "Heads", "deal", lambda *_: Report("Heads", ("head",), (("Acme",),))),\n'
        '        ReportKind("funnel"',
    ),
}

VERB = '''"""`pmtui greet`: greet somebody."""

import argparse

from pmtui.cli.options import Options
from pmtui.cli.verb import Verb


def run(options: Options, given: argparse.Namespace) -> int:
    """Print the greeting."""
    print(f"Hello {given.name}")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name")


VERB = Verb("greet", "greet somebody", run, _arguments)
'''

MODEL = '''"""The vendor."""

from typing import Annotated

from pmtui.models.document import About, Document
from pmtui.models.values.text_fields import Title


class Vendor(Document):
    """Somebody who sells to us."""

    name: Annotated[Title, About("Name", "the company's name", "account")]
'''

KIND = {
    "pmtui/models/kinds.py": (
        "_KINDS = (\n",
        '_KINDS = (\n    Kind(\n        "vendor", "vendors", "X", "name", "account", "vendor:Vendor",\n'
        '        columns=("id", "name"), natural_key=("name",),\n    ),\n',
    ),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package, which programs started there import."""
    shutil.copytree(ROOT / "pmtui", tmp_path / "copy" / "pmtui")
    (tmp_path / "copy" / "data").symlink_to(ROOT / "data")
    return tmp_path / "copy"


def put(copy: Path, pieces: dict[str, tuple[str, str]]) -> None:
    for name, (old, new) in pieces.items():
        text = (copy / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} has not one {old!r}"
        (copy / name).write_text(text.replace(old, new), encoding="utf-8")


def create(copy: Path, name: str, text: str) -> None:
    assert not (copy / name).exists()
    (copy / name).write_text(text, encoding="utf-8")


def python(copy: Path, *words: str) -> str:
    """What a program of the copy prints."""
    environ = {
        **os.environ, "PYTHONPATH": f"{copy}{os.pathsep}{ROOT}", "PMTUI_WORKSPACE": str(copy / "workspace"),
        "HOME": str(copy),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, env=environ, cwd=copy, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def pmtui(copy: Path, *lines: tuple[str, ...]) -> str:
    """What command lines print, all in one process."""
    told = f"import sys; from pmtui.cli import main; sys.exit(max(main(list(line)) for line in {lines!r}))"
    return python(copy, "-c", told)


def touched(copy: Path) -> set[str]:
    """The files of the copy that differ from the package's own."""
    return {name for name in _files(copy) if not _same(copy / name, ROOT / name)}


def _files(copy: Path) -> Iterator[str]:
    for path in (copy / "pmtui").rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            yield str(path.relative_to(copy))


def _same(first: Path, second: Path) -> bool:
    return second.exists() and first.read_bytes() == second.read_bytes()


def promised(what: str) -> tuple[int, bool]:
    """How many files the table says it takes, and whether the schemas are printed anew beside them."""
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.search(rf"^\| an? {what} \| (\d+)( \+ schemas\.json)? \|", table, re.MULTILINE)
    assert found, what
    return int(found[1]), bool(found[2])


def check(copy: Path, what: str) -> None:
    files, schemas = promised(what)
    changed = touched(copy)
    assert (SCHEMAS in changed) == schemas
    assert len(changed - {SCHEMAS}) == files, changed


def test_a_field_takes_the_files_of_the_table(copy: Path) -> None:
    put(copy, FIELD)
    target = copy / "pmtui/models/deals/target.py"
    line = "from pmtui.models.values.text_fields import Line\n"
    target.write_text(
        target.read_text().replace(
            "from pmtui.models.values.money", f"{line}from pmtui.models.values.money", 1
        )
    )
    python(copy, "-m", "tests.schemas")
    told = pmtui(
        copy,
        ("init",),
        ("add", "target", "period=2026-Q4", "amount=10k", "region=north"),
        ("list", "targets", "region:north", "--columns", "id,region"),
    )
    assert "north" in told
    check(copy, "field")


def test_a_metric_takes_the_files_of_the_table(copy: Path) -> None:
    put(copy, METRIC)
    told = pmtui(
        copy,
        ("init",),
        ("add", "deal", "title=Acme", "amount=10k", "stage=won"),
        ("metric", "deals-won"),
    )
    assert "deals-won 1" in told
    check(copy, "metric")


def test_a_report_takes_the_files_of_the_table(copy: Path) -> None:
    put(copy, REPORT)
    told = pmtui(copy, ("init",), ("report", "heads"), ("completion", "bash"), ("--help",))
    assert "Acme" in told
    assert "report: heads," in " ".join(told.split())
    check(copy, "report")


def test_a_verb_takes_the_files_of_the_table(copy: Path) -> None:
    create(copy, "pmtui/cli/verbs/workspace/greet.py", VERB)
    told = pmtui(copy, ("greet", "Ann"), ("completion", "fish"), ("man",), ("--help",))
    assert "Hello Ann" in told
    assert "-a greet" in told
    assert ".SS greet" in told
    check(copy, "verb")


def test_a_kind_takes_the_files_of_the_table(copy: Path) -> None:
    put(copy, KIND)
    create(copy, "pmtui/models/vendor.py", MODEL)
    python(copy, "-m", "tests.schemas")
    (copy / "vendors.csv").write_text("name\nNorth\nSouth\n")
    told = pmtui(
        copy,
        ("init",),
        ("add", "vendor", "name=North"),
        ("import", "vendors", str(copy / "vendors.csv")),
        ("list", "vendors"),
        ("completion", "bash"),
    )
    assert "X-1" in told
    assert "South" in told
    assert "vendors terms" in told
    check(copy, "kind")
