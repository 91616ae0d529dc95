"""Targets: what an owner, or the team, is to win in a period."""

from collections.abc import Iterable

from pmtui.models.deals.deal_rows import TargetRow
from pmtui.models.values.folding import folded


def same_target(targets: Iterable[TargetRow], owner: str, period: str, but: str = "") -> TargetRow | None:
    """Return the target that an owner has for a period already; `None` if there is none.

    Args:
        targets: All of them.
        owner: Whose; empty for the team's.
        period: The period's label.
        but: The id of a target that does not count: the one that is being edited.
    """
    wanted = folded(owner)
    return next(
        (
            target
            for target in targets
            if target.period == period and folded(target.owner) == wanted and target.id != but
        ),
        None,
    )
