"""How far a feature has come, and how soon it is meant: the words of the roadmap, without pydantic."""

from typing import Literal, get_args

Status = Literal["idea", "discovery", "planned", "development", "beta", "shipped", "declined"]
"""How far the work on a feature has come."""

Horizon = Literal["now", "next", "later"]
"""How soon it is meant to be worked on."""

Lifecycle = Literal[
    "idea", "discovery", "planned", "development", "beta", "introduction", "growth", "maturity", "decline",
    "sunset announced", "end of sale", "end of support", "retired",
]  # fmt: skip
"""The stages of a product's life, in their order."""

LIFECYCLE: tuple[str, ...] = get_args(Lifecycle)

STATUSES: tuple[str, ...] = get_args(Status)
HORIZONS: tuple[str, ...] = get_args(Horizon)

SHIPPED = "shipped"
DECLINED = "declined"

LANES = (*reversed(HORIZONS), SHIPPED)
"""The lanes of the roadmap in the direction of travel: later, next, now, shipped."""

PROGRESS = STATUSES[: STATUSES.index(SHIPPED) + 1]
"""The statuses that a feature passes on its way to customers."""
