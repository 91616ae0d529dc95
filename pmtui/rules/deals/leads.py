"""Leads: which of them are still worked on, and what contact does to one."""

from typing import Protocol

ENDED = frozenset({"converted", "disqualified"})
"""The statuses of leads about which nothing more is to be done."""


class LeadLike(Protocol):
    """A lead, as a model or as a row."""

    @property
    def status(self) -> str:
        """How far one is with it."""
        ...


def is_worked_on(lead: LeadLike) -> bool:
    """Return whether something is still to be done about a lead."""
    return lead.status not in ENDED
