"""The parts of a weighted scorecard: criteria with weights, and the scores of a feature on them."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from pmtui.models.document import About
from pmtui.models.typed_part import TypedPart
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

    ALWAYS: ClassVar[frozenset[str]] = frozenset(("weight",))
    EXAMPLE: ClassVar[str] = "Customer value | weight=3"

    name: Named
    weight: Weight = 1


class CriterionScore(TypedPart):
    """The score of a feature on one criterion.

    Attributes:
        criterion: The name of the criterion, as the workspace has it.
        score: 1 poor to 5 excellent.
    """

    EXAMPLE: ClassVar[str] = "Customer value | score=4"

    criterion: Annotated[
        Named, About("Criterion", "as the workspace has it", "weighted-scoring", suggest="criteria")
    ]
    score: OneToFive


CRITERIA = (
    Criterion(name="Customer value", weight=3),
    Criterion(name="Strategic fit", weight=2),
    Criterion(name="Revenue", weight=2),
    Criterion(name="Ease", weight=1),
)
"""The criteria of a workspace that has not chosen its own."""
