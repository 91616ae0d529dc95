"""Operations on deals: open them, edit them, price them, push their close date."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pmtui.errors import FieldError
from pmtui.models.deals.deal import Deal, StageEntry
from pmtui.models.deals.deal_parts import DealLine
from pmtui.models.deals.pipelines import Pipeline, Pipelines, Stage
from pmtui.models.values.currency_names import minor_digits
from pmtui.models.values.money import Money
from pmtui.models.values.numbers import rounded_to
from pmtui.rules.deals.outcome import is_open
from pmtui.workflows.deals.deal_stages import advance, refuse_closing_day
from pmtui.workflows.price_list import Catalogue


def open_deal(
    deal: Deal, pipeline: Pipeline, today: date, by: str, currency: str = "USD", *, recorded: bool = False
) -> Deal:
    """A new deal made complete: stage, probability, dates and the first entry of its stage log.

    Raises:
        FieldError: It is won or lost on a day on which it cannot have been, or open and closed.
        InputError: It names a stage that the pipeline does not have.
    """
    deal = priced(deal, currency)
    stage = pipeline.stage_named(deal.stage) if deal.stage else pipeline.first_open()
    opened = deal.opened or min(today, deal.closed or today)
    by_hand = deal.probability is not None and is_open(stage)
    entered = opened if is_open(stage) else deal.closed or today
    if not recorded:
        _refuse_closed(stage, opened, deal.closed, today)
    return deal.model_copy(
        update={
            "stage": stage.name,
            "probability": deal.probability if by_hand else stage.probability,
            "probability_by": "hand" if by_hand else "stage",
            "opened": opened,
            "closed": deal.closed or (None if is_open(stage) else today),
            "first_expected_close": deal.first_expected_close or deal.expected_close,
            "stage_log": deal.stage_log or (StageEntry(stage=stage.name, on=entered, by=by),),
        }
    )


def amend(
    before: Deal, after: Deal, pipelines: Pipelines, today: date, by: str, *, recorded: bool = False
) -> Deal:
    """The deal after a person edited its fields: what follows from the edit is done too.

    A stage typed in is a move; a probability typed in is set by hand, one cleared is the stage's
    again; a later expected close counts as a push. In another pipeline a deal goes on from the stage of
    the same name, or starts anew where that has none.

    Raises:
        FieldError: It cannot be closed on that day, or is lost without a reason.
        InputError: There is no such pipeline, the stage is not one of its stages, or it cannot go there.
    """
    pipeline = pipelines.of(after.pipeline)
    deal = after = after.model_copy(update={"pipeline": pipelines.key(pipeline)})
    if after.pipeline != before.pipeline and after.stage == before.stage:
        deal = after = after.model_copy(
            update={"stage": (pipeline.stage(after.stage) or pipeline.first_open()).name}
        )
    if after.stage != before.stage:
        stage = pipeline.stage_named(after.stage) if after.stage else pipeline.first_open()
        deal = advance(
            after.model_copy(update={"stage": before.stage}), stage, pipeline, today, by, recorded=recorded
        )
    if not recorded and (after.closed, after.opened) != (before.closed, before.opened):
        _refuse_closed(pipeline.stage(deal.stage), after.opened, after.closed, today, before.closed)
    if after.probability != before.probability:
        stage_now = pipeline.stage(deal.stage)
        by_hand = after.probability is not None
        chance = after.probability if by_hand else (stage_now.probability if stage_now else None)
        deal = deal.model_copy(
            update={"probability": chance, "probability_by": "hand" if by_hand else "stage"}
        )
    return _with_close_date(before, _repriced(before, deal))


def _refuse_closed(
    stage: Stage | None, opened: date | None, closed: date | None, today: date, before: date | None = None
) -> None:
    """Refuse a closing day that does not fit the deal.

    Raises:
        FieldError: The deal is open, the day is cleared, or it is not between opened and today.
    """
    if stage is not None and is_open(stage) and closed is not None and closed != before:
        raise FieldError("closed", f"is for deals that are won or lost; this one is in {stage.name}")
    if stage is not None and not is_open(stage) and closed is None and before is not None:
        raise FieldError("closed", f"is needed: every deal that is {stage.kind} has the day it was decided")
    refuse_closing_day(opened, closed, today)


def offered(before: Deal | None, deal: Deal, pipeline: Pipeline, catalogue: Catalogue, today: date) -> Deal:
    """The deal with what the catalogue says of the products that a person put on it.

    A line typed without a discount gets that of the promotion which runs, noted on the line. Deals that
    are closed, and what stood on a deal before, are history and stay.

    Raises:
        InputError: It is open, and a product is put on it that is no longer sold.
    """
    stage = pipeline.stage(deal.stage) if deal.stage else pipeline.first_open()
    if stage is not None and not is_open(stage):
        return deal
    held = before.lines if before else ()
    known = {line.product for line in held} | ({before.product} if before else set())
    for product in dict.fromkeys((deal.product, *(line.product for line in deal.lines))):
        moved = before is None or deal.expected_close != before.expected_close
        if product and (product not in known or moved):
            catalogue.refuse_withdrawn(product, today, deal.expected_close)
    lines = tuple(line if line in held else _promoted(line, catalogue, today) for line in deal.lines)
    return deal if lines == deal.lines else deal.model_copy(update={"lines": lines})


def _promoted(line: DealLine, catalogue: Catalogue, today: date) -> DealLine:
    promotion = catalogue.promotion(line.product, today) if line.discount is None else None
    if promotion is None:
        return line
    return line.model_copy(update={"discount": promotion.discount, "promotion": promotion.name})


def priced(deal: Deal, currency: str = "USD") -> Deal:
    """The deal with its amount worked out from its lines, unless one was typed.

    Raises:
        FieldError: The lines differ in currency, or the typed amount is in another one.
    """
    if not deal.lines:
        return deal
    own = deal.amount.currency if deal.amount else currency
    code, *others = sorted({line.currency or own for line in deal.lines})
    if others:
        raise FieldError(
            "lines", f"are in {' and '.join((code, *others))}; the lines of a deal are in one currency"
        )
    if deal.amount is not None and deal.amount_by == "hand":
        if deal.amount.currency != code:
            raise FieldError(
                "amount", f"{deal.amount.text} is not in {code}, the currency of the deal's lines"
            )
        return deal
    total = rounded_to(sum((line.total for line in deal.lines), Decimal()), minor_digits(code))
    return deal.model_copy(update={"amount": Money(amount=total, currency=code), "amount_by": "lines"})


def _repriced(before: Deal, deal: Deal) -> Deal:
    """The amount follows the lines until one is typed; one that is cleared follows them again."""
    if deal.amount != before.amount:
        by: Literal["hand", "lines"] = "hand" if deal.amount is not None else "lines"
        return priced(deal.model_copy(update={"amount_by": by}), _currency(before))
    if deal.lines != before.lines:
        return priced(deal, _currency(before))
    return deal


def _currency(deal: Deal) -> str:
    return deal.amount.currency if deal.amount else "USD"


def _with_close_date(before: Deal, deal: Deal) -> Deal:
    """The first expected close is kept; each time the date moves out is counted."""
    if deal.expected_close is None or deal.expected_close == before.expected_close:
        return deal
    pushed = before.expected_close is not None and deal.expected_close > before.expected_close
    return deal.model_copy(
        update={
            "first_expected_close": deal.first_expected_close or before.expected_close or deal.expected_close,
            "pushes": deal.pushes + pushed,
        }
    )
