"""Whether a record can be moved on or back from where its row shows it."""

from collections.abc import Callable, Mapping

from pmtui.models.deals.deal_rows import ActivityRow, DealRow, LeadRow
from pmtui.models.kinds import MAIN
from pmtui.models.roadmap.roadmap_rows import FeatureRow, ProductRow
from pmtui.models.roadmap.roadmap_words import HORIZONS, LIFECYCLE, PROGRESS, SHIPPED
from pmtui.models.row import Stored
from pmtui.models.workspace_rows import PipelineRow, StageRow
from pmtui.rules.deals.leads import is_worked_on
from pmtui.rules.deals.outcome import already_over, is_open
from pmtui.rules.roadmap.features import is_shipped

Rows = Callable[[str], Mapping[str, Stored]]
"""The stored documents of a kind by id."""


def no_move(kind: str, row: Stored, rows: Rows, steps: int) -> str:
    """Why a record cannot be moved on, or back where `steps` is negative; empty if it can."""
    asked = _MOVES.get(kind)
    return asked(row, rows, steps) if asked is not None else f"a {kind} has no stage or status to move along"


def pipeline_of(deal: DealRow, rows: Rows) -> PipelineRow | None:
    """The pipeline that a deal passes; `None` if there is none of that name."""
    for pipeline in map(PipelineRow, rows("pipeline").values()):
        if deal.pipeline in ("" if pipeline.id == MAIN else pipeline.name, pipeline.name):
            return pipeline
    return None


def stage_of(deal: DealRow, rows: Rows) -> StageRow | None:
    """The stage that a deal is in, as its pipeline has it; `None` if that has no such stage."""
    pipeline = pipeline_of(deal, rows)
    stages = pipeline.stages if pipeline is not None else ()
    return next((stage for stage in stages if stage.name == deal.stage), None)


def no_target(feature: FeatureRow) -> str:
    """Why the target of a feature cannot be moved; empty if it can."""
    if feature.target is None:
        return f"{feature.id} has no target to move; edit it to give it one"
    return f"{feature.id} has shipped; its target stays as it was" if feature.shipped is not None else ""


def no_status(feature: FeatureRow, steps: int) -> str:
    """Why a feature cannot be moved along its statuses; empty if it can."""
    if feature.status not in PROGRESS:
        return f"{feature.id} was {feature.status}; edit it to take it up again"
    at_end = not 0 <= PROGRESS.index(feature.status) + steps < len(PROGRESS)
    return f"{feature.id} is already {feature.status}" if at_end else ""


def _deal(row: Stored, rows: Rows, steps: int) -> str:
    deal = DealRow(row)
    stage, pipeline = stage_of(deal, rows), pipeline_of(deal, rows)
    if stage is None or pipeline is None:
        return ""
    if not is_open(stage):
        return already_over(deal, stage) if steps > 0 else ""
    first = next((each.name for each in pipeline.stages if is_open(each)), "")
    return f"{deal.id} is in the first stage, {deal.stage}" if steps < 0 and deal.stage == first else ""


def _feature(row: Stored, rows: Rows, steps: int) -> str:
    feature = FeatureRow(row)
    if steps > 0:
        return f"{feature.id} is {SHIPPED} already" if is_shipped(feature) else ""
    furthest = not is_shipped(feature) and feature.horizon == HORIZONS[-1]
    return f"{feature.id} is furthest off already: {feature.horizon}" if furthest else ""


def _product(row: Stored, rows: Rows, steps: int) -> str:
    product = ProductRow(row)
    end = LIFECYCLE[-1 if steps > 0 else 0]
    return f"{product.id} is already {end}" if product.lifecycle == end else ""


def _lead(row: Stored, rows: Rows, steps: int) -> str:
    lead = LeadRow(row)
    if not is_worked_on(lead):
        return f"{lead.id} is {lead.status}"
    if steps > 0:
        return f"{lead.id} is qualified: converting it makes the deal" if lead.status == "qualified" else ""
    return f"{lead.id} is new" if lead.status == "new" else ""


def _activity(row: Stored, rows: Rows, steps: int) -> str:
    activity = ActivityRow(row)
    if steps > 0:
        return f"{activity.id} was done on {activity.done}" if activity.done is not None else ""
    return "" if activity.done is not None else f"{activity.id} is not done yet"


_MOVES: Mapping[str, Callable[[Stored, Rows, int], str]] = {
    "deal": _deal,
    "feature": _feature,
    "product": _product,
    "lead": _lead,
    "activity": _activity,
}
