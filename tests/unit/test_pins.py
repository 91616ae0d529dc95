"""What is installed for tests is pinned to the byte; what the program asks for ends before the next major version."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PINS = (ROOT / "tests" / "requirements.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SHIPPED = ("postgres", "serve")


def pinned() -> dict[str, list[Requirement]]:
    """The pinned requirements by name; one for each kind of machine where they differ."""
    found: dict[str, list[Requirement]] = {}
    for line in PINS.splitlines():
        if line[:1].isalnum():
            requirement = Requirement(line.removesuffix("\\").strip())
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def asked(*extras: str) -> list[Requirement]:
    """What the program asks for, and its extras, without itself."""
    texts = [
        *PROJECT["dependencies"],
        *(each for extra in extras for each in PROJECT["optional-dependencies"][extra]),
    ]
    return [each for each in map(Requirement, texts) if each.name != "pmtui"]


def test_every_pin_is_one_version_with_its_hashes() -> None:
    blocks = [
        block for block in re.split(r"^(?=[A-Za-z0-9])", PINS, flags=re.MULTILINE) if block[:1].isalnum()
    ]
    assert len(blocks) > 70
    assert [block for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}", block)] == []
    pins = [each for several in pinned().values() for each in several]
    assert [str(each) for each in pins if [spec.operator for spec in each.specifier] != ["=="]] == []


def test_what_is_asked_for_is_pinned_within_its_range() -> None:
    pins = pinned()
    lacking = [
        str(wanted)
        for wanted in asked("postgres", "serve", "test", "dev")
        for pin in pins.get(canonicalize_name(wanted.name), [Requirement("nothing==0")])
        if not wanted.specifier.contains(next(iter(pin.specifier)).version)
    ]
    assert lacking == []


def test_what_the_program_runs_on_has_an_upper_bound() -> None:
    unbounded = [
        str(wanted)
        for wanted in asked(*SHIPPED)
        if not {"<", "<="} & {spec.operator for spec in wanted.specifier}
    ]
    assert unbounded == []


def test_no_pin_names_where_it_comes_from() -> None:
    assert "://" not in PINS
    assert "--index" not in PINS
