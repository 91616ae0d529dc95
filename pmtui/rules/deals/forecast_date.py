"""Which open deals a forecast by date holds, and which it leaves out."""

from datetime import date
from typing import Literal

from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.values.period import Period

LeftOut = Literal["no close date", "past close date"]
"""Why an open deal is in no period's forecast by date."""

LEFT_OUT: tuple[LeftOut, ...] = ("no close date", "past close date")
"""Every reason, in the order in which they are told."""


def left_out(deal: DealRow, day: date) -> LeftOut | None:
    """Return why an open deal is in no period's forecast on a day; `None` if it is in one."""
    close = deal.expected_close
    if close is None:
        return "no close date"
    return "past close date" if close < day else None


def is_forecast_in(deal: DealRow, period: Period, day: date) -> bool:
    """Return whether an open deal is in the forecast of a period, as it stood on a day."""
    close = deal.expected_close
    return close is not None and day <= close and period.first <= close <= period.last
