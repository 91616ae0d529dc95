"""Every word the screens show is defined: `K` leads somewhere from each field, column, stage and method."""

from collections.abc import Iterator, Sequence

import pytest

from pmtui.glossary.entries import read_all
from pmtui.glossary.find import Dictionary
from pmtui.glossary.stage_entries import STAGES
from pmtui.glossary.words import folded
from pmtui.models.customers.contact import ROLES
from pmtui.models.deals.activity import ACTIVITY_TYPES
from pmtui.models.deals.pipeline_presets import PRESETS, preset
from pmtui.models.fields import Shape, fields_of
from pmtui.models.kinds import KINDS
from pmtui.models.roadmap.roadmap_words import LIFECYCLE
from pmtui.screens.documents import view_definitions
from pmtui.screens.glossary.term_list import COLUMNS

ENTRIES = read_all()
METHODS = (
    "RICE", "ICE", "WSJF", "value/effort", "MoSCoW", "Kano", "weighted scoring", "opportunity scoring",
    "BANT", "MEDDIC", "MEDDPICC", "CHAMP", "ANUM", "FAINT", "SPIN", "Challenger", "OKR", "SWOT", "NPS", "CSAT",
)  # fmt: skip


def _labels() -> Iterator[tuple[str, str]]:
    for kind in KINDS.values():
        if kind.internal:
            continue
        yield f"kind {kind.name}", kind.headword
        for field in fields_of(kind.name).values():
            if not field.hidden and field.shape is not Shape.PARTS:
                yield f"{kind.name}.{field.name}", field.headword
    for view in vars(view_definitions).values():
        if isinstance(view, view_definitions.TableView):
            for shown in view.shown:
                yield f"{view.id} column {shown.column.title}", shown.column.headword
        if isinstance(view, view_definitions.BoardView):
            yield f"{view.id} lanes", view.headword
    for column in COLUMNS:
        yield f"glossary column {column.title}", column.headword


def test_a_field_or_column_leads_to_an_entry() -> None:
    assert [(label, slug) for label, slug in sorted(set(_labels())) if slug not in ENTRIES] == []


def test_a_stage_of_a_shipped_pipeline_leads_to_an_entry_of_its_own() -> None:
    stages = {stage.name for name in PRESETS for stage in preset(name).stages if "losed" not in stage.name}
    assert stages
    assert [stage for stage in sorted(stages) if STAGES.get(folded(stage)) not in ENTRIES] == []


@pytest.mark.parametrize(
    "words",
    [METHODS, (*ROLES, *ACTIVITY_TYPES, "blocker"), LIFECYCLE[5:]],
    ids=["methods", "roles", "lifecycle"],
)
def test_a_method_a_role_a_type_and_a_stage_of_life_are_defined(words: Sequence[str]) -> None:
    dictionary = Dictionary()
    assert words
    assert [word for word in words if not dictionary.find(word)] == []
