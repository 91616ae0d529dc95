"""What a change of the settings would do to deals, money and forecast: worked out before it is kept."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from pmtui.models.deals.deal_rows import DealRow, LeadRow, TargetRow
from pmtui.models.deals.pipelines import Pipeline, Stage
from pmtui.models.rate import Rate
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.roadmap.score_parts import Criterion
from pmtui.models.settings import Settings, Trait
from pmtui.models.stored import JsonValue
from pmtui.models.values.money_text import short_amount, short_amount_of, short_sums
from pmtui.models.values.period import containing
from pmtui.rules.deals.outcome import is_open, is_won
from pmtui.rules.money import Rates, total
from pmtui.rules.periods import read_period
from pmtui.rules.roadmap.features import is_open as is_open_feature
from pmtui.rules.roadmap.scores import method_named, score, score_text
from pmtui.store.query.derivations.deal_attention import ATTENTION
from pmtui.store.query.derivations.deals_by_stage import DEALS_BY_STAGE
from pmtui.store.workspace import Workspace
from pmtui.workflows.deals.lead_score import score as lead_score
from pmtui.workflows.deals.pipelines import follows_stage

_WHOLE = 100
_SHOWN = 4
"""Records that are named; more are counted."""


class Effect(NamedTuple):
    """One thing that changes, or stays though one might expect otherwise."""

    label: str
    """The record or figure."""
    amount: str
    """Its money; empty if it has none."""
    change: str
    """Before and after, such as `60 % ▸ 65 %`."""
    stays: bool = False
    """Whether it stays as it is."""


class Effects(NamedTuple):
    """What a change does."""

    summary: str
    """One sentence on it."""
    lines: tuple[Effect, ...] = ()
    """The records and figures that it touches."""


class StageDeals:
    """The deals of one stage, read when first needed: how another chance or limit would change them is a short sum.

    Args:
        workspace: The documents.
        pipeline: The name that deals have for the pipeline.
        stage: The stage.
    """

    def __init__(self, workspace: Workspace, pipeline: str, stage: Stage) -> None:
        self._workspace, self.stage = workspace, stage
        by_stage = workspace.derived(DEALS_BY_STAGE)
        self._ids = tuple(by_stage.ids(pipeline, stage.name))
        self.money: Mapping[str, Decimal] = dict(by_stage.sums(pipeline, stage.name))
        """The amounts of all of its deals, by currency."""

    def __len__(self) -> int:
        return len(self._ids)

    @cached_property
    def deals(self) -> list[DealRow]:
        """The deals that are still there, the largest first."""
        rows = self._workspace.rows("deal")
        found = [DealRow(rows[each]) for each in self._ids if each in rows]
        found.sort(key=lambda deal: -deal.amount.amount if deal.amount is not None else Decimal())
        return found

    @cached_property
    def following(self) -> list[DealRow]:
        """Those that take their chance from the stage."""
        return [deal for deal in self.deals if follows_stage(deal, self.stage)]

    @cached_property
    def by_hand(self) -> list[DealRow]:
        """Those whose chance stays."""
        return [deal for deal in self.deals if not follows_stage(deal, self.stage)]

    @cached_property
    def _sums(self) -> Mapping[str, Decimal]:
        return _sums(self.following)

    @cached_property
    def _held(self) -> Mapping[str, Decimal]:
        held: defaultdict[str, Decimal] = defaultdict(Decimal)
        for deal in self.by_hand:
            if deal.amount is not None:
                held[deal.amount.currency] += deal.amount.amount * (deal.probability or 0) / _WHOLE
        return held

    def chance(self, after: int) -> Effects:
        """What another chance of winning does."""
        before, currency = self.stage.probability, self._workspace.settings.currency
        count, hand = len(self.following), len(self.by_hand)
        stay = f"; {_were(hand)} set by hand and stay{'s' if hand == 1 else ''}" if hand else ""
        took = "took it from the stage"
        summary = f"{before} to {after}: changes {_counted(count, 'open deal')} that {took}{stay}"
        moved = f"{before} % ▸ {after} %"
        named = [*self.following[:_SHOWN], *self.by_hand][:_SHOWN]
        shown = [(deal, moved if follows_stage(deal, self.stage) else "") for deal in named]
        lines = [
            Effect(deal.title, _money(deal, currency), text or f"{deal.probability} %, set by hand", not text)
            for deal, text in shown
        ]
        if len(self.deals) > len(shown):
            lines.append(Effect(f"and {len(self.deals) - len(shown):,} more", "", ""))
        return Effects(summary, (*lines, _weighted(self._weighted(before), self._weighted(after), currency)))

    def _weighted(self, chance: int) -> dict[str, Decimal]:
        sums = {code: amount * chance / _WHOLE for code, amount in self._sums.items()}
        for code, held in self._held.items():
            sums[code] = sums.get(code, Decimal()) + held
        return sums

    def rot(self, after: int | None) -> Effects:
        """What another limit of idle days does."""
        attention, idle = self._workspace.derived(ATTENTION), self._idle

        def rotting(limit: int | None) -> list[DealRow]:
            return [] if limit is None else [deal for deal, days in idle if days > limit]

        was, now = rotting(self.stage.rot_days), rotting(after)
        known = {deal.id for deal in was}
        fresh = [deal for deal in now if deal.id not in known]
        currency = self._workspace.settings.currency
        lines = [
            Effect(deal.title, _money(deal, currency), f"idle {attention.idle_days(deal)}d, would rot")
            for deal in fresh[:_SHOWN]
        ]
        limit = f"after {after} days" if after is not None else "never"
        return Effects(f"rots {limit}: {len(was):,} ▸ {_counted(len(now), 'rotting deal')}", tuple(lines))

    @cached_property
    def _idle(self) -> list[tuple[DealRow, int]]:
        """The deals for which nothing is planned, with their idle days."""
        attention = self._workspace.derived(ATTENTION)
        return [
            (deal, attention.idle_days(deal) or 0) for deal in self.deals if not attention.is_planned(deal)
        ]

    def forecast(self, after: str) -> Effects:
        """What another forecast category does."""
        own = [deal for deal in self.deals if not deal.forecast]
        money = short_sums(_sums(own), self._workspace.settings.currency)
        return Effects(
            f"{_counted(len(own), 'deal')} move from {self.stage.forecast} to {after}",
            (Effect(self.stage.forecast, money, f"▸ {after}"),),
        )

    def exit(self, criteria: Iterable[str]) -> Effects:
        """What other exit criteria do: how many of the deals meet each already."""
        checks = tuple(criteria)
        lines = tuple(
            Effect(
                each,
                "",
                f"{sum(each in deal.checked for deal in self.deals):,} of {len(self.deals):,} meet it",
            )
            for each in checks
        )
        return Effects(f"asked before {_counted(len(self.deals), 'deal')} can go on", lines)


def stage_deals(workspace: Workspace, pipeline: Pipeline) -> dict[str, StageDeals]:
    """The deals of each stage of a pipeline, by the stage's name."""
    key = workspace.pipelines.key(pipeline)
    return {stage.name: StageDeals(workspace, key, stage) for stage in pipeline.stages}


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _were(count: int) -> str:
    return "1 was" if count == 1 else f"{count:,} were"


