"""The report of an import: each row in one bucket, and what a person should look at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pmtui.models.stored import JsonValue


class Problem(NamedTuple):
    """Something to look at.

    Attributes:
        row: The row it is first met in; 1 is the header.
        column: The column's header; empty where it is about the whole row.
        value: The cell.
        problem: What is wrong with it, or what was done about it.
    """

    row: int
    column: str
    value: str
    problem: str


@dataclass
class Report:
    """The counts, which sum to the rows, and the problems.

    Attributes:
        decided: What was decided about the file, for people.
        stages: What each of the file's stages or statuses came to; empty for none.
        conflicts: Fields that both the file and somebody here changed since the last import.
        preset: The tool whose file it is; empty where it is any sheet.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    rejected: int = 0
    problems: list[Problem] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    stages: dict[str, str] = field(default_factory=dict)
    conflicts: list[Problem] = field(default_factory=list)
    preset: str = ""

    def refused(self) -> "Report":
        """The report when nothing is written because of the rejected rows: the good ones are skipped."""
        return Report(
            rows=self.rows,
            skipped=self.rows - self.rejected,
            rejected=self.rejected,
            problems=self.problems,
            decided=self.decided,
            stages=self.stages,
            preset=self.preset,
        )

    def as_json(self) -> dict[str, JsonValue]:
        """The shape that `--json` prints."""
        return {
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "rejected": self.rejected,
            "problems": [dict(each._asdict()) for each in self.problems],
            "conflicts": [dict(each._asdict()) for each in self.conflicts],
            "decided": [*self.decided],
            "preset": self.preset,
            "stages": {**self.stages},
        }

    def lines(self, most: int = 20) -> Iterator[str]:
        """The report for people."""
        yield from self.decided
        counts = ("created", "updated", "unchanged", "skipped", "rejected")
        told = [f"{getattr(self, name):,} {name}" for name in counts if getattr(self, name)]
        yield f"{self.rows:,} rows: {', '.join(told) or 'nothing to do'}"
        if self.stages:
            width = max(len(label) for label in self.stages)
            yield "stages:"
            yield from (f"  {label:{width}}  {stage or '-'}" for label, stage in self.stages.items())
        for each in self.conflicts[:most]:
            yield f"  row {each.row}, {each.column}: {each.problem}"
        for each in self.problems[:most]:
            where = f"row {each.row}" + (f", {each.column}" if each.column else "")
            yield f"  {where}: {each.problem}"
        if len(self.problems) > most:
            yield f"  … and {len(self.problems) - most:,} more"


class Tally:
    """Problems that many rows share, told once with the first row and the number of rows."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str, str], int] = {}
        self._count: dict[tuple[str, str, str], int] = {}

    def note(self, row: int, column: str, value: str, problem: str) -> None:
        """One more row with the problem; `{n}` in it stands for the number of rows."""
        key = (column, value, problem)
        self._first.setdefault(key, row)
        self._count[key] = self._count.get(key, 0) + 1

    def problems(self) -> list[Problem]:
        """Each problem once."""
        return [
            Problem(row, column, value, problem.replace("{n}", f"{self._count[column, value, problem]:,}"))
            for (column, value, problem), row in self._first.items()
        ]
