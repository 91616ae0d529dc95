"""The one clock: what day it is, in the user's zone, injected wherever a date is needed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time


@dataclass(frozen=True)
class Clock:
    """Tells the day and the time, really or as set by `--today`.

    Attributes:
        fixed: The day that stands for today; `None` follows the system's clock and zone.
    """

    fixed: date | None = None

    def today(self) -> date:
        """The day in the user's zone."""
        return self.fixed or datetime.now().astimezone().date()

    def now(self) -> datetime:
        """The moment in UTC, aware. On a fixed day: that day with the real time of day."""
        moment = datetime.now(UTC)
        if self.fixed is None:
            return moment
        local = datetime.now().astimezone()
        return datetime.combine(self.fixed, local.timetz()).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The last instant of a day in the user's zone, in UTC."""
    return datetime.combine(day, time.max).astimezone().astimezone(UTC)


_DAY = len("2026-11-23")


def local_text(moment: datetime | str) -> str:
    """A moment as people read it, to the minute in their own zone: `2026-11-23 14:05`."""
    return f"{_local(moment):%Y-%m-%d %H:%M}"


def local_day(stored: datetime | str) -> date:
    """The day of a moment in the user's zone; a stored day is itself."""
    if isinstance(stored, str) and len(stored) <= _DAY:
        return date.fromisoformat(stored)
    return _local(stored).date()


def _local(moment: datetime | str) -> datetime:
    return (datetime.fromisoformat(moment) if isinstance(moment, str) else moment).astimezone()
