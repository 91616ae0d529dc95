"""Rows that are typed into features, launches and deals: requirements, checks, checklists, campaigns, lines."""

from datetime import date
from decimal import Decimal

import pytest

from pmtui.errors import FieldError
from pmtui.models.fields import Reading, fields_of, read, read_row
from pmtui.models.roadmap.feature_parts import ComplianceCheck, Requirement
from pmtui.models.roadmap.launch_parts import Campaign, Promotion
from pmtui.rules.roadmap.shipping import check_blocks
from tests.conftest import TODAY

HOW = Reading(TODAY)


def typed(kind: str, field: str, text: str) -> object:
    return read(fields_of(kind)[field], text, HOW)


@pytest.mark.parametrize(
    ("row", "text", "kind", "done", "acceptance"),
    [
        ("Works offline", "Works offline", "functional", False, ""),
        ("Works offline | kind=Quality", "Works offline", "quality", False, ""),
        ("Works offline|done=yes", "Works offline", "functional", True, ""),
        ("Load > 100: fast | acceptance=a = b", "Load > 100: fast", "functional", False, "a = b"),
        (r"this \| that | done = no", "this | that", "functional", False, ""),
    ],
)
def test_a_requirement_is_read(row: str, text: str, kind: str, done: bool, acceptance: str) -> None:
    found = read_row(Requirement, row, HOW)
    assert (found.text, found.kind, found.done, found.acceptance) == (text, kind, done, acceptance)


@pytest.mark.parametrize(("state", "blocks"), [("open", True), ("failed", True), ("met", False)])
def test_open_and_failed_checks_block(state: str, blocks: bool) -> None:
    assert check_blocks(ComplianceCheck.model_validate({"rule": "r", "state": state})) is blocks


def test_a_campaign_has_a_channel_and_days_or_just_a_name() -> None:
    assert typed("launch", "campaigns", "Letter | channel=e-mail | starts=2026-12-01 | ends=+2w\nTeaser") == (
        Campaign(name="Letter", channel="e-mail", starts=date(2026, 12, 1), ends=date(2026, 12, 7)),
        Campaign(name="Teaser"),
    )


def test_a_promotion_is_a_discount_for_some_days() -> None:
    row = "Early bird | discount=12.5% | starts=2026-12-01 | ends=2026-12-31"
    days = {"starts": date(2026, 12, 1), "ends": date(2026, 12, 31)}
    assert typed("launch", "promotions", row) == (
        Promotion(name="Early bird", discount=Decimal("12.5"), **days),
    )


@pytest.mark.parametrize(
    ("field", "row", "problem"),
    [
        ("feature.requirements", "Works offline | kind=qualty", "did you mean 'quality'"),
        ("feature.requirements", "Works offline | knd=quality", "no part 'knd'; did you mean 'kind'"),
        ("feature.requirements", "Works offline | quality", "not of the form key=value"),
        ("feature.requirements", "Works offline | done=perhaps", "neither yes nor no"),
        ("feature.requirements", "a | kind=quality | kind=standard", "kind is given twice"),
        ("feature.requirements", "a\nb\n| done=yes", "row 3: text: is required"),
        ("feature.compliance", "GDPR | state=maybe", "not one of its values"),
        ("feature.compliance", "GDPR | state=waived", "waived for a reason"),
        ("launch.promotions", "Early bird | starts=fri | ends=+2w", "discount: is required"),
        ("launch.promotions", "Early bird | discount=0 | starts=fri | ends=+2w", "greater than 0"),
        (
            "launch.promotions",
            "Early bird | discount=110 | starts=fri | ends=+2w",
            "less than or equal to 100",
        ),
        ("launch.promotions", "Early bird | discount=10 | starts=+2w | ends=fri", "before it begins"),
        ("launch.promotions", "Early bird | discount=10 | starts=fri | ends=soon", "soon"),
        ("launch.campaigns", "Letter | starts=+2w | ends=fri", "before it begins"),
        ("launch.checklist", "press release | done=perhaps", "neither yes nor no"),
        ("deal.lines", "Pro seat @ 31", "needs a quantity"),
        ("deal.lines", "40 P-1", "no list price"),
        ("deal.lines", "40 P-1 @ 31 EUO", "did you mean 'EUR'"),
        ("deal.lines", "40 P-1 @ 31 | list_price=3", "list_price is given twice"),
    ],
)
def test_a_row_that_makes_no_sense_names_the_field(field: str, row: str, problem: str) -> None:
    kind, _, name = field.partition(".")
    with pytest.raises(FieldError, match=problem) as caught:
        typed(kind, name, row)
    assert caught.value.field == name


def test_a_line_without_a_discount_is_not_one_with_nothing_off() -> None:
    lines = typed("deal", "lines", "2 P-1 @ 10\n2 P-1 @ 10 -0%")
    assert isinstance(lines, tuple)
    assert [line.discount for line in lines] == [None, Decimal(0)]
    assert [line.total for line in lines] == [20, 20]
