"""The saved view: a filter and an order with a name."""

from typing import Annotated

from pmtui.models.document import About, Document
from pmtui.models.form.section import Section
from pmtui.models.values.text_fields import Line, Title

_VIEW = Section("View")


class View(Document):
    """A view of a table or a board, saved under a name for the whole team."""

    name: Annotated[Title, About("Name", "what you will pick it by", "note", section=_VIEW)]
    kind: Annotated[Title, About("Kind", "what it lists, such as deal", "record-id")]
    filter: Annotated[Line, About("Filter", "such as stage:proposal amount:>10k", "tag")] = ""
    sort: Annotated[Line, About("Sort", "the field it is sorted by", "prioritization")] = ""
    columns: Annotated[
        tuple[Line, ...], About("Columns", "the fields of a table, separated by commas", "tag")
    ] = ()
    reverse: Annotated[bool, About("Reversed", "largest first", "prioritization")] = False
