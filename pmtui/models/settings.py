"""The settings of a workspace: what holds for it, whoever opens it."""

from typing import Annotated

from pydantic import Field

from pmtui.models.document import About, Document, Part
from pmtui.models.rate import Rate
from pmtui.models.roadmap.score_parts import CRITERIA, Criterion
from pmtui.models.values.bounds import Count
from pmtui.models.values.money import Code
from pmtui.models.values.text_fields import Line


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
        production: Whether real work is kept here: every screen is framed, so that nobody mistakes it for a trial.
    """

    name: Line = "workspace"
    currency: Code = "USD"
    profile: tuple[Trait, ...] = ()
    criteria: Annotated[
        tuple[Criterion, ...], About("Criteria", "one a row: Customer value | weight=3", "weighted-scoring")
    ] = ()

    also_called: dict[Line, Line] = Field(default_factory=dict)
    production: bool = False
    fiscal_year_start: Annotated[int, Field(ge=1, le=12)] = 1
    rates: tuple[Rate, ...] = ()

    @property
    def scorecard(self) -> tuple[Criterion, ...]:
        """The criteria in force."""
        return self.criteria or CRITERIA
