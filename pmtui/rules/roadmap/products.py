"""Where a product stands in its life, and until when it is sold."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar

from pmtui.models.roadmap.roadmap_words import LIFECYCLE
from pmtui.models.values.folding import folded

DATES = {"sunset announced": "announced", "end of sale": "end_of_sale", "end of support": "end_of_support"}
"""The field that dates a stage of the end of a product."""


class Ending(Protocol):
    """Whatever has the stage and the dates of a product."""

    @property
    def lifecycle(self) -> str:
        """Its stage."""
        ...

    @property
    def announced(self) -> date | None:
        """The day customers are told that it ends."""
        ...

    @property
    def end_of_sale(self) -> date | None:
        """The last day it is sold."""
        ...

    @property
    def end_of_support(self) -> date | None:
        """The last day help is given."""
        ...


def days_of_end(product: Ending) -> Mapping[str, date | None]:
    """The days of a product's end by field, in their order."""
    return {
        "announced": product.announced,
        "end_of_sale": product.end_of_sale,
        "end_of_support": product.end_of_support,
    }


def is_sold(product: Ending, day: date) -> bool:
    """Whether a product is sold on a day: not past its end of sale, by stage or by date."""
    last = product.end_of_sale
    return not (last is not None and last < day) and not has_entered(product, "end of sale")


def has_entered(product: Ending, stage: str) -> bool:
    """Whether a product is in a stage of its life, or past it."""
    return LIFECYCLE.index(product.lifecycle) >= LIFECYCLE.index(stage)


def is_over(stage: str) -> bool:
    """Whether nobody is helped with products in a stage of their life any more."""
    return LIFECYCLE.index(stage) >= LIFECYCLE.index("end of support")


def stages_due(product: Ending, until: date) -> Iterator[tuple[date, str]]:
    """The stages of its end that a product has a day for by then and has not entered yet."""
    days = days_of_end(product)
    for stage, field in DATES.items():
        day = days[field]
        if day is not None and day <= until and not has_entered(product, stage):
            yield day, stage


def out_of_order(product: Ending) -> tuple[str, str] | None:
    """Name the day of an end that comes too early, and the rule; `None` if they are in order."""
    dated = [(name, day) for name, day in days_of_end(product).items() if day is not None]
    for (former, first), (name, day) in pairwise(dated):
        if day < first:
            return name, f"{day} is before {former.replace('_', ' ')}, {first}"
    return None


class Named(Protocol):
    """Whatever has an id and a name."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...


NamedT = TypeVar("NamedT", bound=Named)


def namesake(product: Named, others: Iterable[NamedT]) -> NamedT | None:
    """Another product of the same name, case and runs of spaces apart: two products have two names."""
    wanted = folded(product.name)
    return next((each for each in others if each.id != product.id and folded(each.name) == wanted), None)
