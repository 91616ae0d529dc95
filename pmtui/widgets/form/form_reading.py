"""The typed text of a form: how a value is first written, read back, and completed. No widgets."""

from collections.abc import Callable, Sequence
from datetime import date

from pmtui.errors import FieldError, InputError
from pmtui.models.document import Document
from pmtui.models.fields import Field, Reading, Shape, read, written
from pmtui.models.form.new_record import MAKES, new_record, new_text
from pmtui.models.row_text import join_list, plain, split_at
from pmtui.models.values.dates import WEEKDAYS
from pmtui.models.values.folding import folded
from pmtui.models.values.money import Money

Suggestions = Callable[[Field, str], Sequence[str]]
"""The words that may complete what was typed into a field, the likeliest first."""

Names = Callable[[str], str]
"""The name of a document, by its id."""

LONG = frozenset({Shape.TEXT})
"""The shapes that take several lines."""

_LINKED = frozenset({Shape.LINK, Shape.LINKS})
_LISTED = frozenset({Shape.LINKS, Shape.TAGS})
_MATCHES = 20


def first_text(spec: Field, base: Document | None, names: Names) -> str:
    """The text in a field when the form opens: links by name, the rest as it is typed."""
    value = getattr(base, spec.name) if base is not None else None
    if spec.shape is Shape.LINK and isinstance(value, str):
        return names(value)
    if spec.shape is Shape.LINKS and isinstance(value, tuple):
        return join_list(names(each) for each in value)
    return written(value, names)


def read_back(spec: Field, text: str, reading: Reading) -> str:
    """How a field's text is understood, shown dim beside it; empty where that would tell nothing new."""
    if not text.strip() or spec.shape in _LINKED:
        return ""
    try:
        value = read(spec, text, reading)
    except InputError:
        return ""
    match value:
        case Money():
            said = value.text
        case date():
            said = f"{value.isoformat()} {WEEKDAYS[value.weekday()]}"
        case int() | float() if spec.shape is Shape.PERCENT:
            said = f"{value} %"
        case int() | float():
            said = f"{value:,.15g}"
        case str() if spec.shape is Shape.CHOICE:
            said = value
        case _:
            said = ""
    return "" if said == text.strip() else said


def linked_id(spec: Field, text: str, reading: Reading) -> str:
    """The id or ids that a link's text means; empty for other fields and where it means none.

    Looking a name up may be dear, so this is asked when a field is left, not at every key.
    """
    if spec.shape not in _LINKED or not text.strip():
        return ""
    try:
        return written(read(spec, text, reading))
    except InputError:
        return ""


def matches(spec: Field, text: str, suggestions: Suggestions) -> tuple[str, ...]:
    """The words that complete what was typed: the field's own choices, else what the source suggests."""
    word = word_typed(spec, text)
    if spec.choices:
        wanted = folded(word)
        if any(folded(choice) == wanted for choice in spec.choices):
            return spec.choices
        found: Sequence[str] = [choice for choice in spec.choices if folded(choice).startswith(wanted)]
    elif spec.link or spec.among or spec.suggest:
        found = suggestions(spec, word)
    else:
        found = ()
    return tuple(found[:_MATCHES])


def completed(spec: Field, text: str, word: str) -> str:
    """The field's text after a suggestion was taken: all of it, or the last entry of a list."""
    if spec.shape not in _LISTED:
        return word
    return ", ".join([*(piece.strip() for piece in split_at(text, ",")[:-1]), join_list([word])])


def word_typed(spec: Field, text: str) -> str:
    """The word that is being typed: all of the text, or the last entry of a list."""
    return plain(split_at(text, ",")[-1]).strip() if spec.shape in _LISTED else text.strip()


def check(spec: Field, text: str, reading: Reading) -> tuple[object, str]:
    """The typed value of a field and what is wrong with it; one of them is None or empty."""
    if spec.required and not text.strip():
        return None, "is required"
    made = new_record(spec.link, text) if spec.shape is Shape.LINK else None
    if made is not None:
        return made, ""
    try:
        return read(spec, text, reading), ""
    except FieldError as error:
        makes = spec.shape is Shape.LINK and spec.link in MAKES
        way_out = f"; {new_text(spec.link, text.strip())!r} makes one" if makes else ""
        return None, f"{error.problem}{way_out}"
    except InputError as error:
        return None, str(error)
