"""Quick add: a document in one line, such as `Acme rollout 12k close:fri stage:qualified`."""

import re
from collections.abc import Mapping

from pmtui.errors import FieldError, nearest
from pmtui.models.fields import Reading, Shape, fields_of, read
from pmtui.models.kinds import KINDS

_WORD = re.compile(r'(?:[^\s"]|"[^"]*(?:"|$))+')
_MONEY = re.compile(r"^[^\w\s]?\d[\d.,']*(?:k|m|mn|mio|bn|b)?[^\w\s]?(?:[A-Z]{3})?$", re.IGNORECASE)


def read_quick(kind: str, line: str, reading: Reading) -> dict[str, object]:
    """The typed fields of a document from one line.

    `field:value` sets a field, by its name or a short one such as `close`; quotation marks hold words
    together; a lone amount is the field of money; all the rest is the title.

    Raises:
        FieldError: A field is unknown, cannot take its value, or there is no title.
    """
    specs = fields_of(kind)
    short = KINDS[kind].aliases
    money = next((name for name, spec in specs.items() if spec.shape is Shape.MONEY), "")
    values: dict[str, object] = {}
    title: list[str] = []
    for match in _WORD.finditer(line):
        word = match[0]
        name, colon, value = word.partition(":")
        name = short.get(name, name)
        name = "tags" if name == "tag" else name
        if colon and value and name.isidentifier():
            if name not in specs or specs[name].hidden:
                raise FieldError(name, f"is no field of a {kind}{nearest(name, tuple(specs))}")
            values[name] = read(specs[name], value.strip('"'), reading)
        elif money and money not in values and _MONEY.match(word) and title:
            values[money] = read(specs[money], word, reading)
        else:
            title.append(word.strip('"'))
    field = KINDS[kind].title
    if title:
        values[field] = " ".join(title)
    if not values.get(field):
        raise FieldError(field, "is required: type a title, then 12k, close:fri, stage:qualified, …")
    return values


def told(kind: str, values: Mapping[str, object], written: Mapping[str, str]) -> str:
    """How a line was understood, for the person who types it."""
    specs = fields_of(kind)
    return " · ".join(f"{specs[name].label.lower()} {written[name]}" for name in values if name in written)
