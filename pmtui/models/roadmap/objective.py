"""The objective: what a team wants to have changed by the end of a period, and how it will be seen."""

import re
from collections.abc import Callable
from typing import Annotated, Literal, Self

from pmtui.errors import InputError, quoted
from pmtui.models.document import About, Document
from pmtui.models.typed_part import TypedPart, Typing, number, plain
from pmtui.models.values.bounds import AnyNumber
from pmtui.models.values.period_label import PeriodLabel
from pmtui.models.values.text_fields import Line, Title

_RESULT = re.compile(
    r"^(?P<name>.+?):\s*(?P<start>[^>=]+?)\s*>\s*(?P<target>[^>=]+?)\s*(?:=\s*(?P<current>[^>=]+?))?$"
)

Side = Literal["product", "sales"]


class KeyResult(TypedPart):
    """One number that shows whether the objective is reached.

    Attributes:
        name: What is measured.
        start: Where it stood when the period began.
        target: Where it is to be at the end.
        current: Where it is now; where it began while nothing is said.
    """

    name: Line
    start: AnyNumber = 0
    target: AnyNumber
    current: AnyNumber | None = None

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `Signed hospitals: 0 > 12 = 5`."""
        match = _RESULT.match(line)
        if match is None:
            raise InputError(f"{quoted(line)} is not of the form name: start > target = current")
        start, target, now = (
            float(number(match[part], how)) if match[part] else None
            for part in ("start", "target", "current")
        )
        return cls.model_validate({"name": match["name"], "start": start, "target": target, "current": now})

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Name, start, target, current value."""
        now = self.start if self.current is None else self.current
        return f"{self.name}: {plain(self.start)} > {plain(self.target)} = {plain(now)}"


class Objective(Document):
    """An objective with its key results."""

    title: Annotated[Title, About("Objective", "what is to be different at the end", "objective")]
    period: Annotated[PeriodLabel | None, About("Period", "such as 2026-Q4", "okr")] = None
    side: Annotated[Side, About("Side", "product or sales", "objective")] = "product"
    key_results: Annotated[
        tuple[KeyResult, ...],
        About("Key results", "one a line: name: start > target = current", "key-result"),
    ] = ()
