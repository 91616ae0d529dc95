"""The filter language: `stage:proposal amount:>10k close:<+30d owner:me -tag:eu "free text"`.

A filter is words separated by spaces, all of which must hold. A word is `field:value`, or free
text that the document must contain; `-` in front negates it. Values take `>`, `<`, `>=`, `<=`,
a range `a..b`, several choices `a,b`, and `none` or `any`. Fields are named exactly; what they
hold is matched loosely: by part of a name, in any case.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pmtui.errors import InputError, nearest
from pmtui.models.fields import Field, Shape, fields_of
from pmtui.models.kinds import KINDS
from pmtui.models.stored import JsonValue
from pmtui.models.values.folding import folded
from pmtui.store.query.conditions import All, Condition, Filled, Not, Passes, Rule
from pmtui.store.query.filter_context import FilterContext
from pmtui.store.query.filter_states import state_condition
from pmtui.store.query.filter_values import value_condition


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


def parse_filter(kind: str, text: str, context: FilterContext) -> Condition:
    """Compile a filter to a tree of conditions on stored documents of a kind; an empty one matches all.

    Raises:
        FilterError: A field, stage, date, amount or choice is not understood; it points at the column.
    """
    found = words(text)
    if len(found) > _MOST_WORDS:
        raise FilterError(f"a filter has {_MOST_WORDS} words at most", text, found[_MOST_WORDS].column)
    return All(tuple(_condition(kind, text, word, context) for word in found))


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


def _condition(kind: str, text: str, word: Word, context: FilterContext) -> Condition:
    try:
        condition = _meaning(kind, word, context)
    except FilterError as error:
        raise FilterError(error.problem, text, error.column) from None
    except InputError as error:
        raise FilterError(str(error), text, word.value_column) from None
    return Not(condition) if word.negated else condition


def _meaning(kind: str, word: Word, context: FilterContext) -> Condition:
    if not word.field:
        return _free_text(kind, word.value, context)
    name = word.field.lower()
    if name == "is":
        return state_condition(kind, word.value, context)
    if name.startswith("custom."):
        return _custom(name.removeprefix("custom."), word.value)
    spec = _field(kind, name, word)
    if not word.value:
        raise InputError(f"{name} needs a value; `{name}:none` finds what has none")
    if word.value.lower() in ("none", "any"):
        filled = Filled(spec.name)
        return filled if word.value.lower() == "any" else Not(filled)
    return value_condition(spec, word.value, context)


def _field(kind: str, name: str, word: Word) -> Field:
    fields = fields_of(kind)
    real = {"tag": "tags", **KINDS[kind].aliases}.get(name, name)
    if real not in fields:
        known = [*fields, *KINDS[kind].aliases, "tag", "is"]
        raise FilterError(
            f"{kind} has no field {name!r}{nearest(name, known)}", "", word.column + word.negated
        )
    return fields[real]


def _custom(name: str, value: str) -> Condition:
    wanted, key = folded(value), folded(name)

    def holds(stored: JsonValue) -> bool:
        pairs = stored.items() if isinstance(stored, dict) else ()
        return any(
            folded(label).replace(" ", "_") == key and wanted in folded(str(held)) for label, held in pairs
        )

    return Passes("custom", f"{key} contains", wanted, holds)


def _free_text(kind: str, text: str, context: FilterContext) -> Condition:
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
                if wanted in folded(value):
                    return True
            elif isinstance(value, list) and any(
                isinstance(part, str) and wanted in folded(part) for part in value
            ):
                return True
        return False

    kinds = {spec.link for spec in fields_of(kind).values() if spec.name in linked}
    return Rule(f"any text contains {wanted!r}", holds, frozenset(kinds))
