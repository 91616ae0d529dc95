"""What a filter may go on with: fields, then values, as the language and the workspace have them."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pmtui.models.fields import Field, Shape, fields_of
from pmtui.models.kinds import KINDS
from pmtui.models.values.folding import folded
from pmtui.store.query.filter_context import FilterContext
from pmtui.store.query.filter_states import state_words

MOST = 12
"""Offers at a time."""

_DAYS = ("today", "<today", "this week", "next week", "this month", "<+30d", "none", "any")
_SUMS = (">10k", "<5k", "5k..20k", "none", "any")
_NUMBERS = (">1", "<10", "1..5", "none", "any")
_EITHER = ("none", "any")
_USUAL = {
    Shape.DATE: _DAYS,
    Shape.MOMENT: _DAYS,
    Shape.MONEY: _SUMS,
    **dict.fromkeys((Shape.NUMBER, Shape.INTEGER, Shape.PERCENT, Shape.DECIMAL), _NUMBERS),
    Shape.FLAG: ("yes", "no"),
}
_SIGNS = re.compile(r"^(?:[<>]=?|=)")

Used = Callable[[str], Sequence[str]]
"""The words that records of the kind hold in a field."""


class Offer(NamedTuple):
    """Something that the last word of a filter may become."""

    word: str
    """The word as it stands in the filter."""
    note: str = ""
    """What it is, such as the label of a field."""


def last_word(text: str) -> str:
    """The word that is being typed: after the last space that is not within quotation marks."""
    start, quoted = 0, False
    for place, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter.isspace() and not quoted:
            start = place + 1
    return text[start:]


def completed(text: str, word: str) -> str:
    """The filter with its last word replaced; a value is followed by a space, a field goes on with one."""
    before = text[: len(text) - len(last_word(text))]
    return f"{before}{word}" if word.endswith(":") else f"{before}{word} "


def offers(kind: str, text: str, context: FilterContext, used: Used) -> list[Offer]:
    """What the last word of a filter may become, best first.

    Args:
        kind: The kind that is filtered.
        text: The filter up to the cursor.
        context: How filters are understood.
        used: The words that records hold in a field; asked only for fields without words of their own.
    """
    word = last_word(text)
    minus = "-" if word.startswith("-") else ""
    name, colon, value = word.removeprefix("-").partition(":")
    if not colon:
        found: Iterator[Offer] = _fields(kind, folded(name))
        return [Offer(f"{minus}{each.word}", each.note) for each in islice(found, MOST)]
    before, comma, typed = value.rpartition(",")
    head = f"{minus}{name}:{before}{comma}"
    values = _values(kind, name.lower(), typed.lstrip('"'), context, used)
    return [Offer(f"{head}{_quoted(each)}") for each in islice(dict.fromkeys(values), MOST)]


def _fields(kind: str, wanted: str) -> Iterator[Offer]:
    fields = fields_of(kind)
    labels = {name: spec.label for name, spec in fields.items() if not name.endswith("_log")}
    labels |= {alias: fields[real].label for alias, real in KINDS[kind].aliases.items()}
    labels |= {"is": "state", "tag": "tag"}
    labels.pop("tags", None)
    first = [name for name in labels if name.startswith(wanted)]
    others = [name for name in labels if name not in first and _has_word(f"{name} {labels[name]}", wanted)]
    yield from (Offer(f"{name}:", labels[name]) for name in (*first, *others))


def _values(kind: str, name: str, typed: str, context: FilterContext, used: Used) -> Iterator[str]:
    if name == "is":
        yield from _beginning(state_words(kind, context), typed)
        return
    spec = fields_of(kind).get({"tag": "tags", **KINDS[kind].aliases}.get(name, name))
    if spec is None:
        return
    if spec.shape is Shape.LINK and typed:
        kinds = (spec.link,) if spec.link else ("deal", "account", "feature", "contact", "product")
        for linked in kinds:
            yield from map(context.names.label, islice(context.names.matching(linked, typed), MOST))
        return
    yield from _beginning(_words(spec, context, used), typed)


def _words(spec: Field, context: FilterContext, used: Used) -> Sequence[str]:
    """The words that a field may be asked for."""
    if spec.name == "stage":
        return [stage.name for stage in context.pipelines.whole.stages]
    if spec.name == "pipeline":
        return [pipeline.name for pipeline in context.pipelines]
    if spec.choices:
        return spec.choices
    if spec.name == "owner":
        return ("me", *used(spec.name), *_EITHER)
    usual = _USUAL.get(spec.shape)
    if usual:
        return usual
    return (*(used(spec.name) if spec.suggest or spec.name == "tags" else ()), *_EITHER)


def _beginning(words: Sequence[str], typed: str) -> Iterator[str]:
    """The words that begin with what is typed, then those of which a part does."""
    wanted = folded(_SIGNS.sub("", typed)) if typed and not any(map(_SIGNS.match, words)) else folded(typed)
    first = [word for word in words if folded(word).startswith(wanted)]
    yield from first
    yield from (word for word in words if word not in first and _has_word(word, wanted))


def _has_word(text: str, wanted: str) -> bool:
    return any(part.startswith(wanted) for part in re.split(r"[\W_]+", folded(text)))


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[\s,]", value) else value
