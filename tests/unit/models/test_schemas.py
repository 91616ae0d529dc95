"""The JSON schemas of the stored documents: today's models have them, and a change is an addition or a migration."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from pmtui.models.document import to_stored
from pmtui.models.shape import Schemas, has_shape
from pmtui.store.validation import validated
from pmtui.store.workspace import Workspace
from tests.schemas import breaks, committed, today, written

Spoil = Callable[[dict[str, Any]], object]


def test_todays_models_have_the_schemas_that_are_committed() -> None:
    now, then = today(), committed()
    if now["schema"] == then["schema"]:
        assert breaks(then, now) == [], (
            "this needs a new schema number, and a step in pmtui/store/log/migrations.py"
        )
    assert written(now) == written(then), "`make schemas` prints them anew"


def changed(spoil: Spoil) -> Schemas:
    """Today's schemas with something else in that of deals."""
    schemas = copy.deepcopy(today())
    deal: dict[str, Any] = schemas["kinds"]["deal"]
    spoil(deal)
    return schemas


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda deal: deal["properties"].pop("source"), "deal.source: is gone"),
        (lambda deal: deal["required"].append("source"), "deal: needs source now"),
        (
            lambda deal: deal["properties"]["source"].update(type="integer"),
            "deal.source: was string and is integer",
        ),
        (lambda deal: deal["properties"]["source"].update(enum=["web"]), "deal.source: took any text"),
        (
            lambda deal: deal["$defs"]["Objection"]["properties"]["state"]["enum"].pop(),
            "takes accepted no more",
        ),
        (
            lambda deal: deal["$defs"]["DealLine"]["properties"].pop("quantity"),
            "deal.lines[].quantity: is gone",
        ),
        (lambda deal: deal["properties"]["pushes"].update(minimum=3), "deal.pushes: has a narrower minimum"),
        (
            lambda deal: deal["properties"]["title"].update(minLength=9),
            "deal.title: has a narrower minLength",
        ),
        (lambda deal: deal["properties"]["expected_close"]["anyOf"].pop(), "which it does not any more"),
    ],
)
def test_a_change_that_takes_less_than_before_is_found(spoil: Spoil, problem: str) -> None:
    (found,) = breaks(today(), changed(spoil))
    assert problem in found


@pytest.mark.parametrize(
    "spoil",
    [
        lambda deal: deal["properties"].update(weather={"type": "string", "default": ""}),
        lambda deal: deal["$defs"]["Objection"]["properties"]["state"]["enum"].append("moot"),
        lambda deal: deal["required"].clear(),
    ],
)
def test_an_addition_is_none(spoil: Spoil) -> None:
    assert breaks(today(), changed(spoil)) == []


def test_every_document_of_the_demo_has_the_shape_of_its_kind(demo: Workspace) -> None:
    wrong = [
        (kind, document_id)
        for kind, table in demo.tables.items()
        for document_id, stored in table.items()
        if not has_shape(kind, stored) or not has_shape(kind, to_stored(validated(kind, stored)))
    ]
    assert wrong == []
