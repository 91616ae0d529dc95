"""The views of the screens as data: what a table or a board shows, of which documents, in which order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from pmtui.store.query.derivations.deal_attention import IDLE
from pmtui.store.query.stored_rows import Row
from pmtui.widgets.drawing.data_sources import Align, Column

_FIRST = 9

Show = Literal[
    "text", "link", "money", "day", "due", "percent", "number", "lines", "rice",
    "voices", "behind", "scores", "tam", "sam", "som", "progress", "plan",
    "checked", "blocked",
]  # fmt: skip
"""How a stored field is written in a cell."""

COMPUTED_NUMBERS = ("voices", "behind", "tam", "sam", "som", "progress", "blocked")
"""Figures that are worked out from a document and what it links to."""


@dataclass(frozen=True)
class Shown:
    """One column of a table and the field behind it.

    Attributes:
        column: Its title, width and place.
        show: How the field is written.
        field: The stored field; empty where it is named as the column.
    """

    column: Column
    show: Show = "text"
    field: str = ""

    @property
    def name(self) -> str:
        """The stored field behind the column."""
        return self.field or self.column.id


@dataclass(frozen=True)
class TableView:
    """A table of the documents of one kind.

    Attributes:
        id: Unique among the views of a screen.
        title: What the status line calls it.
        kind: What it lists.
        shown: Its columns.
        sort: The field it is sorted by at first.
        reverse: Largest first.
        condition: Which documents it is about, whatever the filter; `None` for all.
        hint: What to do where there are none.
        over_last: Whether what is over stands below all others at first.
        kept: The name of the arrangement that the checkpoint keeps of it; empty for none.
    """

    id: str
    title: str
    kind: str
    shown: tuple[Shown, ...]
    sort: str
    reverse: bool = False
    condition: Callable[[Row], bool] | None = None
    hint: str = ""
    over_last: bool = False
    kept: str = ""


@dataclass(frozen=True)
class BoardView:
    """A board of the documents of one kind.

    Attributes:
        id: Unique among the views of a screen.
        title: What the status line calls it.
        kind: What its cards are.
        sort: The field that cards are sorted by in their lane.
        headword: Slug of the entry that defines what its lanes are.
        hint: What to do where there are no cards.
        kept: The name of the arrangement that the checkpoint keeps of it; empty for none.
    """

    id: str
    title: str
    kind: str
    sort: str
    headword: str
    hint: str = ""
    kept: str = ""


@dataclass(frozen=True)
class TimelineView:
    """A timeline of the documents of one kind.

    Attributes:
        id: Unique among the views of a screen.
        title: What the status line calls it.
        kind: What it lists.
        sort: The field it is sorted by at first.
        headword: Slug of the entry that defines such a view.
        hint: What to do where there are none.
        over_last: Whether what is over stands below all others at first.
    """

    id: str
    title: str
    kind: str
    sort: str
    headword: str
    hint: str = ""
    over_last: bool = False


View = TableView | BoardView | TimelineView


def column(name: str, title: str, size: tuple[int, int], show: Show = "text", headword: str = "") -> Shown:
    """A column of some width and rank; numbers, money and percentages stand to the right.

    The column of the highest rank takes what room is left over.
    """
    width, rank = size
    grow = rank == _FIRST
    align: Align = "right" if show in ("money", "percent", "number", "rice", *COMPUTED_NUMBERS) else "left"
    least = 22 if grow else min(width, 14) if show in ("text", "link") else width
    return Shown(Column(name, title, width, least, align, grow, rank, headword), show)


def is_about(view: View, row: Row) -> bool:
    """Whether a stored document of the view's kind is one that the view is about."""
    condition = view.condition if isinstance(view, TableView) else None
    return condition is None or condition(row)


def fields_sorted(view: View) -> Sequence[str]:
    """The fields that a view can be sorted by."""
    if isinstance(view, TableView):
        return [shown.name for shown in view.shown]
    return {
        "deal": [
            "expected_close",
            "amount",
            "title",
            "next_step_due",
            "probability",
            "opened",
            "owner",
            IDLE,
        ],
        "feature": ["target", "start", "title", "effort", "reach", "status", "owner"],
        "product": ["value", "name", "list_price", "end_of_sale", "owner"],
    }.get(view.kind, ["id"])


DEALS = TableView(
    "deals",
    "table",
    "deal",
    (
        column("title", "Deal", (28, 9), "text", "deal"),
        column("account", "Account", (18, 8), "link", "account"),
        column("stage", "Stage", (13, 7), "text", "pipeline-stage"),
        column("amount", "Amount", (9, 8), "money", "deal-amount"),
        column("probability", "Prob", (4, 4), "percent", "win-probability"),
        Shown(Column("plan", "Plan", 4, 4, "left", False, 8, "follow-up"), "plan", "next_step_due"),
        column("expected_close", "Close", (10, 6), "due", "expected-close-date"),
        column("next_step", "Next step", (20, 3), "text", "next-step"),
        column("next_step_due", "Due", (10, 5), "due", "follow-up"),
        column("owner", "Owner", (12, 2), "text", "deal-owner"),
        column("id", "Id", (7, 1), "text", "record-id"),
    ),
    sort="expected_close",
    hint="deal",
    over_last=True,
    kept="deals",
)

