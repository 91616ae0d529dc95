"""The day on which a deal was decided: not before it was opened, and not after today."""

from datetime import date


def closing_problem(opened: date | None, closed: date | None, today: date) -> str:
    """Return a clause that says why a deal cannot have been closed on a day; empty if it can.

    Args:
        opened: The day it was opened.
        closed: The day it was won or lost.
        today: The day.
    """
    if closed is None:
        return ""
    if opened is not None and closed < opened:
        return f"{closed} is before the deal was opened on {opened}; a deal is closed on that day or later"
    if closed > today:
        return f"{closed} is after today, {today}; a deal is closed today or before"
    return ""
