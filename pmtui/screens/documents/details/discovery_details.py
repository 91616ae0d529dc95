"""Details of an insight, of research and of a product besides their fields."""

from collections.abc import Iterator
from decimal import Decimal

from pmtui.models.discovery.insight import Insight
from pmtui.models.discovery.research import Research
from pmtui.models.document import to_stored
from pmtui.models.roadmap.product import Product
from pmtui.models.values.money_text import long_money, short_amount
from pmtui.rules.discovery.gate import LEAST, lacking
from pmtui.screens.frame.session import Session
from pmtui.widgets.record.detail import DetailLine
from pmtui.workflows.discovery.competition import record_against
from pmtui.workflows.discovery.gate import money_behind, said_by, voices
from pmtui.workflows.discovery.strategy import market_size, revenue_scenarios

_SLUGS = {
    "TAM": "total-addressable-market",
    "SAM": "serviceable-addressable-market",
    "SOM": "serviceable-obtainable-market",
}


def insight_lines(insight: Insight, session: Session) -> Iterator[DetailLine]:
    """Who said it, what hangs on it, and what keeps it from passing."""
    workspace, stored = session.workspace, to_stored(insight)
    said = voices(workspace.tables, stored)
    yield DetailLine(f"Said by {said.total:,}", heading=True, headword="voice-of-the-customer")
    for each in dict.fromkeys(each.who for each in said_by(stored)):
        yield DetailLine(each, workspace.names.label(each), target=each)
    if said.others:
        yield DetailLine("", f"and {said.others:,} more", "dim")
    for code, amount in money_behind(workspace.tables, stored).items():
        yield DetailLine("Open behind it", long_money(amount, code), headword="pipeline-value")
    if insight.gate != "passed":
        missing = [f"{name} {how}" for name, how in lacking(insight)]
        told = f"{'; '.join(missing)}: a pass needs {LEAST} of each" if missing else "ready to pass"
        key = session.keymap.label("gate")
        yield DetailLine(
            "To pass", f"{told}{f' · {key} the gate' if key else ''}", "dim", "product-viability"
        )


def research_lines(research: Research, session: Session) -> Iterator[DetailLine]:
    """The sizes of a market with how they come about; how deals against a competitor went."""
    workspace = session.workspace
    if research.type == "market":
        yield DetailLine("Worked out", heading=True, headword="market-size")
        for size in market_size(to_stored(research)):
            inputs = size.inputs.text if size.inputs else "unknown"
            typed = "; typed otherwise" if size.differs else "; as typed" if size.typed else ""
            tone = "risk" if size.differs else "" if size.inputs else "dim"
            yield DetailLine(size.figure, f"{inputs}  ({size.how}{typed})", tone, _SLUGS[size.figure])
    if research.type == "competitor":
        record = record_against(workspace.tables, workspace.pipelines.whole, research.name)
        named = len(record.open) + len(record.won) + len(record.lost)
        if named:
            yield DetailLine(f"Deals  {named:,}", heading=True, headword="win-loss-analysis")
        for word, ids in (("open", record.open), ("won", record.won), ("lost", record.lost)):
            for each in ids:
                yield DetailLine(word, workspace.names.label(each), target=each)


def product_lines(product: Product) -> Iterator[DetailLine]:
    """The yearly revenue of its streams: low, base and high."""
    cases = revenue_scenarios(to_stored(product))
    if cases:
        yield DetailLine("Revenue a year: low, base, high", heading=True, headword="revenue-stream")
    for case in cases:
        figures = " · ".join(
            short_amount(Decimal(each), case.currency) for each in (case.low, case.base, case.high)
        )
        yield DetailLine(case.stream or "all", f"{figures} {case.currency}", headword="revenue-stream")
