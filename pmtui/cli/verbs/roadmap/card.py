"""`pmtui card`: print how a product sells and what customers say of it."""

import argparse
from decimal import Decimal

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.metrics.format import rounded
from pmtui.metrics.roadmap.product_card import ProductCard, card
from pmtui.metrics.roadmap.product_card_text import card_lines
from pmtui.models.roadmap.product import Product
from pmtui.models.stored import JsonValue


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui card PRODUCT [--json]`: its stage, what it sells, what customers say.

    Raises:
        InputError: There is no such product.
    """
    with opened(options) as workspace:
        found = workspace.find(workspace.names.find("product", given.product))
        if not isinstance(found, Product):
            raise InputError(f"{given.product} is no product")
        shown = card(workspace.tables, workspace.pipelines.whole, found.id, workspace.clock.today())
        if given.json:
            print_json(_card_json(shown))
        else:
            for line in card_lines(found, shown, workspace.names.label):
                print(line)
    return 0


def _card_json(shown: ProductCard) -> dict[str, JsonValue]:
    return {
        "product": shown.id,
        "quarters": [
            {
                "quarter": each.label,
                "won": each.won,
                "won_amount": {code: str(amount) for code, amount in each.won_amount.items()},
                "open": each.open,
                "open_amount": {code: str(amount) for code, amount in each.open_amount.items()},
                "requests": each.requests,
            }
            for each in shown.quarters
        ],
        "accounts": list(shown.accounts),
        "satisfaction": _number(shown.satisfaction),
        "recommends": _number(shown.recommends),
        "issues": shown.issues,
        "waiting": shown.waiting,
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(rounded(value, 2))


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("product", metavar="PRODUCT")
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "card",
    "print how a product sells and what customers say of it",
    run,
    _arguments,
    also="product card, product sheet, how it sells",
)
