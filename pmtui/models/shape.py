"""The shape of stored documents, checked without pydantic: a quick look before lists and boards use a document.

`schemas.json` beside this holds the JSON schema of every kind, printed from the models by `make schemas`. What
agrees with it can be shown by whatever works on the stored form. Pydantic has the last word on what does not.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TypedDict

import orjson

Check = Callable[[object], bool]
"""Whether a value has a form."""

Form = Mapping[type, Check | None]
"""The types that a value may be of, each with a closer look where one is needed."""

SCHEMAS = Path(__file__).with_name("schemas.json")
"""The number of the stored form, and for each kind its JSON schema."""


class Schemas(TypedDict):
    """The contents of the file.

    Attributes:
        schema: The number of the stored form, as `pmtui.store.log.migrations` counts it.
        kinds: The JSON schema of each kind.
    """

    schema: int
    kinds: dict[str, dict[str, object]]


def has_shape(kind: str, stored: object) -> bool:
    """Whether a stored document has the form that its kind has; fields that are not known are passed over."""
    return _check_of(kind)(stored)


@cache
def _kinds() -> Mapping[str, dict[str, object]]:
    told: Schemas = orjson.loads(SCHEMAS.read_bytes())
    return told["kinds"]


@cache
def _check_of(kind: str) -> Check:
    schema = _kinds().get(kind)
    parts = schema.get("$defs") if schema is not None else None
    return _accepts(_compiled(schema or {"type": "object"}, parts if isinstance(parts, dict) else {}))


def _accepts(form: Form) -> Check:
    """A form as one function."""

    def check(value: object) -> bool:
        look = form.get(type(value), _refuse)
        return look is None or look(value)

    return check


def _compiled(schema: object, parts: Mapping[str, object]) -> Form:
    """The form that a JSON schema describes, as far as pydantic makes use of it."""
    if not isinstance(schema, dict):
        return _ANYTHING
    if "$ref" in schema:
        return _compiled(parts[str(schema["$ref"]).rpartition("/")[2]], parts)
    if "anyOf" in schema:
        return _either([_compiled(each, parts) for each in schema["anyOf"]])
    if "enum" in schema or "const" in schema:
        values = tuple(schema.get("enum", (schema.get("const"),)))
        return {type(value): values.__contains__ for value in values}
    if schema.get("type") == "object":
        return {dict: _object(schema, parts)}
    if schema.get("type") == "array":
        return {list: _array(schema, parts)}
    return _plain(schema)


def _either(forms: list[Form]) -> Form:
    found: dict[type, Check | None] = {}
    for kind in {kind for form in forms for kind in form}:
        looks = [form[kind] for form in forms if kind in form]
        known = [look for look in looks if look is not None]
        found[kind] = None if len(known) < len(looks) else known[0] if len(known) == 1 else _any_of(known)
    return found


def _any_of(looks: list[Check]) -> Check:
    return lambda value: any(look(value) for look in looks)


def _object(schema: Mapping[str, object], parts: Mapping[str, object]) -> Check:
    named = schema.get("properties")
    forms = {
        name: _compiled(each, parts) for name, each in (named if isinstance(named, dict) else {}).items()
    }
    required = schema.get("required")
    needed = tuple(required) if isinstance(required, list) else ()
    others = schema.get("additionalProperties")
    other = _compiled(others, parts) if isinstance(others, dict) else _ANYTHING

    def check(value: object) -> bool:
        assert isinstance(value, dict)
        for name in needed:
            if name not in value:
                return False
        for name, each in value.items():
            form = forms.get(name, other)
            look = form.get(type(each), _refuse)
            if look is not None and not look(each):
                return False
        return True

    return check


def _array(schema: Mapping[str, object], parts: Mapping[str, object]) -> Check:
    places = schema.get("prefixItems")
    if isinstance(places, list):
        firsts = [_accepts(_compiled(each, parts)) for each in places]
        return lambda value: (
            isinstance(value, list)
            and len(value) == len(firsts)
            and all(check(each) for check, each in zip(firsts, value, strict=True))
        )
    item = _accepts(_compiled(schema.get("items"), parts))
    return lambda value: isinstance(value, list) and all(map(item, value))


def _plain(schema: Mapping[str, object]) -> Form:
    form = str(schema.get("format", ""))
    if form in _FORMATS:
        return {str: _FORMATS[form]}
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        matching = re.compile(pattern).fullmatch
        return {str: lambda value: isinstance(value, str) and matching(value) is not None}
    if schema.get("minLength"):
        return {str: bool}
    low, high = schema.get("minimum"), schema.get("maximum")
    if isinstance(low, int | float) or isinstance(high, int | float):
        return {int: _between(low, high), float: _between(low, high)}
    return _TYPES.get(str(schema.get("type")), _ANYTHING)


def _between(low: object, high: object) -> Check:
    least = low if isinstance(low, int | float) else -math.inf
    most = high if isinstance(high, int | float) else math.inf
    return lambda value: isinstance(value, int | float) and least <= value <= most


def _refuse(value: object) -> bool:
    return False


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == _DAY and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_decimal(value: object) -> bool:
    return isinstance(value, str) and _DECIMAL(value) is not None


_DAY = len("2026-11-23")
_DECIMAL = re.compile(r"-?\d{1,30}(\.\d{1,30})?(E[+-]?\d{1,2})?", re.ASCII).fullmatch
_FORMATS: dict[str, Check] = {"date": _is_day, "date-time": _is_moment, "decimal": _is_decimal}
_TYPES: dict[str, Form] = {
    "string": {str: None},
    "boolean": {bool: None},
    "integer": {int: None},
    "number": {int: None, float: None},
    "null": {type(None): None},
}
_ANYTHING: Form = dict.fromkeys((str, bool, int, float, type(None), list, dict))
