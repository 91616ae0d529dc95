"""Customers' answers to Kano's pair of questions: how they feel with a feature, and how without it."""

from typing import NamedTuple

from pmtui.models.values.folding import folded

ANSWERS = ("like", "expect", "neutral", "tolerate", "dislike")
"""How a customer feels about having a feature, or about missing it."""

_BETWEEN = "/"


class Answer(NamedTuple):
    """One customer's answer about a feature."""

    having: str
    """How they feel if it is there."""
    missing: str
    """How they feel if it is not."""


def parse_answer(text: str) -> Answer:
    """Read `like / dislike`: the answer to having a feature, then that to missing it.

    Raises:
        ValueError: It is not two of the answers.
    """
    words = [folded(word) for word in text.split(_BETWEEN)]
    if len(words) != len(Answer._fields) or not set(words) <= set(ANSWERS):
        known = f"{', '.join(ANSWERS[:-1])} or {ANSWERS[-1]}"
        raise ValueError(
            f"{text!r} is not having {_BETWEEN} missing, such as like / dislike; each is {known}"
        )
    return Answer(*words)


def written_answer(answer: Answer) -> str:
    """An answer as it is typed: `like / dislike`."""
    return f" {_BETWEEN} ".join(answer)
