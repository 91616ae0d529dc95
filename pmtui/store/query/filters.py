"""The filter language: `stage:proposal amount:>10k close:<+30d owner:me -tag:eu "free text"`.

A filter is words separated by spaces, all of which must hold. A word is `field:value`, or free
text that the document must contain; `-` in front negates it. Values take `>`, `<`, `>=`, `<=`,
a range `a..b`, several choices `a,b`, and `none` or `any`. Fields are named exactly; what they
hold is matched loosely: by part of a name, in any case.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import and_
from typing import NamedTuple

from tinydb.queries import QueryInstance

from pmtui.errors import InputError, nearest
from pmtui.models.deals.pipelines import Pipelines
from pmtui.models.fields import Field, Shape, fields_of
from pmtui.models.kinds import KINDS
from pmtui.models.roadmap.feature import is_unaligned
from pmtui.models.stored import JsonValue
from pmtui.models.values.dates import days_after, parse_date, period_bounds
from pmtui.models.values.money import parse_money, parse_number
from pmtui.store.query.name_index import Names, folded

Test = Callable[[JsonValue], bool]


class FilterError(InputError):
    """A filter with a mistake.

    Attributes:
        text: The whole filter.
        column: Where the mistake begins, from 0.
    """

    def __init__(self, problem: str, text: str, column: int) -> None:
        super().__init__(f"filter: {problem}\n  {text}\n  {' ' * column}^")
        self.problem = problem
        self.text = text
        self.column = column


@dataclass(frozen=True)
class FilterContext:
    """What a filter needs to know to be understood.

    Attributes:
        today: The day that relative dates count from.
        user: Who `me` is.
        currency: The currency of amounts that name none.
        pipelines: The stages that `stage:` and `is:open` know.
        names: The names that links are matched by.
    """

    today: date
    user: str
    currency: str
    pipelines: Pipelines
    names: Names


class Word(NamedTuple):
    """One word of a filter."""

    column: int
    negated: bool
    field: str
    value: str
    value_column: int


_MOST_WORDS = 100

_WORD = re.compile(
    r'(?P<minus>-)?(?:(?P<field>[A-Za-z_][\w.]*):)?(?P<value>"[^"]*"?|[^\s"]*(?:"[^"]*"?[^\s"]*)*)'
)


def parse_filter(kind: str, text: str, context: FilterContext) -> QueryInstance:
    """Compile a filter to a TinyDB query over stored documents of a kind; an empty one matches all.

    Raises:
        FilterError: A field, stage, date, amount or choice is not understood; it points at the column.
    """
    found = words(text)
    if len(found) > _MOST_WORDS:
        raise FilterError(f"a filter has {_MOST_WORDS} words at most", text, found[_MOST_WORDS].column)
    conditions = [_condition(kind, text, word, context) for word in found]
    return reduce(and_, conditions) if conditions else _query(lambda row: True, kind, "")


def words(text: str) -> list[Word]:
    """The words of a filter with their columns.

    Raises:
        FilterError: A quotation mark is not closed.
    """
    found = []
    for match in re.finditer(r'(?:[^\s"]|"[^"]*(?:"|$))+', text):
        if match[0].count('"') % 2:
            raise FilterError("the quotation mark is not closed", text, match.start() + match[0].rindex('"'))
        parts = _WORD.fullmatch(match[0])
        if parts is None:
            raise FilterError(f"{match[0]!r} is not understood", text, match.start())
        value = parts["value"].replace('"', "")
        column = match.start() + parts.start("value")
        found.append(Word(match.start(), bool(parts["minus"]), parts["field"] or "", value, column))
    return found


def _condition(kind: str, text: str, word: Word, context: FilterContext) -> QueryInstance:
    try:
        test = _row_test(kind, word, context)
    except FilterError as error:
        raise FilterError(error.problem, text, error.column) from None
    except InputError as error:
        raise FilterError(str(error), text, word.value_column) from None
    query = _query(test, kind, f"{word.field}:{word.value}")
    return ~query if word.negated else query


def _query(test: Callable[[Mapping[str, JsonValue]], bool], kind: str, text: str) -> QueryInstance:
    return QueryInstance(test, ("pmtui", kind, text))


def _row_test(kind: str, word: Word, context: FilterContext) -> Callable[[Mapping[str, JsonValue]], bool]:
    if not word.field:
        return _free_text(kind, word.value, context)
    name = word.field.lower()
    if name == "is":
        return _state_test(kind, word, context)
    if name.startswith("custom."):
        return _custom_test(name.removeprefix("custom."), word.value)
    spec = _field(kind, name, word)
    if not word.value:
        raise InputError(f"{name} needs a value; `{name}:none` finds what has none")
    if word.value.lower() in ("none", "any"):
        filled = word.value.lower() == "any"
        return lambda row: (spec.name in row) is filled
    test = _any_of(spec, word.value, context)
    return lambda row: test(row.get(spec.name))


def _field(kind: str, name: str, word: Word) -> Field:
    fields = fields_of(kind)
    real = {"tag": "tags", **KINDS[kind].aliases}.get(name, name)
    if real not in fields:
        known = [*fields, *KINDS[kind].aliases, "tag", "is"]
        raise FilterError(
            f"{kind} has no field {name!r}{nearest(name, known)}", "", word.column + word.negated
        )
    return fields[real]


def _any_of(spec: Field, value: str, context: FilterContext) -> Test:
    """The value's alternatives, separated by commas, of which one must hold."""
    alternatives = [part for part in value.split(",") if part]
    if spec.shape is Shape.MONEY or value in alternatives:
        return _VALUE_TESTS.get(spec.shape, _text_test)(spec, value, context)
    tests = [_VALUE_TESTS.get(spec.shape, _text_test)(spec, part, context) for part in alternatives]
    return lambda stored: any(test(stored) for test in tests)


