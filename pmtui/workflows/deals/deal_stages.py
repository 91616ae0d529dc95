"""A deal on its way through its pipeline: the one way to move it on, win it, lose it and open it again."""

from datetime import date

from pmtui.errors import FieldError, InputError
from pmtui.models.deals.deal import Deal, StageEntry
from pmtui.models.deals.pipelines import Pipeline, Stage
from pmtui.models.values.folding import folded
from pmtui.rules.deals.closing_day import closing_problem
from pmtui.rules.deals.outcome import OUTCOMES, already_over, is_lost, is_open, is_won, outcome_of


def advance(
    deal: Deal, stage: Stage, pipeline: Pipeline, today: date, by: str, *, recorded: bool = False
) -> Deal:
    """The deal in another stage; entering a won or lost stage is winning or losing it.

    Args:
        deal: The deal; with the closing day, the reason and the amount where it is won or lost.
        stage: Where it goes.
        pipeline: Whose stage that is.
        today: The day.
        by: Who moves it.
        recorded: Whether it was recorded elsewhere, and is taken as it is: an import.

    Raises:
        FieldError: It is lost without a reason, or closed on a day on which it cannot have been.
        InputError: It is over already, or an exit criterion of the stage that it leaves is enforced and not met.
    """
    if stage.name == deal.stage:
        return deal
    leaving = pipeline.stage(deal.stage)
    if leaving is not None and not is_open(leaving):
        if not is_open(stage) and not recorded:
            raise InputError(already_over(deal, leaving))
        deal = reopen(deal, pipeline, today, by)
        if stage.name == deal.stage:
            return deal
        leaving = pipeline.stage(deal.stage)
    lacking = missing_exit(deal, stage, pipeline)
    if lacking and leaving is not None and leaving.enforced and not recorded:
        raise InputError(f"{deal.id} cannot leave {leaving.name} yet: {'; '.join(lacking)}")
    if is_open(stage):
        return _entered(deal, stage, pipeline, today, by)
    return (win if is_won(stage) else lose)(deal, stage, today, by, recorded=recorded)


def win(deal: Deal, stage: Stage, today: date, by: str, *, recorded: bool = False) -> Deal:
    """The deal won: on the day it bears, today if it bears none.

    Raises:
        FieldError: It cannot have been won that day.
    """
    return _closed(deal.model_copy(update={"lost_reason": ""}), stage, today, by, recorded=recorded)


def lose(deal: Deal, stage: Stage, today: date, by: str, *, recorded: bool = False) -> Deal:
    """The deal lost, for the reason it bears: on the day it bears, today if it bears none.

    Raises:
        FieldError: It bears no reason, or cannot have been lost that day.
    """
    if not deal.lost_reason and not stage.reason_optional and not recorded:
        raise FieldError(
            "lost_reason",
            "is needed to lose a deal: price, competitor, timing or another word"
            f" (`pmtui move {deal.id or 'D-1'} {stage.name} --reason price`;"
            f" `pmtui stage {stage.name} reason_optional=yes` asks for none)",
        )
    return _closed(deal, stage, today, by, recorded=recorded)


def reopen(deal: Deal, pipeline: Pipeline, today: date, by: str) -> Deal:
    """The deal open again: in the stage it was in, with the chance it had and whoever set that.

    Raises:
        InputError: It is open.
    """
    stage = pipeline.stage(deal.stage)
    if stage is None or is_open(stage):
        raise InputError(f"{deal.id} is open, in {deal.stage}")
    back = _stage_before(deal, pipeline)
    by_hand = deal.stage_log[-1].probability if deal.stage_log else None
    return deal.model_copy(
        update={
            "stage": back.name,
            "probability": back.probability if by_hand is None else by_hand,
            "probability_by": "stage" if by_hand is None else "hand",
            "closed": None,
            "lost_reason": "",
            "stage_log": (*deal.stage_log, StageEntry(stage=back.name, on=today, by=by)),
        }
    )


def step(deal: Deal, pipeline: Pipeline, steps: int, today: date, by: str) -> Deal:
    """The deal some stages further on, or back when `steps` is negative; back from its end it is open again.

    Raises:
        InputError: There is no stage in that direction.
    """
    stage = pipeline.stage(deal.stage)
    if stage is not None and not is_open(stage) and steps < 0:
        return reopen(deal, pipeline, today, by)
    return advance(deal, next_stage(deal, pipeline, steps), pipeline, today, by)


