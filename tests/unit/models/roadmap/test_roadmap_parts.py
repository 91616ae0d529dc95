"""Lines that are typed into features and launches: requirements, checks, checklists, campaigns, promotions."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import FieldError, InputError
from pmtui.models.deals.deal_parts import DealLine
from pmtui.models.fields import Reading, fields_of, read, written
from pmtui.models.roadmap.feature_parts import CHECK_STATES, REQUIREMENT_KINDS, ComplianceCheck, Requirement
from pmtui.models.roadmap.launch_parts import Campaign, ChecklistItem, Promotion
from pmtui.rules.roadmap.shipping import check_blocks
from tests.conftest import TODAY

HOW = Reading(TODAY)
WORDS = st.text(st.characters(whitelist_categories=("L", "N")), min_size=1, max_size=12)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def typed(kind: str, field: str, text: str) -> object:
    return read(fields_of(kind)[field], text, HOW)


@pytest.mark.parametrize(
    ("line", "text", "kind", "done", "acceptance"),
    [
        ("Works offline", "Works offline", "functional", False, ""),
        ("Works offline: quality", "Works offline", "quality", False, ""),
        ("Works offline: done", "Works offline", "functional", True, ""),
        ("Works offline: Standard: Done", "Works offline", "standard", True, ""),
        ("Works offline: quality: open > in the tunnel", "Works offline", "quality", False, "in the tunnel"),
        ("Works offline > in the tunnel", "Works offline", "functional", False, "in the tunnel"),
        ("Speed: under 2 s: quality", "Speed: under 2 s", "quality", False, ""),
        ("Two colours: red and green", "Two colours: red and green", "functional", False, ""),
        ("Load > 100: quality: done > measured", "Load > 100", "quality", True, "measured"),
    ],
)
def test_a_requirement_is_read(line: str, text: str, kind: str, done: bool, acceptance: str) -> None:
    (found,) = (Requirement.typed(line, HOW),)
    assert (found.text, found.kind, found.done, found.acceptance) == (text, kind, done, acceptance)


@pytest.mark.parametrize("word", ["qualty", "standards", "regulatry", "doen"])
def test_a_kind_that_was_mistyped_is_not_taken_for_text(word: str) -> None:
    with pytest.raises(FieldError, match="requirements: unknown kind"):
        typed("feature", "requirements", f"Works offline: {word}")


@given(
    text=WORDS, kind=st.sampled_from(REQUIREMENT_KINDS), done=st.booleans(), acceptance=st.just("") | WORDS
)
def test_a_requirement_is_read_as_it_was_written(text: str, kind: str, done: bool, acceptance: str) -> None:
    made = Requirement.model_validate({"text": text, "kind": kind, "done": done, "acceptance": acceptance})
    assert typed("feature", "requirements", written((made,))) == (made,)


@pytest.mark.parametrize(
    ("line", "rule", "evidence", "state"),
    [
        ("GDPR article 32", "GDPR article 32", "", "open"),
        ("GDPR article 32 = failed", "GDPR article 32", "", "failed"),
        ("GDPR > test of 3 June = met", "GDPR", "test of 3 June", "met"),
        ("GDPR > https://x.example/?a=b", "GDPR", "https://x.example/?a=b", "open"),
        ("GDPR > https://x.example/?a=b = Met", "GDPR", "https://x.example/?a=b", "met"),
    ],
)
def test_a_check_is_read(line: str, rule: str, evidence: str, state: str) -> None:
    found = ComplianceCheck.typed(line, HOW)
    assert (found.rule, found.evidence, found.state) == (rule, evidence, state)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("GDPR = maybe", "unknown state 'maybe'"),
        ("GDPR = waived", "waived for a reason"),
        ("> nothing", "rule > evidence"),
    ],
)
def test_a_check_that_makes_no_sense_names_the_field(line: str, told: str) -> None:
    with pytest.raises(FieldError, match=told) as caught:
        typed("feature", "compliance", line)
    assert caught.value.field == "compliance"


@given(rule=WORDS, evidence=WORDS, state=st.sampled_from(CHECK_STATES))
def test_a_check_is_read_as_it_was_written(rule: str, evidence: str, state: str) -> None:
    made = ComplianceCheck.model_validate({"rule": rule, "evidence": evidence, "state": state})
    assert typed("feature", "compliance", written((made,))) == (made,)


@pytest.mark.parametrize(("state", "blocks"), [("open", True), ("failed", True), ("met", False)])
def test_open_and_failed_checks_block(state: str, blocks: bool) -> None:
    assert check_blocks(ComplianceCheck.model_validate({"rule": "r", "state": state})) is blocks


@given(text=WORDS, owner=st.just("") | WORDS, due=st.none() | DAYS, done=st.booleans())
def test_an_item_of_a_checklist_is_read_as_it_was_written(
    text: str, owner: str, due: date | None, done: bool
) -> None:
    made = ChecklistItem(text=text, owner=owner, due=due, done=done)
    assert typed("launch", "checklist", written((made,))) == (made,)


def test_a_campaign_has_a_channel_and_days_or_just_a_name() -> None:
    assert typed("launch", "campaigns", "Newsletter: e-mail from 2026-12-01 to +2w; Fair: booth; Teaser") == (
        Campaign(name="Newsletter", channel="e-mail", starts=date(2026, 12, 1), ends=date(2026, 12, 7)),
        Campaign(name="Fair", channel="booth"),
        Campaign(name="Teaser"),
    )


def test_a_promotion_is_a_discount_for_some_days() -> None:
    found = typed("launch", "promotions", "Early bird: -12.5% from 2026-12-01 to 2026-12-31")
    assert found == (
        Promotion(
            name="Early bird",
            discount=Decimal("12.5"),
            starts=date(2026, 12, 1),
            ends=date(2026, 12, 31),
        ),
    )


@pytest.mark.parametrize(
    ("field", "line", "told"),
    [
        ("promotions", "Early bird: 10% from fri to +2w", "name: product -discount%"),
        ("promotions", "Early bird: -0% from fri to +2w", "greater than 0"),
        ("promotions", "Early bird: -110% from fri to +2w", "less than or equal to 100"),
        ("promotions", "Early bird: -10% from +2w to fri", "before it begins"),
        ("promotions", "Early bird: -10% from fri to soon", "soon"),
        ("campaigns", "Newsletter: e-mail from +2w to fri", "before it begins"),
        ("checklist", "press release = perhaps", "neither done nor open"),
    ],
)
def test_what_cannot_be_read_names_the_field(field: str, line: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        typed("launch", field, line)
    assert isinstance(caught.value, FieldError)
    assert caught.value.field == field


@given(off=st.decimals(0, 100, places=1), promotion=st.just("") | WORDS)
def test_a_deal_line_keeps_its_promotion_and_a_discount_of_nothing(off: Decimal, promotion: str) -> None:
    line = DealLine(
        product="P-1", quantity=Decimal(2), list_price=Decimal(10), discount=off, promotion=promotion
    )
    spec = fields_of("deal")["lines"]
    assert read(spec, written((line,)), Reading(TODAY, decimal_mark=".")) == (line,)


def test_a_line_without_a_discount_is_not_one_with_nothing_off() -> None:
    without, nothing = read(fields_of("deal")["lines"], "2 P-1 @ 10; 2 P-1 @ 10 -0%", HOW), Decimal(0)
    assert isinstance(without, tuple)
    assert [each.discount for each in without] == [None, nothing]
    assert [each.total for each in without] == [20, 20]
