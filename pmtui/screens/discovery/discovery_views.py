"""The views of discovery: insights, each type of research, and the objectives that features serve."""

from collections.abc import Callable

from pmtui.models.discovery.discovery_rows import ResearchRow
from pmtui.screens.documents.view_definitions import TableView, column
from pmtui.store.query.stored_rows import Row


def _of(research_type: str) -> Callable[[Row], bool]:
    return lambda row: ResearchRow(row).type == research_type


INSIGHTS = TableView(
    "insights",
    "insights",
    "insight",
    (
        column("title", "Insight", (30, 9), "text", "insight"),
        column("type", "Type", (9, 7), "text", "customer-need"),
        column("voices", "Said by", (8, 8), "voices", "voice-of-the-customer"),
        column("behind", "Open", (13, 6), "behind", "pipeline-value"),
        column("scores", "D F V", (5, 6), "scores", "product-viability"),
        column("gate", "Gate", (6, 7), "text", "go-no-go-decision"),
        column("product", "Product", (14, 4), "link", "product"),
        column("feature", "Feature", (18, 5), "link", "feature"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="voices",
    reverse=True,
    hint="insight",
)

COMPETITORS = TableView(
    "competitors",
    "competitors",
    "research",
    (
        column("name", "Competitor", (24, 9), "text", "competitor"),
        column("product", "Against", (16, 5), "link", "product"),
        column("website", "Website", (22, 6), "text", "domain"),
        column("strengths", "Strengths", (26, 7), "lines", "swot-analysis"),
        column("weaknesses", "Weaknesses", (26, 8), "lines", "swot-analysis"),
        column("day", "Day", (10, 3), "day", "competitive-analysis"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="name",
    condition=_of("competitor"),
    hint="competitor",
)

MARKETS = TableView(
    "markets",
    "markets",
    "research",
    (
        column("name", "Market", (26, 9), "text", "market-size"),
        column("product", "Product", (14, 4), "link", "product"),
        column("customers", "Customers", (9, 5), "number", "market-size"),
        column("revenue_each", "Each", (8, 4), "money", "average-revenue-per-user"),
        column("tam", "TAM", (9, 8), "tam", "total-addressable-market"),
        column("sam", "SAM", (9, 7), "sam", "serviceable-addressable-market"),
        column("som", "SOM", (9, 7), "som", "serviceable-obtainable-market"),
        column("source", "Source", (16, 3), "text", "secondary-research"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="name",
    condition=_of("market"),
    hint="market",
)

SEGMENTS = TableView(
    "segments",
    "segments",
    "research",
    (
        column("name", "Segment", (26, 9), "text", "market-segmentation"),
        column("size", "Size", (9, 8), "number", "market-segmentation"),
        column("needs", "Needs", (40, 7), "lines", "customer-need"),
        column("product", "Product", (14, 4), "link", "product"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="name",
    condition=_of("segment"),
    hint="segment",
)

PERSONAS = TableView(
    "personas",
    "personas",
    "research",
    (
        column("name", "Persona", (22, 9), "text", "buyer-persona"),
        column("role", "Role", (18, 8), "text", "buyer-persona"),
        column("segment", "Segment", (18, 6), "link", "market-segmentation"),
        column("goals", "Goals", (26, 5), "lines", "goal"),
        column("pains", "Pains", (26, 7), "lines", "pain-point"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="name",
    condition=_of("persona"),
    hint="persona",
)

INTERVIEWS = TableView(
    "interviews",
    "interviews",
    "research",
    (
        column("name", "Interview", (26, 9), "text", "customer-interview"),
        column("who", "Who", (18, 8), "text", "customer-interview"),
        column("day", "Day", (10, 7), "day", "customer-interview"),
        column("persona", "Persona", (16, 5), "link", "buyer-persona"),
        column("findings", "Findings", (40, 6), "lines", "qualitative-research"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="day",
    reverse=True,
    condition=_of("interview"),
    hint="interview",
)

OBJECTIVES = TableView(
    "objectives",
    "objectives",
    "objective",
    (
        column("title", "Objective", (36, 9), "text", "objective"),
        column("period", "Period", (8, 8), "text", "okr"),
        column("side", "Side", (8, 5), "text", "objective"),
        column("progress", "Progress", (8, 7), "progress", "okr-progress"),
        column("owner", "Owner", (12, 3), "text", "deal-owner"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="period",
    hint="objective",
)
