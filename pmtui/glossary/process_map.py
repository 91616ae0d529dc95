"""The two processes, phase by phase: the product from idea to retirement, the sale from prospect to renewal."""

from collections.abc import Mapping
from typing import NamedTuple

from pmtui.glossary.entries import Entry, text
from pmtui.models.values.folding import sort_text

TITLES: Mapping[str, str] = {
    "goals": "Goals, strategy and business model",
    "roles": "Roles and parties",
    "skills": "Skills and competencies",
    "ideation": "Ideation and market research",
    "development": "Development and design",
    "launch": "Launch and lifecycle management",
    "prospecting": "Prospecting and lead generation",
    "presentation": "Presentations and negotiations",
    "closing": "Closing and retention",
    "metrics": "Metrics",
}
"""The name of each phase of the dictionary."""


class Phase(NamedTuple):
    """One phase of a process."""

    id: str
    """Its name in the data, such as `ideation`."""
    entry: str
    """Slug of the entry that defines it."""
    process: str
    """`product` or `sales`."""
    short: str
    """Its name where room is short."""


PROCESS = (
    Phase("ideation", "ideation-and-market-research", "product", "Ideation"),
    Phase("development", "development-and-design", "product", "Development"),
    Phase("launch", "launch-and-lifecycle-management", "product", "Launch"),
    Phase("prospecting", "prospecting-and-lead-generation", "sales", "Prospecting"),
    Phase("presentation", "presentations-and-negotiations", "sales", "Presentation"),
    Phase("closing", "closing-and-retention", "sales", "Closing"),
)
"""The phases of both processes in their order."""

_SURE, _LIKELY = 75, 30


def terms_of(phase: str, entries: Mapping[str, Entry]) -> list[str]:
    """The slugs of the entries of a phase in the order of their headwords, the phase's own entry left out."""
    own = {each.entry for each in PROCESS}
    found = [slug for slug, entry in entries.items() if text(entry, "phase") == phase and slug not in own]
    return sorted(found, key=lambda slug: sort_text(text(entries[slug], "headword")))


def stage_phase(entry: Entry | None, probability: int) -> str:
    """The phase of the sales process that a pipeline stage belongs to.

    Args:
        entry: The entry that the stage's name finds, if any; its phase decides where it is one of sales.
        probability: The stage's chance of winning, percent; decides where there is no such entry.
    """
    phase = text(entry or {}, "phase")
    if phase in {each.id for each in PROCESS if each.process == "sales"}:
        return phase
    return "closing" if probability >= _SURE else "presentation" if probability >= _LIKELY else "prospecting"
