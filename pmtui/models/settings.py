"""The settings of a workspace: what holds for it, whoever opens it."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from pmtui.models.document import About, Document, Part
from pmtui.models.rate import Rate
from pmtui.models.roadmap.score_parts import CRITERIA, Criterion
from pmtui.models.values.bounds import Count
from pmtui.models.values.money import Code
from pmtui.models.values.text_fields import Line

WeekDay = Literal["monday", "sunday", "saturday"]
"""A day that weeks begin with."""

WEEK_DAYS: tuple[str, ...] = get_args(WeekDay)


class Trait(Part):
    """One thing about the ideal customer.

    Attributes:
        field: A field of leads, such as `industry`.
        values: What it should be: one of these.
        weight: What it counts beside the other traits, from 1.
    """

    field: Line
    values: tuple[Line, ...]
    weight: Count = 1


class Settings(Document):
    """The settings of the whole workspace, whoever opens it.

    Attributes:
        currency: ISO 4217 code of amounts written without one.
        profile: The ideal customer; if empty, it is learned from the accounts.
        criteria: The criteria of the weighted scorecard; if empty, the usual ones.
        also_called: Names in imports that were accepted as aliases: the name they mean, by kind and alias.
        rates: The exchange rates by which unlike currencies are compared and added.
        fiscal_year_start: The month that the fiscal year begins with, 1 to 12.
        week_start: The day that the week begins with, by which Today says what is due this week.
        loss_reasons: The reasons for a loss that forms offer; if empty, the usual ones.
        production: Whether real work is kept here: every screen is framed, so that nobody mistakes it for a trial.
    """

    name: Line = "workspace"
    currency: Code = "USD"
    profile: tuple[Trait, ...] = ()
    criteria: Annotated[
        tuple[Criterion, ...],
        About(
            "Criteria",
            "what the scorecard judges by, and how much each counts",
            "weighted-scoring",
        ),
    ] = ()

    also_called: dict[Line, Line] = Field(default_factory=dict)
    production: bool = False
    fiscal_year_start: Annotated[int, Field(ge=1, le=12)] = 1
    rates: tuple[Rate, ...] = ()
    week_start: WeekDay = "monday"
    loss_reasons: tuple[Line, ...] = ()

    @property
    def scorecard(self) -> tuple[Criterion, ...]:
        """The criteria in force."""
        return self.criteria or CRITERIA
