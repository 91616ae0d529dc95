"""Deals on their way through the pipeline: what a move, an edit and a new date bring with them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pmtui.errors import InputError
from pmtui.models.deals.deal import Deal, StageEntry
from pmtui.models.deals.deal_parts import DealLine
from pmtui.models.deals.pipeline_presets import preset
from pmtui.models.deals.pipelines import Pipelines
from pmtui.models.values.money import Money
from pmtui.workflows.deals.deal_stages import advance, step
from pmtui.workflows.deals.deals import amend, open_deal, priced
from tests.conftest import TODAY

PIPELINE = preset("default")
LATER = TODAY + timedelta(days=9)


def opened(**fields: object) -> Deal:
    return open_deal(Deal.model_validate({"id": "D-1", "title": "Cranes", **fields}), PIPELINE, TODAY, "ann")


def moved(deal: Deal, stage: str, on: date = LATER) -> Deal:
    if stage == "Lost":
        deal = deal.model_copy(update={"lost_reason": "price"})
    return advance(deal, PIPELINE.stage_named(stage), PIPELINE, on, "bob")


def amended(before: Deal, **fields: object) -> Deal:
    after = Deal.model_validate({**before.model_dump(), **fields})
    return amend(before, after, Pipelines([PIPELINE]), LATER, "bob")


def test_a_move_brings_the_probability_of_the_stage_and_is_logged() -> None:
    before = opened()
    after = moved(before, "Qualified")
    assert (before.probability, after.probability) == (10, 20)
    assert after.probability_by == "stage"
    assert after.stage_log == (
        StageEntry(stage="Prospecting", on=TODAY, by="ann"),
        StageEntry(stage="Qualified", on=LATER, by="bob"),
    )


def test_a_move_to_the_stage_where_it_is_changes_nothing() -> None:
    before = opened()
    assert moved(before, "Prospecting") == before


def test_a_probability_set_by_hand_outlives_moves_and_not_the_end() -> None:
    before = opened(probability=65)
    assert before.probability_by == "hand"
    on = moved(before, "Discovery")
    assert (on.probability, on.probability_by) == (65, "hand")
    won = moved(on, "Won")
    assert won.probability == 100
    again = moved(won, "Proposal")
    assert (again.probability, again.probability_by) == (65, "hand")


def test_a_deal_is_closed_by_its_end_and_open_again_when_it_leaves_it() -> None:
    won = moved(opened(), "Won")
    assert won.closed == LATER
    assert moved(won, "Negotiation").closed is None
    with pytest.raises(InputError, match="already won since 2026-12-02; open it again first"):
        moved(won, "Lost")


def test_a_deal_that_goes_back_has_to_meet_the_criteria_from_there_on_again() -> None:
    first, second, third = (
        PIPELINE.stage_named(name).exit[0] for name in ("Prospecting", "Qualified", "Discovery")
    )
    before = opened(stage="Proposal", checked=(first, second.upper(), third))
    assert moved(before, "Negotiation").checked == before.checked
    assert moved(before, "Lost").checked == before.checked
    assert moved(before, "Qualified").checked == (first,)


def test_steps_end_where_the_pipeline_does() -> None:
    before = opened()
    assert step(before, PIPELINE, 2, LATER, "bob").stage == PIPELINE.stages[2].name
    with pytest.raises(InputError, match="already in the first stage, Prospecting"):
        step(before, PIPELINE, -1, LATER, "bob")
    with pytest.raises(InputError, match="already lost"):
        step(moved(before, "Lost"), PIPELINE, 1, LATER, "bob")


def test_a_close_that_moves_out_is_a_push_and_the_first_one_is_kept() -> None:
    before = opened(expected_close=LATER)
    out = amended(before, expected_close=LATER + timedelta(days=30))
    assert (out.pushes, out.first_expected_close) == (1, LATER)
    further = amended(out, expected_close=LATER + timedelta(days=60))
    assert (further.pushes, further.first_expected_close) == (2, LATER)


def test_a_close_that_moves_in_or_comes_first_or_goes_is_no_push() -> None:
    before = opened(expected_close=LATER)
    assert amended(before, expected_close=TODAY).pushes == 0
    assert amended(before, expected_close=None).pushes == 0
    first = amended(opened(), expected_close=LATER)
    assert (first.pushes, first.first_expected_close) == (0, LATER)


def test_a_probability_typed_is_by_hand_and_one_cleared_is_the_stage_s() -> None:
    typed = amended(opened(), probability=44)
    assert (typed.probability, typed.probability_by) == (44, "hand")
    cleared = amended(typed, probability=None)
    assert (cleared.probability, cleared.probability_by) == (10, "stage")


@pytest.mark.parametrize(
    ("price", "currency", "amount"),
    [("0.125", "USD", "0.13"), ("0.135", "USD", "0.14"), ("2.5", "JPY", "3"), ("0.0125", "TND", "0.013")],
)
def test_half_of_the_smallest_coin_is_rounded_up(price: str, currency: str, amount: str) -> None:
    line = DealLine(product="P-1", quantity=Decimal(1), list_price=Decimal(price))
    found = priced(Deal(title="d", lines=(line,)), currency)
    assert found.amount == Money(amount=Decimal(amount), currency=currency)
    assert found.amount_by == "lines"
