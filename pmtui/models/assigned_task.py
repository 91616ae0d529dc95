"""Something that somebody is to see to by a day: how issues and the items of a checklist are written."""

from collections.abc import Callable
from typing import Self

from pmtui.errors import InputError, quoted
from pmtui.models.typed_part import TypedPart, Typing
from pmtui.models.values.bounds import Day
from pmtui.models.values.dates import parse_date
from pmtui.models.values.text_fields import Line


class Assigned(TypedPart):
    """One thing to see to.

    Attributes:
        text: What it is.
        owner: Who sees to it; empty for the owner of the document.
        due: By when; `None` for no day.
        done: Whether it is done.
    """

    text: Line
    owner: Line = ""
    due: Day | None = None
    done: bool = False

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `invoices go to the old address > ann by fri`, with `= done` after it once it is done."""
        said, _, rest = line.partition(">")
        rest, _, state = rest.partition("=") if rest else ("", "", "")
        said, _, ended = said.partition("=") if not rest and not state else (said, "", state)
        owner, _, due = f" {rest.strip()} ".partition(" by ")
        word = (state or ended).strip().lower()
        if word not in ("", "done", "open"):
            raise InputError(f"{word!r} is neither done nor open")
        if not said.strip():
            raise InputError(f"{quoted(line)} is not of the form text > owner by day = done")
        day = parse_date(due.strip(), how.today) if due.strip() else None
        return cls(text=said.strip(), owner=owner.strip(), due=day, done=word == "done")

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Text, owner, day, state."""
        who = " ".join(part for part in (self.owner, f"by {self.due}" if self.due else "") if part)
        who = f" > {who}" if who else ""
        return f"{self.text}{who}{' = done' if self.done else ''}"
