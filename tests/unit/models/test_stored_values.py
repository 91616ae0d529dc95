"""Money and dates as people type them."""

from datetime import date
from decimal import Decimal

import pytest

from pmtui.errors import InputError
from pmtui.models.values.dates import parse_date
from pmtui.models.values.money import parse_money

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("12k", "12000.00", "USD"),
        ("€1.2m", "1200000.00", "EUR"),
        ("1.234,56 EUR", "1234.56", "EUR"),
        ("(500)", "-500.00", "USD"),
        ("$12,400.00", "12400.00", "USD"),
    ],
)
def test_money_is_read_as_it_is_written(text: str, amount: str, currency: str) -> None:
    money = parse_money(text, "USD")
    assert (money.amount, money.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["1.234", "12 apples", "1.2.3,4", "(5"])
def test_an_unclear_amount_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_money(text, "USD")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("fri", "2026-11-27"),
        ("+2w", "2026-12-07"),
        ("end of q4", "2026-12-31"),
        ("12/31/2026", "2026-12-31"),
        ("31/12/2026", "2026-12-31"),
        ("tomorrow", "2026-11-24"),
    ],
)
def test_a_date_is_read_as_it_is_typed(text: str, day: str) -> None:
    assert parse_date(text, TODAY).isoformat() == day


@pytest.mark.parametrize("text", ["1/2/2026", "2026-02-30", "soon"])
def test_an_unclear_or_impossible_date_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_date(text, TODAY)
