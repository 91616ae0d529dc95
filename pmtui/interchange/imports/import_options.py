"""The options of an import, and its plan before anything is written."""

from collections.abc import Mapping
from typing import NamedTuple

from pmtui.interchange.imports.import_report import Report
from pmtui.interchange.imports.reader import Record
from pmtui.store.changes import ChangeSet


class Choices(NamedTuple):
    """The options that a person chose for an import.

    Attributes:
        mapping: Column by field.
        key: The field that tells whether two are the same; empty for the usual ones.
        on_duplicate: `update`, `skip` or `create`.
        stages: Stage by the file's label.
        date_order: `dmy`, `mdy`, `ymd`, or empty.
        decimal: `.`, `,`, or empty.
        preset: The tool that wrote the file; empty to recognize it.
        same: Whether names that look alike are the same, now and in later imports.
        reason: Why features ship in spite of what blocks them.
        on_conflict: `ours` or `theirs`: what is kept if both the file and we changed a field.
    """

    mapping: Mapping[str, str]
    key: str = ""
    on_duplicate: str = "update"
    stages: Mapping[str, str] = {}
    date_order: str = ""
    decimal: str = ""
    preset: str = ""
    same: bool = False
    on_conflict: str = "ours"
    apart: tuple[str, ...] = ()
    reason: str = ""


class Plan(NamedTuple):
    """An import that has not happened.

    Attributes:
        changes: What it would write.
        report: What it comes to.
        rejects: The rows that cannot be taken, and why.
    """

    changes: ChangeSet
    report: Report
    rejects: tuple[tuple[Record, str], ...]
