"""Entries made for tests."""

from pmtui.glossary.entries import Entry


def made(headword: str, **fields: object) -> Entry:
    """An entry with a headword, its slug, and whatever else a test needs."""
    return {"slug": headword.lower().replace(" ", "-"), "headword": headword, **fields}


def by_slug(*entries: Entry) -> dict[str, Entry]:
    """Entries as an index takes them."""
    return {str(entry["slug"]): entry for entry in entries}
