"""From a kind to its pydantic model."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import get_args

from pmtui.errors import InputError, nearest
from pmtui.models.document import Document, LinkTo, Part
from pmtui.models.kinds import KINDS


class _Models(Mapping[str, type[Document]]):
    """The models by kind, each imported when it is first asked for."""

    def __getitem__(self, kind: str) -> type[Document]:
        return _model(kind)

    def __iter__(self) -> Iterator[str]:
        return iter(KINDS)

    def __len__(self) -> int:
        return len(KINDS)

    def __contains__(self, kind: object) -> bool:
        return kind in KINDS


MODELS = _Models()
"""The model of every kind."""

_KIND_OF_MODEL = {f"pmtui.models.{kind.model}": kind.name for kind in KINDS.values()}


@cache
def _model(kind: str) -> type[Document]:
    module, _, name = KINDS[kind].model.partition(":")
    found: type[Document] = getattr(import_module(f"pmtui.models.{module}"), name)
    return found


def kind_of_model(document: Document) -> str:
    """The name of the kind that a document is of."""
    return _KIND_OF_MODEL[f"{type(document).__module__}:{type(document).__qualname__}"]


@cache
def links_of(kind: str) -> dict[str, str]:
    """The fields of a kind that hold ids of other documents, and the kind each points at (empty: several)."""
    return _links(MODELS[kind]) if kind in MODELS else {}


@cache
def part_links_of(kind: str) -> dict[str, dict[str, str]]:
    """The fields of a kind whose parts hold ids of other documents: by field, as `links_of` has them."""
    found: dict[str, dict[str, str]] = {}
    if kind not in MODELS:
        return found
    for name, info in MODELS[kind].model_fields.items():
        parts = (each for each in get_args(info.annotation) if isinstance(each, type))
        links = {link: to for each in parts if issubclass(each, Part) for link, to in _links(each).items()}
        if links:
            found[name] = links
    return found


def _links(model: type[Document] | type[Part]) -> dict[str, str]:
    return {
        name: marker.kind
        for name, info in model.model_fields.items()
        for marker in info.metadata
        if isinstance(marker, LinkTo)
    }


def check_field(kind: str, field: str) -> str:
    """The field's name where the kind has it.

    Raises:
        InputError: It has none of that name; the message says which is nearest.
    """
    fields = tuple(MODELS[kind].model_fields)
    if field in fields:
        return field
    raise InputError(f"unknown field {field!r} of {kind}{nearest(field, fields)}")
