"""Which column holds which field: by the field's own name, its label, or what other tools call it."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pmtui.errors import InputError, nearest
from pmtui.interchange.reader import Table
from pmtui.models.document import STAMPS
from pmtui.models.entry import Shape, fields_of
from pmtui.models.registry import check_field

CLOSE = "close date"
"""Stands for `closed` in a row whose deal is won or lost, and for `expected_close` in any other."""

_EVERY = {
    "owner": ("assigned to", "assigned user name", "record owner", "assignee", "sales rep", "sales agent")
}

_SYNONYMS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "account": {
        "name": ("account", "account name", "company", "company name", "organization", "organization name"),
        "domain": ("website", "web site", "url", "company domain name", "billing website"),
        "industry": ("sector", "branch"),
        "size": ("employees", "number of employees", "company size"),
        "parent": ("subsidiary of", "parent account", "parent company", "parent organization"),
        "renewal": ("renewal date", "contract end"),
        "owner": ("account owner", "company owner"),
    },
    "contact": {
        "name": ("contact", "contact name", "person", "person name", "full name"),
        "account": ("account name", "company", "company name", "organization", "organization name"),
        "email": ("e mail", "email address", "person email", "person email work"),
        "phone": ("mobile", "phone number", "mobile phone", "person phone"),
        "job_title": ("title", "job title", "position"),
        "owner": ("contact owner",),
    },
    "product": {
        "name": ("product", "product name", "product title"),
        "list_price": ("sales price", "price", "unit price", "product price", "list price"),
        "lifecycle": ("lifecycle stage", "product lifecycle"),
    },
    "deal": {
        "title": ("deal", "deal name", "deal title", "opportunity", "opportunity name", "name"),
        "account": (
            "account name", "company", "company name", "organization", "organization name", "customer",
            "associated company",
        ),
        "product": ("product name",),
        "amount": (
            "value", "deal value", "close value", "deal amount", "opportunity amount", "expected revenue",
        ),
        "stage": ("deal stage", "sales stage", "pipeline stage", "status"),
        "probability": ("win probability", "probability percent", "deal probability"),
        "owner": ("deal owner", "opportunity owner"),
        "source": ("lead source", "original source", "deal source"),
        "opened": ("engage date", "create date", "created date", "created at", "created", "deal created"),
        CLOSE: ("close date", "closing date"),
        "expected_close": ("expected close date", "expected closing"),
        "closed": ("closed date", "won time", "lost time", "closed on"),
        "lost_reason": ("closed lost reason", "loss reason", "reason lost"),
        "next_step": ("next steps",),
    },
    "feature": {
        "title": ("feature", "feature name", "name", "summary", "idea"),
        "problem": ("description",),
        "target": ("target date", "due date", "release date"),
        "product": ("product name", "component"),
    },
    "insight": {
        "title": ("insight", "summary", "name", "note"),
        "quote": ("verbatim", "feedback", "comment"),
        "account": ("company", "customer", "account name"),
        "source": ("channel",),
    },
    "research": {"name": ("title",), "website": ("url", "web site", "domain")},
    "activity": {
        "text": ("subject", "title", "description"),
        "due": ("due date",),
        "about": ("deal", "related to"),
    },
    "request": {},
    "term": {"headword": ("term", "name", "word")},
}  # fmt: skip

_IDS = (
    "id", "record id", "external id", "foreign id", "opportunity id", "deal id", "account id", "contact id",
    "organization id", "lead id", "product id", "issue key", "key", "uuid",
)  # fmt: skip
"""Headers of columns that hold another tool's ids."""

_CURRENCIES = ("amount currency", "currency", "deal currency", "product currency", "currency code")


OURS = frozenset({"id", *STAMPS, "first_expected_close", "pushes", "probability_by", "first_target"})
"""Columns of our own exports that the store and the workflows fill in; `id` finds the document again."""


class Columns(NamedTuple):
    """Where the fields are.

    Attributes:
        fields: Place in the record by field; `CLOSE` may be among them.
        kept: Place by header of the columns that become custom fields.
        foreign: Header of the column of another tool's ids; empty where there is none.
        currency: Place of a column that names the amounts' currency, or -1.
        names: Places of a given name and a surname, where the name is in two columns.
        ours: Place of a column of our own ids, or -1.
    """

    fields: dict[str, int]
    kept: dict[str, int]
    foreign: str
    currency: int
    names: tuple[int, int] | None
    ours: int = -1


def find_columns(kind: str, table: Table, mapping: Mapping[str, str]) -> Columns:
    """Decide which column holds which field.

    Args:
        kind: What the rows are.
        table: The file.
        mapping: Column by field, as the person said; it goes before everything.

    Raises:
        InputError: The mapping names an unknown field or column, or a column name is there twice.
    """
    places = {header: place for place, header in enumerate(table.headers)}
    fields = {field: _mapped(kind, field, header, table, places) for field, header in mapping.items()}
    taken = set(fields.values())
    foreign, currency = "", -1
    names: dict[str, int] = {}
    for header, place in places.items():
        if place in taken:
            continue
        plain = plain_header(header)
        if header in OURS:
            taken.add(place)
            continue
        field = _field_for(kind, plain)
        if (
            field
            and field not in fields
            and not (field == CLOSE and {"closed", "expected_close"} & set(mapping))
        ):
            fields[field] = place
            taken.add(place)
        elif plain in (
            "first name",
            "given name",
            "last name",
            "surname",
            "person first name",
            "person last name",
        ):
            names["last" if plain.split()[-2] in ("last",) or plain == "surname" else "first"] = place
        elif plain in _CURRENCIES and currency < 0:
            currency = place
            taken.add(place)
        elif plain in _IDS and not foreign:
            foreign = header
    both = None
    if len(names) == len(("first", "last")) and "name" not in fields:
        both = (names["first"], names["last"])
        taken.update(both)
    kept = {header: place for header, place in places.items() if place not in taken}
    return Columns(fields, kept, foreign, currency, both, places.get("id", -1))


def plain_header(header: str) -> str:
    """A header as headers are compared: its words in lower case; `closeDate` is two of them."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    letters = [letter if letter.isalnum() else " " for letter in apart.casefold()]
    return " ".join("".join(letters).split())


def _mapped(kind: str, field: str, header: str, table: Table, places: Mapping[str, int]) -> int:
    check_field(kind, field)
    if header in table.repeated:
        raise InputError(
            f"{table.source}: more than one column is called {header!r}; give them different names"
        )
    for name, place in places.items():
        if name == header or plain_header(name) == plain_header(header):
            return place
    raise InputError(f"--map: {table.source} has no column {header!r}{nearest(header, list(places))}")


def _field_for(kind: str, plain: str) -> str:
    """The field that a header names; empty where it names none."""
    if not plain:
        return ""
    synonyms = _SYNONYMS.get(kind, {})
    for name, spec in fields_of(kind).items():
        typed = not spec.hidden and spec.shape not in (Shape.PARTS, Shape.PAIRS)
        if typed and plain in (plain_header(name), plain_header(spec.label)):
            return name
    for field, words in synonyms.items():
        if plain in words:
            return field
    return next((field for field, words in _EVERY.items() if plain in words), "")


def parse_pairs(option: str, words: Sequence[str]) -> dict[str, str]:
    """The pairs of an option such as `--map FIELD=COLUMN`.

    Raises:
        InputError: A word is not of that form.
    """
    pairs: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise InputError(f"{option}: {word!r} is not of the form NAME=VALUE")
        pairs[name.strip()] = value.strip()
    return pairs
