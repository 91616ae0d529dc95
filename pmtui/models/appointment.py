"""Appointments: a day that carries a time, typed together as `mon 14:00` or `fri 14:00-15:30`."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Annotated

from pydantic import AfterValidator

from pmtui.models.values.text_fields import Line

_WHEN: Mapping[str, tuple[str, str]] = {"activity": ("due", "time")}
"""The kinds that have appointments: the field of the day, and that of the time."""

_TYPED = re.compile(r"^(?:(.*\S)\s+)?(\d{1,2}:\d{2}(?:\s*-\s*\d{1,2}:\d{2})?)$")
_HOURS = re.compile(r"^(\d{1,2}):(\d{2})(?:\s*-\s*(\d{1,2}):(\d{2}))?$")


def _hours(text: str) -> str:
    """The hours as they are stored: `09:00`, `14:00-15:30`."""
    if not text:
        return ""
    match = _HOURS.match(text)
    try:
        begins, ends = _times(text) if match else (None, None)
    except ValueError:
        begins = ends = None
    if begins is None:
        raise ValueError(f"{text!r} is not a time such as 14:00 or 14:00-15:30")
    if ends is not None and ends <= begins:
        raise ValueError(f"{text!r} ends before it begins")
    return f"{begins:%H:%M}" + (f"-{ends:%H:%M}" if ends else "")


Hours = Annotated[Line, AfterValidator(_hours)]
"""When something begins on its day, and when it ends if that is known: `14:00-15:30`; empty for all day."""


def begins_and_ends(hours: str) -> tuple[time, time | None] | None:
    """When an appointment begins and ends on its day; `None` for all day."""
    if not hours:
        return None
    begins, ends = _times(hours)
    return begins, ends


def _times(hours: str) -> tuple[time, time | None]:
    begins, _, ends = hours.replace(" ", "").partition("-")
    return _time(begins), (_time(ends) if ends else None)


def _time(text: str) -> time:
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute))


def with_time(kind: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Texts by field, the time taken out of the day of an appointment into its own field; `14:00` alone is today."""
    day, hours = _WHEN.get(kind, ("", ""))
    match = _TYPED.match(texts[day].strip()) if day in texts else None
    if match is None or hours in texts:
        return dict(texts)
    return {**texts, day: match[1] or "today", hours: match[2]}
