"""The values of a filter as conditions: text, stages, choices, links, dates, money and numbers."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from pmtui.errors import InputError, nearest
from pmtui.models.fields import Field, Shape
from pmtui.models.stored import JsonValue
from pmtui.models.values.clock import local_day
from pmtui.models.values.dates import days_after, parse_date
from pmtui.models.values.folding import folded, squeezed
from pmtui.models.values.money import apart, parse_money, parse_number
from pmtui.models.values.period import parse_period
from pmtui.store.events import DAY
from pmtui.store.query.conditions import Any, Between, Condition, Filled, Holds, Not, OneOf, Passes
from pmtui.store.query.filter_context import FilterContext

Test = Callable[[JsonValue], bool]


def value_condition(spec: Field, value: str, context: FilterContext) -> Condition:
    """Compile the value that a filter asks of a field: its alternatives, separated by commas, of which one must hold.

    Raises:
        InputError: The value makes no sense for the field.
    """
    read = _VALUES.get(spec.shape, _text)
    alternatives = [part for part in value.split(",") if part]
    if spec.shape is Shape.MONEY or value in alternatives:
        return read(spec, value, context)
    if not alternatives:
        raise InputError(f"{spec.name} needs a value between its commas")
    return Any(tuple(read(spec, part, context) for part in alternatives))


def _text(spec: Field, value: str, context: FilterContext) -> Condition:
    if spec.name == "stage":
        return _stage(value, context)
    if spec.name == "pipeline":
        return _pipeline(value, context)
    wanted = folded(context.user if spec.name == "owner" and value == "me" else value)
    if spec.name == "id":
        return Passes("id", "is", wanted, lambda stored: isinstance(stored, str) and folded(stored) == wanted)
    return Passes(
        spec.name, "contains", wanted, lambda stored: isinstance(stored, str) and wanted in folded(stored)
    )


def _stage(value: str, context: FilterContext) -> Condition:
    names = [stage.name for stage in context.pipelines.whole.stages]
    wanted = squeezed(value)
    exact = [name for name in names if squeezed(name) == wanted]
    found = exact or [name for name in names if squeezed(name).startswith(wanted)]
    if not found:
        raise InputError(f"there is no stage {value!r}{nearest(value, names)}")
    return OneOf("stage", tuple(found), _OF_STAGES)


def _pipeline(value: str, context: FilterContext) -> Condition:
    pipelines = context.pipelines
    found = [pipeline for pipeline in pipelines if folded(pipeline.name).startswith(folded(value))]
    if not found:
        names = [pipeline.name for pipeline in pipelines]
        raise InputError(f"there is no pipeline {value!r}{nearest(value, names)}")
    named = OneOf("pipeline", tuple(map(pipelines.key, found)), _OF_STAGES)
    return Any((named, Not(Filled("pipeline")))) if "" in named.values else named


_OF_STAGES = frozenset({"pipeline"})


def _choice(spec: Field, value: str, context: FilterContext) -> Condition:
    found = [choice for choice in spec.choices if choice.startswith(folded(value))]
    if not found:
        raise InputError(f"{spec.name} is never {value!r}{nearest(value, spec.choices)}")
    return OneOf(spec.name, tuple(found))


def _link(spec: Field, value: str, context: FilterContext) -> Condition:
    several = ("deal", "account", "contact", "feature", "product", "launch", "insight", "research")
    kinds = (spec.link,) if spec.link else several
    ids = {found for kind in kinds for found in context.names.matching(kind, value)} | {value.upper()}
    linked = Holds if spec.shape is Shape.LINKS else OneOf
    return linked(spec.name, tuple(sorted(ids)), frozenset(kinds))


def _tags(spec: Field, value: str, context: FilterContext) -> Condition:
    wanted = folded(value)

    def has(stored: JsonValue) -> bool:
        return isinstance(stored, list) and any(wanted == folded(str(tag)) for tag in stored)

    return Passes(spec.name, "has", wanted, has)


def _pairs(spec: Field, value: str, context: FilterContext) -> Condition:
    wanted = folded(value)

    def has(stored: JsonValue) -> bool:
        return isinstance(stored, dict) and any(wanted in folded(str(held)) for held in stored.values())

    return Passes(spec.name, "contains", wanted, has)


def _date(spec: Field, value: str, context: FilterContext) -> Condition:
    low, high = _date_bounds(value, context)
    reads = frozenset() if _ABSOLUTE.fullmatch(value) else frozenset({DAY})
    reads |= frozenset({"settings"}) if _FISCAL.search(value.casefold()) else frozenset()
    return Between(spec.name, low, high, reads)


def _moment(spec: Field, value: str, context: FilterContext) -> Condition:
    days = _date(spec, value, context)
    assert isinstance(days, Between)
    low, high = days.low, days.high

    def within(stored: JsonValue) -> bool:
        return isinstance(stored, str) and low <= local_day(stored).isoformat() <= high

    return Passes(spec.name, "is within", f"{low}..{high}", within, days.reads)


_ABSOLUTE = re.compile(r"[\d.\-<>=]*")
"""Days that mean the same tomorrow."""

_FISCAL = re.compile("fy|quarter|year")
"""Days that the fiscal year has a say in."""

_EVER = "9999-12-31"


def _date_bounds(value: str, context: FilterContext) -> tuple[str, str]:
    """The first and last day that a value allows, as ISO text; dates compare as text."""
    operator, rest = _operator(value)
    if not operator and ".." in rest:
        first, _, last = rest.partition("..")
        return (_span(first, context)[0] if first else ""), (_span(last, context)[1] if last else _EVER)
    low, high = _span(rest, context)
    return {
        "": (low, high),
        "=": (low, high),
        "<=": ("", high),
        ">=": (low, _EVER),
        "<": ("", _shifted(low, -1)),
        ">": (_shifted(high, 1), _EVER),
    }[operator]


def _shifted(day: str, days: int) -> str:
    return days_after(date.fromisoformat(day), days).isoformat()


def _span(text: str, context: FilterContext) -> tuple[str, str]:
    try:
        first, last = parse_period(text, context.today, context.fiscal_year_start)[:2]
    except InputError:
        first = last = parse_date(text, context.today)
    return first.isoformat(), last.isoformat()


def _operator(value: str) -> tuple[str, str]:
    match = re.match(r"(<=|>=|<|>|=)?(.*)$", value, re.DOTALL)
    return (match[1] or "", match[2].strip()) if match else ("", value)


def _money(spec: Field, value: str, context: FilterContext) -> Condition:
    return Passes(spec.name, "is", value, _money_test(spec, value, context), frozenset({"settings", DAY}))


def _money_test(spec: Field, value: str, context: FilterContext) -> Test:
    """Compare amounts in the currency that the filter names, or the workspace's: by rates, or not at all."""
    operator, rest = _operator(value)
    names = [name for text in rest.split("..") if (name := apart(text)[1])]
    own = parse_money(f"1 {names[0]}", context.currency).currency if names else context.currency
    test = _number_range(operator, rest, lambda text: parse_money(text, own).amount)

    def holds(stored: JsonValue) -> bool:
        if not isinstance(stored, dict):
            return False
        worth = context.worth(Decimal(str(stored["amount"])), str(stored.get("currency")), own)
        return worth is not None and test(worth)

    return holds


