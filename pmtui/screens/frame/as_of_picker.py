"""Time travel: picking the day as of which a screen is shown."""

from collections.abc import Iterator
from datetime import date, timedelta

from pmtui.errors import InputError
from pmtui.models.values.dates import add_months, parse_date
from pmtui.models.values.folding import folded
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.picker import Picker

_NOW = "now"


def travel_from(screen: BaseScreen) -> None:
    """Ask for a day and show the screen as of it."""
    session = screen.session
    shown = session.workspace.clock.today()

    def offered(typed: str) -> list[Choice]:
        wanted = folded(typed)
        named = [choice for choice in _steps(shown, past=session.as_of is not None) if wanted in choice.label]
        day = _typed(wanted, shown) if wanted and not named else None
        return [Choice(day.isoformat(), f"as of {day:%A %-d %B %Y}", day.isoformat())] if day else named

    def picked(key: str | None) -> None:
        if key is not None:
            screen.go_to_day(None if key == _NOW else date.fromisoformat(key))

    title = "As of which day? Pick, or type one such as 2026-10-01"
    screen.app.push_screen(Picker(title, offered, nothing="that is no day"), picked)


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
