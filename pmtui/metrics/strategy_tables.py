"""The reports of strategy: portfolio, sizes of markets, what products may earn, features by competitors."""

from collections import Counter
from collections.abc import Mapping

from pmtui.metrics.scope import Row, Source
from pmtui.metrics.table import Report, sums, whole
from pmtui.models.kinds import KINDS
from pmtui.models.period import Period
from pmtui.store.names import title_of
from pmtui.workflows.competition import matrix
from pmtui.workflows.strategy import market_size, portfolio, revenue_scenarios


def portfolio_report(source: Source, period: Period) -> Report:
    """The products by lifecycle stage with what they won, what is open, and what their customers bring."""
    rows = [
        (
            each.stage or "-", each.name, sums(each.won), sums(each.open), sums(each.recurring),
            str(len(each.customers)),
        )
        for each in portfolio(_tables(source), source.pipelines.whole, period)
    ]  # fmt: skip
    title = f"Portfolio: won {period.label}, open now, a year from the customers who stayed"
    return Report(title, ("lifecycle", "product", "won", "open", "recurring", "customers"), tuple(rows))


def market_report(source: Source) -> Report:
    """TAM, SAM and SOM of each market: what holds, where it comes from, and what the inputs would give."""
    rows = []
    for row in source.rows("research").values():
        if row.get("type") != "market":
            continue
        for each in market_size(row):
            holds = whole(each.value.amount) if each.value else "-"
            inputs = whole(each.inputs.amount) if each.inputs else "-"
            code = each.value.currency if each.value else ""
            origin = "typed" if each.typed else "inputs" if each.inputs else "-"
            if each.inputs and each.value and each.inputs.currency != each.value.currency:
                inputs = f"{inputs} {each.inputs.currency}"
            differs = "differs" if each.differs else ""
            name = title_of("research", row)
            rows.append((name, each.figure, holds, code, origin, inputs, each.how, differs))
    columns = ("market", "figure", "a year", "currency", "from", "by inputs", "how", "check")
    return Report("Markets: what is typed goes before what the inputs give", columns, tuple(rows))


def revenue_report(source: Source) -> Report:
    """What the revenue streams of each product bring a year in a low, a base and a high case."""
    rows = []
    for row in source.rows("product").values():
        for case in revenue_scenarios(row):
            cells = (
                case.stream or "all streams",
                case.currency,
                *map(whole, (case.low, case.base, case.high)),
            )
            rows.append((title_of("product", row), *cells))
    columns = ("product", "stream", "currency", "low", "base", "high")
    return Report(
        "Revenue a year: price x volume; what is paid once counts in one year", columns, tuple(rows)
    )


def matrix_report(source: Source) -> Report:
    """Features by competitors: whether we have each, and whether they have."""
    found = matrix(_tables(source))
    names = Counter(name for _, name in found.competitors)
    rivals = (name if names[name] == 1 else f"{name} ({rival})" for rival, name in found.competitors)
    rows = []
    for row in found.rows:
        feature = f"{row.title} ({row.feature})" if row.feature else row.title
        rows.append((feature, row.ours.told, *(has.told for has in row.theirs)))
    title = "Features by competitors; where they lead comes first"
    return Report(title, ("feature", "us", *rivals), tuple(rows))


def _tables(source: Source) -> Mapping[str, Mapping[str, Row]]:
    return {kind: source.rows(kind) for kind in KINDS}
