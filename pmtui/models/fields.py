"""From what a person typed to a typed field, and back: forms, the command line and imports share it."""

import types
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Literal, TypeVar, Union, get_args, get_origin

from pydantic import AfterValidator, ValidationError

from pmtui.errors import FieldError, InputError, nearest, quoted
from pmtui.models.document import About, Document, LinkTo, Part
from pmtui.models.effort import parse_effort
from pmtui.models.field_errors import field_errors
from pmtui.models.form.attribute_help import attribute_help
from pmtui.models.form.section import FIRST, PAIRS, PairColumns, Section, When
from pmtui.models.kinds import KINDS, canonical_id, kind_of
from pmtui.models.registry import MODELS, check_field
from pmtui.models.row_text import join_list, join_pair, join_row, split_list, split_pair, split_row
from pmtui.models.stored_model import unknown_names
from pmtui.models.typed_part import TypedPart, merged, plain_number
from pmtui.models.values.dates import parse_date
from pmtui.models.values.folding import letters
from pmtui.models.values.money import Money, parse_money, parse_number
from pmtui.models.values.money_text import plain_money
from pmtui.terminal.json_text import json_text
from pmtui.terminal.text import clean

_LONGEST_LINE = 2_000
"""Letters of a line that is taken apart; nobody types more, and a pattern may take its time with them."""


Row = TypeVar("Row", bound=TypedPart)


class Shape(Enum):
    """How a field is typed and shown."""

    LINE = "line"
    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"
    CHOICE = "choice"
    LINK = "link"
    LINKS = "links"
    TAGS = "tags"
    FLAG = "flag"
    PAIRS = "pairs"
    DECIMAL = "decimal"
    DECIMALS = "decimals"
    LINES = "lines"
    PARTS = "parts"


@dataclass(frozen=True)
class Field:
    """One field of a kind, as a form, a column and the command line see it.

    Attributes:
        name: The model's name.
        label: The word a person sees.
        help: One clause on what belongs in it.
        headword: Slug of the glossary entry that defines it.
        shape: How it is typed and shown.
        choices: The words it may hold; empty where it is free.
        link: The kind it points at; empty where it is no link, or may point at several kinds.
        among: The kinds it may point at, where these are some.
        suggest: Name of a source of suggestions.
        required: Whether a document cannot be without it.
        hidden: Whether workflows keep it and forms leave it out.
        part: What its lines are, where it holds several typed a line each.
        section: The section of the form that it is in.
        when: When it makes sense, beside the condition of its section.
        pairs: The columns of its pairs, if it holds pairs.
    """

    name: str
    label: str
    help: str
    headword: str
    shape: Shape
    choices: tuple[str, ...] = ()
    link: str = ""
    among: tuple[str, ...] = ()
    suggest: str = ""
    required: bool = False
    hidden: bool = False
    part: type[TypedPart] | None = None
    section: Section = FIRST
    when: When | None = None
    pairs: PairColumns = PAIRS


def _no_such_document(kind: str, text: str) -> str:
    return canonical_id(text)


def _no_price(product_id: str) -> Money | None:
    return None


@dataclass(frozen=True)
class Reading:
    """The context needed to understand typed text.

    Attributes:
        today: The day that relative dates count from.
        currency: The currency of amounts that name none.
        date_order: `dmy`, `mdy`, `ymd`, or empty if each date must be unambiguous.
        decimal_mark: `.`, `,`, or empty if each number must be unambiguous.
        find: Turns (kind, name or id) into the id of an existing document, or raises `InputError`.
        price_of: The list price of a product by its id; `None` if it has none.
    """

    today: date
    currency: str = "USD"
    date_order: str = ""
    decimal_mark: str = ""
    find: Callable[[str, str], str] = field(default=_no_such_document)
    price_of: Callable[[str], Money | None] = field(default=_no_price)


@cache
def fields_of(kind: str) -> dict[str, Field]:
    """The fields of a kind by name: the kind's own first, then those all kinds share."""
    model = MODELS[kind]
    shared = Document.model_fields
    order = [name for name in model.model_fields if name not in shared] + list(shared)
    section, found = FIRST, dict[str, Field]()
    for name in order:
        section = _about(model, name).section or section
        found[name] = _field(model, name, section)
    first = found[order[0]].section
    return {
        name: replace(field, section=first) if field.section is FIRST else field
        for name, field in found.items()
    }


