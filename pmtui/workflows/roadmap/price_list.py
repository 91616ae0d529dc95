"""What may be sold on a day, and with which promotions: what the roadmap tells the pipeline."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pmtui.errors import InputError
from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.launch_parts import Promotion
from pmtui.models.stored import JsonValue
from pmtui.store.query.name_index import title_of
from pmtui.workflows.roadmap.products import withdrawn

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

    def refuse_withdrawn(self, product_id: str, today: date) -> None:
        """Refuse a product that is no longer sold.

        Raises:
            InputError: It is retired or past its end of sale; its successor is named where it has one.
        """
        row = self.products.get(product_id)
        if row is None or not withdrawn(row, today):
            return
        last, stage = str(row.get("end_of_sale") or ""), row.get("lifecycle")
        since = (
            f"its last day of sale was {last}" if last and last < today.isoformat() else f"it is at {stage}"
        )
        raise InputError(
            f"product: {product_id} {title_of('product', row)} is no longer sold: {since}{self._instead(row)}"
        )

    def _instead(self, product: Mapping[str, JsonValue]) -> str:
        successor = str(product.get("successor") or "")
        row = self.products.get(successor)
        return f"; its successor is {successor} {title_of('product', row)}" if row is not None else ""

    def promotion(self, product_id: str, today: date) -> Promotion | None:
        """The promotion of a product that runs on a day; of several the one with most off."""
        running = [
            each
            for launch, each in self._promotions()
            if (each.product or launch.product) == product_id and each.starts <= today <= each.ends
        ]
        return max(running, key=lambda each: each.discount, default=None)

    def _promotions(self) -> Iterator[tuple[Launch, Promotion]]:
        """Every promotion with its launch; what was decided against offers nothing."""
        for row in self.launches.values():
            if row.get("promotions") and row.get("decision") != "no-go":
                launch = Launch.model_validate(row)
                yield from ((launch, each) for each in launch.promotions)


def products_of(deal: Mapping[str, JsonValue]) -> set[str]:
    """The products on a stored deal: its own and those of its lines."""
    lines = deal.get("lines")
    found = (
        [line.get("product") for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
    )
    return {each for each in (deal.get("product"), *found) if isinstance(each, str)}
