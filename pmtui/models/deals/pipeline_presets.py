"""Pipelines as pmtui and other tools ship them: what `pmtui init --pipeline` knows."""

from pmtui.errors import InputError, nearest
from pmtui.models.deals.pipelines import Pipeline, Stage
from pmtui.models.kinds import MAIN


def _open(name: str, probability: int, rot_days: int | None = 30, forecast: str = "pipeline") -> Stage:
    return Stage(name=name, probability=probability, rot_days=rot_days, forecast=forecast)


def _closed(won: str, lost: str) -> tuple[Stage, Stage]:
    return (
        Stage(name=won, kind="won", probability=100, forecast="closed"),
        Stage(name=lost, kind="lost", probability=0, forecast="omitted"),
    )


def preset(name: str, title: str = "Sales") -> Pipeline:
    """A pipeline as pmtui or another tool ships it.

    Args:
        name: The preset, such as `hubspot`.
        title: What the pipeline is called.

    Raises:
        InputError: No preset has that name.
    """
    steps = PRESETS.get(name.strip().lower())
    ours = name.strip().lower() == "default"
    if steps is None:
        raise InputError(f"unknown pipeline {name!r}{nearest(name, tuple(PRESETS))}")
    stages = tuple(
        _open(stage, chance, rot, category).model_copy(update={"exit": EXITS.get(stage, ()) if ours else ()})
        for stage, chance, rot, category in steps.open
    )
    return Pipeline(id=MAIN, name=title, stages=(*stages, *_closed(steps.won, steps.lost)))


EXITS: dict[str, tuple[str, ...]] = {
    "Prospecting": ("the company fits the profile", "somebody answered"),
    "Qualified": ("the need is named in their words", "who decides is known", "a budget or funds exist"),
    "Discovery": ("the cost of the problem is known", "a champion agrees to help"),
    "Proposal": ("the proposal was walked through", "the decision date is theirs"),
    "Negotiation": ("terms are agreed", "the signer is named"),
}
"""The exit criteria of the default pipeline by stage: they must be true before a deal leaves it."""


class _Preset:
    """The open stages of a preset as (name, probability, rot days, forecast category), and its two ends."""

    def __init__(self, *steps: tuple[str, int, int, str], won: str = "Won", lost: str = "Lost") -> None:
        self.open = steps
        self.won = won
        self.lost = lost


PRESETS: dict[str, _Preset] = {
    "default": _Preset(
        ("Prospecting", 10, 30, "pipeline"),
        ("Qualified", 20, 30, "pipeline"),
        ("Discovery", 40, 21, "pipeline"),
        ("Proposal", 60, 21, "best case"),
        ("Negotiation", 80, 14, "commit"),
    ),
    "salesforce": _Preset(
        ("Prospecting", 10, 30, "pipeline"),
        ("Qualification", 10, 30, "pipeline"),
        ("Needs Analysis", 20, 30, "pipeline"),
        ("Value Proposition", 50, 30, "pipeline"),
        ("Id. Decision Makers", 60, 30, "pipeline"),
        ("Perception Analysis", 70, 30, "pipeline"),
        ("Proposal/Price Quote", 75, 30, "pipeline"),
        ("Negotiation/Review", 90, 30, "pipeline"),
        won="Closed Won",
        lost="Closed Lost",
    ),
    "hubspot": _Preset(
        ("Appointment Scheduled", 20, 30, "pipeline"),
        ("Qualified To Buy", 40, 30, "pipeline"),
        ("Presentation Scheduled", 60, 30, "best case"),
        ("Decision Maker Bought-In", 80, 30, "commit"),
        ("Contract Sent", 90, 30, "commit"),
        won="Closed Won",
        lost="Closed Lost",
    ),
    "espocrm": _Preset(
        ("Prospecting", 10, 30, "pipeline"),
        ("Qualification", 20, 30, "pipeline"),
        ("Proposal", 50, 30, "best case"),
        ("Negotiation", 80, 30, "commit"),
        won="Closed Won",
        lost="Closed Lost",
    ),
    "frappe": _Preset(
        ("Qualification", 10, 30, "pipeline"),
        ("Demo/Making", 25, 30, "pipeline"),
        ("Proposal/Quotation", 50, 30, "best case"),
        ("Negotiation", 70, 30, "commit"),
        ("Ready to Close", 90, 30, "commit"),
    ),
    "suitecrm": _Preset(
        ("Prospecting", 10, 30, "pipeline"),
        ("Qualification", 20, 30, "pipeline"),
        ("Needs Analysis", 25, 30, "pipeline"),
        ("Value Proposition", 30, 30, "pipeline"),
        ("Identifying Decision Makers", 40, 30, "pipeline"),
        ("Perception Analysis", 50, 30, "pipeline"),
        ("Proposal/Price Quote", 65, 30, "best case"),
        ("Negotiation/Review", 80, 30, "commit"),
        won="Closed Won",
        lost="Closed Lost",
    ),
    "odoo": _Preset(
        ("New", 10, 30, "pipeline"),
        ("Qualified", 30, 30, "pipeline"),
        ("Proposition", 70, 30, "best case"),
    ),
    "twenty": _Preset(
        ("New", 10, 30, "pipeline"),
        ("Screening", 20, 30, "pipeline"),
        ("Meeting", 40, 30, "pipeline"),
        ("Proposal", 60, 30, "best case"),
        won="Customer",
    ),
    "pipedrive": _Preset(
        ("Qualified", 10, 30, "pipeline"),
        ("Contact Made", 20, 30, "pipeline"),
        ("Demo Scheduled", 40, 30, "pipeline"),
        ("Proposal Made", 60, 30, "best case"),
        ("Negotiations Started", 80, 30, "commit"),
    ),
}
"""The presets by name, with the probabilities the tools ship; where a tool ships none they are our own."""