def _money(deal: DealRow, currency: str) -> str:
    return short_amount_of(deal.amount, currency)


def _sums(deals: Iterable[DealRow]) -> dict[str, Decimal]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for deal in deals:
        if deal.amount is not None:
            sums[deal.amount.currency] += deal.amount.amount
    return dict(sums)


def _weighted(before: Mapping[str, Decimal], after: Mapping[str, Decimal], currency: str) -> Effect:
    return Effect("weighted", "", f"{short_sums(before, currency)} ▸ {short_sums(after, currency)}")


def open_money(workspace: Workspace) -> dict[str, Decimal]:
    """The amounts of all open deals, by currency."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    by_stage, pipelines = workspace.derived(DEALS_BY_STAGE), workspace.pipelines
    for pipeline in pipelines:
        for stage in filter(is_open, pipeline.stages):
            for code, amount in by_stage.sums(pipelines.key(pipeline), stage.name).items():
                found[code] += amount
    return dict(found)


class MoneyAtRates:
    """The open money, read once: what it comes to at other rates is then a short sum.

    Args:
        workspace: The documents.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._sums = workspace, open_money(workspace)

    def at(self, rates: Iterable[Rate]) -> Effects:
        """What other rates do."""
        settings, today = self._workspace.settings, self._workspace.clock.today()
        before = self._total(Rates(settings.rates, today), settings.currency)
        after = self._total(Rates(rates, today), settings.currency)
        lines = (Effect("open pipeline", short_sums(self._sums, settings.currency), f"{before} ▸ {after}"),)
        return Effects(f"all open deals together: {before} ▸ {after} {settings.currency}", lines)

    def into(self, currency: str) -> Effects:
        """What another base currency does."""
        settings, today = self._workspace.settings, self._workspace.clock.today()
        rates = Rates(settings.rates, today)
        before, after = (self._total(rates, code) for code in (settings.currency, currency))
        lines = (Effect("open pipeline", f"{before} {settings.currency}", f"▸ {after} {currency}"),)
        return Effects(f"amounts without a currency are then in {currency}; those stored stay", lines)

    def _total(self, rates: Rates, currency: str) -> str:
        if set(self._sums) <= {currency}:
            return short_amount(self._sums.get(currency, Decimal()), currency)
        found = total(self._sums, currency, rates.worth) if len(self._sums) > 1 else None
        if found is None and len(self._sums) == 1:
            ((code, amount),) = self._sums.items()
            found = rates.worth(amount, code, currency)
        return short_amount(found, currency) if found is not None else "no figure without a rate"