def _number(spec: Field, value: str, context: FilterContext) -> Condition:
    operator, rest = _operator(value)
    test = _number_range(operator, rest, lambda text: parse_number(text.removesuffix("%")))
    return Passes(
        spec.name,
        "is",
        value,
        lambda stored: isinstance(stored, int | float) and test(Decimal(str(stored))),
    )


def _number_range(operator: str, text: str, read: Callable[[str], Decimal]) -> Callable[[Decimal], bool]:
    if not operator and ".." in text:
        first, _, last = text.partition("..")
        low = read(first) if first else Decimal("-Infinity")
        high = read(last) if last else Decimal("Infinity")
        return lambda number: low <= number <= high
    bound = read(text)
    tests: dict[str, Callable[[Decimal], bool]] = {
        "": lambda number: number == bound,
        "=": lambda number: number == bound,
        "<": lambda number: number < bound,
        ">": lambda number: number > bound,
        "<=": lambda number: number <= bound,
        ">=": lambda number: number >= bound,
    }
    return tests[operator]


_VALUES: dict[Shape, Callable[[Field, str, FilterContext], Condition]] = {
    Shape.CHOICE: _choice,
    Shape.LINK: _link,
    Shape.LINKS: _link,
    Shape.TAGS: _tags,
    Shape.PAIRS: _pairs,
    Shape.DATE: _date,
    Shape.MOMENT: _moment,
    Shape.MONEY: _money,
    Shape.INTEGER: _number,
    Shape.NUMBER: _number,
    Shape.PERCENT: _number,
}
