"""Mutations of single lines that the tests must notice: each names its file, what it changes, and its tests."""

import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
"""The checkout."""

HERE = Path(__file__).parent


class Mutant(NamedTuple):
    """A fault put into the program on purpose."""

    name: str
    """What is wrong with the program then, as a person would see it."""
    file: str
    """The file, from the checkout."""
    old: str
    """What stands there; once in the file."""
    new: str
    """What stands there instead."""
    tests: tuple[str, ...]
    """The files or folders of tests, or single ones such as `file.py::test_name`, of which one must fail."""

    def applied(self, source: str) -> str:
        """The source with the fault in it.

        Raises:
            ValueError: The text to change is not there, or is there more than once.
        """
        count = source.count(self.old)
        if count != 1:
            raise ValueError(f"{self.name!r}: {self.old!r} is {count} times in {self.file}, not once")
        return source.replace(self.old, self.new)


def read_mutants(folder: Path = HERE) -> list[Mutant]:
    """All mutants, those of a file in its order."""
    found: list[Mutant] = []
    for path in sorted(folder.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["mutant"]:
            found.append(Mutant(**{**entry, "tests": tuple(entry["tests"])}))
    return found
