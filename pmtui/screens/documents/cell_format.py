"""How stored values look on a board or in a table: short, plain, relative to today where near.

These work on stored documents, not on models: drawing forty rows must not wait for validation.
"""

from datetime import date

from pmtui.models.stored import JsonValue
from pmtui.models.values.clock import local_day
from pmtui.models.values.dates import MONTHS, WEEKDAYS

_NEAR = 6
_LATE = 99
_NINE_MONTHS = 274


def short_day(value: JsonValue, today: date) -> str:
    """A stored day: `today`, `fri`, `3d ago`; `12 dec` within nine months, else `mar 28`."""
    if not isinstance(value, str) or not value:
        return ""
    day = local_day(value)
    ahead = (day - today).days
    if ahead == 0:
        return "today"
    if 0 < ahead <= _NEAR:
        return WEEKDAYS[day.weekday()]
    if -_NEAR <= ahead < 0:
        return f"{-ahead}d ago"
    month = MONTHS[day.month - 1]
    return f"{day.day} {month}" if abs(ahead) < _NINE_MONTHS else f"{month} {day:%y}"


def due_day(value: JsonValue, today: date) -> str:
    """A stored day by which something is due: as `short_day`, but what is past is late."""
    late = days_late(value, today)
    if late > 0:
        return f"{late}d late" if late <= _LATE else f"since {short_day(value, today)}"
    return short_day(value, today)


def days_late(value: JsonValue, today: date) -> int:
    """Days since a stored day; 0 or less where it is not past, or there is none."""
    if not isinstance(value, str) or not value:
        return 0
    return (today - local_day(value)).days


def text_of(value: JsonValue) -> str:
    """Any stored value as one line of text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(text_of(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {text_of(each)}" for name, each in value.items())
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
