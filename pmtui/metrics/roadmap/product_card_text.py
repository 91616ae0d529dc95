"""The card of a product in lines for the terminal and for a paper on the screen."""

from collections.abc import Callable, Iterator

from pmtui.metrics.format import rounded
from pmtui.metrics.roadmap.product_card import ProductCard, Quarter
from pmtui.models.roadmap.product import Product
from pmtui.models.values.money_text import long_sums


def card_lines(product: Product, shown: ProductCard, names: Callable[[str], str]) -> Iterator[str]:
    """The card of a product, a line each: its stages, its quarters, what customers say."""
    yield f"{product.id}  {product.name}  {product.lifecycle}"
    for entry in product.lifecycle_log:
        yield f"  since {entry.on}  {entry.stage}"
    for label, day in (
        ("end announced", product.announced),
        ("end of sale", product.end_of_sale),
        ("end of support", product.end_of_support),
    ):
        if day:
            yield f"  {label} {day}"
    if product.successor:
        yield f"  successor {product.successor} {names(product.successor)}"
    yield from _quarter_lines(shown.quarters)
    satisfied = f"{rounded(shown.satisfaction, 1)} of 5" if shown.satisfaction is not None else "nobody asked"
    recommend = f"{rounded(shown.recommends, 1)} of 10" if shown.recommends is not None else "nobody asked"
    yield f"accounts on it {len(shown.accounts)}  satisfaction {satisfied}  recommend us {recommend}"
    yield f"open issues {shown.issues}  requests waiting {shown.waiting}"


def _quarter_lines(quarters: tuple[Quarter, ...]) -> Iterator[str]:
    rows = [("quarter", "won", "", "open", "", "requests")]
    rows += [
        (each.label, str(each.won), long_sums(each.won_amount), str(each.open),
         long_sums(each.open_amount), str(each.requests))
        for each in quarters
    ]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
