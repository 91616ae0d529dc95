"""Days and numbers within bounds: refused beyond them where they are typed and where they are stored."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from pmtui.errors import FieldError, InputError
from pmtui.models.deals.deal import Deal
from pmtui.models.stored import JsonValue
from pmtui.models.stored_text import stored_text
from pmtui.models.values.currency_names import currency_code
from pmtui.models.values.dates import add_months, days_after, parse_date
from pmtui.models.values.money import Money, parse_money, parse_number
from pmtui.models.values.numbers import rounded_to, trimmed
from pmtui.models.values.period import containing, parse_period

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 16,
        "9" * 27,
        "9" * 5_000,
        "1" + "0" * 15,
        "9999999bn",
        "-" + "9" * 27,
        "0." + "1" * 31,
        "1e5",
        "nan",
    ],
)
def test_a_number_that_is_too_large_or_too_fine_is_refused_in_a_short_sentence(text: str) -> None:
    for read in (parse_number, lambda typed: parse_money(typed, "USD")):
        with pytest.raises(InputError) as caught:
            read(text)
        assert len(str(caught.value)) < 250


@pytest.mark.parametrize("text", ["9" * 15, "-" + "9" * 15, "0." + "1" * 30, "999999999999.99", "0", "-0"])
def test_a_number_within_bounds_is_kept_to_the_last_digit(text: str) -> None:
    assert parse_number(text, ".") == Decimal(text)
    assert str(parse_money(text, "USD", ".").amount).rstrip("0").startswith(text.rstrip("0").rstrip("."))


def test_sums_and_products_of_large_amounts_are_rounded_and_never_fail() -> None:
    large = Money(amount=Decimal("9" * 15), currency="USD").amount
    assert rounded_to(large * large * large, 2) == large * large * large
    assert rounded_to(Decimal("0.125"), 2) == Decimal("0.13")
    assert trimmed(Decimal("1E+3")) == "1000"
    assert trimmed(Decimal("1.500")) == "1.5"
    assert Money(amount=large * large, currency="USD").amount > 0


@pytest.mark.parametrize("amount", ["9e999999", "NaN", "Infinity", "-Infinity", "sNaN", "1e-999999"])
def test_a_stored_amount_beyond_all_bounds_is_not_valid(amount: str) -> None:
    with pytest.raises(ValidationError):
        Deal.model_validate({"title": "x", "amount": {"amount": amount, "currency": "USD"}})


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_stored_day_that_no_calendar_can_be_counted_from_is_not_valid(day: str) -> None:
    for stored in (
        {"closed": day},
        {"stage_log": [{"stage": "x", "on": day}]},
        {"created_at": f"{day}T00:00:00Z"},
    ):
        with pytest.raises(ValidationError):
            Deal.model_validate({"title": "x", **stored})


@pytest.mark.parametrize(
    "text",
    [
        "+99999999w",
        "in 999999999 days",
        "-99999y",
        "end of 9999",
        "start of 0000",
        "q4 9999",
        "0000-q1",
        "0001-01-01",
        "9999-12-31",
        "1 jan 9999",
    ],
)
def test_a_day_that_is_too_far_away_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"1900 to 2200|does not exist"):
        parse_date(text, TODAY)


@pytest.mark.parametrize("text", ["0000", "0000-q1", "0000-01"])
def test_bounds_of_a_period_that_is_no_year_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_period(text, TODAY)[:2]


@pytest.mark.parametrize(
    "text", ["0001", "9999", "9999-q4", "9999-W52", "0001-W01", "0001-01-01..9999-12-31", "1899"]
)
def test_a_period_that_is_too_far_away_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="1900 to 2200"):
        parse_period(text, TODAY)


@pytest.mark.parametrize("unit", ["week", "month", "quarter", "year"])
@pytest.mark.parametrize("day", [date.min, date.max, TODAY])
def test_periods_end_where_the_calendar_does(unit: str, day: date) -> None:
    for count in (1, -1, 10**6, -(10**6)):
        assert containing(day, unit).before(count).first <= date.max


def test_calendar_steps_stop_at_its_ends() -> None:
    assert days_after(TODAY, 10**9) == date.max
    assert days_after(TODAY, -(10**9)) == date.min
    assert add_months(TODAY, 10**9) == date.max
    assert add_months(TODAY, -(10**9)) == date.min
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Euro", "EUR"),
        ("EUROS", "EUR"),
        ("euro (EUR)", "EUR"),
        ("U.S. Dollar", "USD"),
        ("US Dollars", "USD"),
        ("GBP - Pound sterling", "GBP"),
        ("yen", "JPY"),
        ("€", "EUR"),
        ("chf", "CHF"),
        (" Swiss  Franc ", "CHF"),
    ],
)
def test_a_currency_is_known_by_code_sign_and_name(text: str, code: str) -> None:
    assert currency_code(text) == code


@pytest.mark.parametrize("text", ["gold", "EUR/USD", "", "Euros and Dollars", "x" * 10_000, "ÄÖÜ"])
def test_what_names_no_currency_or_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="unknown currency"):
        currency_code(text)


@pytest.mark.parametrize(
    ("text", "amount", "code"),
    [
        ("5 Euro", "5.00", "EUR"),
        ("Euro 12.000,50", "12000.50", "EUR"),
        ("12k euros", "12000.00", "EUR"),
        ("5 Kč", "5.00", "CZK"),
    ],
)
def test_an_amount_may_name_its_currency(text: str, amount: str, code: str) -> None:
    assert parse_money(text, "USD", "," if "," in text else "") == Money(
        amount=Decimal(amount), currency=code
    )


def test_an_amount_in_a_currency_that_there_is_not_names_it() -> None:
    with pytest.raises(FieldError, match="unknown currency 'gold'"):
        parse_money("5", "gold")


@pytest.mark.parametrize(
    ("kind", "field", "value", "text"),
    [
        ("deal", "amount", {"amount": "12000.00", "currency": "USD"}, "12000.00 USD"),
        ("deal", "amount", {"amount": "?"}, "amount ?"),
        ("deal", "tags", ["a", "b"], "a, b"),
        ("deal", "custom", {"Region": "north"}, "Region=north"),
        ("deal", "closed", None, "empty"),
        ("settings", "production", True, "yes"),
        ("deal", "lines", [{"product": "P-1", "quantity": "2", "list_price": "3"}], "2 P-1 @ 3"),
        ("deal", "no_such_field", {"a": [1, False]}, "a 1; no"),
        ("nothing", "x", "y" * 200, "y" * 79 + "…"),
    ],
)
def test_a_stored_value_is_told_in_words(kind: str, field: str, value: JsonValue, text: str) -> None:
    assert stored_text(kind, field, value) == text
