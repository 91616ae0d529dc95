"""The records that a metric is worked out over: those of a day, a period, a currency, a group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from pmtui.models.stored import JsonValue
from pmtui.models.values.clock import Clock
from pmtui.models.values.period import Period

if TYPE_CHECKING:
    from pmtui.models.deals.pipelines import Pipelines, Stage
    from pmtui.models.settings import Settings

Row = Mapping[str, JsonValue]
"""A stored document, to be read only."""

Pool = Mapping[str, Mapping[str, Row]]
"""The records of a group by kind and id; kinds that it does not name are whole."""


class Source(Protocol):
    """What metrics read; a `Workspace` is one, also as of a day in the past."""

    clock: Clock

    @property
    def pipelines(self) -> Pipelines:
        """The stages of deals."""
        ...

    @property
    def settings(self) -> Settings:
        """What holds for the whole workspace."""
        ...

    def rows(self, kind: str) -> Mapping[str, Row]:
        """The stored documents of a kind by id."""
        ...


@dataclass
class Scope:
    """Where a metric is worked out.

    Attributes:
        source: The documents.
        period: The period it is taken over.
        as_of: The day it is told as of: what was opened later is not there yet, what was closed later is open.
        currency: The currency that money is summed in.
        pool: The records of the group, of the kind that groups are made of.
        group: The value by which the group is known, for targets that have an owner.
        by: The field that groups are made by.
    """

    source: Source
    period: Period
    as_of: date
    currency: str
    pool: Pool = field(default_factory=dict)
    group: str = ""
    by: str = ""

    def rows(self, kind: str) -> Iterator[tuple[str, Row]]:
        """The records of a kind that belong to the group."""
        yield from self.pool.get(kind, self.source.rows(kind)).items()

    def holds(self, kind: str, document_id: str) -> bool:
        """Whether a record belongs to the group."""
        return kind not in self.pool or document_id in self.pool[kind]

    @cached_property
    def day(self) -> str:
        """The day it is told as of, ISO."""
        return self.as_of.isoformat()

    @cached_property
    def stage_kinds(self) -> Mapping[str, str]:
        """Whether each stage is open, won or lost."""
        return {stage.name: stage.kind for stage in self.source.pipelines.whole.stages}

    @property
    def stages(self) -> list[str]:
        """The open stages that it is about: the one that makes the group, or all."""
        opened = [stage.name for stage in self.source.pipelines.whole.stages if stage.kind == "open"]
        return [stage for stage in opened if stage == self.group] if self.by == "stage" else opened

    def stage(self, deal: Row) -> Stage | None:
        """The stage that a deal is in, as its pipeline has it."""
        return self.source.pipelines.stage(text(deal, "pipeline"), text(deal, "stage"))

    def outcome(self, deal: Row) -> str:
        """`open`, `won` or `lost` on the day; empty where the deal was not there yet."""
        if text(deal, "opened") > self.day:
            return ""
        kind = self.stage_kinds.get(text(deal, "stage"), "open")
        return "open" if kind != "open" and text(deal, "closed") > self.day else kind

    def deals(self, outcome: str) -> Iterator[tuple[str, Row]]:
        """The deals that on the day are open, won or lost."""
        return ((each, row) for each, row in self.rows("deal") if self.outcome(row) == outcome)

    def closed(self, outcome: str) -> Iterator[tuple[str, Row]]:
        """The deals won or lost in the period, up to the day."""
        return ((each, row) for each, row in self.deals(outcome) if self.period.holds(text(row, "closed")))

    def money(self, row: Row, name: str = "amount") -> Decimal | None:
        """An amount of money in the scope's currency; `None` where there is none in that."""
        value = row.get(name)
        if not isinstance(value, dict) or value.get("currency") != self.currency:
            return None
        return Decimal(str(value.get("amount", 0)))

    def in_currency(self, row: Row, name: str = "amount") -> bool:
        """Whether a record counts in this currency: one without an amount does in the workspace's own."""
        value = row.get(name)
        code = value.get("currency") if isinstance(value, dict) else self.source.settings.currency
        return code == self.currency


def text(row: Row, name: str) -> str:
    """A stored text or date; empty where there is none."""
    value = row.get(name)
    return value if isinstance(value, str) else ""


def number(row: Row, name: str) -> Decimal | None:
    """A stored number; `None` where there is none."""
    value = row.get(name)
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None


def days_between(first: str, last: str) -> int:
    """The days from one ISO day or moment to another."""
    return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days


def currencies(source: Source, kinds: tuple[tuple[str, str], ...]) -> list[str]:
    """The currencies that are used in some fields of money, the workspace's own first."""
    own = source.settings.currency
    found = {own}
    for kind, name in kinds:
        for row in source.rows(kind).values():
            value = row.get(name)
            if isinstance(value, dict):
                found.add(str(value.get("currency", own)))
    return sorted(found, key=lambda code: (code != own, code))
