"""Periods: the stretches of time that targets are set for and metrics are taken over."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from pmtui.errors import InputError, quoted
from pmtui.models.values.dates import EARLIEST, LATEST, add_months, days_after

_QUARTER = 3
_WEEK = 7
_FORMS = (
    (re.compile(r"^(\d{4})-?q([1-4])$"), "quarter"),
    (re.compile(r"^q([1-4])[- ]?(\d{4})$"), "turned"),
    (re.compile(r"^(\d{4})-(\d{1,2})$"), "month"),
    (re.compile(r"^(\d{4})$"), "year"),
    (re.compile(r"^(\d{4})-?w(\d{1,2})$"), "week"),
    (re.compile(r"^(\d{4}-\d\d-\d\d)(?:\.\.|/)(\d{4}-\d\d-\d\d)$"), "days"),
)
_EXAMPLES = "2026-Q4, 2026-11, 2026, 2026-W47, 2026-10-01..2026-12-31 or last quarter"


class Period(NamedTuple):
    """Some days that follow each other."""

    first: date
    """The first day."""
    last: date
    """The last day."""
    label: str
    """How a person writes it, such as `2026-Q4`."""
    unit: str
    """`year`, `quarter`, `month`, `week`, or `days` for any others."""

    def before(self, count: int = 1) -> "Period":
        """The period of the same unit so many places earlier; with a negative count, later."""
        if self.unit == "days":
            size = (self.last - self.first).days + 1
            return _days(days_after(self.first, -size * count), days_after(self.last, -size * count))
        if self.unit == "week":
            return containing(days_after(self.first, -_WEEK * count), "week")
        months = {"month": 1, "quarter": _QUARTER, "year": 12}[self.unit] * count
        return containing(add_months(self.first, -months), self.unit)

    def holds(self, day: str) -> bool:
        """Whether an ISO day, or a moment that begins with one, falls within."""
        return self.first.isoformat() <= day[:10] <= self.last.isoformat()

    def covers(self, other: "Period") -> bool:
        """Whether another period lies within this one."""
        return self.first <= other.first and other.last <= self.last


def containing(day: date, unit: str = "quarter") -> Period:
    """The period of a unit that a day falls in."""
    if unit == "year":
        return Period(date(day.year, 1, 1), date(day.year, 12, 31), f"{day.year:04}", unit)
    if unit == "month":
        last = date(day.year, day.month, monthrange(day.year, day.month)[1])
        return Period(day.replace(day=1), last, f"{day.year:04}-{day.month:02}", unit)
    if unit == "week":
        monday = days_after(day, -day.weekday())
        year, week, _ = day.isocalendar()
        return Period(monday, days_after(monday, _WEEK - 1), f"{year:04}-W{week:02}", unit)
    number = (day.month - 1) // _QUARTER
    last_month = number * _QUARTER + _QUARTER
    last = date(day.year, last_month, monthrange(day.year, last_month)[1])
    return Period(date(day.year, number * _QUARTER + 1, 1), last, f"{day.year:04}-Q{number + 1}", "quarter")


def parse_period(text: str, today: date) -> Period:
    """Read a period: `2026-Q4`, `2026-11`, `2026`, `2026-W47`, `this month`, `last quarter`, two days and `..`.

    Raises:
        InputError: It is none of these; the message says what would be.
    """
    wanted = " ".join(text.strip().lower().split())
    which, _, unit = wanted.partition(" ")
    if which in ("this", "last", "next") and unit in ("week", "month", "quarter", "year"):
        return containing(today, unit).before({"this": 0, "last": 1, "next": -1}[which])
    period = _written(wanted)
    if period is None:
        raise InputError(f"{quoted(text)} is no period of {EARLIEST} to {LATEST}; say {_EXAMPLES}")
    return period


def _written(text: str) -> Period | None:
    """A period that is written without regard to today; `None` where it is none."""
    for form, kind in _FORMS:
        match = form.match(text)
        if match:
            try:
                found = _read(kind, match[1], match[2] if match.re.groups > 1 else "")
            except (ValueError, OverflowError):
                return None
            return found if found.first.year >= EARLIEST and found.last.year <= LATEST else None
    return None


def parse_label(text: str) -> str:
    """The label of a period that is written without regard to today.

    Raises:
        InputError: It is none.
    """
    period = _written(" ".join(text.strip().lower().split()))
    if period is None:
        raise InputError(
            f"{quoted(text)} is no period of {EARLIEST} to {LATEST}; say {_EXAMPLES.partition(' or')[0]}"
        )
    return period.label


def _read(kind: str, one: str, two: str) -> Period:
    if kind == "turned":
        kind, one, two = "quarter", two, one
    if kind == "year":
        return containing(date(int(one), 1, 1), "year")
    if kind == "quarter":
        return containing(date(int(one), int(two) * _QUARTER, 1), "quarter")
    if kind == "month":
        return containing(date(int(one), int(two), 1), "month")
    if kind == "week":
        return containing(date.fromisocalendar(int(one), int(two), 1), "week")
    first, last = date.fromisoformat(one), date.fromisoformat(two)
    if last < first:
        raise ValueError(one)
    return _days(first, last)


def _days(first: date, last: date) -> Period:
    return Period(first, last, f"{first}..{last}", "days")
