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
