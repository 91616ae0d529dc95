"""Time travel: picking the day as of which a screen is shown."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from pmtui.errors import InputError
from pmtui.models.values.dates import add_months, parse_date
from pmtui.models.values.folding import folded
from pmtui.screens.frame.session import Session
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.picker import Picker

_NOW = "now"


def pick_day(
    session: Session, go: Callable[[date | None], None]
) -> tuple[Picker, Callable[[str | None], None]]:
    """A picker of the day to show a screen as of, and what is done with the choice: `go` takes it, `None` for now."""
    shown = session.workspace.clock.today()

    def offered(typed: str) -> list[Choice]:
        wanted = folded(typed)
        named = [choice for choice in _steps(shown, past=session.as_of is not None) if wanted in choice.label]
        day = _typed(wanted, shown) if wanted and not named else None
        return [Choice(day.isoformat(), f"as of {day:%A %-d %B %Y}", day.isoformat())] if day else named

    def picked(key: str | None) -> None:
        if key is not None:
            go(None if key == _NOW else date.fromisoformat(key))

    title = "As of which day? Pick, or type one such as 2026-10-01"
    return Picker(title, offered, nothing="that is no day"), picked


def _steps(shown: date, *, past: bool) -> Iterator[Choice]:
    """Steps by day, week and month; those on and the way back only where the past is shown."""
    day, week = timedelta(days=1), timedelta(weeks=1)
    steps = [
        ("a day back", shown - day),
        ("a week back", shown - week),
        ("a month back", add_months(shown, -1)),
    ]
    if past:
        steps += [
            ("a day on", shown + day),
            ("a week on", shown + week),
            ("a month on", add_months(shown, 1)),
        ]
    yield from (Choice(to.isoformat(), label, to.isoformat()) for label, to in steps)
    if past:
        yield Choice(_NOW, "back to now")


def _typed(text: str, shown: date) -> date | None:
    try:
        return parse_date(text, shown)
    except InputError:
        return None
