"""A term worth knowing: another one each day, the same for everybody."""

from collections.abc import Callable, Iterable
from datetime import date

from pmtui.glossary.entries import Entry, text

_STRIDE = 233
"""Prime, so that neighbours in the alphabet do not follow one another and every term has its day."""


def term_of(
    day: date, slugs: Iterable[str], entry: Callable[[str], Entry | None], discipline: str = ""
) -> str:
    """The slug of the term of a day; the next one of a discipline where one is named; empty where there is none."""
    ordered = sorted(slugs)
    for step in range(len(ordered)):
        slug = ordered[(day.toordinal() * _STRIDE + step) % len(ordered)]
        if not discipline or text(entry(slug) or {}, "discipline") == discipline:
            return slug
    return ""
