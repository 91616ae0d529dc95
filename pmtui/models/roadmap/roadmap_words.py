"""How far a feature has come, and how soon it is meant: the words of the roadmap, without pydantic."""

from typing import Literal, get_args

Status = Literal["idea", "discovery", "planned", "development", "beta", "shipped", "declined"]
"""How far the work on a feature has come."""

Horizon = Literal["now", "next", "later"]
"""How soon it is meant to be worked on."""

STATUSES: tuple[str, ...] = get_args(Status)
HORIZONS: tuple[str, ...] = get_args(Horizon)

SHIPPED = "shipped"

LANES = (*reversed(HORIZONS), SHIPPED)
"""The lanes of the roadmap in the direction of travel: later, next, now, shipped."""