def _text_test(spec: Field, value: str, context: FilterContext) -> Test:
    if spec.name == "stage":
        return _stage_test(value, context)
    if spec.name == "pipeline":
        return _pipeline_test(value, context)
    wanted = folded(context.user if spec.name == "owner" and value == "me" else value)
    if spec.name == "id":
        return lambda stored: isinstance(stored, str) and folded(stored) == wanted
    return lambda stored: isinstance(stored, str) and wanted in folded(stored)


def _stage_test(value: str, context: FilterContext) -> Test:
    names = [stage.name for stage in context.pipelines.whole.stages]
    wanted = "".join(value.casefold().split())
    exact = [name for name in names if "".join(name.casefold().split()) == wanted]
    found = exact or [name for name in names if "".join(name.casefold().split()).startswith(wanted)]
    if not found:
        raise InputError(f"there is no stage {value!r}{nearest(value, names)}")
    return lambda stored: stored in found


def _pipeline_test(value: str, context: FilterContext) -> Test:
    pipelines = context.pipelines
    found = [each for each in pipelines if folded(each.name).startswith(folded(value))]
    if not found:
        raise InputError(f"there is no pipeline {value!r}{nearest(value, [each.name for each in pipelines])}")
    keys = {pipelines.key(each) for each in found}
    return lambda stored: (stored or "") in keys


def _choice_test(spec: Field, value: str, context: FilterContext) -> Test:
    found = [choice for choice in spec.choices if choice.startswith(value.lower())]
    if not found:
        raise InputError(f"{spec.name} is never {value!r}{nearest(value, spec.choices)}")
    return lambda stored: stored in found


def _link_test(spec: Field, value: str, context: FilterContext) -> Test:
    several = ["deal", "account", "contact", "feature", "product", "launch", "insight", "research"]
    kinds = [spec.link] if spec.link else several
    ids = {each for kind in kinds for each in context.names.matching(kind, value)} | {value.upper()}
    return lambda stored: stored in ids if isinstance(stored, str) else _holds(stored, ids)


def _holds(stored: JsonValue, ids: set[str]) -> bool:
    return isinstance(stored, list) and any(each in ids for each in stored)


def _tags_test(spec: Field, value: str, context: FilterContext) -> Test:
    wanted = folded(value)
    return lambda stored: isinstance(stored, list) and any(wanted == folded(str(each)) for each in stored)


def _pairs_test(spec: Field, value: str, context: FilterContext) -> Test:
    wanted = folded(value)
    return lambda stored: (
        isinstance(stored, dict) and any(wanted in folded(str(each)) for each in stored.values())
    )


def _date_test(spec: Field, value: str, context: FilterContext) -> Test:
    low, high = _date_bounds(value, context.today)
    return lambda stored: isinstance(stored, str) and low <= stored[:10] <= high


_EVER = "9999-12-31"


def _date_bounds(value: str, today: date) -> tuple[str, str]:
    """The first and last day that a value allows, as ISO text; dates compare as text."""
    operator, rest = _operator(value)
    if not operator and ".." in rest:
        first, _, last = rest.partition("..")
        return (_span(first, today)[0] if first else ""), (_span(last, today)[1] if last else _EVER)
    low, high = _span(rest, today)
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


def _span(text: str, today: date) -> tuple[str, str]:
    try:
        first, last = period_bounds(text)
    except InputError:
        first = last = parse_date(text, today)
    return first.isoformat(), last.isoformat()


