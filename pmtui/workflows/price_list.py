"""The products that may be sold on a day, and their promotions: the roadmap's input to the pipeline."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pmtui.errors import FieldError, InputError
from pmtui.models.roadmap.product import Product
from pmtui.models.roadmap.roadmap_rows import LaunchRow, ProductRow, PromotionRow
from pmtui.models.stored import JsonValue
from pmtui.models.values.money import Money
from pmtui.rules.roadmap.products import is_sold, namesake

Rows = Mapping[str, Mapping[str, JsonValue]]


@dataclass(frozen=True)
class Catalogue:
    """The products and launches as they are stored.

    Attributes:
        products: The products by id.
        launches: The launches by id.
    """

    products: Rows = field(default_factory=dict)
    launches: Rows = field(default_factory=dict)

    def refuse_withdrawn(self, product_id: str, today: date, closes: date | None = None) -> None:
        """Refuse a product that is no longer sold, today or on the day that a deal is expected to close.

        Raises:
            InputError: It is retired or past its end of sale; its successor is named if it has one.
        """
        row = self.products.get(product_id)
        if row is None:
            return
        product, last = ProductRow(row), ProductRow(row).end_of_sale
        if not is_sold(product, today):
            over = last is not None and last < today
            since = f"its last day of sale was {last}" if over else f"it is at {product.lifecycle}"
            raise InputError(
                f"product: {product_id} {product.name} is no longer sold: {since}{self._instead(product)}"
            )
        if closes is not None and not is_sold(product, closes):
            raise InputError(
                f"expected_close: {closes} is after {last}, the last day {product_id} {product.name} is sold"
                f"{self._instead(product)}"
            )

    def _instead(self, product: ProductRow) -> str:
        row = self.products.get(product.successor or "")
        return f"; its successor is {product.successor} {ProductRow(row).name}" if row is not None else ""

    def refuse_namesake(self, product: Product) -> None:
        """Refuse a product that is called like another one.

        Raises:
            FieldError: It is; the other one is named.
        """
        other = namesake(product, map(ProductRow, self.products.values()))
        if other is not None:
            raise FieldError("name", f"{other.id} is called {other.name!r} too; two products have two names")

    def promotion(self, product_id: str, today: date) -> PromotionRow | None:
        """The promotion of a product that runs on a day; of several the one with most off."""
        running = [
            each
            for launch, each in self._promotions()
            if (each.product or launch.product) == product_id and each.starts <= today <= each.ends
        ]
        return max(running, key=lambda each: each.discount, default=None)

    def _promotions(self) -> Iterator[tuple[LaunchRow, PromotionRow]]:
        """Every promotion with its launch; what was decided against offers nothing."""
        for launch in map(LaunchRow, self.launches.values()):
            if launch.decision != "no-go":
                yield from ((launch, each) for each in launch.promotions)


def list_price(products: Rows, product_id: str) -> Money | None:
    """Return the list price of a product; `None` if it has none, or there is no such product."""
    product = ProductRow.of({"product": products}, product_id)
    price = product.list_price if product is not None else None
    return Money(amount=price.amount, currency=price.currency) if price is not None else None
