"""Every field of every kind takes every text, or refuses it with an error of ours; what it takes can be kept."""

import json
import random
from datetime import date

from pmtui.errors import PmtuiError
from pmtui.models.document import full, to_stored
from pmtui.models.fields import Field, Reading, Shape, build, fields_of, read, written
from pmtui.models.registry import MODELS
from pmtui.models.stored_text import stored_text
from tests.nasty import DATES, MONEY, NUMBERS, TEXTS, texts
from tests.unit.fuzz.conftest import LONG, Faults

_READING = Reading(date(2026, 11, 23))
_OF_SHAPE = {
    Shape.MONEY: NUMBERS + MONEY,
    Shape.DATE: DATES,
    Shape.MOMENT: DATES,
    Shape.INTEGER: NUMBERS,
    Shape.NUMBER: NUMBERS,
    Shape.PERCENT: NUMBERS,
}
_FEW = 40
_MANY = 400


def test_fields(faults: Faults) -> None:
    chance = random.Random(17)
    for kind in MODELS:
        needed: dict[str, object] = {name: "x" for name, spec in fields_of(kind).items() if spec.required}
        needed |= {"type": "market"} if kind == "research" else {}
        for spec in fields_of(kind).values():
            for text in _texts(spec, chance):
                faults.watch(
                    f"{kind} {spec.name}={text[:60]!r}",
                    lambda: _keep(kind, spec, text, needed),  # noqa: B023
                )


def _texts(spec: Field, chance: random.Random) -> list[str]:
    fitting = [*_OF_SHAPE.get(spec.shape, ()), *chance.sample(TEXTS, _FEW)]
    return [*TEXTS, *texts(chance.randrange(1_000_000), _MANY)] if LONG else fitting


def _keep(kind: str, spec: Field, text: str, needed: dict[str, object]) -> None:
    """Read a text, build a document of it, and do with that what the store, the screens and exports do."""
    value = read(spec, text, _READING)
    written(value)
    try:
        document = build(kind, None, {**needed, spec.name: value})
    except PmtuiError:
        return
    stored = to_stored(document)
    json.dumps(stored, ensure_ascii=False).encode()
    json.dumps(full(document)).encode()
    restored = MODELS[kind].model_validate(stored)
    assert restored == document or not getattr(document, spec.name)
    stored_text(kind, spec.name, stored.get(spec.name))
    again = written(getattr(document, spec.name))
    if spec.shape in (Shape.MONEY, Shape.DATE, Shape.INTEGER, Shape.NUMBER):
        assert written(read(spec, again, _READING)) == again
