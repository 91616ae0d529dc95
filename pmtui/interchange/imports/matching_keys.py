"""By what two rows, or a row and a document, are the same."""

from collections.abc import Mapping

ALIASED = ("account", "product")
"""The kinds of which names that look alike may be accepted as the same."""

NATURAL: Mapping[str, tuple[str, ...]] = {
    "term": ("headword",),
    "product": ("name",),
    "feature": ("title", "product"),
    "launch": ("title",),
    "insight": ("title", "account"),
    "research": ("name", "type"),
    "account": ("name",),
    "lead": ("name", "company"),
    "target": ("owner", "period"),
    "objective": ("title", "period"),
    "view": ("kind", "name"),
    "contact": ("name", "account"),
    "deal": ("title", "account"),
    "request": ("deal", "feature", "quote"),
    "activity": ("text", "about", "due"),
}
"""The fields by which two documents of a kind are the same, where nothing better tells."""
