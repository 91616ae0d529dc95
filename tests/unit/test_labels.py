"""Every word the screens show is defined: `K` leads somewhere from each field, column, stage and method."""

from collections.abc import Iterator

import pytest

from pmtui.glossary.entries import read_all
from pmtui.glossary.find import Dictionary
from pmtui.glossary.stages import STAGES
from pmtui.glossary.words import folded
from pmtui.models.activity import ACTIVITY_TYPES
from pmtui.models.contact import ROLES
from pmtui.models.entry import Shape, fields_of
from pmtui.models.kinds import KINDS
from pmtui.models.presets import PRESETS, preset
from pmtui.models.product import LIFECYCLE
from pmtui.models.request import REQUEST_KINDS
from pmtui.screens import views
from pmtui.screens.term_list import COLUMNS

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
    for view in vars(views).values():
        if isinstance(view, views.TableView):
            for shown in view.shown:
                yield f"{view.id} column {shown.column.title}", shown.column.headword
        if isinstance(view, views.BoardView):
            yield f"{view.id} lanes", view.headword
    for column in COLUMNS:
        yield f"glossary column {column.title}", column.headword


@pytest.mark.parametrize(("label", "slug"), sorted(set(_labels())))
def test_a_field_or_column_leads_to_an_entry(label: str, slug: str) -> None:
    assert slug in ENTRIES, label


@pytest.mark.parametrize(
    "stage",
    sorted({stage.name for name in PRESETS for stage in preset(name).stages if "losed" not in stage.name}),
)
def test_a_stage_of_a_shipped_pipeline_leads_to_an_entry_of_its_own(stage: str) -> None:
    assert STAGES[folded(stage)] in ENTRIES


@pytest.mark.parametrize("method", METHODS)
def test_a_method_is_defined(method: str) -> None:
    assert Dictionary().find(method)


@pytest.mark.parametrize("word", [*ROLES, *ACTIVITY_TYPES, *REQUEST_KINDS[:1]])
def test_a_role_or_type_is_defined(word: str) -> None:
    assert Dictionary().find(word), word


@pytest.mark.parametrize("stage", LIFECYCLE[5:])
def test_a_stage_of_a_product_s_life_is_defined(stage: str) -> None:
    assert Dictionary().find(stage), stage
