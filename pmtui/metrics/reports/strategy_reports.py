"""The reports of strategy: portfolio, sizes of markets, what products may earn, features by competitors."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal

from pmtui.metrics.report_table import Bar, Line, Report, built
from pmtui.metrics.scope import Row, Source
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.discovery.discovery_rows import ResearchRow
from pmtui.models.kinds import KINDS
from pmtui.models.values.money_text import whole_amount, whole_sums
from pmtui.models.values.period import Period
from pmtui.rules.deals.counts import is_decided_in
from pmtui.rules.deals.deal_lines import products_of
from pmtui.rules.deals.outcome import Stages
from pmtui.store.query.name_index import title_of
from pmtui.workflows.discovery.competition import matrix
from pmtui.workflows.discovery.strategy import market_size, portfolio, revenue_scenarios


def portfolio_report(source: Source, period: Period) -> Report:
    """The products by lifecycle stage with what they won, what is open, and what their customers bring."""
    own = source.settings.currency
    deals = _deals(source, period)
    lines = [
        Line(
            (
                each.stage or "-", each.name, whole_sums(each.won), whole_sums(each.open), whole_sums(each.recurring),
                str(len(each.customers)),
            ),
            tuple(deals[each.product]) or ((each.product,) if each.product else ()),
            each.won.get(own, Decimal()),
            own,
        )
        for each in portfolio(_tables(source), source.pipelines.whole, period)
    ]  # fmt: skip
    title = f"Portfolio: won {period.label}, open now, a year from the customers who stayed"
    columns = ("lifecycle", "product", "won", "open", "recurring", "customers")
    bars = tuple(Bar(line.cells[1], line.value, own) for line in lines if line.value is not None)
    return built(title, columns, lines, "won", 2, bars)


def _deals(source: Source, period: Period) -> Mapping[str, list[str]]:
    """For each product its deals that are open, or were won in the period; those of no product under ``."""
    stages = Stages(source.pipelines)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in source.rows("deal").values():
        deal = DealRow(row)
        outcome = stages.outcome(deal.stage)
        if outcome == "open" or (outcome == "won" and is_decided_in(deal, outcome, period)):
            for product in products_of(deal) or ("",):
                found[product].append(deal.id)
    return found


def market_report(source: Source) -> Report:
    """TAM, SAM and SOM of each market: what holds, where it comes from, and what the inputs would give."""
    lines = []
    for market, row in source.rows("research").items():
        if ResearchRow(row).type != "market":
            continue
        for each in market_size(row):
            holds = whole_amount(each.value.amount) if each.value else "-"
            inputs = whole_amount(each.inputs.amount) if each.inputs else "-"
            code = each.value.currency if each.value else ""
            origin = "typed" if each.typed else "inputs" if each.inputs else "-"
            if each.inputs and each.value and each.inputs.currency != each.value.currency:
                inputs = f"{inputs} {each.inputs.currency}"
            differs = "differs" if each.differs else ""
            cells = (
                title_of("research", row), each.figure, holds, code, origin, inputs, each.how, differs,
            )  # fmt: skip
            lines.append(Line(cells, (market,), each.value.amount if each.value else None, code))
    columns = ("market", "figure", "a year", "currency", "from", "by inputs", "how", "check")
    return built("Markets: what is typed goes before what the inputs give", columns, lines, "a year", 2)


def revenue_report(source: Source) -> Report:
    """The yearly revenue of the streams of each product in a low, a base and a high case."""
    lines = []
    for product, row in source.rows("product").items():
        for case in revenue_scenarios(row):
            cells = (
                title_of("product", row),
                case.stream or "all streams",
                case.currency,
                *map(whole_amount, (case.low, case.base, case.high)),
            )
            lines.append(Line(cells, (product,), case.base, case.currency))
    columns = ("product", "stream", "currency", "low", "base", "high")
    title = "Revenue a year: price x volume; what is paid once counts in one year"
    return built(title, columns, lines, "base", 2)


def matrix_report(source: Source) -> Report:
    """Features by competitors: whether we have each, and whether they have."""
    found = matrix(_tables(source))
    names = Counter(name for _, name in found.competitors)
    rivals = (name if names[name] == 1 else f"{name} ({rival})" for rival, name in found.competitors)
    lines = []
    for row in found.rows:
        feature = f"{row.title} ({row.feature})" if row.feature else row.title
        cells = (feature, row.ours.told, *(has.told for has in row.theirs))
        lines.append(Line(cells, (row.feature,) if row.feature else ()))
    title = "Features by competitors; where they lead comes first"
    return built(title, ("feature", "us", *rivals), lines)


def _tables(source: Source) -> Mapping[str, Mapping[str, Row]]:
    return {kind: source.rows(kind) for kind in KINDS}