def form_fields(kind: str) -> tuple[Field, ...]:
    """The fields that a person fills in."""
    return tuple(
        each for each in fields_of(kind).values() if not each.hidden and each.shape is not Shape.PARTS
    )


@cache
def fields_of_part(part: type[TypedPart]) -> dict[str, Field]:
    """The fields of a part by name, as the keys of its row."""
    return {name: _field(part, name) for name in part.model_fields}


def _about(model: type[Document] | type[TypedPart], name: str) -> About:
    marks = model.model_fields[name].metadata
    usual = About(name.replace("_", " ").capitalize(), attribute_help(model, name))
    return next((mark for mark in marks if isinstance(mark, About)), usual)


def _field(model: type[Document] | type[TypedPart], name: str, section: Section = FIRST) -> Field:
    info, about = model.model_fields[name], _about(model, name)
    link = next((mark for mark in info.metadata if isinstance(mark, LinkTo)), None)
    shape, choices = _shape(name, info.annotation, link)
    return Field(
        name=name,
        label=about.label,
        help=about.help,
        headword=about.headword,
        shape=shape,
        choices=choices,
        link=link.kind if link else "",
        among=link.among if link else (),
        suggest=about.suggest,
        required=info.is_required(),
        hidden=about.hidden,
        part=_part_of(info.annotation),
        section=section,
        when=about.when,
        pairs=about.pairs,
    )


_MULTILINE = {
    "notes", "vision", "problem", "explanation", "example", "pitfalls", "lost_note", "review", "strategy",
    "public_text",
}  # fmt: skip
_SIMPLE: dict[object, Shape] = {
    Money: Shape.MONEY,
    date: Shape.DATE,
    datetime: Shape.MOMENT,
    int: Shape.INTEGER,
    float: Shape.NUMBER,
    bool: Shape.FLAG,
    Decimal: Shape.DECIMAL,
}


def _shape(name: str, annotation: object, link: LinkTo | None) -> tuple[Shape, tuple[str, ...]]:
    bare, percent = _bare(annotation)
    if link is not None:
        return (Shape.LINKS if get_origin(bare) is tuple else Shape.LINK), ()
    if get_origin(bare) is Literal:
        return Shape.CHOICE, tuple(str(each) for each in get_args(bare))
    if get_origin(bare) is dict:
        return Shape.PAIRS, ()
    if get_origin(bare) is tuple:
        held = _bare(get_args(bare)[0])[0]
        several = {str: Shape.TAGS, Decimal: Shape.DECIMALS}.get(held) if isinstance(held, type) else None
        return several or (Shape.LINES if _part_of(annotation) else Shape.PARTS), ()
    if percent:
        return Shape.PERCENT, ()
    return _SIMPLE.get(bare, Shape.TEXT if name in _MULTILINE else Shape.LINE), ()


def _part_of(annotation: object) -> type[TypedPart] | None:
    """The part that a field of several typed lines holds; `None` for any other field."""
    bare, _ = _bare(annotation)
    held = _bare(get_args(bare)[0])[0] if get_origin(bare) is tuple else None
    return held if isinstance(held, type) and issubclass(held, TypedPart) else None


def _bare(annotation: object) -> tuple[object, bool]:
    """The type without `Annotated` and `| None`, and whether it is a percentage."""
    percent = False
    while True:
        if get_origin(annotation) is Annotated:
            base, *marks = get_args(annotation)
            percent = percent or (base is int and any(isinstance(mark, AfterValidator) for mark in marks))
            annotation = base
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(each for each in get_args(annotation) if each is not type(None))
        else:
            return annotation, percent


def read(spec: Field, text: str, reading: Reading) -> object:
    """The typed value of what was typed into a field; empty text is the field's unset value.

    Raises:
        FieldError: The field cannot take it; the problem says why.
    """
    text = clean(text).strip()
    if not text:
        return _unset(spec)
    try:
        return _READERS[spec.shape](spec, text, reading)
    except FieldError as error:
        raise FieldError(spec.name, error.problem) from None
    except InputError as error:
        raise FieldError(spec.name, str(error)) from None


