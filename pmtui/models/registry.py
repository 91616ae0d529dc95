"""From a kind to its pydantic model."""

from functools import cache
from typing import get_args

from pydantic.fields import FieldInfo

from pmtui.errors import InputError, nearest
from pmtui.models.account import Account
from pmtui.models.activity import Activity
from pmtui.models.contact import Contact
from pmtui.models.deal import Deal
from pmtui.models.document import Document, Link, LinkTo, Part
from pmtui.models.feature import Feature
from pmtui.models.launch import Launch
from pmtui.models.lead import Lead
from pmtui.models.objective import Objective
from pmtui.models.product import Product
from pmtui.models.request import Request
from pmtui.models.stages import Pipeline, Settings
from pmtui.models.target import Target
from pmtui.models.term import Term
from pmtui.models.view import View

MODELS: dict[str, type[Document]] = {
    "term": Term,
    "product": Product,
    "feature": Feature,
    "launch": Launch,
    "lead": Lead,
    "account": Account,
    "contact": Contact,
    "deal": Deal,
    "request": Request,
    "activity": Activity,
    "target": Target,
    "objective": Objective,
    "view": View,
    "pipeline": Pipeline,
    "settings": Settings,
}
"""The model of every kind."""

_KIND_OF_MODEL = {model: kind for kind, model in MODELS.items()}


def kind_of_model(document: Document) -> str:
    """The name of the kind that a document is of."""
    return _KIND_OF_MODEL[type(document)]


@cache
def links_of(kind: str) -> dict[str, str]:
    """The fields of a kind that hold ids of other documents, and the kind each points at (empty: several)."""
    return {
        name: marker.kind
        for name, info in MODELS[kind].model_fields.items()
        for marker in info.metadata
        if isinstance(marker, LinkTo)
    }


@cache
def part_links_of(kind: str) -> dict[str, tuple[str, ...]]:
    """The fields of a kind that hold parts with ids of other documents, and what these are called in a part."""
    found: dict[str, tuple[str, ...]] = {}
    for name, info in MODELS[kind].model_fields.items():
        part = next((each for each in get_args(info.annotation) if isinstance(each, type)), None)
        if part is not None and issubclass(part, Part):
            links = tuple(inner for inner, about in part.model_fields.items() if _is_link(about))
            if links:
                found[name] = links
    return found


def _is_link(info: FieldInfo) -> bool:
    """Whether a field of a part is a `Link`, perhaps one that may be empty."""
    _, mark = get_args(Link)
    return mark in info.metadata or Link in get_args(info.annotation)


def check_field(kind: str, field: str) -> str:
    """The field's name where the kind has it.

    Raises:
        InputError: It has none of that name; the message says which is nearest.
    """
    fields = tuple(MODELS[kind].model_fields)
    if field in fields:
        return field
    raise InputError(f"unknown field {field!r} of {kind}{nearest(field, fields)}")
