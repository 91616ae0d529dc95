"""The records that a metric is worked out over: those of a day, a period, a currency, a group."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from pmtui.models.deals.deal_rows import ActivityRow, DealRow
from pmtui.models.deals.pipelines import Pipelines, Stage
from pmtui.models.settings import Settings
from pmtui.models.stored import JsonValue
from pmtui.models.values.clock import Clock
from pmtui.models.values.period import Period
from pmtui.rules.deals.activity_index import ActivityIndex
from pmtui.rules.deals.attention import Attention
from pmtui.rules.deals.counts import is_decided_in
from pmtui.rules.deals.forecast_date import LeftOut, is_forecast_in, left_out
from pmtui.rules.deals.outcome import Outcome, Stages

Row = Mapping[str, JsonValue]
"""A stored document, to be read only."""

Pool = Mapping[str, Mapping[str, Row]]
"""The records of a group by kind and id; kinds that it does not name are whole."""


class Source(Protocol):
    """The source that metrics read; a `Workspace` is one, also as of a day in the past."""

    clock: Clock

    @property
    def pipelines(self) -> Pipelines:
        """The stages of deals."""
        ...

    @property
    def settings(self) -> Settings:
        """The settings of the whole workspace."""
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
    def meanings(self) -> Stages:
        """The meaning of the stages."""
        return Stages(self.source.pipelines)

    @property
    def stages(self) -> list[str]:
        """The open stages that it is about: the one that makes the group, or all."""
        opened = self.meanings.named("open")
        return [stage for stage in opened if stage == self.group] if self.by == "stage" else opened

    def stage(self, deal: DealRow) -> Stage | None:
        """The stage that a deal is in, as its pipeline has it."""
        return self.source.pipelines.stage(deal.pipeline, deal.stage)

    def outcome(self, deal: Row) -> Outcome | None:
        """`open`, `won` or `lost` on the day; `None` if the deal was not there yet."""
        return self.meanings.outcome_on(DealRow(deal), self.as_of, self.today)

    @cached_property
    def today(self) -> date:
        """The day on which it is asked for."""
        return self.source.clock.today()

    @cached_property
    def attention(self) -> Attention:
        """The judge of which deals needed attention on the day."""
        activities = map(ActivityRow, self.source.rows("activity").values())
        return Attention(self.meanings, ActivityIndex(activities), self.as_of)

    def deals(self, outcome: Outcome) -> Iterator[DealRow]:
        """The deals that on the day are open, won or lost."""
        return (DealRow(row) for _, row in self.rows("deal") if self.outcome(row) == outcome)

    def closed(self, outcome: Outcome) -> Iterator[DealRow]:
        """The deals won or lost in the period, up to the day."""
        return (deal for deal in self.deals(outcome) if is_decided_in(deal, outcome, self.period))

    def forecast(self) -> Iterator[DealRow]:
        """The open deals that are expected to close in the period."""
        return (deal for deal in self.deals("open") if is_forecast_in(deal, self.period, self.as_of))

    def left_out(self, reason: LeftOut) -> Iterator[DealRow]:
        """The open deals that are in no period's forecast, for a reason."""
        return (deal for deal in self.deals("open") if left_out(deal, self.as_of) == reason)

    def amount(self, deal: DealRow) -> Decimal | None:
        """The worth of a deal in the scope's currency; `None` if it has no amount in that."""
        amount = deal.amount
        return amount.amount if amount is not None and amount.currency == self.currency else None

    def counts_here(self, deal: DealRow) -> bool:
        """Whether a deal's money is in this currency; without an amount it is in the workspace's own."""
        amount = deal.amount
        code = amount.currency if amount is not None else self.source.settings.currency
        return code == self.currency

    def money(self, row: Row, name: str = "amount") -> Decimal | None:
        """An amount of money in the scope's currency; `None` where there is none in that."""
        value = row.get(name)
        if not isinstance(value, dict) or value.get("currency") != self.currency:
            return None
        return Decimal(str(value.get("amount", 0)))


def text(row: Row, name: str) -> str:
    """A stored text or date; empty where there is none."""
    value = row.get(name)
    return value if isinstance(value, str) else ""


def number(row: Row, name: str) -> Decimal | None:
    """A stored number; `None` where there is none."""
    value = row.get(name)
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None


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
