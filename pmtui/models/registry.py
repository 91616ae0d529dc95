"""From a kind to its pydantic model."""

from functools import cache
from typing import get_args

from pmtui.errors import InputError, nearest
from pmtui.models.customers.account import Account
from pmtui.models.customers.contact import Contact
from pmtui.models.deals.activity import Activity
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.lead import Lead
from pmtui.models.deals.pipelines import Pipeline, Settings
from pmtui.models.deals.target import Target
from pmtui.models.discovery.insight import Insight
from pmtui.models.discovery.research import Research
from pmtui.models.document import Document, LinkTo, Part
from pmtui.models.glossary.term import Term
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.objective import Objective
from pmtui.models.roadmap.product import Product
from pmtui.models.roadmap.request import Request
from pmtui.models.view import View

MODELS: dict[str, type[Document]] = {
    "term": Term,
    "product": Product,
    "feature": Feature,
    "launch": Launch,
    "insight": Insight,
    "research": Research,
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
