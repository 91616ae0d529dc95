"""What a feature is made of beside its fields: requirements, compliance checks, status updates."""

import difflib
import re
from collections.abc import Callable
from typing import Literal, Self, get_args

from pydantic import model_validator

from pmtui.errors import InputError, nearest, quoted
from pmtui.models.document import Part
from pmtui.models.typed_part import TypedPart, Typing
from pmtui.models.values.bounds import Day
from pmtui.models.values.text_fields import Line

RequirementKind = Literal["functional", "quality", "regulatory", "standard"]
"""What it does, how well, what the law asks, what a standard asks."""

CheckState = Literal["open", "met", "failed", "waived"]

Health = Literal["red", "amber", "green"]
"""In trouble, at risk, on track."""

REQUIREMENT_KINDS: tuple[RequirementKind, ...] = get_args(RequirementKind)
CHECK_STATES: tuple[CheckState, ...] = get_args(CheckState)

_KIND = "|".join(REQUIREMENT_KINDS)
_STATE, _ACCEPTANCE = r"\s*:\s*(?P<state>done|open)", r"(?:\s+>\s*(?P<acceptance>.*))?$"
_REQUIREMENT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?P<text>.+?)\s*:\s*(?P<kind>{_KIND})(?:{_STATE})?{_ACCEPTANCE}",
        rf"^(?P<text>.+?){_STATE}{_ACCEPTANCE}",
        rf"^(?P<text>.+?){_ACCEPTANCE}",
    )
)
"""The forms of a requirement: the text may hold `>` where a kind or a state ends it."""

_CHECK = re.compile(
    rf"^(?P<rule>.+?)(?:\s*>\s*(?P<evidence>.*?))?(?:\s*=\s*(?P<state>{'|'.join(CHECK_STATES)}))?$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\s=\s*(\w+)$")


class Requirement(TypedPart):
    """Something a feature has to be or do.

    Attributes:
        text: What it is.
        kind: Functional, quality, regulatory or standard.
        acceptance: How it will be seen that it is met; empty while nobody has said.
        done: Whether it is met.
    """

    text: Line
    kind: RequirementKind = "functional"
    acceptance: Line = ""
    done: bool = False

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `Signs in with the directory: functional: done > who left cannot sign in`."""
        match = next((found for form in _REQUIREMENT if (found := form.match(line))), None)
        if match is None or line.startswith((":", ">")):
            raise InputError(f"{quoted(line)} is not of the form text: kind: done > how it is accepted")
        parts = {name: value or "" for name, value in match.groupdict().items()}
        _refuse_near_miss(parts["text"])
        return cls.model_validate(
            {
                "text": parts["text"],
                "kind": parts.get("kind", "functional").lower(),
                "acceptance": parts["acceptance"],
                "done": parts.get("state", "").lower() == "done",
            }
        )

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Text, kind, whether it is done, how it is accepted."""
        done = ": done" if self.done else ""
        accepted = f" > {self.acceptance}" if self.acceptance else ""
        return f"{self.text}: {self.kind}{done}{accepted}"


def _refuse_near_miss(text: str) -> None:
    """Refuse a last word after a colon that was meant for a kind; any other colon belongs to the text.

    Raises:
        InputError: It looks like one.
    """
    _, colon, last = text.rpartition(":")
    word = last.strip().lower()
    if colon and word not in REQUIREMENT_KINDS:
        near = difflib.get_close_matches(word, (*REQUIREMENT_KINDS, "done"), n=1, cutoff=0.75)
        if near:
            raise InputError(f"unknown kind {last.strip()!r}; did you mean {near[0]!r}?")


class ComplianceCheck(TypedPart):
    """A rule that a feature has to keep before customers get it.

    Attributes:
        rule: The law, regulation or standard, and the place in it.
        evidence: What shows that it is kept, or why it does not apply.
        state: Open, met, failed or waived; open and failed ones block a launch.
    """

    rule: Line
    evidence: Line = ""
    state: CheckState = "open"

    @model_validator(mode="after")
    def _waived_for_a_reason(self) -> Self:
        if self.state == "waived" and not self.evidence:
            raise ValueError(f"{self.rule}: a check is waived for a reason: rule > reason = waived")
        return self

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `GDPR article 32 > test of 3 June = met`."""
        match = _CHECK.match(line)
        if match is None or line.startswith((">", "=")):
            raise InputError(f"{quoted(line)} is not of the form rule > evidence = state")
        ended = _ENDED.search(line)
        if match["state"] is None and ended is not None:
            raise InputError(f"unknown state {ended[1]!r}{nearest(ended[1], CHECK_STATES)}")
        return cls.model_validate(
            {
                "rule": match["rule"],
                "evidence": match["evidence"] or "",
                "state": (match["state"] or "open").lower(),
            }
        )

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Rule, evidence, state."""
        evidence = f" > {self.evidence}" if self.evidence else ""
        return f"{self.rule}{evidence} = {self.state}"


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
