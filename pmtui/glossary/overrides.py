"""The team's words over the shipped ones: what is stored of an override, and what has changed under it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pmtui.glossary.entries import Entry, text, words

FIELDS = (
    "headword", "aliases", "abbreviation", "discipline", "phase", "definition", "explanation", "example",
    "formula", "unit", "pitfalls", "related", "contrasts", "sources",
)  # fmt: skip
"""The fields of a shipped entry that a team can put its own in the place of."""


class Overridden(NamedTuple):
    """A field where the team's text stands in the place of ours."""

    field: str
    """The field."""
    ours: str
    """The team's text."""
    then: str
    """The text that was shipped when the team wrote its own."""
    now: str
    """The text that is shipped today."""

    @property
    def stale(self) -> bool:
        """Whether the shipped text has changed since, so that the team may want to look."""
        return self.then != self.now


def written(entry: Entry, field: str) -> str:
    """A field of an entry as one text; several values separated by commas."""
    return ", ".join(words(entry, field)) or text(entry, field)


def override_values(shipped: Entry, values: Mapping[str, object], before: Entry | None) -> dict[str, object]:
    """The stored part of an override: the fields that differ from the shipped entry, and the shipped text of these.

    Args:
        shipped: The entry as it came with pmtui.
        values: The team's own fields, typed.
        before: The current override, if there is one: it remembers what was shipped when it was made.
    """
    remembered = (before or {}).get("shipped")
    base = dict(remembered) if isinstance(remembered, Mapping) else {}
    kept: dict[str, object] = {}
    for field, value in values.items():
        same = field in FIELDS and _as_text(value) == written(shipped, field)
        if same and field != "headword":
            base.pop(field, None)
            kept[field] = () if isinstance(value, Sequence) and not isinstance(value, str) else _unset(field)
            continue
        kept[field] = value
        if field in FIELDS and not same:
            base.setdefault(field, written(shipped, field))
    return {**kept, "shipped": base}


def overridden(own: Entry, shipped: Entry | None) -> list[Overridden]:
    """The fields of a shipped entry that the team's own text stands over, in their order."""
    if shipped is None:
        return []
    remembered = own.get("shipped")
    base = remembered if isinstance(remembered, Mapping) else {}
    found = []
    for field in FIELDS:
        ours, now = written(own, field), written(shipped, field)
        if ours and ours != now:
            found.append(Overridden(field, ours, str(base.get(field, now)), now))
    return found


def _as_text(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(each) for each in value)
    return str(value or "")


def _unset(field: str) -> object:
    return None if field in ("discipline", "phase") else ""
