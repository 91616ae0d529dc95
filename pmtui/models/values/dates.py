"""Dates as people type them: ISO, `fri`, `next week`, `+2w`, `eom`, `end of q3`, `31.12.`. A date is never a moment."""

import calendar
import re
from datetime import date, timedelta

from pmtui.errors import InputError, quoted

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = tuple(name[:3] for name in DAY_NAMES)
MONTHS = tuple(name[:3] for name in MONTH_NAMES)

_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_OFFSET = re.compile(r"^([+-])?\s*(\d{1,18})\s*(d|day|days|w|week|weeks|m|month|months|q|y|year|years)$")
_END = re.compile(
    r"^(end|start)\s+of\s+(?:(next|this|last)\s+)?(week|month|quarter|year|q[1-4]|\d{4}|[a-z]{3,9})(?:\s+(\d{4}))?$"
)
_SHORT_END = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
_TURN = re.compile(r"^(next|last|this) (week|month|quarter|year)$")
_WEEK = re.compile(r"^(\d{4})-?w(\d{1,2})$")
_NO_YEAR = re.compile(r"^(\d{1,2})([./])(\d{1,2})(\.?)$")
_QUARTER = re.compile(r"^(?:(\d{4})-?q([1-4])|q([1-4])(?:\s+(\d{4}))?)$")
_NUMERIC = re.compile(r"^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})$")
_NAMED = re.compile(r"^(\d{1,2})[ /-]([a-z]{3,9})\.?,?(?:[ /-](\d{4}|\d{2}))?$")
_NAMED_FIRST = re.compile(r"^([a-z]{3,9})\.?[ /-](\d{1,2})(?:st|nd|rd|th)?(?:,?[ /-](\d{4}))?$")

_LONGEST = 80
"""Letters of the longest date that is read."""

EARLIEST, LATEST = 1900, 2200
"""The years that days are kept of; no calculation with them leaves the calendar."""


def parse_date(text: str, today: date, order: str = "") -> date:
    """Read a date, exact or relative to today.

    Args:
        text: `2026-12-31`, `today`, `fri`, `next week` (its first day), `in 3 days`, `+2w`, `3 jan`, `eom`,
            `end of feb`, `end of q3`, `31.12.`, `2026-W50` (its Monday), or with `order` also `3/4/2026`.
        today: The day that relative dates count from.
        order: `dmy`, `mdy` or `ymd` for dates written in figures; empty where it must be evident.

    Raises:
        InputError: It is no date, a day that does not exist, or could be two different days.
    """
    word = " ".join(text[:_LONGEST].strip().lower().split())
    try:
        for read in (_exact, _relative, _offset, _period, _named):
            found = read(word, today)
            if found is not None:
                return _sane(found, text)
        if match := _NO_YEAR.match(word):
            return _sane(_of_this_year(match, today, text, order), text)
        return _sane(_numeric(word, text, order), text)
    except (OverflowError, ValueError):
        raise InputError(f"{quoted(text)} is too far away; years {EARLIEST} to {LATEST} are kept") from None


def quarter_of(day: date) -> int:
    """The calendar quarter, 1 to 4."""
    return (day.month - 1) // 3 + 1


def days_after(day: date, count: int) -> date:
    """The day so many days on; the calendar's first or last day where it has no such day."""
    number = min(max(day.toordinal() + count, 1), date.max.toordinal())
    return date.fromordinal(number)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the month's last day where it has no such day.

    The calendar's first or last day where it does not go so far.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if index < 0 or year < date.min.year else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _exact(word: str, today: date) -> date | None:
    match = _ISO.match(word)
    return _day(int(match[1]), int(match[2]), int(match[3]), word) if match else None


def _relative(word: str, today: date) -> date | None:
    if word in ("today", "now"):
        return today
    if word in ("tomorrow", "yesterday"):
        return today + timedelta(days=1 if word == "tomorrow" else -1)
    name = word.removeprefix("next ").removeprefix("last ")[:3]
    if name not in WEEKDAYS or not _spells(word.removeprefix("next ").removeprefix("last "), DAY_NAMES):
        return None
    ahead = (WEEKDAYS.index(name) - today.weekday() - 1) % 7 + 1
    if word.startswith("last "):
        return today + timedelta(days=ahead - 7 if ahead < 7 else -7)
    return today + timedelta(days=ahead)


def _offset(word: str, today: date) -> date | None:
    match = _OFFSET.match(word.removeprefix("in "))
    if match is None:
        return None
    count = int(match[2]) * (-1 if match[1] == "-" else 1)
    unit = match[3][0]
    if unit in "dw":
        return days_after(today, count * (7 if unit == "w" else 1))
    return add_months(today, count * {"m": 1, "q": 3, "y": 12}[unit])


