"""Which column holds which field: by the field's own name, its label, or what other tools call it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pmtui.errors import InputError, nearest
from pmtui.interchange.imports.presets import CLOSE, FOREIGN, OUTCOME, recognised, tool_named
from pmtui.interchange.imports.reader import Table
from pmtui.interchange.imports.synonyms import (
    CURRENCIES,
    EVERY,
    FAMILY,
    GIVEN,
    IDS,
    LINKED,
    LOST,
    OPEN,
    OWN_IDS,
    SYNONYMS,
    WON,
)
from pmtui.models.fields import Shape, fields_of
from pmtui.models.registry import check_field
from pmtui.models.stored import STAMPS
from pmtui.models.values.folding import words_of

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
        tool: The tool whose file it is; empty where it is any sheet.
        more: Further places of a field whose column is there several times, such as labels.
        linked: Place by `KIND.FIELD`, such as `contact.email` or `account.id`, of what a row tells of others.
        outcome: Place of a column that says open, won or lost beside the one of the stage, or -1.
    """

    fields: dict[str, int]
    kept: dict[str, int]
    foreign: str
    currency: int
    names: tuple[int, int] | None
    ours: int = -1
    tool: str = ""
    more: Mapping[str, tuple[int, ...]] = {}
    linked: Mapping[str, int] = {}
    outcome: int = -1


def find_columns(
    kind: str, table: Table, mapping: Mapping[str, str], preset: str = "", apart: Sequence[str] = ()
) -> Columns:
    """Decide which column holds which field.

    Args:
        kind: What the rows are.
        table: The file.
        mapping: Column by field, as the person said; it goes before everything.
        preset: The tool that wrote the file; empty to recognise it by its headers.
        apart: Headers of columns that hold no field, whatever they are called.

    Raises:
        InputError: The mapping names an unknown field or column, a column name is there twice, or there is no
            such tool.
    """
    return _Finding(kind, table, mapping, preset, apart).columns()


class _Finding:
    """The columns as they are found, one after the other."""

    def __init__(
        self, kind: str, table: Table, mapping: Mapping[str, str], preset: str, apart: Sequence[str]
    ) -> None:
        self.kind, self.table, self.mapping = kind, table, mapping
        self.places = {header: place for place, header in enumerate(table.headers)}
        self.plain = [plain_header(header) for header in table.headers]
        self.fields = {
            field: _mapped(kind, field, header, table, self.places) for field, header in mapping.items()
        }
        self.taken = set(self.fields.values())
        self.apart = {self.places[header] for header in apart if header in self.places}
        self.tool = preset.strip().lower() if preset else recognised(kind, self.plain)
        self.words = tool_named(self.tool).columns.get(kind, {}) if self.tool else {}
        self.foreign, self.currency, self.outcome = "", -1, -1
        self.linked: dict[str, int] = {}
        self.names: dict[str, int] = {}

    def columns(self) -> Columns:
        for field, words in self.words.items():
            self._by_tool(field, words.split("|"))
        for header, place in self.places.items():
            if place not in self.taken and place not in self.apart:
                self._by_name(header, place)
        both = None
        if len(self.names) == len(("first", "last")) and "name" not in self.fields:
            both = (self.names["first"], self.names["last"])
            self.taken.update(both)
        more = self._repeats()
        self._find_outcome()
        kept = {header: place for header, place in self.places.items() if place not in self.taken}
        if self.foreign:
            kept[self.foreign] = self.places[self.foreign]
        return Columns(
            self.fields, kept, self.foreign, self.currency, both, self.places.get("id", -1), self.tool, more,
            self.linked, self.outcome,
        )  # fmt: skip

    def _by_tool(self, field: str, words: Sequence[str]) -> None:
        """A field by what the tool calls its column; the first of its names that is there."""
        place = next((self.plain.index(word) for word in words if word and word in self.plain), -1)
        if place < 0 or place in self.taken or place in self.apart:
            return
        if field == FOREIGN:
            self.foreign = self.table.headers[place]
        elif field == OUTCOME:
            self.outcome = place
        elif "." in field:
            self.linked[field] = place
            return
        elif self._is_free(field):
            self.fields[field] = place
        else:
            return
        self.taken.add(place)

    def _is_own_pairs(self, header: str) -> bool:
        """Whether a column of our own export holds a field of names and values, which no other file could."""
        fields = fields_of(self.kind)
        ours = "id" in self.places and self.places.keys() <= fields.keys()
        return ours and fields[header].shape is Shape.PAIRS

    def _by_name(self, header: str, place: int) -> None:
        plain = self.plain[place]
        if header in OURS and not (header == "id" and self.tool):
            self.taken.add(place)
            return
        field = header if self._is_own_pairs(header) else _field_for(self.kind, plain)
        if field and self._is_free(field):
            self.fields[field] = place
            self.taken.add(place)
        elif plain in GIVEN or plain in FAMILY:
            self.names.setdefault("first" if plain in GIVEN else "last", place)
        elif plain in CURRENCIES and self.currency < 0:
            self.currency = place
            self.taken.add(place)
        elif (plain in IDS or plain in OWN_IDS.get(self.kind, ())) and not self.foreign:
            self.foreign = header
        else:
            self._by_link(plain, place)

    def _by_link(self, plain: str, place: int) -> None:
        """A column of the ids that the tool has for what the rows link to, or of what they tell of it."""
        for name, words in LINKED.items():
            about = "account" if name.startswith("account") else "people"
            if self.kind == "deal" and about in self.fields and plain in words.split("|"):
                self.linked.setdefault(name, place)
        for other in ("account", "contact", "product"):
            if other != self.kind and plain in OWN_IDS[other]:
                self.linked.setdefault(f"{other}.id", place)

    def _is_free(self, field: str) -> bool:
        dated = field == CLOSE and {"closed", "expected_close"} & set(self.mapping)
        return field not in self.fields and not dated

    def _repeats(self) -> dict[str, tuple[int, ...]]:
        """The further columns of the name of one that holds a list."""
        found = {}
        for field, place in self.fields.items():
            again = [each for each, first in enumerate(self.table.same_name) if first == place != each]
            free = tuple(each for each in again if each not in self.taken)
            listed = field != CLOSE and fields_of(self.kind)[field].shape in (Shape.TAGS, Shape.LINKS)
            if free and listed:
                found[field] = free
                self.taken.update(free)
        return found

    def _find_outcome(self) -> None:
        """Beside a column of stages, one that says nothing but open, won and lost."""
        place = next((p for p, plain in enumerate(self.plain) if plain in ("status", "deal status")), -1)
        if (
            self.kind != "deal"
            or "stage" not in self.fields
            or self.outcome >= 0
            or place in (-1, *self.taken)
        ):
            return
        words = {plain_header(record.cells[place]) for record in self.table.records} - {""}
        if words and words <= OPEN | WON | LOST:
            self.outcome = place
            self.taken.add(place)


def plain_header(header: str) -> str:
    """A header as headers are compared: its words in lower case without accents; `closeDate` is two of them."""
    return " ".join(words_of(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header).replace("_", " ")))


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
    for name, spec in fields_of(kind).items():
        typed = not spec.hidden and spec.shape is not Shape.PARTS
        if typed and plain in (plain_header(name), plain_header(spec.label)):
            return name
    return _words_of(kind).get(plain, "")


@cache
def _words_of(kind: str) -> dict[str, str]:
    """The field by each word that a column of it may be called."""
    found: dict[str, str] = {}
    for words in (SYNONYMS.get(kind, {}), EVERY):
        for field, names in words.items():
            for name in names.split("|"):
                found.setdefault(name, field)
    return found


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
