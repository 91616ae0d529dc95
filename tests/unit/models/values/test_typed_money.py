"""Money as it is typed, added and kept: exact, in its currency, and never guessed at."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pmtui.errors import InputError
from pmtui.models.values.currency_names import MINOR_UNITS, SYMBOLS, minor_digits
from pmtui.models.values.money import Money, parse_money, parse_number, totals
from pmtui.models.values.money_text import plain_money, short_money
from pmtui.models.values.numbers import rounded_to

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


@pytest.mark.parametrize("code", sorted(MINOR_UNITS))
@pytest.mark.parametrize("mark", ["", ".", ","])
def test_every_currency_is_read_back_as_it_is_printed(code: str, mark: str) -> None:
    for figure in ("0", "7", "950", "12000", "1234567", "-12.5", "1054.25", "0.125"):
        amount = money(str(rounded_to(Decimal(figure), minor_digits(code))), code)
        printed = [plain_money(amount.amount, code), amount.text, plain_money(amount.amount, code).lower()]
        for text in (*printed, *(text.replace(" ", "") for text in printed)):
            if not (mark == "," and minor_digits(code) == 3 and "," not in text):
                assert parse_money(text, "USD", mark) == amount, text
        short = short_money({"amount": str(amount.amount), "currency": code}, "")
        if not (mark == "," and minor_digits(code) == 3):  # `12.500 KWD` may be 12500 there, and is refused
            assert parse_money(short, "USD", mark).currency == code, short
    for scale, factor in (("k", 1000), ("m", 10**6), ("bn", 10**9)):
        for text in (f"12{scale} {code}", f"{code} 12{scale}", f"12{scale}{code}"):
            assert parse_money(text, "USD", mark) == money(str(12 * factor), code), text


@pytest.mark.parametrize("sign", sorted(SYMBOLS))
def test_every_sign_stands_before_or_behind_an_amount_and_a_scale(sign: str) -> None:
    for text in (f"12 {sign}", f"12{sign}", f"{sign}12", f"{sign} 12", f"12k {sign}", f"12k{sign}"):
        amount = 12000 if "k" in text.replace(sign, "") else 12
        assert parse_money(text, "USD") == money(str(amount), SYMBOLS[sign]), text


def test_a_sign_that_several_currencies_share_is_the_workspaces_or_refused() -> None:
    assert parse_money("5 kr", "SEK") == money("5", "SEK")
    assert parse_money("5 kr", "NOK") == money("5", "NOK")
    with pytest.raises(InputError, match="may be DKK, ISK, NOK, SEK; write the code"):
        parse_money("5 kr", "USD")


@pytest.mark.parametrize(("code", "near"), [("EUO", "EUR"), ("USB", "USD"), ("GPB", "GBP")])
def test_an_unknown_code_is_refused_with_the_nearest(code: str, near: str) -> None:
    with pytest.raises(InputError, match=f"unknown currency '{code}'; did you mean '{near}'"):
        parse_money(f"12k {code}", "USD")
    with pytest.raises(ValidationError, match=f"did you mean '{near}'"):
        money("5", code)


def test_a_currency_without_minor_units_takes_none() -> None:
    with pytest.raises(InputError, match="JPY has none"):
        parse_money("1000.50 JPY", "USD")


def test_the_smallest_coins_are_those_of_iso_4217() -> None:
    assert {minor_digits(code) for code in ("JPY", "KRW", "CLP", "XOF")} == {0}
    assert {minor_digits(code) for code in ("KWD", "BHD", "OMR", "TND")} == {3}
    assert {minor_digits(code) for code in ("USD", "EUR", "BRL", "CZK", "MYR")} == {2}


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
