"""Periods: the stretches of time that targets are set for and metrics are taken over."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from pmtui.errors import InputError, quoted
from pmtui.models.values.dates import EARLIEST, LATEST, add_months, days_after

_QUARTER = 3
_WEEK = 7
_YEAR = 12
_CENTURY = 2000
_HUNDRED = 100
_SHORT_YEAR = 2
_FORMS = (
    (re.compile(r"^(\d{4})-?q([1-4])$"), "quarter"),
    (re.compile(r"^q([1-4])[- ]?(\d{4})$"), "turned"),
    (re.compile(r"^(\d{4})-(\d{1,2})$"), "month"),
    (re.compile(r"^(\d{4})$"), "year"),
    (re.compile(r"^(\d{4})-?w(\d{1,2})$"), "week"),
    (re.compile(r"^fy ?(\d{2}|\d{4})(?:[- ]?q([1-4]))?$"), "fiscal"),
    (re.compile(r"^(\d{4}-\d\d-\d\d)(?:\.\.|/)(\d{4}-\d\d-\d\d)$"), "days"),
)
_EXAMPLES = "2026-Q4, FY27-Q1, 2026-11, 2026, 2026-W47, 2026-10-01..2026-12-31, all or last quarter"


class Period(NamedTuple):
    """Some days that follow each other."""

    first: date
    """The first day."""
    last: date
    """The last day."""
    label: str
    """How a person writes it, such as `2026-Q4`, or `FY27-Q1` where the fiscal year is not the calendar's."""
    unit: str
    """`year`, `quarter`, `month`, `week`, `days` for any others, or `all`."""
    starts: int = 1
    """The month that the fiscal year begins with, where the label is that of a fiscal year or quarter."""

    def before(self, count: int = 1) -> "Period":
        """The period of the same unit so many places earlier; with a negative count, later. Of `all`, itself."""
        if self.unit == "all":
            return self
        if self.unit == "days":
            size = (self.last - self.first).days + 1
            return _days(days_after(self.first, -size * count), days_after(self.last, -size * count))
        if self.unit == "week":
            return containing(days_after(self.first, -_WEEK * count), "week")
        months = {"month": 1, "quarter": _QUARTER, "year": _YEAR}[self.unit] * count
        return containing(add_months(self.first, -months), self.unit, self.starts)

    def holds(self, day: str) -> bool:
        """Whether an ISO day, or a moment that begins with one, falls within."""
        return self.first.isoformat() <= day[:10] <= self.last.isoformat()

    def covers(self, other: "Period") -> bool:
        """Whether another period lies within this one."""
        return self.first <= other.first and other.last <= self.last


ALL = Period(date(EARLIEST, 1, 1), date(LATEST, 12, 31), "all", "all")
"""Everything there is."""


def containing(day: date, unit: str = "quarter", starts: int = 1) -> Period:
    """The period of a unit that a day falls in.

    Args:
        day: The day.
        unit: `year`, `quarter`, `month` or `week`.
        starts: The month that the fiscal year begins with, for years and quarters.
    """
    if unit == "week":
        monday = days_after(day, -day.weekday())
        year, week, _ = day.isocalendar()
        return Period(monday, days_after(monday, _WEEK - 1), f"{year:04}-W{week:02}", unit)
    if unit == "month":
        return _months(day.replace(day=1), 1, f"{day.year:04}-{day.month:02}", unit)
    into = (day.month - starts) % _YEAR
    opening = add_months(day.replace(day=1), -into)
    if unit == "year":
        label = f"{opening.year:04}" if starts == 1 else _fiscal_label(opening)
        return _months(opening, _YEAR, label, unit, starts)
    number = into // _QUARTER
    label = f"{opening.year:04}-" if starts == 1 else f"{_fiscal_label(opening)}-"
    return _months(add_months(opening, number * _QUARTER), _QUARTER, f"{label}Q{number + 1}", unit, starts)


def _months(first: date, count: int, label: str, unit: str, starts: int = 1) -> Period:
    end = add_months(first, count - 1)
    last = end.replace(day=monthrange(end.year, end.month)[1])
    return Period(first, last, label, unit, starts)


def _fiscal_label(opening: date) -> str:
    """The name of a fiscal year, which is that of the calendar year it ends in."""
    ends = add_months(opening, _YEAR - 1).year
    return f"FY{ends - _CENTURY:02}" if 0 <= ends - _CENTURY < _HUNDRED else f"FY{ends}"


def parse_period(text: str, today: date, starts: int = 1) -> Period:
    """Read a period: `2026-Q4`, `FY27-Q1`, `2026-11`, `2026-W47`, `this month`, `last quarter`, `all`, or two days.

    Args:
        text: What was typed.
        today: The day that `this` and `last` count from.
        starts: The month that the workspace's fiscal year begins with.

    Raises:
        InputError: It is none of these; the message says what would be.
    """
    wanted = " ".join(text.strip().lower().split())
    which, _, unit = wanted.partition(" ")
    if which in ("this", "last", "next") and unit in ("week", "month", "quarter", "year"):
        return containing(today, unit, starts).before({"this": 0, "last": 1, "next": -1}[which])
    period = _written(wanted, starts)
    if period is None:
        raise InputError(f"{quoted(text)} is no period of {EARLIEST} to {LATEST}; say {_EXAMPLES}")
    return period


def _written(text: str, starts: int = 1) -> Period | None:
    """A period that is written without regard to today; `None` where it is none."""
    if text == "all":
        return ALL
    for form, kind in _FORMS:
        match = form.match(text)
        if match:
            try:
                found = _read(kind, match[1], (match[2] or "") if match.re.groups > 1 else "", starts)
            except (ValueError, OverflowError):
                return None
            return found if found.first.year >= EARLIEST and found.last.year <= LATEST else None
    return None


def parse_label(text: str) -> str:
    """The label of a period that is written without regard to today.

    Raises:
        InputError: It is none.
    """
    wanted = " ".join(text.strip().lower().split())
    period = _written(wanted, _ANY_OTHER) if wanted.startswith("fy") else _written(wanted)
    if period is None:
        raise InputError(
            f"{quoted(text)} is no period of {EARLIEST} to {LATEST}; say {_EXAMPLES.partition(' or')[0]}"
        )
    return period.label


_ANY_OTHER = 4
"""A month with which a fiscal year begins that is not the calendar's: labels are alike for all of them."""


def _read(kind: str, one: str, two: str, starts: int) -> Period:
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
    if kind == "fiscal":
        ends = int(one) + (_CENTURY if len(one) == _SHORT_YEAR else 0)
        opening = date(ends - (starts > 1), starts, 1)
        return containing(
            add_months(opening, (int(two) - 1) * _QUARTER) if two else opening,
            "quarter" if two else "year",
            starts,
        )
    first, last = date.fromisoformat(one), date.fromisoformat(two)
    if last < first:
        raise ValueError(one)
    return _days(first, last)


def _days(first: date, last: date) -> Period:
    return Period(first, last, f"{first}..{last}", "days")
