"""The day: what is overdue, due today, and due this week."""

from datetime import date, timedelta
from typing import Literal

Urgency = Literal["overdue", "today", "soon"]
"""How a day stands to today."""

_SUNDAY = 6


def urgency(day: date, today: date) -> Urgency:
    """Return how a day on which something is due stands to today."""
    return "overdue" if day < today else "today" if day == today else "soon"


def end_of_week(today: date) -> date:
    """Return the last day of the week that a day falls in: Sunday."""
    return today + timedelta(days=_SUNDAY - today.weekday())