def _operator(value: str) -> tuple[str, str]:
    match = re.match(r"(<=|>=|<|>|=)?(.*)$", value, re.DOTALL)
    return (match[1] or "", match[2].strip()) if match else ("", value)


def _money_test(spec: Field, value: str, context: FilterContext) -> Test:
    operator, rest = _operator(value)

    def amount(text: str) -> Decimal:
        return parse_money(text, context.currency).amount

    currency = parse_money(rest.partition("..")[0] or "0", "").currency if _names_currency(rest) else ""
    test = _number_range(operator, rest, amount)

    def holds(stored: JsonValue) -> bool:
        if not isinstance(stored, dict) or (currency and stored.get("currency") != currency):
            return False
        return test(Decimal(str(stored["amount"])))

    return holds


def _names_currency(text: str) -> bool:
    return any(
        not (letter.isdigit() or letter in ".,-+ '") and letter.lower() not in "kmbnio" for letter in text
    )


def _number_test(spec: Field, value: str, context: FilterContext) -> Test:
    operator, rest = _operator(value)
    test = _number_range(operator, rest, lambda text: parse_number(text.removesuffix("%")))
    return lambda stored: isinstance(stored, int | float) and test(Decimal(str(stored)))


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


def _state_test(kind: str, word: Word, context: FilterContext) -> Callable[[Mapping[str, JsonValue]], bool]:
    """`is:open`, `is:won`, `is:lost` and `is:closed` deals, `is:shipped` features, `is:done` activities, …"""
    states = _states(kind, context)
    value = word.value.lower()
    if value not in states:
        raise InputError(f"no {kind} is ever {value!r}{nearest(value, tuple(states))}")
    return states[value]


def _states(kind: str, context: FilterContext) -> dict[str, Callable[[Mapping[str, JsonValue]], bool]]:
    stages = {stage.name: stage.kind for stage in context.pipelines.whole.stages}
    if kind == "deal":
        return {
            "open": lambda row: stages.get(str(row.get("stage", "")), "open") == "open",
            "won": lambda row: stages.get(str(row.get("stage", ""))) == "won",
            "lost": lambda row: stages.get(str(row.get("stage", ""))) == "lost",
            "closed": lambda row: stages.get(str(row.get("stage", "")), "open") != "open",
        }
    if kind == "feature":
        return {
            "shipped": lambda row: row.get("status") == "shipped",
            "open": lambda row: row.get("status") not in ("shipped", "declined"),
            "aligned": lambda row: "objective" in row,
            "unaligned": is_unaligned,
        }
    if kind == "insight":
        return {
            "open": lambda row: row.get("gate", "open") == "open",
            "passed": lambda row: row.get("gate") == "passed",
            "failed": lambda row: row.get("gate") == "failed",
        }
    if kind == "activity":
        return {"done": lambda row: "done" in row, "open": lambda row: "done" not in row}
    return {}


def _custom_test(name: str, value: str) -> Callable[[Mapping[str, JsonValue]], bool]:
    wanted, key = folded(value), folded(name)

    def holds(row: Mapping[str, JsonValue]) -> bool:
        custom = row.get("custom")
        pairs = custom.items() if isinstance(custom, dict) else ()
        return any(
            folded(each).replace(" ", "_") == key and wanted in folded(str(held)) for each, held in pairs
        )

    return holds


def _free_text(kind: str, text: str, context: FilterContext) -> Callable[[Mapping[str, JsonValue]], bool]:
    """Text anywhere in a document, and in the names of what it links to."""
    wanted = folded(text)
    linked = {
        spec.name: set(context.names.matching(spec.link, text))
        for spec in fields_of(kind).values()
        if spec.shape is Shape.LINK and spec.link and wanted
    }

    def holds(row: Mapping[str, JsonValue]) -> bool:
        for name, value in row.items():
            if name in linked:
                if value in linked[name]:
                    return True
            elif isinstance(value, str):
                if wanted in value.casefold():
                    return True
            elif isinstance(value, list) and any(
                isinstance(each, str) and wanted in each.casefold() for each in value
            ):
                return True
        return False

    return holds


_VALUE_TESTS: dict[Shape, Callable[[Field, str, FilterContext], Test]] = {
    Shape.CHOICE: _choice_test,
    Shape.LINK: _link_test,
    Shape.LINKS: _link_test,
    Shape.TAGS: _tags_test,
    Shape.PAIRS: _pairs_test,
    Shape.DATE: _date_test,
    Shape.MOMENT: _date_test,
    Shape.MONEY: _money_test,
    Shape.INTEGER: _number_test,
    Shape.NUMBER: _number_test,
    Shape.PERCENT: _number_test,
}
