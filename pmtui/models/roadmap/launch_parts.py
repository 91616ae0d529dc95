"""The parts of a launch besides its fields: its checklist, campaigns and promotions."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from pmtui.models.assigned_task import Assigned
from pmtui.models.document import Link, LinkTo
from pmtui.models.typed_part import TypedPart
from pmtui.models.values.bounds import Day, Share
from pmtui.models.values.text_fields import Line


class ChecklistItem(Assigned):
    """One thing to be done for a launch: what, who does it, by when, whether it is done."""


class Campaign(TypedPart):
    """A marketing campaign for a launch.

    Attributes:
        name: Its name.
        channel: Where it runs: e-mail, trade show, web, …
        starts: Its first day.
        ends: Its last day.
    """

    EXAMPLE: ClassVar[str] = "newsletter | channel=e-mail | starts=+1w | ends=+4w"

    name: Line
    channel: Line = ""
    starts: Day | None = None
    ends: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _check_order(self.name, self.starts, self.ends)
        return self


class Promotion(TypedPart):
    """A discount for some time.

    Attributes:
        name: What it is called; it is noted on the lines that get it.
        product: What it is for; `None` for the launch's product.
        discount: Percent off the list price, above 0 to 100.
        starts: Its first day.
        ends: Its last day.
    """

    EXAMPLE: ClassVar[str] = "early bird | product=Pro seat | discount=15% | starts=+1w | ends=+4w"

    name: Annotated[Line, Field(pattern=r"^[^:()]+$")]
    product: Annotated[Link | None, LinkTo("product")] = None
    discount: Annotated[Share, Field(gt=0)]
    starts: Day
    ends: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _check_order(self.name, self.starts, self.ends)
        return self


def _check_order(name: str, starts: date | None, ends: date | None) -> None:
    if starts and ends and ends < starts:
        raise ValueError(f"{name}: ends on {ends}, before it begins on {starts}")
