"""The day: what is overdue, due today, and due this week."""

from datetime import date, timedelta
from typing import Literal

Urgency = Literal["overdue", "today", "soon"]
"""How a day stands to today."""

_WEEK = 7
_FIRST_DAYS = {"monday": 0, "sunday": 6, "saturday": 5}


def urgency(day: date, today: date) -> Urgency:
    """Return how a day on which something is due stands to today."""
    return "overdue" if day < today else "today" if day == today else "soon"


def start_of_week(day: date, first: str = "monday") -> date:
    """Return the first day of the week that a day falls in, by the weekday that weeks begin with."""
    return day - timedelta(days=(day.weekday() - _FIRST_DAYS[first]) % _WEEK)


def end_of_week(day: date, first: str = "monday") -> date:
    """Return the last day of the week that a day falls in, by the weekday that weeks begin with."""
    return start_of_week(day, first) + timedelta(days=_WEEK - 1)
