"""The states that `is:` filters by: open, won, late, shipped, done, by the rules."""

from collections.abc import Callable, Mapping

from pmtui.errors import InputError, nearest
from pmtui.models.roadmap.feature import is_unaligned
from pmtui.models.stored import JsonValue
from pmtui.store.events import DAY
from pmtui.store.query.conditions import Condition, Rule
from pmtui.store.query.filter_values import FilterContext

_READS = {
    "deal": frozenset({"pipeline", "activity", "request", "feature", DAY}),
    "feature": frozenset({"request", "deal", "pipeline", DAY}),
    "request": frozenset({"feature", "deal", "pipeline", DAY}),
}
"""The kinds beside its own that the states of a kind depend on."""


def state_condition(kind: str, word: str, context: FilterContext) -> Condition:
    """Compile `is:WORD`.

    Raises:
        InputError: No document of the kind is ever in that state.
    """
    states, state = _states(kind, context), word.lower()
    if state not in states:
        raise InputError(f"no {kind} is ever {state!r}{nearest(state, tuple(states))}")
    return Rule(f"is {state}", states[state], _READS.get(kind, frozenset()))


def _states(kind: str, context: FilterContext) -> dict[str, Callable[[Mapping[str, JsonValue]], bool]]:
    stages = {stage.name: stage.kind for stage in context.pipelines.whole.stages}
    if kind == "deal":
        return {
            "open": lambda row: stages.get(str(row.get("stage", "")), "open") == "open",
            "won": lambda row: stages.get(str(row.get("stage", ""))) == "won",
            "lost": lambda row: stages.get(str(row.get("stage", ""))) == "lost",
            "closed": lambda row: stages.get(str(row.get("stage", "")), "open") != "open",
        }
    if kind == "feature":
        return {
            "shipped": lambda row: row.get("status") == "shipped",
            "open": lambda row: row.get("status") not in ("shipped", "declined"),
            "aligned": lambda row: "objective" in row,
            "unaligned": is_unaligned,
        }
    if kind == "insight":
        return {
            "open": lambda row: row.get("gate", "open") == "open",
            "passed": lambda row: row.get("gate") == "passed",
            "failed": lambda row: row.get("gate") == "failed",
        }
    if kind == "activity":
        return {"done": lambda row: "done" in row, "open": lambda row: "done" not in row}
    return {}
