"""What a launch is made of beside its fields: its checklist, campaigns and promotions."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from pmtui.errors import InputError, quoted
from pmtui.models.assigned_task import Assigned
from pmtui.models.document import Link, LinkTo
from pmtui.models.typed_part import TypedPart, Typing, number, plain
from pmtui.models.values.bounds import Day, Share
from pmtui.models.values.dates import parse_date
from pmtui.models.values.text_fields import Line

_CAMPAIGN = re.compile(
    r"^(?P<name>[^:]+)(?::\s*(?P<channel>.*?)(?:\s+from\s+(?P<starts>\S.*?)(?:\s+to\s+(?P<ends>\S.*))?)?)?$"
)
_PROMOTION = re.compile(
    r"^(?P<name>[^:()]+):\s*(?P<product>.*?)\s*-\s*(?P<discount>[\d.,]+)\s*%"
    r"\s+from\s+(?P<starts>\S.*?)\s+to\s+(?P<ends>\S.*)$"
)


class ChecklistItem(Assigned):
    """One thing to be done for a launch: what, who does it, by when, whether it is done."""


class Campaign(TypedPart):
    """What marketing does for a launch.

    Attributes:
        name: What it is called.
        channel: Where it runs: e-mail, trade show, web, …
        starts: Its first day.
        ends: Its last day.
    """

    name: Line
    channel: Line = ""
    starts: Day | None = None
    ends: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _check_order(self.name, self.starts, self.ends)
        return self

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `Port newsletter: e-mail from 2027-01-04 to 2027-01-29`."""
        match = _CAMPAIGN.match(line)
        if match is None:
            raise InputError(f"{quoted(line)} is not of the form name: channel from day to day")
        return cls(
            name=match["name"].strip(),
            channel=(match["channel"] or "").strip(),
            starts=parse_date(match["starts"], how.today) if match["starts"] else None,
            ends=parse_date(match["ends"], how.today) if match["ends"] else None,
        )

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Name, channel, days."""
        begins = f" from {self.starts}" if self.starts else ""
        ends = f" to {self.ends}" if begins and self.ends else ""
        where = f"{self.channel}{begins}{ends}".strip()
        return f"{self.name}: {where}" if where else self.name


class Promotion(TypedPart):
    """A discount for some time.

    Attributes:
        name: What it is called; it is noted on the lines that get it.
        product: What it is for; `None` for the launch's product.
        discount: Percent off the list price, above 0 to 100.
        starts: Its first day.
        ends: Its last day.
    """

    name: Annotated[Line, Field(pattern=r"^[^:()]+$")]
    product: Annotated[Link | None, LinkTo("product")] = None
    discount: Annotated[Share, Field(gt=0)]
    starts: Day
    ends: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _check_order(self.name, self.starts, self.ends)
        return self

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `Early bird: Pro seat -15% from 2027-01-04 to 2027-01-29`; the product may be left out."""
        match = _PROMOTION.match(line)
        if match is None:
            raise InputError(f"{quoted(line)} is not of the form name: product -discount% from day to day")
        return cls(
            name=match["name"].strip(),
            product=how.find("product", match["product"]) if match["product"] else None,
            discount=number(match["discount"], how),
            starts=parse_date(match["starts"], how.today),
            ends=parse_date(match["ends"], how.today),
        )

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Name, product, discount, days."""
        what = f"{names(self.product)} " if self.product else ""
        return f"{self.name}: {what}-{plain(self.discount)}% from {self.starts} to {self.ends}"


def _check_order(name: str, starts: date | None, ends: date | None) -> None:
    if starts and ends and ends < starts:
        raise ValueError(f"{name}: ends on {ends}, before it begins on {starts}")
