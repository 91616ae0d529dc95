"""The settings of a workspace: what holds for it, whoever opens it."""

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field

from pmtui.models.deals.activity import ActivityType
from pmtui.models.document import About, Document, Part
from pmtui.models.rate import Rate
from pmtui.models.roadmap.score_parts import CRITERIA, Criterion
from pmtui.models.typed_part import TypedPart
from pmtui.models.values.bounds import Count
from pmtui.models.values.money import Code
from pmtui.models.values.text_fields import Line

WeekDay = Literal["monday", "sunday", "saturday"]
"""A day that weeks begin with."""

WEEK_DAYS: tuple[str, ...] = get_args(WeekDay)

PlaybookKind = Literal["deal", "account", "launch"]
"""A kind of record that playbooks are for."""

PLAYBOOK_KINDS: tuple[str, ...] = get_args(PlaybookKind)

FURTHEST = 3_650
"""Days between a step and the start of its playbook at most: ten years."""


class PlaybookStep(TypedPart):
    """One step of a playbook.

    Attributes:
        text: What is to be done.
        type: The type of activity that it becomes.
        after: Days after the start; for a launch before (-) and after its date.
    """

    EXAMPLE: ClassVar[str] = "Kick-off with the customer | type=meeting | after=5"

    text: Annotated[Line, Field(min_length=1)]
    type: ActivityType = "task"
    after: Annotated[int, Field(ge=-FURTHEST, le=FURTHEST)] = 0


class OwnPlaybook(Part):
    """A playbook of the team's own, or its version of one that ships.

    Attributes:
        id: Its slug; that of one that ships replaces it.
        name: Its name.
        kind: The kind of record that it is for.
        steps: Its steps, in their order.
    """

    id: Line
    name: Line
    kind: PlaybookKind
    steps: tuple[PlaybookStep, ...] = ()


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
        playbooks: The team's own playbooks, and its versions of those that ship.
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
    playbooks: tuple[OwnPlaybook, ...] = ()

    @property
    def scorecard(self) -> tuple[Criterion, ...]:
        """The criteria in force."""
        return self.criteria or CRITERIA
