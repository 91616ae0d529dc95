"""The stages, horizons and statuses that a record can be put in."""

from collections.abc import Mapping, Sequence

from pmtui.errors import InputError
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.lead import LEAD_STATUSES
from pmtui.models.kinds import kind_of
from pmtui.models.roadmap.roadmap_words import HORIZONS, LIFECYCLE, STATUSES
from pmtui.models.stored import JsonValue
from pmtui.rules.row_moves import pipeline_of
from pmtui.screens.frame.session import Session
from pmtui.widgets.frame.choice_list import Choice


def stages_offered(session: Session, document_id: str) -> Sequence[Choice]:
    """The places that a record can be put in; a key is what a deal would be there, a colon, and the place.

    Raises:
        InputError: Records of its kind have no stages.
    """
    kind = kind_of(document_id).name
    row = session.workspace.rows(kind).get(document_id, {})
    if kind == "deal":
        pipeline = pipeline_of(DealRow(row), session.workspace.rows)
        return [_choice(stage.name, row, stage.kind) for stage in (pipeline.stages if pipeline else ())]
    places = {"feature": (*HORIZONS, *STATUSES), "product": LIFECYCLE, "lead": LEAD_STATUSES}.get(kind, ())
    if not places:
        raise InputError(f"{document_id}: a {kind} has no stage, status or horizon")
    return [_choice(place, row, "open") for place in places]


def _choice(place: str, row: Mapping[str, JsonValue], outcome: str) -> Choice:
    here = place in (row.get(field) for field in ("stage", "horizon", "status", "lifecycle"))
    return Choice(f"{outcome}:{place}", place, "now" if here else "" if outcome == "open" else outcome)
