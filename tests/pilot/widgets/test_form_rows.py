"""The rows inside a record as small tables in the form."""

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from pmtui.models.document import Document
from pmtui.models.fields import Field, Shape, build, fields_of_part, form_fields, read, written
from pmtui.models.kinds import KINDS
from pmtui.widgets.form.form import Form
from pmtui.widgets.form.row_cells import ROWS, Cells, RowForm
from pmtui.widgets.form.row_table import RowTable
from tests.pilot.widgets.plain_stage import heard, line_with, seen, staged
from tests.pilot.widgets.test_form import READING, form_of

ANY = replace(READING, find=lambda kind, text: f"{KINDS[kind].prefix}-1")

HELD = [
    pytest.param(kind, spec, id=f"{kind}.{spec.name}")
    for kind in KINDS
    for spec in form_fields(kind)
    if spec.shape in ROWS
]
ALL = [pytest.param(kind, spec, id=f"{kind}.{spec.name}") for kind in KINDS for spec in form_fields(kind)]
NOTATION = ("|", "=", "@", "one a row", "one a line")


def checklist(*texts: str) -> Document:
    rows = [{"text": text, "done": text.endswith("!")} for text in texts]
    return build("launch", None, {"title": "Winter", "checklist": rows})


async def table(pilot: Pilot[None], name: str = "checklist") -> RowTable:
    """Go to a table."""
    form = pilot.app.query_one(Form)
    form.first = name
    await pilot.pause()
    found = form.row(name)
    assert isinstance(found, RowTable)
    return found


@pytest.mark.parametrize(("kind", "spec"), ALL)
def test_no_field_of_any_kind_needs_a_notation(kind: str, spec: Field) -> None:
    assert spec.shape is not Shape.PARTS
    assert not [sign for sign in NOTATION if sign in spec.help]
    if spec.shape not in ROWS:
        return
    for column in RowForm(spec).columns:
        assert column.shape not in ROWS | {Shape.PARTS, Shape.TEXT}
        assert not [sign for sign in NOTATION if sign in column.help]


@pytest.mark.parametrize(("kind", "spec"), HELD)
def test_every_row_is_put_together_from_its_fields_and_taken_apart_again(kind: str, spec: Field) -> None:
    cells: Cells
    if spec.part is None:
        cells = {
            column.name: column.choices[0] if column.choices else "1" for column in RowForm(spec).columns
        }
    else:
        (cells,) = RowForm(spec).split(spec.part.EXAMPLE.split(", or ")[0])
    form = RowForm(spec)
    assert form.split(form.line(cells)) == [cells]
    if spec.part is not None:
        value = read(spec, form.line(cells), ANY)
        assert read(spec, written(value), ANY) == value
        assert set(cells) <= set(fields_of_part(spec.part))
    form.check(cells, ANY)


async def test_a_table_has_heads_and_a_line_a_row() -> None:
    async with staged(lambda: form_of("launch", checklist("One", "Two!"))) as pilot:
        await table(pilot)
        at = line_with(pilot, "One")
        assert seen(pilot)[at - 1].split() == ["text", "done"]
        assert seen(pilot)[at + 1].split() == ["Two!", "yes"]


async def test_the_keys_of_a_table_add_delete_tick_and_move() -> None:
    async with staged(lambda: form_of("launch", checklist("One", "Two")), Form.Submitted) as pilot:
        rows = await table(pilot)
        await pilot.press("space", "J")
        await pilot.pause()
        assert [row["text"] for row in rows.rows] == ["Two", "One"]
        assert rows.rows[1]["done"] == "yes"
        await pilot.press("K", "down", "d")
        await pilot.pause()
        assert [row["text"] for row in rows.rows] == ["One"]
        await pilot.press("ctrl+s")
        await pilot.pause()
        (submitted,) = heard(pilot)
        assert isinstance(submitted, Form.Submitted)
        assert written(submitted.values["checklist"]) == "One | done=yes"


async def test_enter_and_n_ask_for_a_row_in_its_own_fields() -> None:
    async with staged(lambda: form_of("launch", checklist("One")), RowTable.Wanted) as pilot:
        rows = await table(pilot)
        await pilot.press("enter", "n")
        await pilot.pause()
        first, second = (event for event in heard(pilot) if isinstance(event, RowTable.Wanted))
        assert (first.cells["text"], first.place, second.place) == ("One", 0, 1)
        second.answer({"text": "Three"})
        await pilot.pause()
        assert [row["text"] for row in rows.rows] == ["One", "Three"]
        assert line_with(pilot, "Three") > 0


async def test_the_arrows_go_through_the_rows_and_out_of_the_table() -> None:
    async with staged(lambda: form_of("launch", checklist("One", "Two"))) as pilot:
        rows = await table(pilot)
        await pilot.press("down")
        await pilot.pause()
        assert (rows.at, rows.current) == (1, True)
        await pilot.press("down")
        await pilot.pause()
        assert not rows.current


async def test_a_state_goes_on_to_the_next() -> None:
    base = build("deal", None, {"title": "x", "objections": [{"text": "dear"}]})
    async with staged(lambda: form_of("deal", base)) as pilot:
        rows = await table(pilot, "objections")
        states = []
        for _ in range(3):
            await pilot.press("space")
            await pilot.pause()
            states.append(rows.rows[0]["state"])
        assert states == ["answered", "accepted", "open"]


async def test_what_makes_no_sense_now_is_not_asked() -> None:
    async with staged(form_of) as pilot:
        form = pilot.app.query_one(Form)
        assert not form.row("lost_reason").display
        assert line_with(pilot, "opens when the deal is won or lost") >= 0 or not form.row("closed").display
        form.given = {"stage": "Lost"}
        await pilot.pause()
        assert form.row("lost_reason").display
        assert not form.row("next_step").display


async def test_a_folded_section_says_what_is_in_it_and_opens_with_space() -> None:
    base = build("deal", None, {"title": "x", "walk_away": {"amount": "42000", "currency": "USD"}})
    async with staged(lambda: form_of("deal", base), size=(80, 40)) as pilot:
        form = pilot.app.query_one(Form)
        assert "our limit 42000.00 USD" in seen(pilot)[line_with(pilot, "Bargaining")]
        assert not form.row("walk_away").display
        next(head for head in form.query("SectionHead") if "Bargaining" in str(head.render())).focus()
        await pilot.press("space")
        await pilot.pause()
        assert form.row("walk_away").display
