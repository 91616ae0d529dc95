"""Two products have two names, and an end of sale stops a deal that closes later."""

import pytest

from pmtui.errors import FieldError, InputError
from pmtui.models.roadmap.roadmap_rows import ProductRow
from pmtui.rules.roadmap.products import is_sold, stages_due
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def change(workspace: Workspace, kind: str, document_id: str, **words: str) -> None:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    record_commands.edit(workspace, [document_id], values)


def test_two_products_have_two_names(workspace: Workspace) -> None:
    add(workspace, "product", name="Pro seat")
    other = add(workspace, "product", name="Set-up")
    with pytest.raises(FieldError, match="P-1 is called 'Pro seat' too; two products have two names"):
        add(workspace, "product", name="pro  SEAT")
    with pytest.raises(FieldError, match="two products have two names"):
        change(workspace, "product", other, name="Pro Seat")
    change(workspace, "product", "P-1", name="Pro seat", vision="for all")


@pytest.mark.parametrize(
    ("fields", "sold"),
    [
        ({}, True),
        ({"end_of_sale": "2026-11-23"}, True),
        ({"end_of_sale": "2026-11-22"}, False),
        ({"lifecycle": "sunset announced"}, True),
        ({"lifecycle": "end of sale"}, False),
        ({"lifecycle": "retired", "end_of_sale": "2027-01-01"}, False),
    ],
)
def test_a_product_is_sold_until_its_last_day(fields: dict[str, str], sold: bool) -> None:
    assert is_sold(ProductRow({**fields}), TODAY) is sold


def test_the_stages_of_an_end_are_due_until_they_are_entered() -> None:
    row = {"announced": "2026-11-01", "end_of_sale": "2026-11-23", "end_of_support": "2026-11-24"}
    assert [stage for _, stage in stages_due(ProductRow({**row}), TODAY)] == [
        "sunset announced",
        "end of sale",
    ]
    entered = ProductRow({**row, "lifecycle": "sunset announced"})
    assert [stage for _, stage in stages_due(entered, TODAY)] == ["end of sale"]


def test_a_deal_cannot_close_after_the_end_of_sale(workspace: Workspace) -> None:
    add(workspace, "product", name="Classic", end_of_sale="2027-01-31", successor="")
    with pytest.raises(
        InputError, match="expected_close: 2027-02-01 is after 2027-01-31, the last day P-1 Classic"
    ):
        add(workspace, "deal", title="d", product="Classic", expected_close="2027-02-01")
    made = add(workspace, "deal", title="d", product="Classic", expected_close="2027-01-31")
    with pytest.raises(InputError, match="the last day P-1 Classic is sold"):
        change(workspace, "deal", made, expected_close="2027-02-01")
    change(workspace, "deal", made, title="still open")
