"""Quick add: a document in one line, such as `Acme rollout 12k close:fri stage:qualified`."""

import re
from collections.abc import Callable, Mapping, Sequence

from pmtui.errors import FieldError, InputError, nearest
from pmtui.models.appointment import with_time
from pmtui.models.fields import Field, Reading, Shape, fields_of, read, written
from pmtui.models.kinds import KINDS
from pmtui.models.values.money import Money, is_plainly_money, parse_money

_WORD = re.compile(r'(?:[^\s"]|"[^"]*(?:"|$))+')
_FIGURE: Mapping[str, str] = {"deal": "amount", "target": "amount"}
"""The kinds whose main figure is money, and the field that holds it."""


def read_quick(kind: str, line: str, reading: Reading) -> dict[str, object]:
    """The typed fields of a document from one line.

    `field:value` sets a field, by its name or a short one such as `close`; all the rest is the title. For a
    kind whose main figure is money, the last word of the title is that figure if it has a currency, a scale
    or decimals; a bare number is text, and so is whatever stands in quotation marks.

    Raises:
        FieldError: A field is unknown, cannot take its value, or there is no title.
    """
    specs = fields_of(kind)
    values: dict[str, object] = {}
    title: list[str] = []
    for match in _WORD.finditer(line):
        word = match[0]
        name, value = _field_of(kind, word)
        if not name:
            title.append(word)
            continue
        if name not in specs or specs[name].hidden:
            near = nearest(name, tuple(specs)) if len(name) > 1 else ""
            raise FieldError(name, f"is no field of a {kind}{near or '; quotation marks make it text'}")
        if name in values:
            raise FieldError(name, "is given twice")
        values |= {
            field: read(specs[field], text, reading) for field, text in with_time(kind, {name: value}).items()
        }
    figure = _FIGURE.get(kind, "")
    if figure and figure not in values:
        count, money = _figure(title, reading)
        if count:
            values[figure] = money
            title = title[:-count]
    field = KINDS[kind].title
    if title:
        values[field] = read(specs[field], " ".join(word.replace('"', "") for word in title), reading)
    if not values.get(field):
        raise FieldError(
            field, f"is required: type a {specs[field].label.lower()}, then {_EXAMPLE[bool(figure)]}"
        )
    return {field: values.pop(field), **values}


_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)")
"""Thousands set apart by spaces, as in `12 000 Kč`."""

_EXAMPLE = {True: "12k, close:fri, stage:qualified, …", False: "field:value, …"}


def _field_of(kind: str, word: str) -> tuple[str, str]:
    """The field and the value of a word such as `close:fri`; empty for text."""
    name, colon, value = word.partition(":")
    if not colon or not value or not name.isidentifier() or value.startswith("//"):
        return "", ""
    name = name.lower()
    name = KINDS[kind].aliases.get(name, name)
    return ("tags" if name == "tag" else name), value.replace('"', "")


def _figure(words: Sequence[str], reading: Reading) -> tuple[int, Money | None]:
    """How many words at the end of a title are an amount, and which; 0 for none, or if they are all there is."""
    for least in (2, 1):
        count, text = least, " ".join(words[-least:])
        if len(words) > count and '"' not in text and is_plainly_money(text):
            while len(words) > count + 1 and _GROUPED.match(" ".join(words[-count - 1 :])):
                count, text = count + 1, f"{words[-count - 1]} {text}"
            try:
                return count, parse_money(text, reading.currency, reading.decimal_mark)
            except InputError:
                continue
    return 0, None


def understood(kind: str, values: Mapping[str, object], names: Callable[[str], str]) -> str:
    """How a line was understood: each field with its value as it is read, for the person who typed it.

    Args:
        kind: The kind of document.
        values: The fields.
        names: What a document is called, by its id.
    """
    specs = fields_of(kind)
    return " · ".join(
        f"{specs[name].label.lower()} {_shown(specs[name], value, names)}" for name, value in values.items()
    )


def _shown(spec: Field, value: object, names: Callable[[str], str]) -> str:
    if isinstance(value, Money):
        return value.text
    return names(value) if spec.shape is Shape.LINK and isinstance(value, str) else written(value, names)