def _unset(spec: Field) -> object:
    if spec.shape in (Shape.TAGS, Shape.LINKS, Shape.LINES, Shape.PARTS, Shape.DECIMALS):
        return ()
    if spec.shape is Shape.PAIRS:
        return {}
    if spec.shape is Shape.FLAG:
        return False
    return "" if spec.shape in (Shape.LINE, Shape.TEXT) else None


def _line(spec: Field, text: str, reading: Reading) -> object:
    return text


def _money(spec: Field, text: str, reading: Reading) -> object:
    return parse_money(text, reading.currency, reading.decimal_mark)


def _date(spec: Field, text: str, reading: Reading) -> object:
    return parse_date(text, reading.today, reading.date_order)


def _moment(spec: Field, text: str, reading: Reading) -> object:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{quoted(text)} is not a time such as 2026-12-31T09:00:00Z") from None


def _integer(spec: Field, text: str, reading: Reading) -> object:
    if (number := parse_number(text.removesuffix("%"), reading.decimal_mark)) != number.to_integral_value():
        raise InputError(f"{quoted(text)} is not a whole number")
    return int(number)


def _percent(spec: Field, text: str, reading: Reading) -> object:
    number = parse_number(text.removesuffix("%").rstrip(), reading.decimal_mark)
    if not 0 <= number <= 100:
        raise InputError(f"{quoted(text)} is not a percentage from 0 to 100")
    return int(number.to_integral_value())


def _flag(spec: Field, text: str, reading: Reading) -> object:
    if text.lower() in ("yes", "true", "1", "on"):
        return True
    if text.lower() in ("no", "false", "0", "off"):
        return False
    raise InputError(f"{quoted(text)} is neither yes nor no")


def _number(spec: Field, text: str, reading: Reading) -> object:
    effort = parse_effort(text) if spec.name == "effort" else None
    if effort is not None:
        return float(effort)
    return float(parse_number(text.removesuffix("%"), reading.decimal_mark))


def _decimal(spec: Field, text: str, reading: Reading) -> object:
    return parse_number(text.removesuffix("%"), reading.decimal_mark)


def _decimals(spec: Field, text: str, reading: Reading) -> object:
    return tuple(parse_number(number, ".") for number in split_list(text))


def _choice(spec: Field, text: str, reading: Reading) -> object:
    for choice in spec.choices:
        if letters(choice) == letters(text):
            return choice
    raise InputError(f"{quoted(text)} is not one of its values{nearest(text, spec.choices)}")


def _link(spec: Field, text: str, reading: Reading) -> object:
    if not spec.among:
        return reading.find(spec.link, text)
    kind = kind_of(canonical_id(text)).name
    for among in spec.among if not KINDS[kind].prefix else (kind,) if kind in spec.among else ():
        try:
            return reading.find(among, text)
        except InputError:
            continue
    raise InputError(f"{quoted(text)} is no {', '.join(spec.among[:-1])} or {spec.among[-1]}")


def _links(spec: Field, text: str, reading: Reading) -> object:
    return tuple(reading.find(spec.link, name) for name in split_list(text))


def _tags(spec: Field, text: str, reading: Reading) -> object:
    return tuple(dict.fromkeys(split_list(text)))


def _pairs(spec: Field, text: str, reading: Reading) -> object:
    return dict(split_pair(line) for line in text.split("\n") if line.strip())


def _lines(spec: Field, text: str, reading: Reading) -> object:
    part = spec.part or TypedPart
    lines, found = [line.strip() for line in text.split("\n") if line.strip()], []
    for number, line in enumerate(lines, 1):
        try:
            found.append(read_row(part, line, reading))
        except InputError as error:
            raise InputError(f"{f'row {number}: ' if len(lines) > 1 else ''}{error}") from None
    return tuple(found)


def read_row(part: type[Row], line: str, reading: Reading) -> Row:
    """A part from its row: its text, then `| key=value` parts.

    Raises:
        InputError: The row cannot be read; the message says which part, and how a row looks.
    """
    if len(line) > _LONGEST_LINE:
        raise InputError(f"{quoted(line)} is longer than {_LONGEST_LINE:,} letters; it takes two rows")
    specs, parts = fields_of_part(part), dict[str, str]()
    try:
        text, pairs = split_row(line)
        for key, value in pairs:
            if key not in specs:
                raise InputError(f"has no part {key!r}{nearest(key, tuple(specs))}")
            parts = merged({key: value}, parts)
        said = part.taken_apart(text, parts)
        values = {key: read(specs[key], value, reading) for key, value in said.items()}
        values = part.completed({key: value for key, value in values.items() if value is not None}, reading)
        return made_part(part, values)
    except FieldError:
        raise
    except InputError as error:
        raise InputError(f"{quoted(line)} {error}; a row looks like {part.EXAMPLE}") from None


