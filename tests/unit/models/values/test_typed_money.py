"""Money as it is typed, added and kept: exact, in its currency, and never guessed at."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pmtui.errors import InputError
from pmtui.models.values.money import MINOR_UNITS, Money, parse_money, parse_number, totals

CURRENCIES = ("USD", "EUR", "JPY", "KWD", "CLP", "BRL", "MXN", "KRW")


def money(amount: str, currency: str = "USD") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


AMOUNTS = st.builds(
    Money, amount=st.decimals(-(10**9), 10**9, places=0), currency=st.sampled_from(CURRENCIES)
)


def test_unlike_currencies_are_never_added() -> None:
    assert money("1.50").plus(money("2.25")) == money("3.75")
    with pytest.raises(InputError, match="USD and EUR are not added"):
        money("1").plus(money("1", "EUR"))


@given(st.lists(AMOUNTS))
def test_totals_keep_each_currency_apart(amounts: list[Money]) -> None:
    found = totals(amounts)
    assert found.keys() == {each.currency for each in amounts}
    for currency, total in found.items():
        assert total == sum(each.amount for each in amounts if each.currency == currency)


@pytest.mark.parametrize(
    ("typed", "currency", "kept"),
    [
        ("5", "USD", "5.00"),
        ("5", "JPY", "5"),
        ("5", "KWD", "5.000"),
        ("5.125", "USD", "5.125"),
        ("5.5", "JPY", "5.5"),
    ],
)
def test_an_amount_is_padded_to_the_smallest_coin_and_never_cut(typed: str, currency: str, kept: str) -> None:
    assert str(money(typed, currency).amount) == kept


def test_the_smallest_coins_are_those_of_iso_4217() -> None:
    assert {code for code, digits in MINOR_UNITS.items() if digits == 0} == {
        "CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF",
    }  # fmt: skip
    assert {code for code, digits in MINOR_UNITS.items() if digits == 3} == {
        "BHD", "IQD", "JOD", "KWD", "OMR", "TND",
    }  # fmt: skip


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_an_amount_is_a_finite_number(amount: str) -> None:
    with pytest.raises(ValidationError, match="finite number"):
        money(amount)


@pytest.mark.parametrize("typed", ["-500", "−500", "- 500", "$-500", "-$500", "(500)", "($500)"])
def test_what_is_owed_may_be_written_in_every_usual_way(typed: str) -> None:
    assert parse_money(typed, "USD") == money("-500")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,234,567.89", "1234567.89"),
        ("1.234.567,89", "1234567.89"),
        ("12,34,567", "1234567"),
        ("1'234.50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1,234", "1234"),
        ("0.125", "0.125"),
        ("1.5k", "1500"),
        ("1.234m", "1234000"),
        (".5", "0.5"),
    ],
)
def test_the_decimal_mark_is_found_where_only_one_reading_makes_sense(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["1.234", "123.456", "1,23,4", "12,3456.7", "$1 €", "(1", "1)", "k"])
def test_what_may_mean_two_things_or_nothing_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        parse_money(typed, "USD")


@given(AMOUNTS, st.sampled_from((".", ",")))
def test_money_is_read_as_it_is_written_with_either_mark(amount: Money, mark: str) -> None:
    other = "," if mark == "." else "."
    written = f"{amount.amount:,.2f}".translate({ord("."): mark, ord(","): other})
    assert parse_money(f"{written} {amount.currency}", "USD", mark).amount == amount.amount
