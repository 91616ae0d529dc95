"""Assignments as they are typed: `amount=12k`, `tags+=eu`, `tags-=eu`, `checklist[2].done=yes`."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pmtui.errors import FieldError, InputError, nearest, quoted
from pmtui.models.appointment import with_time
from pmtui.models.document import Document
from pmtui.models.fields import (
    Field,
    Reading,
    Shape,
    fields_of,
    fields_of_part,
    made_part,
    read,
    write_row,
    written,
)
from pmtui.models.registry import check_field
from pmtui.models.row_text import split_list
from pmtui.models.stored_model import unknown_names
from pmtui.models.typed_part import TypedPart
from pmtui.models.values.folding import folded

_ASSIGNMENT = re.compile(
    r"^(?P<field>[A-Za-z_]\w*)(?:\[(?P<row>[^\]]*)\](?:\.(?P<part>\w+))?)?(?P<sign>[+-]?)=(?P<text>.*)$",
    re.DOTALL,
)
_SEVERAL = frozenset((Shape.TAGS, Shape.LINKS, Shape.LINES, Shape.PAIRS))


class Assignment(NamedTuple):
    """One word such as `tags+=eu`.

    Attributes:
        field: The field.
        row: The row of it that is meant, from 1; empty for the whole field.
        part: The part of the row; empty for the whole row.
        sign: `+` to add a value, `-` to take one away; empty to set.
        text: The value as it was typed.
    """

    field: str
    row: str
    part: str
    sign: str
    text: str

    @property
    def adds(self) -> bool:
        """Whether it changes some of what the field holds, and may stand beside others of that field."""
        return bool(self.row or self.sign)


def is_assignment(word: str) -> bool:
    """Whether a word of the command line sets a field."""
    return _ASSIGNMENT.match(word) is not None


def parse_assignments(words: Sequence[str]) -> list[Assignment]:
    """The assignments in words such as `amount=12k` and `checklist[2].done=yes`.

    Raises:
        InputError: A word is not of that form, or sets a field twice.
    """
    found: list[Assignment] = []
    for word in words:
        match = _ASSIGNMENT.match(word)
        if match is None:
            raise InputError(f"{quoted(word)} is not of the form FIELD=VALUE")
        assignment = Assignment(
            match["field"], match["row"] or "", match["part"] or "", match["sign"], match["text"]
        )
        if match["row"] == "":
            raise InputError(f"{quoted(word)} names no row; write {match['field']}[1]")
        others = [each for each in found if each.field == assignment.field]
        if others and not (assignment.adds and all(each.adds for each in others)):
            raise InputError(f"{assignment.field} is given twice")
        found.append(assignment)
    return found


def plain_assignments(words: Sequence[str]) -> dict[str, str]:
    """The texts of `FIELD=VALUE` words by field, where nothing is added or taken away.

    Raises:
        InputError: A word is not of that form, or names a field twice.
    """
    found = parse_assignments(words)
    for assignment in found:
        if assignment.adds:
            raise InputError(f"{assignment.field} takes = alone")
    return {assignment.field: assignment.text for assignment in found}


def assigned(
    kind: str, document: Document | None, assignments: Sequence[Assignment], how: Reading
) -> dict[str, object]:
    """The typed values of the fields that assignments set.

    Args:
        kind: The kind of the document.
        document: The document as it is; `None` for a new one.
        assignments: What to set.
        how: How text is read.

    Raises:
        FieldError: A field is unknown, is kept by pmtui, or cannot take its text.
    """
    values: dict[str, object] = {}
    for assignment in _with_time(kind, assignments):
        name = check_field(kind, assignment.field)
        spec = fields_of(kind)[name]
        if spec.hidden:
            raise FieldError(name, "is kept by pmtui and cannot be set")
        before = values[name] if name in values else getattr(document, name, None)
        value = _value(spec, before, assignment, how)
        if value is None and spec.required:
            raise FieldError(name, "is required")
        values[name] = value
    return values


def _with_time(kind: str, assignments: Sequence[Assignment]) -> list[Assignment]:
    """The assignments, a time that was typed with a day as one of its own."""
    texts = {assignment.field: assignment.text for assignment in assignments if not assignment.adds}
    apart = with_time(kind, texts)
    found = [
        assignment if assignment.adds else assignment._replace(text=apart[assignment.field])
        for assignment in assignments
    ]
    return [
        *found,
        *(Assignment(name, "", "", "", text) for name, text in apart.items() if name not in texts),
    ]


def _value(spec: Field, before: object, assignment: Assignment, how: Reading) -> object:
    if assignment.row:
        return _with_row(spec, before, assignment, how)
    if not assignment.sign:
        return read(spec, assignment.text, how)
    if spec.shape not in _SEVERAL:
        raise FieldError(spec.name, f"holds one value; write {spec.name}={assignment.text}")
    if assignment.sign == "-":
        return _without(spec, before, assignment.text, how)
    more = read(spec, assignment.text, how)
    if isinstance(more, dict):
        return {**(before if isinstance(before, Mapping) else {}), **more}
    held, fresh = (value if isinstance(value, tuple) else () for value in (before, more))
    return (*held, *fresh) if spec.shape is Shape.LINES else tuple(dict.fromkeys((*held, *fresh)))


def _without(spec: Field, before: object, text: str, how: Reading) -> object:
    """The value of a field without the values or rows that a text names.

    Raises:
        FieldError: It does not hold one of them, or several rows begin alike.
    """
    if isinstance(before, Mapping):
        kept = dict(before)
        for name in split_list(text):
            match = next((key for key in kept if folded(key) == folded(name)), None)
            if match is None:
                raise _missing(spec, name, tuple(map(str, kept)))
            del kept[match]
        return kept
    held = before if isinstance(before, tuple) else ()
    if spec.shape is Shape.LINES:
        return _without_row(spec, held, text.strip(), how)
    for name in split_list(text):
        value = how.find(spec.link, name) if spec.shape is Shape.LINKS else name
        left = tuple(item for item in held if folded(str(item)) != folded(value))
        if left == held:
            raise _missing(spec, name, tuple(map(str, held)))
        held = left
    return held


def _without_row(spec: Field, rows: Sequence[object], text: str, how: Reading) -> object:
    found = [
        number
        for number, row in enumerate(rows)
        if isinstance(row, TypedPart) and folded(text) in (folded(write_row(row)), *_called(row, text, how))
    ]
    if not found:
        raise _missing(spec, text, [_head(row) for row in rows if isinstance(row, TypedPart)])
    if len(found) > 1:
        raise FieldError(
            spec.name, f"has {len(found)} rows {quoted(text)}; write {spec.name}[{found[0] + 1}]="
        )
    return tuple(row for number, row in enumerate(rows) if number != found[0])


def _called(row: TypedPart, text: str, how: Reading) -> list[str]:
    """The names of a row: its text, or for a link the typed text if both name one document."""
    name = row.head()
    spec, value = fields_of_part(type(row))[name], getattr(row, name)
    if spec.shape is not Shape.LINK:
        return [folded(_head(row))]
    try:
        return [folded(text)] if read(spec, text, how) == value else []
    except InputError:
        return []


def _head(row: TypedPart) -> str:
    return written(getattr(row, row.head()))


def _missing(spec: Field, text: str, held: Sequence[str]) -> FieldError:
    return FieldError(spec.name, f"does not hold {quoted(text)}{nearest(text, held) or '; it is empty'}")


def _with_row(spec: Field, before: object, assignment: Assignment, how: Reading) -> object:
    """The value of a field with one row or a part of one set; an empty row is removed.

    Raises:
        FieldError: There is no such row or part, or it cannot take its text.
    """
    rows = before if isinstance(before, tuple) else ()
    if spec.shape is not Shape.LINES or spec.part is None or assignment.sign:
        raise FieldError(
            spec.name, "has no rows" if spec.part is None else "takes += without a row, or = with one"
        )
    count = f"has {len(rows)} row{'' if len(rows) == 1 else 's'}"
    if not assignment.row.isdecimal() or not 1 <= int(assignment.row[:6]) <= len(rows):
        raise FieldError(spec.name, f"{count}, from 1; {assignment.row!r} is none of them")
    place = int(assignment.row[:6]) - 1
    row = rows[place]
    if not assignment.part:
        fresh = read(spec, assignment.text, how)
        return (*rows[:place], *(fresh if isinstance(fresh, tuple) else ()), *rows[place + 1 :])
    specs = fields_of_part(spec.part)
    where = f"{spec.name}[{assignment.row}]"
    if assignment.part not in specs:
        raise FieldError(where, f"has no part {assignment.part!r}{nearest(assignment.part, tuple(specs))}")
    try:
        value = read(specs[assignment.part], assignment.text, how)
        if value is None and specs[assignment.part].required:
            raise FieldError(assignment.part, "is required")
        if value is None:
            value = spec.part.model_fields[assignment.part].default
        held = {**row.__dict__, **(row.__pydantic_extra__ or {})}
        made = made_part(spec.part, {**held, assignment.part: value}, unknown_names(row))
    except FieldError as error:
        raise FieldError(f"{where}.{error.field}", error.problem) from None
    return (*rows[:place], made, *rows[place + 1 :])
