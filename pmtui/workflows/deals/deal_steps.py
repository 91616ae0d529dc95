"""The steps of deals: opened in a pipeline, moved along it, won, lost and reopened."""

from collections.abc import Mapping

from pmtui.errors import FieldError
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.pipelines import Stage
from pmtui.models.fields import build
from pmtui.rules.deals.outcome import is_lost, is_open
from pmtui.workflows.deals import deal_stages, deals
from pmtui.workflows.kind_steps import ActionContext, Destination, KindSteps


class DealSteps(KindSteps[Deal]):
    """The steps of deals."""

    is_closed = True

    def complete(self, document: Deal, context: ActionContext) -> Deal:
        """Open it in its pipeline."""
        pipeline = context.pipelines.of(document.pipeline)
        named = document.model_copy(update={"pipeline": context.pipelines.key(pipeline)})
        offered = deals.offered(None, named, pipeline, context.catalogue, context.today)
        return deals.open_deal(
            offered, pipeline, context.today, context.user, context.currency, recorded=context.recorded
        )

    def amend(self, before: Deal, after: Deal, context: ActionContext) -> Deal:
        """Let its stage, amount and dates follow."""
        pipeline = context.pipelines.of(after.pipeline)
        after = deals.offered(before, after, pipeline, context.catalogue, context.today)
        return deals.amend(
            before, after, context.pipelines, context.today, context.user, recorded=context.recorded
        )

    def move(self, document: Deal, destination: Destination, context: ActionContext) -> Deal:
        """Put it in the stage that a word names; `open` reopens it."""
        pipeline, to = context.pipelines.of(document.pipeline), destination.to
        if to.strip().lower() == "open" and pipeline.stage(to) is None:
            return deal_stages.reopen(document, pipeline, context.today, context.user)
        stage = deal_stages.stage_meant(pipeline, to)
        reason = {"lost_reason": destination.reason} if destination.reason else {}
        decided = _decided(stage, {**destination.values, **reason})
        after = build("deal", document, {**decided, "stage": stage.name})
        assert isinstance(after, Deal)
        return self.amend(document, after, context)

    def step(self, document: Deal, steps: int, context: ActionContext) -> Deal:
        """Move it along its stages."""
        pipeline = context.pipelines.of(document.pipeline)
        return deal_stages.step(document, pipeline, steps, context.today, context.user)


def _decided(stage: Stage, values: Mapping[str, object]) -> Mapping[str, object]:
    """The values for the end of a deal, once it is known that the stage takes them.

    Raises:
        FieldError: The deal does not end there, or is won for a reason.
    """
    for name in values:
        if is_open(stage):
            raise FieldError(name, f"is for deals that are won or lost; {stage.name} is an open stage")
        if name == "lost_reason" and not is_lost(stage):
            raise FieldError(name, f"is for deals that are lost; {stage.name} is {stage.kind}")
    return values
