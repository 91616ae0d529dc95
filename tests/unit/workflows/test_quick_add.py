"""Quick add: one line becomes a document, and what it is taken for is said."""

from decimal import Decimal

import pytest

from pmtui.errors import FieldError
from pmtui.models.fields import Reading
from pmtui.models.values.money import Money
from pmtui.workflows.quick_add import read_quick, understood
from tests.conftest import TODAY

HOW = Reading(TODAY, "USD")


def quick(line: str, kind: str = "deal") -> dict[str, object]:
    return read_quick(kind, line, HOW)


def said(line: str, kind: str = "deal") -> str:
    return understood(kind, quick(line, kind), str)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "Acme rollout 12k close:fri",
            "title Acme rollout · expected close 2026-11-27 · amount 12,000.00 USD",
        ),
        ("Acme rollout €1.2m", "title Acme rollout · amount 1,200,000.00 EUR"),
        ("Acme 500.00", "title Acme · amount 500.00 USD"),
        ("Acme 12 EUR", "title Acme · amount 12.00 EUR"),
        ("Acme 12k BRL stage:qualified", "title Acme · stage qualified · amount 12,000.00 BRL"),
        ("Acme rollout 2026", "title Acme rollout 2026"),
        ("Windows 11", "title Windows 11"),
        ("12k seats Acme", "title 12k seats Acme"),
        ('Acme "12k"', "title Acme 12k"),
        ('"Acme close:fri"', "title Acme close:fri"),
        ("Room R2", "title Room R2"),
        ("Call at 14:30", "title Call at 14:30"),
        ("see https://acme.example/x", "title see https://acme.example/x"),
        ("12k", "title 12k"),
        ("Acme amount:9k 12k", "title Acme 12k · amount 9,000.00 USD"),
        ("Acme tag:eu", "title Acme · tags eu"),
    ],
)
def test_a_line_is_read_as_it_is_said_afterwards(line: str, told: str) -> None:
    assert said(line) == told


@pytest.mark.parametrize("kind", ["feature", "activity", "account", "insight", "product"])
def test_money_is_text_for_kinds_that_are_not_about_money(kind: str) -> None:
    extra = " lifecycle:growth" if kind == "product" else ""
    assert "Upgrade to 2.5 12k" in said(f"Upgrade to 2.5 12k{extra}", kind)


def test_a_target_has_money_and_a_period() -> None:
    assert quick("2026-Q4 250k", "target") == {
        "period": "2026-Q4",
        "amount": Money(amount=Decimal(250_000), currency="USD"),
    }


@pytest.mark.parametrize(
    ("line", "field", "problem"),
    [
        ("Acme clse:fri", "clse", "did you mean 'closed'"),
        ("Acme pipeline_x:fri", "pipeline_x", "no field of a deal"),
        ("Acme close:fri close:mon", "expected_close", "given twice"),
        ("Acme close:someday", "expected_close", "is not a date"),
        ("close:fri", "title", "is required"),
        ("Acme pushes:3", "pushes", "is no field"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_field(line: str, field: str, problem: str) -> None:
    with pytest.raises(FieldError, match=problem) as caught:
        quick(line)
    assert caught.value.field == field
