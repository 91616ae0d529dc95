"""Cells: days and amounts as the world writes them, each read as what it says or not at all."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.errors import FieldError, InputError
from pmtui.interchange.imports.cell_values import date_order, decimal_mark, percent_scale, tidied
from pmtui.interchange.imports.foreign_dates import day_of
from pmtui.interchange.imports.markup import to_markdown
from pmtui.interchange.imports.reader import Record, Table
from pmtui.models.values.money import parse_money

TODAY = date(2026, 11, 24)


def column(*cells: str) -> Table:
    """A table of one column."""
    records = tuple(Record(row, (cell,)) for row, cell in enumerate(cells, start=2))
    return Table("file.csv", ("x",), records, "utf-8", ",", frozenset())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-07-01T23:00:00Z", "2026-07-01"),
        ("2026-07-01T00:30:00+05:45", "2026-07-01"),
        ("2026-07-01 09:15:00", "2026-07-01"),
        ("12/Mar/24 9:41 AM", "2024-03-12"),
        ("Wed May 13 2026 11:21:41 GMT+0000 (GMT+00:00)", "2026-05-13"),
        ("Mar 5, 2026, 9:41 AM", "2026-03-05"),
        ("13/05/2026", "2026-05-13"),
        ("45631.0", "2024-12-05"),
        ("45631", "2024-12-05"),
        ("1767225600000", "2026-01-01"),
        ("1767225600", "2026-01-01"),
        ("20261231", "2026-12-31"),
        ("12. März 2024", "2024-03-12"),
        ("3 février 2024", "2024-02-03"),
        ("3 de enero de 2024", "2024-01-03"),
        ("15 sierpnia 2025", "2025-08-15"),
        ("Q3 2026", "2026-09-30"),
        ("2026-Q1", "2026-03-31"),
    ],
)
def test_a_day_is_read_as_it_is_written(text: str, expected: str) -> None:
    assert day_of(text, TODAY, "").isoformat() == expected


@pytest.mark.parametrize(
    "text", ["soon", "+2w", "fri", "today", "3 jan", "5", "2026-02-30", "31/31/2026", "12:30"]
)
def test_what_is_no_whole_day_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        day_of(text, TODAY, "")


@given(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["dmy", "mdy", "ymd"]),
    st.sampled_from("/.-"),
)
@settings(max_examples=60)
def test_figures_in_a_known_order_come_back(day: date, order: str, mark: str) -> None:
    parts = {"d": f"{day.day:02}", "m": f"{day.month:02}", "y": str(day.year)}
    assert day_of(mark.join(parts[each] for each in order), TODAY, order) == day


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("01/02/2026", "13/02/2026"), "dmy"),
        (("01/02/2026", "02/13/2026"), "mdy"),
        (("2026-01-02", "02/02/2026"), ""),
    ],
)
def test_the_column_decides_the_order(cells: tuple[str, ...], expected: str) -> None:
    assert date_order(column(*cells), 0, "") == expected


@pytest.mark.parametrize(
    ("cells", "problem"),
    [(("01/02/2026",), "no other date"), (("13/02/2026", "02/13/2026", "01/02/2026"), "is day-first and")],
)
def test_an_order_that_nothing_decides_is_asked_for(cells: tuple[str, ...], problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        date_order(column(*cells), 0, "")
    assert "--date-order" in str(caught.value)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1.234,56 €", "1.000"), ","),
        (("$12,400.00", "1,000"), "."),
        (("1'234.50",), "."),
        (("1\u00a0234,56",), ","),
        (("12k", "7"), ""),
        (("1.234,5", "1,234.5"), ""),
    ],
)
def test_the_column_decides_the_decimal_mark(cells: tuple[str, ...], expected: str) -> None:
    assert decimal_mark(column(*cells), 0, "") == expected


@pytest.mark.parametrize("cells", [("1.234",), ("1,234",), ("1.234,5", "1,234.5", "1,234")])
def test_a_mark_that_nothing_decides_is_asked_for(cells: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match="--decimal"):
        decimal_mark(column(*cells), 0, "")


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("1.234,56 €", ",", "1234.56 EUR"),
        ("$12,400.00", ".", "12400.00 USD"),
        ("(500)", "", "-500.00 USD"),
        ("12k", "", "12000.00 USD"),
        ("1\u00a0234,56", ",", "1234.56 USD"),
        ("1'234.50", ".", "1234.50 USD"),
        ("1’234.50 CHF", ".", "1234.50 CHF"),
        ("CHF 1.234,-", ",", "1234.00 CHF"),
        ("AUD $5", "", "5.00 AUD"),
        ("$5.50 CAD", "", "5.50 CAD"),
    ],
)
def test_an_amount_is_read_as_it_is_written(text: str, mark: str, expected: str) -> None:
    money = parse_money(tidied(text), "USD", mark)
    assert f"{money.amount} {money.currency}" == expected


def test_two_currencies_in_a_cell_are_refused() -> None:
    with pytest.raises(FieldError, match="two currencies"):
        tidied("EUR $5")


@given(
    st.decimals(0, 10**9, places=2), st.sampled_from([(",", "."), (".", ","), ("'", "."), ("\u00a0", ",")])
)
@settings(max_examples=80)
def test_grouped_amounts_come_back(amount: Decimal, marks: tuple[str, str]) -> None:
    group, mark = marks
    text = f"{amount:,.2f}".replace(",", "G").replace(".", mark).replace("G", group)
    decided = decimal_mark(column(text), 0, "")
    assert decided == mark
    assert parse_money(tidied(text), "USD", decided).amount == amount


@pytest.mark.parametrize(
    ("cells", "expected"),
    [(("0.2", "1"), 100), (("20", "0.5"), 1), (("0", "1"), 1), (("0.5%",), 1), (("65.0%",), 1)],
)
def test_fractions_are_told_from_percentages_by_the_column(cells: tuple[str, ...], expected: int) -> None:
    assert percent_scale(column(*cells), 0) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One <strong>two</strong></p><ul><li>a</li><li>b</li></ul>", "One **two**\n\n- a\n- b"),
        ("x < 5 and y > 3", "x < 5 and y > 3"),
        ("List<String>", "List<String>"),
    ],
)
def test_html_becomes_markdown_and_text_stays(text: str, expected: str) -> None:
    assert to_markdown(text) == expected
