"""The base of every document: identity, stamps, owner, tags, notes and the user's own fields."""

from dataclasses import dataclass
from typing import Annotated, cast

from pydantic import AfterValidator, ConfigDict, WithJsonSchema

from pmtui.models.form.section import FIRST, NOTES, PAIRS, PairColumns, Section, When
from pmtui.models.stored import Stored
from pmtui.models.stored_model import StoredModel, unknown_names, with_stored_unknown
from pmtui.models.values.bounds import Moment
from pmtui.models.values.text_fields import Line, Markdown


@dataclass(frozen=True)
class About:
    """The text about a field in a form, a column head and `K`.

    Attributes:
        label: The word a person sees.
        help: One clause that says what belongs in the field.
        headword: Slug of the glossary entry that defines the label.
        suggest: Where suggestions come from: a name that the front end knows, such as `stages`.
        hidden: Whether forms leave it out, because workflows keep it.
        section: The section of the form; that of the field before it unless it is named.
        when: When it makes sense, beside the condition of its section.
        pairs: The columns of a field of pairs.
    """

    label: str
    help: str = ""
    headword: str = ""
    suggest: str = ""
    hidden: bool = False
    section: Section | None = None
    when: When | None = None
    pairs: PairColumns = PAIRS


@dataclass(frozen=True)
class LinkTo:
    """Marks a field that holds the id of another document.

    Attributes:
        kind: The kind of the other document; empty where it may be of several.
        among: These kinds, where it may be of some but not of all, in the order in which names are looked up.
    """

    kind: str = ""
    among: tuple[str, ...] = ()


Link = Line
"""The id of another document, such as `A-7`; mark the field with `LinkTo`."""

Percent = Annotated[
    int,
    AfterValidator(lambda value: _within(value, 0, 100)),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 100}),
]
"""A whole percentage, 0 to 100."""


def _within(value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise ValueError(f"must lie between {low} and {high}")
    return value


class Part(StoredModel):
    """A value inside a document, frozen as the document itself."""


_NO_FIELDS: dict[str, str] = {}


class Document(StoredModel):
    """The fields common to all kinds.

    Stored and journalled without the fields that are empty; `version` counts the
    commits that changed the document and is what a stale write is detected by.
    """

    model_config = ConfigDict(validate_default=False)

    id: Annotated[Line, About("Id", "short and typeable, such as D-142", hidden=True)] = ""
    created_at: Annotated[Moment | None, About("Created", hidden=True)] = None
    updated_at: Annotated[Moment | None, About("Updated", hidden=True)] = None
    version: Annotated[int, About("Version", hidden=True)] = 0
    owner: Annotated[
        Line, About("Owner", "who answers for it", "deal-owner", suggest="owners", section=FIRST)
    ] = ""
    tags: Annotated[
        tuple[Line, ...], About("Tags", "words to filter by, separated by commas", "tag", section=NOTES)
    ] = ()
    notes: Annotated[Markdown, About("Notes", "Markdown, any length", "note")] = ""
    custom: Annotated[dict[Line, Line], About("Custom fields", "your own, by name", "custom-field")] = (
        _NO_FIELDS
    )


def to_stored(document: Document) -> Stored:
    """The document as the store keeps it: empty fields left out, all others written, defaults too.

    What this pmtui does not know is written as it was read, empty or not.
    """
    values = document.model_dump(mode="json", exclude_none=True)
    stored: Stored = {name: value for name, value in values.items() if value not in _EMPTY}
    if unknown_names(document):
        stored = cast("Stored", with_stored_unknown(stored, document))
    return stored


_EMPTY: tuple[object, ...] = ("", [], {})


def full(document: Document) -> Stored:
    """The document with every field, unset ones as their default: the shape `--json` prints."""
    return document.model_dump(mode="json")
