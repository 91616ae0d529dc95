"""The pictures: each screen, view, form, dialog and report, by the keys that bring it."""

from collections.abc import Iterator
from typing import NamedTuple

from pmtui.metrics.reports.reports import KINDS_OF_REPORT
from tests.snapshots.test_screens import SCREENS, STATES

SIZES = ((80, 24), (100, 30), (120, 40), (200, 50))
"""Columns and rows of the terminals that pictures are taken on."""


class Picture(NamedTuple):
    """A state of the application."""

    name: str
    """Its name, for the file and the table."""
    start: str
    """The command of the screen it begins on."""
    keys: tuple[str, ...] = ()
    """The keys that lead there."""


def pictures() -> Iterator[Picture]:
    """Every picture there is."""
    for name, (start, keys) in {**SCREENS, **STATES}.items():
        yield Picture(name, start, keys)
    for place, report in enumerate(KINDS_OF_REPORT):
        yield Picture(f"report-{report}", "show-reports", ("tab",) * place)
