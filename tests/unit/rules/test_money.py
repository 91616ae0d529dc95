"""Unlike currencies are compared and added by dated rates, or not at all."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest

from pmtui.cli import main
from pmtui.models.values.money_text import short_sums, whole_sums
from pmtui.rules.money import Rates, total
from pmtui.store.query.derivations.exchange import exchange_of
from pmtui.store.query.sorted_view import Listing, order_by
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.conftest import TODAY


class Dated(NamedTuple):
    """A rate."""

    currency: str
    into: str
    day: date
    figure: Decimal


def dated(currency: str, into: str, day: str, figure: str) -> Dated:
    return Dated(currency, into, date.fromisoformat(day), Decimal(figure))


RATES = (
    dated("EUR", "USD", "2026-01-01", "1.10"),
    dated("EUR", "USD", "2026-06-01", "1.20"),
    dated("EUR", "USD", "2027-01-01", "9.99"),
    dated("JPY", "EUR", "2026-01-01", "0.005"),
)


@pytest.mark.parametrize(
    ("on", "amount", "code", "into", "worth"),
    [
        ("2026-11-23", "100", "EUR", "USD", "120"),
        ("2026-06-01", "100", "EUR", "USD", "120"),
        ("2026-05-31", "100", "EUR", "USD", "110"),
        ("2025-12-31", "100", "EUR", "USD", None),
        ("2026-11-23", "120", "USD", "EUR", "100"),
        ("2026-11-23", "1000", "JPY", "USD", "6"),
        ("2026-11-23", "5", "GBP", "GBP", "5"),
        ("2026-11-23", "5", "GBP", "USD", None),
    ],
)
def test_an_amount_is_worth_what_the_latest_rate_says(
    on: str, amount: str, code: str, into: str, worth: str | None
) -> None:
    found = Rates(RATES, date.fromisoformat(on)).worth(Decimal(amount), code, into)
    assert (None if found is None else round(found, 6)) == (None if worth is None else Decimal(worth))


def test_a_total_is_one_figure_if_every_part_has_a_rate() -> None:
    worth = Rates(RATES, TODAY).worth
    both = {"USD": Decimal(1000), "EUR": Decimal(500)}
    assert total(both, "USD", worth) == 1600
    assert total({**both, "GBP": Decimal(1)}, "USD", worth) is None
    assert total(both, "USD", Rates((), TODAY).worth) is None
    assert total({"EUR": Decimal(500)}, "USD", worth) is None
    assert short_sums(both, "USD", Decimal(1600)) == "1.6k (1k + 500 EUR)"
    assert whole_sums(both, Decimal(1600), "USD") == "1,600 USD (500 EUR + 1,000 USD)"


@pytest.fixture
def deals(workspace: Workspace) -> Workspace:
    """Deals in three currencies."""
    for title, amount in (("a", "10k"), ("b", "9k EUR"), ("c", "2m JPY"), ("d", "8k"), ("e", "1k EUR")):
        values = record_commands.read_fields(
            "deal", {"title": title, "amount": amount}, record_commands.reading(workspace)
        )
        record_commands.add(workspace, "deal", values)
    return workspace


def ordered(workspace: Workspace, *, reverse: bool = False) -> str:
    order = order_by("amount", reverse=reverse, exchange=exchange_of(workspace))
    listing = Listing(workspace.rows("deal"), order)
    ids = [listing.key(place) for place in range(len(listing))]
    return "".join(str(workspace.rows("deal")[each]["title"]) for each in ids)


def found(workspace: Workspace, text: str) -> str:
    return "".join(
        sorted(str(workspace.rows("deal")[id]["title"]) for id in workspace.search("deal", text).ids)
    )


def test_without_rates_each_currency_is_sorted_by_itself_and_none_is_compared(deals: Workspace) -> None:
    assert ordered(deals) == "daebc"
    assert ordered(deals, reverse=True)[:2] == "ad"
    assert found(deals, "amount:>8k") == "a"
    assert found(deals, "amount:>=1k EUR") == ""
    assert found(deals, '"amount:>=1k EUR"') == ""
    assert found(deals, 'amount:">=1k EUR"') == "be"


def test_with_rates_all_are_sorted_and_filtered_by_what_they_are_worth(deals: Workspace) -> None:
    assert deals.path is not None
    place = str(deals.path)
    for words in (("EUR", "USD", "1.2"), ("JPY", "EUR", "0.005")):
        assert main(["--workspace", place, "--today", "2026-11-23", "rates", *words]) == 0
    deals.poll()
    assert ordered(deals) == "edabc"
    assert ordered(deals, reverse=True) == "cbade"
    assert found(deals, "amount:>=10k") == "abc"
    assert found(deals, 'amount:"<2k EUR"') == "e"
