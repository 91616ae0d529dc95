"""The gate between discovery and the roadmap: what passes it, and what an insight lacks for that."""

from collections.abc import Mapping
from typing import Protocol

LEAST = 3
"""The score that a pass needs of each: 3 of 5."""

GATE_SCORES = ("desirable", "feasible", "viable")
"""The scores at the gate: whether they want it, whether we can make it, whether it pays."""


class Gated(Protocol):
    """Whatever stands at the gate."""

    @property
    def gate(self) -> str:
        """`open`, `passed` or `failed`."""
        ...


class Judged(Protocol):
    """Whatever is scored at the gate."""

    @property
    def desirable(self) -> int | None:
        """Whether they want it."""
        ...

    @property
    def feasible(self) -> int | None:
        """Whether we can make it."""
        ...

    @property
    def viable(self) -> int | None:
        """Whether it pays."""
        ...


def has_passed(insight: Gated) -> bool:
    """Whether it was let onto the roadmap."""
    return insight.gate == "passed"


def has_failed(insight: Gated) -> bool:
    """Whether it was turned down."""
    return insight.gate == "failed"


def is_undecided(insight: Gated) -> bool:
    """Whether nobody has decided yet."""
    return not has_passed(insight) and not has_failed(insight)


def scores_of(insight: Judged) -> Mapping[str, int | None]:
    """The scores of an insight at the gate by field."""
    return {"desirable": insight.desirable, "feasible": insight.feasible, "viable": insight.viable}


def lacking(insight: Judged) -> list[tuple[str, str]]:
    """The scores that keep an insight from passing, missing or too low, each with the reason."""
    return [
        (name, f"is {score} of 5" if score else "is not scored")
        for name, score in scores_of(insight).items()
        if score is None or score < LEAST
    ]
