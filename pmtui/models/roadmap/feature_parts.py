"""The parts of a feature besides its fields: requirements, compliance checks, status updates."""

from typing import ClassVar, Literal, Self, get_args

from pydantic import model_validator

from pmtui.models.document import Part
from pmtui.models.typed_part import TypedPart
from pmtui.models.values.bounds import Day
from pmtui.models.values.text_fields import Line

RequirementKind = Literal["functional", "quality", "regulatory", "standard"]
"""The kind of requirement: what it does, how well, what the law requires, what a standard requires."""

CheckState = Literal["open", "met", "failed", "waived"]

Health = Literal["red", "amber", "green"]
"""In trouble, at risk, on track."""

REQUIREMENT_KINDS: tuple[RequirementKind, ...] = get_args(RequirementKind)
CHECK_STATES: tuple[CheckState, ...] = get_args(CheckState)


class Requirement(TypedPart):
    """Something a feature has to be or do.

    Attributes:
        text: What it is.
        kind: Functional, quality, regulatory or standard.
        acceptance: How it will be seen that it is met; empty while nobody has said.
        done: Whether it is met.
    """

    EXAMPLE: ClassVar[str] = (
        "Signs in with the directory | kind=functional | acceptance=who left cannot | done=yes"
    )

    text: Line
    kind: RequirementKind = "functional"
    acceptance: Line = ""
    done: bool = False


class ComplianceCheck(TypedPart):
    """A rule that a feature has to keep before customers get it.

    Attributes:
        rule: The law, regulation or standard, and the place in it.
        evidence: What shows that it is kept, or why it does not apply.
        state: Open, met, failed or waived; open and failed ones block a launch.
    """

    EXAMPLE: ClassVar[str] = "GDPR article 32 | evidence=test of 3 June | state=met"

    rule: Line
    evidence: Line = ""
    state: CheckState = "open"

    @model_validator(mode="after")
    def _waived_for_a_reason(self) -> Self:
        if self.state == "waived" and not self.evidence:
            raise ValueError(f"{self.rule}: a check is waived for a reason: add evidence=the reason")
        return self


class StatusUpdate(Part):
    """How a feature stood on a day.

    Attributes:
        on: The day.
        health: Red, amber or green.
        text: What there is to say.
        by: Who said it.
    """

    on: Day
    health: Health
    text: Line = ""
    by: Line = ""


class Rebaseline(Part):
    """A new first target: a correction, or a plan made anew, which is not a slip.

    Attributes:
        on: The day it was set.
        was: The first target before.
        now: The first target since.
        reason: Why.
        by: Who set it.
    """

    on: Day
    was: Day | None = None
    now: Day | None = None
    reason: Line = ""
    by: Line = ""
