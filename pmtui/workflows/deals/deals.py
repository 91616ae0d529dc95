"""What people do to deals: open them, move them through the pipeline, push their close date."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pmtui.errors import InputError
from pmtui.models.deals.deal import Deal, StageEntry
from pmtui.models.deals.deal_parts import DealLine
from pmtui.models.deals.pipelines import Pipeline, Pipelines, Stage
from pmtui.models.values.money import MINOR_UNITS, Money
from pmtui.models.values.numbers import rounded_to
from pmtui.workflows.roadmap.price_list import Catalogue


def open_deal(deal: Deal, pipeline: Pipeline, today: date, by: str, currency: str = "USD") -> Deal:
    """A new deal made complete: stage, probability, dates and the first entry of its stage log.

    Raises:
        InputError: It names a stage that the pipeline does not have.
    """
    deal = priced(deal, currency)
    stage = pipeline.stage_named(deal.stage) if deal.stage else pipeline.first_open()
    opened = deal.opened or today
    by_hand = deal.probability is not None and stage.kind == "open"
    entered = opened if stage.kind == "open" else deal.closed or today
    return deal.model_copy(
        update={
            "stage": stage.name,
            "probability": deal.probability if by_hand else stage.probability,
            "probability_by": "hand" if by_hand else "stage",
            "opened": opened,
            "closed": deal.closed or (today if stage.kind != "open" else None),
            "first_expected_close": deal.first_expected_close or deal.expected_close,
            "stage_log": deal.stage_log or (StageEntry(stage=stage.name, on=entered, by=by),),
        }
    )


def advance(deal: Deal, stage: Stage, pipeline: Pipeline, today: date, by: str) -> Deal:
    """The deal in another stage: logged, with the stage's probability unless one was set by hand.

    Entering a won or lost stage closes the deal, today unless it bears a date already; leaving
    one opens it again.

    Raises:
        InputError: An exit criterion of the stage that it leaves is enforced and not met.
    """
    if stage.name == deal.stage:
        return deal
    leaving = pipeline.stage(deal.stage)
    lacking = missing_exit(deal, stage, pipeline)
    if lacking and leaving is not None and leaving.enforced:
        raise InputError(f"{deal.id} cannot leave {leaving.name} yet: {'; '.join(lacking)}")
    return deal.model_copy(
        update={
            "stage": stage.name,
            "checked": _still_met(deal, stage, pipeline),
            **_probability(deal, stage),
            "closed": None if stage.kind == "open" else deal.closed or today,
            "stage_log": (*deal.stage_log, StageEntry(stage=stage.name, on=today, by=by)),
        }
    )


def _still_met(deal: Deal, to: Stage, pipeline: Pipeline) -> tuple[str, ...]:
    """What stays checked: a deal that goes back has to meet the criteria of where it is, and after, again."""
    names = [stage.name for stage in pipeline.stages]
    if to.kind != "open" or deal.stage not in names or names.index(to.name) > names.index(deal.stage):
        return deal.checked
    again = {
        criterion.casefold() for stage in pipeline.stages[names.index(to.name) :] for criterion in stage.exit
    }
    return tuple(each for each in deal.checked if each.casefold() not in again)


def _probability(deal: Deal, stage: Stage) -> dict[str, object]:
    """What a move does to the probability: a closed deal is certain, one set by hand stays as it was set."""
    if stage.kind != "open":
        return {"probability": stage.probability}
    if deal.probability_by == "hand" and deal.closed is None:
        return {}
    return {"probability": stage.probability, "probability_by": "stage"}


def step(deal: Deal, pipeline: Pipeline, steps: int, today: date, by: str) -> Deal:
    """The deal some stages further on, or back when `steps` is negative.

    Raises:
        InputError: There is no stage in that direction.
    """
    names = [stage.name for stage in pipeline.stages]
    place = names.index(deal.stage) + steps if deal.stage in names else 0
    if not 0 <= place < len(names):
        raise InputError(
            f"{deal.id} is already in the {'first' if steps < 0 else 'last'} stage, {deal.stage}"
        )
    return advance(deal, pipeline.stages[place], pipeline, today, by)


def amend(before: Deal, after: Deal, pipelines: Pipelines, today: date, by: str) -> Deal:
    """The deal after a person edited its fields: what follows from the edit is done too.

    A stage typed in is a move; a probability typed in is set by hand, one cleared is the stage's
    again; a later expected close counts as a push. In another pipeline a deal goes on from the stage of
    the same name, or starts anew where that has none.

    Raises:
        InputError: There is no such pipeline, or the stage is not one of its stages.
    """
    pipeline = pipelines.of(after.pipeline)
    deal = after = after.model_copy(update={"pipeline": pipelines.key(pipeline)})
    if after.pipeline != before.pipeline and after.stage == before.stage:
        deal = after = after.model_copy(
            update={"stage": (pipeline.stage(after.stage) or pipeline.first_open()).name}
        )
    if after.stage != before.stage:
        stage = pipeline.stage_named(after.stage) if after.stage else pipeline.first_open()
        deal = advance(after.model_copy(update={"stage": before.stage}), stage, pipeline, today, by)
    if after.probability != before.probability:
        stage_now = pipeline.stage(deal.stage)
        by_hand = after.probability is not None
        chance = after.probability if by_hand else (stage_now.probability if stage_now else None)
        deal = deal.model_copy(
            update={"probability": chance, "probability_by": "hand" if by_hand else "stage"}
        )
    return _with_close_date(before, _repriced(before, deal))


def offered(before: Deal | None, deal: Deal, pipeline: Pipeline, catalogue: Catalogue, today: date) -> Deal:
    """The deal with what the catalogue says of the products that a person put on it.

    A line typed without a discount gets that of the promotion which runs, noted on the line. Deals that
    are closed, and what stood on a deal before, are history and stay.

    Raises:
        InputError: It is open, and a product is put on it that is no longer sold.
    """
    stage = pipeline.stage(deal.stage) if deal.stage else pipeline.first_open()
    if stage is not None and stage.kind != "open":
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


def missing_exit(deal: Deal, to: Stage, pipeline: Pipeline) -> list[str]:
    """The exit criteria of the deal's stage that are not checked, where it is about to go on.

    Going back, or being lost, asks for none.
    """
    names = [stage.name for stage in pipeline.stages]
    leaving = pipeline.stage(deal.stage)
    if (
        leaving is None
        or to.name not in names
        or to.kind == "lost"
        or names.index(to.name) <= names.index(leaving.name)
    ):
        return []
    met = {word.casefold() for word in deal.checked}
    return [criterion for criterion in leaving.exit if criterion.casefold() not in met]


def priced(deal: Deal, currency: str = "USD") -> Deal:
    """The deal with its amount worked out from its lines, unless one was typed."""
    if not deal.lines or (deal.amount is not None and deal.amount_by == "hand"):
        return deal
    total = sum((line.total for line in deal.lines), Decimal())
    code = deal.amount.currency if deal.amount else currency
    total = rounded_to(total, MINOR_UNITS.get(code, 2))
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
