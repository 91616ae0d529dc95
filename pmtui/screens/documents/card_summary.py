"""The strip under a board: what the card under the cursor has no room for."""

from datetime import date

from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.roadmap.roadmap_rows import FeatureRow, ProductRow
from pmtui.models.values.money_text import short_money
from pmtui.rules.roadmap.features import slip
from pmtui.screens.documents.cell_format import due_day
from pmtui.screens.documents.panes import Pane
from pmtui.screens.frame.session import Session
from pmtui.store.query.stored_rows import Row
from pmtui.terminal.text import clean_line
from pmtui.widgets.drawing.text_styles import fitted, toned


class CardSummary(Widget):
    """One line on the document under the cursor, kept to what the card does not show."""

    DEFAULT_CSS = """
    CardSummary { height: 1; width: 1fr; color: $text-muted; }
    """

    text: reactive[str | None] = reactive[str | None](None, repaint=False)
    """The text of the line; `None` where there is no line."""

    def watch_text(self, old: str | None, new: str | None) -> None:
        """Draw again from the first letter that differs to the end of the longer text."""
        self.display = new is not None
        before, after = old or "", new or ""
        pairs = zip(before, after, strict=False)
        same = next(
            (at for at, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after))
        )
        start = Content(after[:same]).cell_length + 1
        end = max(Content(before).cell_length, Content(after).cell_length) + 1
        self.refresh(Region(start, 0, max(0, min(end, self.size.width) - start), 1))

    def render(self) -> Content:
        """The line, cut to the width."""
        return toned(fitted(f" {self.text or ''}", self.size.width))


def card_summary(pane: Pane, session: Session) -> str:
    """Describe what is under the cursor of a pane."""
    key = pane.widget.current_key
    row = pane.listing.row(key) if key else None
    if row is None:
        return pane.lane_summary()
    describe = {"deal": _deal, "feature": _feature, "product": _product}.get(pane.view.kind)
    return clean_line(describe(row, session.workspace.clock.today())) if describe is not None else ""


def _deal(row: Row, today: date) -> str:
    deal = DealRow(row)
    parts = [deal.id]
    if deal.probability is not None:
        parts.append(f"{deal.probability}%{' by hand' if deal.probability_by == 'hand' else ''}")
    if deal.expected_close is not None:
        pushed = f" (pushed {deal.pushes}x)" if deal.pushes else ""
        parts.append(f"close {due_day(deal.expected_close.isoformat(), today)}{pushed}")
    if deal.next_step:
        parts.append(f"next: {deal.next_step}")
    return " · ".join([*parts, deal.owner])


def _feature(row: Row, today: date) -> str:
    feature = FeatureRow(row)
    parts = [feature.id, feature.problem or "no problem stated"]
    if feature.budget is not None:
        parts.append(f"budget {short_money(row['budget'], '')}")
    if slip(feature):
        parts.append(f"first planned for {feature.first_target}")
    return " · ".join(parts)


def _product(row: Row, today: date) -> str:
    product = ProductRow(row)
    log = product.lifecycle_log
    since = [f"{log[-1].stage} since {due_day(log[-1].on.isoformat(), today)}"] if log else []
    return " · ".join([product.id, *since, product.vision or "no vision stated"])
