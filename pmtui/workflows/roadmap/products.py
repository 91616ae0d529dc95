"""What follows from an edit of a product: the stages of its life are logged, its dates follow them."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from pmtui.errors import FieldError, InputError, nearest
from pmtui.models.roadmap.product import LIFECYCLE, LifecycleEntry, Product
from pmtui.models.stored import JsonValue

DATES = {"sunset announced": "announced", "end of sale": "end_of_sale", "end of support": "end_of_support"}
"""The field that dates a stage of the end of a product."""


def open_product(product: Product, today: date, by: str) -> Product:
    """A new product, its stage logged from today.

    Raises:
        FieldError: Its end comes in another order than announced, end of sale, end of support.
    """
    check_dates(product)
    if product.lifecycle_log:
        return product
    return product.model_copy(
        update={"lifecycle_log": (LifecycleEntry(stage=product.lifecycle, on=today, by=by),)}
    )


def amend(before: Product, after: Product, today: date, by: str) -> Product:
    """The product after a person edited it: a stage typed in is a move, a day typed with it stays.

    Raises:
        FieldError: Its end comes in another order than announced, end of sale, end of support.
    """
    check_dates(after)
    if after.lifecycle == before.lifecycle:
        return after
    entered = enter(after.model_copy(update={"lifecycle": before.lifecycle}), after.lifecycle, today, by)
    typed = {name: day for name in DATES.values() if (day := getattr(after, name)) != getattr(before, name)}
    return entered.model_copy(update=typed)


def enter(product: Product, stage: str, today: date, by: str) -> Product:
    """The product in a stage of its life: logged, and dated where the stage is part of its end.

    A stage that is entered before its planned day is dated today; one entered late keeps the day
    customers were told.
    """
    if stage == product.lifecycle:
        return product
    entry = LifecycleEntry.model_validate({"stage": stage, "on": today, "by": by})
    updates: dict[str, object] = {"lifecycle": stage, "lifecycle_log": (*product.lifecycle_log, entry)}
    field = DATES.get(stage)
    if field:
        planned = getattr(product, field)
        updates[field] = min(planned, today) if isinstance(planned, date) else today
    return product.model_copy(update=updates)


def check_dates(product: Product) -> None:
    """Refuse an end that comes in another order than announced, end of sale, end of support.

    Raises:
        FieldError: It does; the later field is named.
    """
    dated = [(name, day) for name in DATES.values() if (day := getattr(product, name)) is not None]
    for (former, first), (name, day) in pairwise(dated):
        if day < first:
            raise FieldError(name, f"{day} is before {former.replace('_', ' ')}, {first}")


def withdrawn(product: Mapping[str, JsonValue], today: date) -> bool:
    """Whether a stored product is no longer sold: past its end of sale by stage or by date."""
    stage, last = product.get("lifecycle"), product.get("end_of_sale")
    past = isinstance(last, str) and last < today.isoformat()
    return past or LIFECYCLE.index(str(stage or "growth")) >= LIFECYCLE.index("end of sale")


def stages_due(product: Mapping[str, JsonValue], until: date) -> Iterator[tuple[date, str]]:
    """The stages of its end that a stored product has a day for by then and has not entered yet."""
    place = LIFECYCLE.index(str(product.get("lifecycle") or "growth"))
    for stage, field in DATES.items():
        day = product.get(field)
        if isinstance(day, str) and day <= until.isoformat() and place < LIFECYCLE.index(stage):
            yield date.fromisoformat(day), stage


def move(product: Product, to: str, today: date, by: str) -> Product:
    """The product in the stage of its life that a word names.

    Raises:
        InputError: It names none.
    """
    wanted = " ".join(to.lower().replace("-", " ").replace("_", " ").split())
    if wanted not in LIFECYCLE:
        raise InputError(f"unknown lifecycle stage {to!r}{nearest(to, LIFECYCLE)}")
    return enter(product, wanted, today, by)


def step(product: Product, steps: int, today: date, by: str) -> Product:
    """The product some stages on in its life, or back.

    Raises:
        InputError: There is no stage in that direction.
    """
    place = LIFECYCLE.index(product.lifecycle) + steps
    if not 0 <= place < len(LIFECYCLE):
        raise InputError(f"{product.id} is already {product.lifecycle}")
    return enter(product, LIFECYCLE[place], today, by)
