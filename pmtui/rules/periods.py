"""Periods by the workspace's own calendar: quarters and years follow its fiscal year."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from pmtui.models.stored import JsonValue
from pmtui.models.values.period import Period, containing, parse_period
from pmtui.models.workspace_rows import SettingsRow
from pmtui.rules.today import end_of_week, start_of_week


class Calendar(Protocol):
    """Whatever has the workspace's settings among its stored documents."""

    def rows(self, kind: str) -> Mapping[str, Mapping[str, JsonValue]]:
        """The stored documents of a kind by id."""
        ...


def fiscal_year_start(settings: Mapping[str, Mapping[str, JsonValue]]) -> int:
    """The month that the fiscal year begins with, 1 to 12, by the stored settings."""
    return SettingsRow.of_workspace(settings).fiscal_year_start


def week_of(source: Calendar, day: date) -> tuple[date, date]:
    """The first and the last day of the week that a day falls in."""
    starts = SettingsRow(source.rows("settings").get("workspace", {})).week_start
    return start_of_week(day, starts), end_of_week(day, starts)


def period_of(source: Calendar, day: date, unit: str = "quarter") -> Period:
    """The period of a unit that a day falls in."""
    return containing(day, unit, fiscal_year_start(source.rows("settings")))


def read_period(source: Calendar, text: str, today: date) -> Period:
    """A period as a person types it: `FY27-Q1`, `last quarter`, `2026-11`, `all`.

    Raises:
        InputError: It is none.
    """
    return parse_period(text, today, fiscal_year_start(source.rows("settings")))
