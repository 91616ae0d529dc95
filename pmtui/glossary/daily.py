"""A term worth knowing: another one each day, the same for everybody."""

from collections.abc import Sequence
from datetime import date

_STRIDE = 233
"""Prime, so that neighbours in the alphabet do not follow one another and every term has its day."""


def term_of(day: date, slugs: Sequence[str]) -> str:
    """The slug of the term of a day; empty where there are none."""
    return slugs[day.toordinal() * _STRIDE % len(slugs)] if slugs else ""
