"""Every row of every kind is read as it was written, and lists and pairs with it."""

from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pmtui.models.fields import Field, Reading, Shape, fields_of, fields_of_part, read, written
from pmtui.models.kinds import KINDS
from pmtui.models.registry import MODELS
from pmtui.models.row_text import join_list, join_pair, join_row, split_list, split_pair, split_row
from pmtui.models.typed_part import TypedPart
from pmtui.models.values.money import Money
from tests.conftest import TODAY

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from("|\\,=;:>/@ -"))
LINE = TEXT.map(lambda text: " ".join(text.split()))
FILLED = LINE.filter(bool)
NUMBER = st.decimals(0, 10**6, places=3)
ROWS = sorted(
    (kind, name) for kind in MODELS for name, spec in fields_of(kind).items() if spec.shape is Shape.LINES
)
KEYS = st.from_regex(r"[a-z][a-z_]{0,5}", fullmatch=True)


def values(annotation: object, spec: Field) -> st.SearchStrategy[object]:
    """Any value that a field of a part may hold."""
    if get_origin(annotation) is Annotated:
        return values(get_args(annotation)[0], spec)
    if get_origin(annotation) in (Union, UnionType):
        return st.one_of([values(choice, spec) for choice in get_args(annotation)])
    if get_origin(annotation) is Literal:
        return st.sampled_from(get_args(annotation))
    if get_origin(annotation) is tuple:
        return st.tuples(NUMBER, NUMBER, NUMBER).map(lambda three: tuple(sorted(three)))
    if spec.shape is Shape.LINK:
        letters = [KINDS[kind].prefix for kind in spec.among or (spec.link,)]
        return st.builds("{}-{}".format, st.sampled_from(letters), st.integers(1, 999))
    simple: dict[object, st.SearchStrategy[object]] = {
        NoneType: st.none(),
        str: st.sampled_from(("USD", "EUR")) if spec.name == "currency" else LINE,
        bool: st.booleans(),
        int: st.integers(1, 100),
        float: st.floats(1, 5).map(lambda number: round(number, 3)),
        Decimal: NUMBER.filter(lambda number: number <= 100),
        date: st.dates(date(2000, 1, 1), date(2100, 1, 1)),
        Money: st.builds(Money, amount=NUMBER, currency=st.just("EUR")),
    }
    return simple[annotation]


@st.composite
def parts(draw: st.DrawFn, part: type[TypedPart]) -> TypedPart | None:
    """A part of a kind; `None` for values that the part itself refuses."""
    drawn = {
        name: draw(values(part.model_fields[name].annotation, spec))
        for name, spec in fields_of_part(part).items()
    }
    if "who" in drawn:
        drawn["count"] = drawn["count"] if drawn["who"] is None else 1
    if "other" in drawn:
        drawn["other"] = "" if drawn["feature"] else draw(FILLED)
    head = part.head()
    if drawn[head] == "" and "other" not in drawn:
        drawn[head] = draw(FILLED)
    try:
        return part.model_validate(drawn)
    except ValidationError:
        return None


@pytest.mark.parametrize(("kind", "field"), ROWS)
@given(data=st.data())
def test_every_row_is_read_as_it_was_written(kind: str, field: str, data: st.DataObject) -> None:
    spec = fields_of(kind)[field]
    assert spec.part is not None
    rows = tuple(filter(None, data.draw(st.lists(parts(spec.part), max_size=3))))
    for mark in ("", ".", ","):
        assert read(spec, written(rows), Reading(TODAY, "USD", decimal_mark=mark)) == rows, written(rows)


@given(st.lists(FILLED, max_size=5))
def test_a_list_is_read_as_it_was_written(items: list[str]) -> None:
    assert split_list(join_list(items)) == items


@given(FILLED, LINE)
def test_a_pair_is_read_as_it_was_written(name: str, value: str) -> None:
    assert split_pair(join_pair(name, value)) == (name, value)


@given(LINE, st.lists(st.tuples(KEYS, LINE), max_size=4))
def test_a_row_is_taken_apart_as_it_was_put_together(head: str, pairs: list[tuple[str, str]]) -> None:
    assert split_row(join_row(head, pairs)) == (head, pairs)


@pytest.mark.parametrize(("kind", "field"), ROWS)
def test_the_example_of_every_row_and_of_its_help_can_be_read(kind: str, field: str) -> None:
    spec = fields_of(kind)[field]
    assert spec.part is not None
    reading = Reading(TODAY, "USD")
    for example in spec.part.EXAMPLE.split(", or "):
        assert read(spec, example, reading), example
    if ": " in spec.help and "|" in spec.help:
        for example in spec.help.partition(": ")[2].split(", or "):
            assert read(spec, example, reading), example
