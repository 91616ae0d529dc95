"""The library of objections: what was answered in which deals, and how often those were won."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipelines import Pipeline
from pmtui.models.stored import JsonValue
from pmtui.models.values.folding import words_of
from pmtui.rules.deals.counts import win_rate
from pmtui.rules.deals.outcome import Stages

Rows = Mapping[str, Mapping[str, JsonValue]]


@dataclass(frozen=True)
class Answer:
    """An answer to an objection, and how it fared.

    Attributes:
        objection: The objection as it was first written.
        answer: What was answered.
        used: Deals in which it was given.
        accepted: Deals in which it was accepted.
        won: Deals in which it was given that were won.
        lost: Deals in which it was given that were lost.
    """

    objection: str
    answer: str
    used: int = 0
    accepted: int = 0
    won: int = 0
    lost: int = 0

    @property
    def win_rate(self) -> Decimal | None:
        """The win rate of the deals in which it was given; `None` if none was decided."""
        return win_rate(self.won, self.lost)


def library(deals: Rows, pipeline: Pipeline, words: str = "") -> list[Answer]:
    """The answers that were given, those that won most first.

    Args:
        deals: The stored deals.
        pipeline: What their stages mean.
        words: Only objections in which all of these words are said; empty for all.
    """
    stages = Stages([pipeline])
    wanted = [_folded(word) for word in words.split()]
    found: dict[tuple[str, str], Answer] = {}
    for row in deals.values():
        deal = DealRow(row)
        outcome = stages.outcome(deal.stage)
        for objection in deal.objections:
            said, answer = objection.text, objection.answer
            if not answer or not all(word in _folded(said) for word in wanted):
                continue
            key = (_folded(said), _folded(answer))
            before = found.get(key, Answer(said, answer))
            found[key] = Answer(
                before.objection,
                before.answer,
                before.used + 1,
                before.accepted + (objection.state == "accepted"),
                before.won + (outcome == "won"),
                before.lost + (outcome == "lost"),
            )
    return sorted(
        found.values(), key=lambda each: (-each.won, each.lost, -each.accepted, -each.used, each.objection)
    )


def _folded(text: str) -> str:
    """A text as texts are compared: letters, digits and single spaces in lower case."""
    return " ".join(words_of(text))