def _period(word: str, today: date) -> date | None:
    if match := _QUARTER.match(word):
        year = int(match[1] or match[4] or _year_of_quarter(int(match[3]), today))
        return _quarter(year, int(match[2] or match[3]))[1]
    if match := _WEEK.match(word):
        return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    if word in _SHORT_END:
        return _bounds(_SHORT_END[word], None, 0, today)[1]
    if match := _TURN.match(word):
        return _bounds(match[2], None, _SHIFTS[match[1]], today)[0]
    match = _END.match(word)
    if match is None:
        return None
    if match[3] in _UNITS or match[3][-1].isdigit():
        first, last = _bounds(match[3], match[4], _SHIFTS.get(match[2], 0), today)
    elif _is_month(match[3]):
        first, last = _month(match[3], match[4], _SHIFTS.get(match[2], 0), today)
    else:
        return None
    return first if match[1] == "start" else last


_UNITS = ("week", "month", "quarter", "year")
_SHIFTS = {"next": 1, "this": 0, "last": -1}


def _month(name: str, year: str | None, shift: int, today: date) -> tuple[date, date]:
    """The days of a named month: this year's, or the next if that is over."""
    number = MONTHS.index(name[:3]) + 1
    first = date(int(year) if year else today.year + (number < today.month) + shift, number, 1)
    return first, add_months(first, 1) - timedelta(days=1)


def _is_month(name: str) -> bool:
    return name[:3] in MONTHS and _spells(name, MONTH_NAMES)


def _of_this_year(match: re.Match[str], today: date, text: str, order: str) -> date:
    """`31.12.` and `31/12`; a point at the end is written where the day comes first."""
    first, second = int(match[1]), int(match[3])
    if match[2] == "." and match[4]:
        order = "dmy"
    elif order not in ("dmy", "mdy"):
        order = _evident_order(first, second, text)
    day, month = (first, second) if order == "dmy" else (second, first)
    return _day(today.year, month, day, text)


def _bounds(unit: str, year: str | None, shift: int, today: date) -> tuple[date, date]:
    if unit.startswith("q") and len(unit) == 2:
        number = int(unit[1])
        return _quarter(int(year) if year else _year_of_quarter(number, today) + shift, number)
    if unit == "week":
        first = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return first, first + timedelta(days=6)
    if unit == "month":
        first = add_months(today.replace(day=1), shift)
        return first, add_months(first, 1) - timedelta(days=1)
    if unit == "quarter":
        moved = add_months(today, 3 * shift)
        return _quarter(moved.year, quarter_of(moved))
    number = int(unit) if unit != "year" else today.year + shift
    return date(number, 1, 1), date(number, 12, 31)


def _named(word: str, today: date) -> date | None:
    if match := _NAMED.match(word):
        day, name, year = match[1], match[2], match[3]
    elif match := _NAMED_FIRST.match(word):
        name, day, year = match[1], match[2], match[3]
    else:
        return None
    if not _is_month(name):
        return None
    return _day(_full_year(year) if year else today.year, MONTHS.index(name[:3]) + 1, int(day), word)


def _numeric(word: str, text: str, order: str) -> date:
    match = _NUMERIC.match(word)
    if match is None:
        raise InputError(
            f"{quoted(text)} is not a date, such as 2026-12-31, fri, next week, +2w or end of q3"
        )
    first, second, third = (int(part) for part in match.groups())
    if len(match[1]) == 4 or order == "ymd":
        return _day(_full_year(match[1]), second, third, text)
    if not order:
        order = _evident_order(first, second, text)
    day, month = (first, second) if order == "dmy" else (second, first)
    return _day(_full_year(match[3]), month, day, text)


def _evident_order(first: int, second: int, text: str) -> str:
    if first > 12:
        return "dmy"
    if second > 12:
        return "mdy"
    if first == second:
        return "dmy"
    raise InputError(
        f"{quoted(text)} may be day-first or month-first; write the year first, as in 2026-12-31"
    )


def _full_year(text: str) -> int:
    year = int(text)
    return year + (2000 if year < 70 else 1900) if len(text) <= 2 else year


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise InputError(f"{quoted(text)} is a day that does not exist") from None


def _sane(day: date, text: str) -> date:
    if not EARLIEST <= day.year <= LATEST:
        raise InputError(f"{quoted(text)} is the year {day.year}; years {EARLIEST} to {LATEST} are kept")
    return day


def _quarter(year: int, number: int) -> tuple[date, date]:
    first = date(year, number * 3 - 2, 1)
    return first, add_months(first, 3) - timedelta(days=1)


def _year_of_quarter(number: int, today: date) -> int:
    """This year, or the next where that quarter is already over."""
    return today.year + (number < quarter_of(today))


def _spells(word: str, names: tuple[str, ...]) -> bool:
    """Whether the word is a beginning of the English name that its first letters point at."""
    return any(name.startswith(word) for name in names) or word in ("sept", "tues", "thur", "thurs")