def made_part(part: type[Row], values: Mapping[str, object], kept: Container[str] = ()) -> Row:
    """A part of these values.

    Raises:
        FieldError: One of them is missing, or cannot be taken.
    """
    for name, spec in fields_of_part(part).items():
        if spec.required and values.get(name) in (None, ""):
            raise FieldError(name, f"is required, as in {part.EXAMPLE}")
    try:
        return part.from_typed(values, kept)
    except ValidationError as error:
        raise field_errors(error)[0] from None


def _parts(spec: Field, text: str, reading: Reading) -> object:
    raise InputError("is kept by pmtui and cannot be typed")


_READERS: dict[Shape, Callable[[Field, str, Reading], object]] = {
    Shape.LINE: _line,
    Shape.TEXT: _line,
    Shape.MONEY: _money,
    Shape.DATE: _date,
    Shape.MOMENT: _moment,
    Shape.INTEGER: _integer,
    Shape.PERCENT: _percent,
    Shape.NUMBER: _number,
    Shape.FLAG: _flag,
    Shape.DECIMAL: _decimal,
    Shape.DECIMALS: _decimals,
    Shape.CHOICE: _choice,
    Shape.LINK: _link,
    Shape.LINKS: _links,
    Shape.TAGS: _tags,
    Shape.PAIRS: _pairs,
    Shape.LINES: _lines,
    Shape.PARTS: _parts,
}


def written(value: object, names: Callable[[str], str] = str) -> str:
    """A field's value as text that `read` understands again: in forms, CSV and on the command line.

    Args:
        value: What the field holds.
        names: What a document is called, by its id, for the links in rows.
    """
    match value:
        case None:
            text = ""
        case bool():
            text = "yes" if value else ""
        case Money():
            text = plain_money(value.amount, value.currency)
        case date():
            text = value.isoformat()
        case float() | Decimal():
            text = plain_number(value)
        case TypedPart():
            text = write_row(value, names)
        case Part():
            text = json_text(value.model_dump(mode="json", exclude_none=True))
        case tuple() | dict():
            text = _several_written(value, names)
        case _:
            text = str(value)
    return text


def _several_written(values: tuple[object, ...] | Mapping[str, str], names: Callable[[str], str]) -> str:
    if isinstance(values, Mapping):
        return "\n".join(join_pair(name, value) for name, value in values.items())
    if values and isinstance(values[0], Part):
        return "\n".join(written(part, names) for part in values)
    alike = isinstance(values[0], Decimal) and len(set(values)) == 1 if values else False
    return join_list(written(value) for value in (values[:1] if alike else values))


def write_row(part: TypedPart, names: Callable[[str], str] = str) -> str:
    """The row of a part, which `read_row` reads again.

    Args:
        part: The part.
        names: What a document is called, by its id.
    """
    texts = {}
    for name, spec in fields_of_part(type(part)).items():
        value, usual = getattr(part, name), type(part).model_fields[name].default
        if value != usual or name in part.ALWAYS:
            texts[name] = names(value) if spec.shape is Shape.LINK and value else written(value)
            if value is False:
                texts[name] = "no"
    head, said = part.head_text(texts)
    return join_row(head, ((name, text) for name, text in texts.items() if name not in said))


def build(kind: str, base: Document | None, values: Mapping[str, object]) -> Document:
    """A document of a kind: a new one, or `base` with some fields changed.

    Raises:
        FieldError: A field is unknown, missing, or cannot take its value.
    """
    for name in values:
        check_field(kind, name)
    merged = {**base.__dict__, **(base.__pydantic_extra__ or {})} if base else {}
    try:
        return MODELS[kind].from_typed({**merged, **values}, unknown_names(base))
    except ValidationError as error:
        raise field_errors(error)[0] from None