class WonDeals:
    """The deals that were won, read once: what an owner or the team won in a period is then a sum over them.

    Args:
        workspace: The documents.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        pipelines = workspace.pipelines
        by_stage, rows = workspace.derived(DEALS_BY_STAGE), workspace.rows("deal")
        self._won = [
            (deal.closed, deal.owner, deal)
            for pipeline in pipelines
            for stage in pipeline.stages
            if is_won(stage)
            for each in by_stage.ids(pipelines.key(pipeline), stage.name)
            if (deal := DealRow(rows[each])).closed is not None
        ]

    def sums(self, period: str, owner: str) -> dict[str, Decimal]:
        """What was won in a period, by currency: by an owner, or by the team for an empty name."""
        span = read_period(self._workspace, period, self._workspace.clock.today())
        return _sums(
            deal
            for closed, of, deal in self._won
            if closed is not None and span.first <= closed <= span.last and (not owner or of == owner)
        )


def target_effects(workspace: Workspace, before: TargetRow | None, after: TargetRow) -> Effects:
    """What another target does to the attainment of its owner, or of the team."""
    won_deals = WonDeals(workspace)

    def attained(target: TargetRow) -> str:
        amount = target.amount
        won = won_deals.sums(target.period, target.owner).get(amount.currency, Decimal())
        share = f"{won * _WHOLE / amount.amount:.0f} %" if amount.amount else "no share"
        return f"{short_amount(won)} of {short_amount(amount.amount)}, {share}"

    whose = after.owner or "the team"
    now = attained(after)
    was = attained(before) if before is not None else "no target"
    return Effects(f"{whose}, {after.period}: {now}", (Effect(whose, after.period, f"{was} ▸ {now}"),))


def fiscal_year_effects(workspace: Workspace, month: int) -> Effects:
    """What another beginning of the fiscal year does to the periods that today is in."""
    today, starts = workspace.clock.today(), workspace.settings.fiscal_year_start
    lines = []
    for unit in ("quarter", "year"):
        was, now = containing(today, unit, starts), containing(today, unit, month)
        lines.append(Effect(f"this {unit}", was.label, f"▸ {now.label}"))
        lines.append(Effect("ends", f"{was.last}", f"▸ {now.last}", was.last == now.last))
    targets = [TargetRow(row) for row in workspace.rows("target").values()]
    apart = sum("Q" in target.period or target.period.isdecimal() for target in targets)
    return Effects(
        f"quarters and years are counted anew; {_counted(apart, 'target')} keep the name of their period",
        tuple(lines),
    )


def criteria_effects(workspace: Workspace, criteria: Iterable[Criterion]) -> Effects:
    """What another scorecard does to the scores of open features."""
    method = method_named("scorecard")
    before = {each.name: each.weight for each in workspace.settings.scorecard}
    after = {each.name: each.weight for each in criteria}
    changed = []
    for feature in FeatureRow.all(workspace.tables):
        if is_open_feature(feature):
            was, now = (score(method, feature, weights) for weights in (before, after))
            if was != now:
                changed.append(Effect(feature.title, "", f"{_score(was)} ▸ {_score(now)}"))
    more = [Effect(f"and {len(changed) - _SHOWN:,} more", "", "")] if len(changed) > _SHOWN else []
    return Effects(f"{_counted(len(changed), 'open feature')} score differently", (*changed[:_SHOWN], *more))


def _score(value: Decimal | None) -> str:
    return "none" if value is None else score_text(value)


def profile_effects(workspace: Workspace, traits: tuple[Trait, ...]) -> Effects:
    """What another ideal customer does to the scores of leads."""
    settings = workspace.settings
    after = settings.model_copy(update={"profile": traits})
    changed = []
    for lead in LeadRow.all(workspace.tables):
        was, now = (
            sum(point.points for point in lead_score(lead, _with(workspace, each)))
            for each in (settings, after)
        )
        if was != now:
            changed.append(Effect(lead.name or lead.company, lead.company, f"{was} ▸ {now}"))
    more = [Effect(f"and {len(changed) - _SHOWN:,} more", "", "")] if len(changed) > _SHOWN else []
    return Effects(f"{_counted(len(changed), 'lead')} score differently", (*changed[:_SHOWN], *more))


def _with(workspace: Workspace, settings: Settings) -> Mapping[str, Mapping[str, Mapping[str, JsonValue]]]:
    """The stored documents with other settings."""
    from pmtui.models.document import to_stored

    return {**workspace.tables, "settings": {"workspace": to_stored(settings)}}


def renaming(
    workspace: Workspace, touched: Iterable[tuple[str, Callable[[Mapping[str, JsonValue]], bool]]]
) -> Effects:
    """How many records of each kind take another name along."""
    lines = []
    for kind, bears in touched:
        rows = workspace.rows(kind)
        found = [row for row in rows.values() if bears(row)]
        if found:
            money = _sums(DealRow(row) for row in found) if kind == "deal" else {}
            told = short_sums(money, workspace.settings.currency) if money else ""
            lines.append(Effect(kind, told, f"{len(found):,} take the new name"))
    if not lines:
        return Effects("nothing bears the name yet")
    return Effects("what bears the name takes the new one, in the same command", tuple(lines))