def next_stage(deal: Deal, pipeline: Pipeline, steps: int) -> Stage:
    """The stage that a deal comes to some stages further on, or back; after the last open one, it is won.

    Raises:
        InputError: There is no stage in that direction.
    """
    stage = pipeline.stage(deal.stage)
    if stage is not None and not is_open(stage):
        raise InputError(already_over(deal, stage))
    steps_of = [each for each in pipeline.stages if is_open(each)]
    place = steps_of.index(stage) + steps if stage in steps_of else 0
    if place < 0:
        raise InputError(f"{deal.id} is already in the first stage, {deal.stage}")
    return steps_of[place] if place < len(steps_of) else ending(pipeline, "won")


def stage_meant(pipeline: Pipeline, word: str) -> Stage:
    """The stage of a pipeline that a word names; `won`, `lost` and `open` mean one of that kind.

    Raises:
        InputError: It names none; the message says which is nearest.
    """
    kind = word.strip().lower()
    if pipeline.stage(word) is None and kind in OUTCOMES:
        return ending(pipeline, kind)
    return pipeline.stage_named(word)


def ending(pipeline: Pipeline, outcome: str) -> Stage:
    """The stage of a pipeline for deals that are won, or lost.

    Raises:
        InputError: It has none.
    """
    for stage in pipeline.stages:
        if outcome_of(stage) == outcome:
            return stage
    raise InputError(f"the pipeline {pipeline.name} has no stage for deals that are {outcome}")


def refuse_over(deal: Deal, pipeline: Pipeline) -> None:
    """Refuse to close a deal that is over.

    Raises:
        InputError: It is won or lost already.
    """
    stage = pipeline.stage(deal.stage)
    if stage is not None and not is_open(stage):
        raise InputError(already_over(deal, stage))


def missing_exit(deal: Deal, to: Stage, pipeline: Pipeline) -> list[str]:
    """The exit criteria of the deal's stage that are not checked, where it is about to go on.

    Going back, or being lost, asks for none.
    """
    names = [stage.name for stage in pipeline.stages]
    leaving = pipeline.stage(deal.stage)
    if (
        leaving is None
        or to.name not in names
        or is_lost(to)
        or names.index(to.name) <= names.index(leaving.name)
    ):
        return []
    met = {folded(word) for word in deal.checked}
    return [criterion for criterion in leaving.exit if folded(criterion) not in met]


def _entered(deal: Deal, stage: Stage, pipeline: Pipeline, today: date, by: str) -> Deal:
    """The deal in another open stage: logged, with the stage's chance unless one was set by hand."""
    chance: dict[str, object] = {}
    if deal.probability_by != "hand":
        chance = {"probability": stage.probability, "probability_by": "stage"}
    return deal.model_copy(
        update={
            "stage": stage.name,
            "checked": _still_met(deal, stage, pipeline),
            "stage_log": (*deal.stage_log, StageEntry(stage=stage.name, on=today, by=by)),
            **chance,
        }
    )


def _closed(deal: Deal, stage: Stage, today: date, by: str, *, recorded: bool) -> Deal:
    """The deal at its end: dated, certain, and with what it takes to open it again."""
    closed = deal.closed or today
    if not recorded:
        refuse_closing_day(deal.opened, closed, today)
    last = deal.stage_log[-1].on if deal.stage_log else closed
    by_hand = deal.probability if deal.probability_by == "hand" else None
    entry = StageEntry(stage=stage.name, on=max(closed, last), by=by, probability=by_hand)
    return deal.model_copy(
        update={
            "stage": stage.name,
            "probability": stage.probability,
            "closed": closed,
            "stage_log": (*deal.stage_log, entry),
        }
    )


def refuse_closing_day(opened: date | None, closed: date | None, today: date) -> None:
    """Refuse a day on which a deal cannot have been closed.

    Raises:
        FieldError: It is before the deal was opened, or after today.
    """
    problem = closing_problem(opened, closed, today)
    if problem:
        raise FieldError("closed", problem)


def _stage_before(deal: Deal, pipeline: Pipeline) -> Stage:
    """The open stage that a deal was in before it was won or lost; the first one if its log does not say."""
    for entry in reversed(deal.stage_log):
        stage = pipeline.stage(entry.stage)
        if stage is not None and is_open(stage):
            return stage
    return pipeline.first_open()


def _still_met(deal: Deal, to: Stage, pipeline: Pipeline) -> tuple[str, ...]:
    """The criteria that stay checked: a deal that goes back has to meet those of its new stage and after again."""
    names = [stage.name for stage in pipeline.stages]
    if deal.stage not in names or names.index(to.name) > names.index(deal.stage):
        return deal.checked
    again = {
        folded(criterion) for stage in pipeline.stages[names.index(to.name) :] for criterion in stage.exit
    }
    return tuple(criterion for criterion in deal.checked if folded(criterion) not in again)
