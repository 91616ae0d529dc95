"""What a weighted scorecard is made of: criteria with weights, and what a feature scores on them."""

from collections.abc import Callable
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from pmtui.errors import InputError, quoted
from pmtui.models.typed_part import TypedPart, Typing, number, plain
from pmtui.models.values.bounds import OneToFive
from pmtui.models.values.numbers import LARGEST
from pmtui.models.values.text_fields import Line


def _not_zero(weight: float) -> float:
    if not weight:
        raise ValueError("a criterion of weight 0 counts nothing; leave it out")
    return weight


Named = Annotated[Line, Field(min_length=1)]
Weight = Annotated[float, Field(gt=-LARGEST, lt=LARGEST, allow_inf_nan=False), AfterValidator(_not_zero)]


class Criterion(TypedPart):
    """One thing that features are judged by.

    Attributes:
        name: What it is called; no two criteria share a name.
        weight: What it counts beside the others; below 0 for what counts against a feature, never 0.
    """

    name: Named
    weight: Weight = 1

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `Customer value: 3`; without a weight it counts 1."""
        name, colon, weight = line.rpartition(":")
        if not colon:
            return cls(name=line.strip())
        return cls(name=name.strip(), weight=float(number(weight, how)))

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Name and weight."""
        return f"{self.name}: {plain(self.weight)}"


class CriterionScore(TypedPart):
    """What a feature scores on one criterion.

    Attributes:
        criterion: The name of the criterion, as the workspace has it.
        score: 1 poor to 5 excellent.
    """

    criterion: Named
    score: OneToFive

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `Customer value: 4`."""
        name, colon, score = line.rpartition(":")
        if not colon or not name.strip():
            raise InputError(f"{quoted(line)} is not of the form criterion: 1 to 5")
        return cls(criterion=name.strip(), score=float(number(score, how)))

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Criterion and score."""
        return f"{self.criterion}: {plain(self.score)}"


CRITERIA = (
    Criterion(name="Customer value", weight=3),
    Criterion(name="Strategic fit", weight=2),
    Criterion(name="Revenue", weight=2),
    Criterion(name="Ease", weight=1),
)
"""The criteria of a workspace that has not chosen its own."""
