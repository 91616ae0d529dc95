"""The consequences of editing a product: its lifecycle stages are logged, its dates follow them."""

from datetime import date

from pmtui.errors import FieldError, InputError, nearest
from pmtui.models.roadmap.product import LifecycleEntry, Product
from pmtui.models.roadmap.roadmap_words import LIFECYCLE
from pmtui.rules.roadmap.products import DATES, out_of_order
from pmtui.workflows.kind_steps import ActionContext, Destination, KindSteps


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
    found = out_of_order(product)
    if found is not None:
        raise FieldError(*found)


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


class ProductSteps(KindSteps[Product]):
    """The steps of products."""

    def complete(self, document: Product, context: ActionContext) -> Product:
        """Begin its life, under a name of its own."""
        context.catalogue.refuse_namesake(document)
        return open_product(document, context.today, context.user)

    def amend(self, before: Product, after: Product, context: ActionContext) -> Product:
        """Log the stages of its life."""
        if after.name != before.name:
            context.catalogue.refuse_namesake(after)
        return amend(before, after, context.today, context.user)

    def move(self, document: Product, destination: Destination, context: ActionContext) -> Product:
        """Enter a stage of its life."""
        return move(document, destination.to, context.today, context.user)

    def step(self, document: Product, steps: int, context: ActionContext) -> Product:
        """Move it along its life."""
        return step(document, steps, context.today, context.user)
