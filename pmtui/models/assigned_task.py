"""Something that somebody is to see to by a day: how issues and the items of a checklist are written."""

from typing import Annotated, ClassVar

from pmtui.models.document import About
from pmtui.models.typed_part import TypedPart
from pmtui.models.values.bounds import Day
from pmtui.models.values.text_fields import Line


class Assigned(TypedPart):
    """One thing to see to.

    Attributes:
        text: What it is.
        owner: Who sees to it; empty for the owner of the document.
        due: By when; `None` for no day.
        done: Whether it is done.
    """

    EXAMPLE: ClassVar[str] = "invoices go to the old address | owner=ann | due=fri | done=yes"

    text: Line
    owner: Annotated[Line, About("Owner", "who sees to it", "deal-owner", suggest="owners")] = ""
    due: Day | None = None
    done: bool = False
