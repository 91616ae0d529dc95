"""The portfolio: products as the cards of a board whose lanes are the stages of their life."""

from decimal import Decimal

from pmtui.models.roadmap.roadmap_rows import ProductRow
from pmtui.models.roadmap.roadmap_words import LIFECYCLE
from pmtui.rules.roadmap.products import is_over
from pmtui.screens.documents.board_lanes import LaneName
from pmtui.screens.documents.details.product_revenue import PRODUCT_REVENUE
from pmtui.screens.documents.panes import BoardPane, Condition
from pmtui.screens.documents.view_definitions import PORTFOLIO
from pmtui.screens.frame.session import Session
from pmtui.store.events import Changed
from pmtui.store.query.sorted_view import Listing, Order, SortValue
from pmtui.store.query.stored_rows import Row

_MARKET = frozenset({"introduction", "growth", "maturity", "decline"})
_VALUE = "value"

_HEADWORDS = {
    "introduction": "introduction-stage",
    "growth": "growth-stage",
    "maturity": "maturity-stage",
    "decline": "decline-stage",
    "sunset announced": "sunsetting",
    "end of sale": "end-of-sale",
    "end of support": "end-of-support",
}


class PortfolioBoard(BoardPane):
    """The products by the stage of their life, in each the one with most money first."""

    def __init__(self, session: Session) -> None:
        super().__init__(PORTFOLIO, session, _stage, self._stages, "lifecycle")

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit; a stage that is entered has its lane, and money moves a card up."""
        super().on_commit(changed)
        if self._made is None:
            return
        if changed.ids.keys() & PRODUCT_REVENUE.all_reads:
            self.list_anew(self.condition)
        elif [each.key for each in self._stages()] != self._lanes_shown.keys():
            self._put(self.listing)

    def _list(self, condition: Condition | None, order: Order) -> Listing:
        if order.field == _VALUE:
            order = Order(_VALUE, self._value, order.reverse)
        return super()._list(condition, order)

    def _value(self, row: Row) -> SortValue | None:
        """Most money first, without being asked to turn the order round."""
        held = self._session.workspace.derived(PRODUCT_REVENUE).get(ProductRow(row).id)
        sums = (*held.won.values(), *held.open.values()) if held else ()
        return -float(sum(sums, Decimal()))

    def _stages(self) -> list[LaneName]:
        """From the first stage that a product stands in to the last: those on the market, others where one stands."""
        rows = self._session.workspace.rows("product").values()
        held = set(map(_stage, rows))
        places = [place for place, each in enumerate(LIFECYCLE) if each in held]
        return [
            LaneName(each, each.capitalize(), _HEADWORDS.get(each, "product-lifecycle"), not is_over(each))
            for each in (LIFECYCLE[places[0] : places[-1] + 1] if places else LIFECYCLE)
            if each in held or each in _MARKET
        ]


def _stage(row: Row) -> str:
    return ProductRow(row).lifecycle
