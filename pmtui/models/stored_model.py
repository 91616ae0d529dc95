"""The base of all models: what is typed is checked strictly, a stored field of a newer pmtui is kept.

Two versions may share a workspace. A field that this one does not know stays in the model as an extra of
pydantic's, at any depth, is written back as it was, and compared like any other. Only what comes out of the
store may be validated as it is; what a person types or imports goes through `from_typed`, which refuses it.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from pmtui.errors import nearest
from pmtui.models.stored import JsonValue


class _Everything:
    def __contains__(self, name: object) -> bool:
        return True


EVERYTHING: Container[str] = _Everything()
"""All names: what is read from the store keeps every field that this pmtui does not know."""

_Path = tuple[str | int, ...]


class StoredModel(BaseModel):
    """A frozen model that keeps the stored fields which it does not know."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    @classmethod
    def from_typed(cls, values: Mapping[str, object], kept: Container[str] = ()) -> Self:
        """The model of what a person or a program gave; a name that is no field is refused, at any depth.

        Args:
            values: The fields.
            kept: The unknown names that are kept all the same.

        Raises:
            ValidationError: It is not valid.
        """
        if kept is EVERYTHING:
            return cls.model_validate(values)
        cls._refuse((name,) for name in values if name not in cls.__pydantic_fields__ and name not in kept)
        made = cls.model_validate(values)
        cls._refuse(path for path in _unknown(made, ()) if path[-1] not in kept)
        return made

    @classmethod
    def _refuse(cls, unknown: Iterable[_Path]) -> None:
        errors: list[InitErrorDetails] = []
        for path in unknown:
            near = nearest(str(path[-1]), tuple(cls.__pydantic_fields__)) if len(path) == 1 else ""
            told = {"name": str(path[-1]), "nearest": near}
            error = PydanticCustomError("unknown_field", "unknown field '{name}'{nearest}", told)
            errors.append({"type": error, "loc": path[:-1], "input": None})
        if errors:
            raise ValidationError.from_exception_data(cls.__name__, errors)


Model = TypeVar("Model", bound=StoredModel)


def unknown_names(value: object) -> set[str]:
    """The names of the fields that this pmtui does not know, at any depth."""
    return {str(path[-1]) for path in _unknown(value, ())}


def _unknown(value: object, path: _Path) -> Iterator[_Path]:
    """Where the fields are that this pmtui does not know, in a model or in whatever holds models."""
    if isinstance(value, StoredModel):
        yield from ((*path, name) for name in value.__pydantic_extra__ or ())
        for name, each in value.__dict__.items():
            if isinstance(each, StoredModel | tuple):
                yield from _unknown(each, (*path, name))
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from _unknown(each, (*path, place))


def with_unknown(before: Model, after: Model) -> Model:
    """A model with the unknown fields of its earlier state, at any depth, where an edit has lost them.

    An edit makes parts anew from what was typed. A part inherits from the earlier one that was the same in
    all known fields, else from the one with the same first field, else from the one in its place.
    """
    return after if not unknown_names(before) else _inherited(before, after)


def _inherited(before: Model, after: Model) -> Model:
    lost = {**(before.__pydantic_extra__ or {}), **(after.__pydantic_extra__ or {})}
    fields = {
        name: _value_inherited(before.__dict__.get(name), value) for name, value in after.__dict__.items()
    }
    changed = {name: value for name, value in fields.items() if value is not after.__dict__[name]}
    return after.model_copy(update={**changed, **lost}) if changed or lost else after


def _value_inherited(before: object, after: object) -> object:
    if isinstance(before, StoredModel) and type(before) is type(after):
        return _inherited(before, after)
    if isinstance(before, tuple) and isinstance(after, tuple) and before is not after:
        earlier = _earlier(before, after)
        return tuple(_value_inherited(old, new) for old, new in zip(earlier, after, strict=True))
    return after


def _earlier(before: tuple[object, ...], after: tuple[object, ...]) -> list[object]:
    """For each of some parts, the part that it was before, or `None`."""
    rest = list(before)
    found: list[object] = [None] * len(after)
    for alike in (_same, _same_first):
        for place, new in enumerate(after):
            old = next((each for each in rest if found[place] is None and alike(each, new)), None)
            if old is not None:
                found[place] = old
                rest = [each for each in rest if each is not old]
    if len(before) == len(after):
        for place, old in enumerate(before):
            if found[place] is None and any(each is old for each in rest):
                found[place] = old
    return found


def _same(old: object, new: object) -> bool:
    return isinstance(old, StoredModel) and type(old) is type(new) and old.__dict__ == new.__dict__


def _same_first(old: object, new: object) -> bool:
    if not isinstance(old, StoredModel) or type(old) is not type(new):
        return False
    first = next(iter(type(old).__pydantic_fields__), "")
    return bool(first) and old.__dict__.get(first) == new.__dict__.get(first)


def with_stored_unknown(stored: JsonValue, value: object) -> JsonValue:
    """A dumped model with its unknown values exactly as they were stored, nulls and empty ones too."""
    if isinstance(value, StoredModel) and isinstance(stored, Mapping):
        fields = {
            name: with_stored_unknown(each, value.__dict__[name]) if name in value.__dict__ else each
            for name, each in stored.items()
        }
        return {**fields, **(value.__pydantic_extra__ or {})}
    if isinstance(value, Sequence) and not isinstance(value, str) and isinstance(stored, list):
        return [with_stored_unknown(each, part) for each, part in zip(stored, value, strict=True)]
    return stored
