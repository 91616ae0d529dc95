"""The objective: what a team wants to have changed by the end of a period, and how it will be seen."""

from typing import Annotated, ClassVar, Literal

from pmtui.models.document import About, Document
from pmtui.models.form.section import Section
from pmtui.models.typed_part import TypedPart
from pmtui.models.values.bounds import AnyNumber
from pmtui.models.values.period_label import PeriodLabel
from pmtui.models.values.text_fields import Line, Title

Side = Literal["product", "sales"]


class KeyResult(TypedPart):
    """One number that shows whether the objective is reached.

    Attributes:
        name: What is measured.
        start: Where it stood when the period began.
        target: Where it is to be at the end.
        current: Where it is now; where it began while nothing is said.
    """

    ALWAYS: ClassVar[frozenset[str]] = frozenset(("start",))
    EXAMPLE: ClassVar[str] = "Signed hospitals | start=0 | target=12 | current=5"

    name: Line
    start: AnyNumber = 0
    target: AnyNumber
    current: AnyNumber | None = None


_OBJECTIVE = Section("Objective")
_RESULTS = Section("Key results", opens=True)


class Objective(Document):
    """An objective with its key results."""

    title: Annotated[
        Title, About("Objective", "what is to be different at the end", "objective", section=_OBJECTIVE)
    ]
    period: Annotated[PeriodLabel | None, About("Period", "such as 2026-Q4", "okr")] = None
    side: Annotated[Side, About("Side", "product or sales", "objective")] = "product"
    key_results: Annotated[
        tuple[KeyResult, ...],
        About(
            "Key results",
            "what is measured: from where, to where, and where it is now",
            "key-result",
            section=_RESULTS,
        ),
    ] = ()