FEATURES = TableView(
    "features",
    "table",
    "feature",
    (
        column("title", "Feature", (30, 9), "text", "feature"),
        column("product", "Product", (14, 5), "link", "product"),
        column("horizon", "Horizon", (8, 7), "text", "now-next-later-roadmap"),
        column("status", "Status", (12, 8), "text", "status"),
        column("target", "Target", (10, 8), "day", "target-date"),
        column("reach", "Reach", (7, 3), "number", "reach"),
        column("impact", "Impact", (6, 3), "number", "impact"),
        column("confidence", "Conf", (4, 2), "percent", "confidence"),
        column("effort", "Effort", (6, 3), "number", "effort"),
        column("rice", "RICE", (7, 6), "rice", "rice"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="target",
    hint="feature",
    over_last=True,
    kept="features",
)

PRODUCTS = TableView(
    "products",
    "products",
    "product",
    (
        column("name", "Product", (28, 9), "text", "product"),
        column("lifecycle", "Lifecycle", (16, 8), "text", "product-lifecycle"),
        column("list_price", "List price", (10, 7), "money", "list-price"),
        column("end_of_sale", "End of sale", (11, 4), "day", "end-of-sale"),
        column("successor", "Successor", (16, 3), "link", "successor"),
        column("owner", "Owner", (12, 2), "text", "deal-owner"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="name",
    hint="product",
)

LAUNCHES = TableView(
    "launches",
    "launches",
    "launch",
    (
        column("title", "Launch", (28, 9), "text", "product-launch"),
        column("product", "Product", (14, 5), "link", "product"),
        column("date", "Date", (10, 8), "due", "product-launch"),
        column("tier", "Tier", (4, 4), "number", "launch-tier"),
        column("checked", "Checklist", (9, 6), "checked", "launch-checklist"),
        column("blocked", "Blocked", (7, 7), "blocked", "go-no-go-decision"),
        column("decision", "Decision", (8, 6), "text", "go-no-go-decision"),
        column("launched", "Launched", (10, 4), "day", "product-launch"),
        column("review_due", "Review", (10, 3), "day", "post-launch-review"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="date",
    hint="launch",
    over_last=True,
)

REQUESTS = TableView(
    "requests",
    "requests",
    "request",
    (
        column("feature", "Feature", (26, 9), "link", "feature"),
        column("deal", "Deal", (22, 8), "link", "deal"),
        column("account", "Account", (16, 5), "link", "account"),
        column("kind", "Kind", (9, 7), "text", "blocker"),
        column("promised", "Promised", (10, 6), "due", "promise-at-risk"),
        column("quote", "Quote", (24, 3), "text", "feature-request"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="promised",
    hint="request",
)

ACTIVITIES = TableView(
    "activities",
    "activities",
    "activity",
    (
        column("text", "Activity", (30, 9), "text", "sales-activity"),
        column("type", "Type", (8, 6), "text", "sales-activity"),
        column("about", "About", (22, 8), "link", "deal"),
        column("due", "Due", (10, 7), "due", "follow-up"),
        column("done", "Done", (10, 5), "day", "follow-up"),
        column("outcome", "Outcome", (16, 3), "text", "outcome"),
        column("owner", "Owner", (12, 2), "text", "deal-owner"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="due",
    hint="activity",
    over_last=True,
    kept="activities",
)

ACCOUNTS = TableView(
    "accounts",
    "accounts",
    "account",
    (
        column("name", "Account", (28, 9), "text", "account"),
        column("industry", "Industry", (16, 7), "text", "industry"),
        column("domain", "Domain", (20, 5), "text", "domain"),
        column("size", "Size", (9, 3), "text", "company-size"),
        column("recurring_value", "A year", (9, 6), "money", "arr"),
        column("renewal", "Renewal", (10, 8), "day", "renewal"),
        column("owner", "Owner", (12, 2), "text", "deal-owner"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="name",
    hint="account",
    kept="accounts",
)

CONTACTS = TableView(
    "contacts",
    "contacts",
    "contact",
    (
        column("name", "Contact", (24, 9), "text", "contact"),
        column("account", "Account", (20, 8), "link", "account"),
        column("role", "Role", (16, 7), "text", "buying-committee"),
        column("email", "E-mail", (26, 6), "text", "email"),
        column("phone", "Phone", (16, 5), "text", "call"),
        column("last_contact", "Last contact", (12, 4), "day", "follow-up"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="name",
    hint="contact",
    kept="contacts",
)

LEADS = TableView(
    "leads",
    "leads",
    "lead",
    (
        column("name", "Lead", (22, 9), "text", "lead"),
        column("company", "Company", (18, 8), "text", "account"),
        column("status", "Status", (12, 7), "text", "lead-qualification"),
        column("source", "Source", (12, 5), "text", "lead-source"),
        column("next_step", "Next action", (18, 6), "text", "next-step"),
        column("next_step_due", "Due", (10, 6), "due", "follow-up"),
        column("came", "Came", (10, 3), "day", "lead-response-time"),
        column("owner", "Owner", (12, 2), "text", "deal-owner"),
        column("id", "Id", (6, 1), "text", "record-id"),
    ),
    sort="came",
    reverse=True,
    hint="lead",
    over_last=True,
)

PIPELINE_BOARD = BoardView("board", "board", "deal", "expected_close", "sales-pipeline", "deal", "pipeline")
ROADMAP_BOARD = BoardView("board", "board", "feature", "target", "now-next-later-roadmap", hint="feature")
TIMELINE = TimelineView(
    "timeline", "timeline", "feature", "start", "timeline-roadmap", "feature", over_last=True
)
PORTFOLIO = BoardView("portfolio", "portfolio", "product", "value", "product-portfolio", hint="product")
