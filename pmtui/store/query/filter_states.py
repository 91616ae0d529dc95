"""The states that `is:` filters by: open, won, late, shipped, done, by the rules."""

from collections.abc import Callable, Mapping

from pmtui.errors import InputError, nearest
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.discovery.discovery_rows import InsightRow
from pmtui.models.roadmap.roadmap_rows import FeatureRow, LaunchRow
from pmtui.models.stored import JsonValue
from pmtui.rules.deals.attention import STATES, Attention
from pmtui.rules.deals.outcome import OUTCOMES, Outcome
from pmtui.rules.discovery.gate import has_failed, has_passed, is_undecided
from pmtui.rules.roadmap.features import is_open, is_shipped, is_slipping, is_unaligned
from pmtui.rules.roadmap.promises import Standing
from pmtui.store.events import DAY
from pmtui.store.query.blocked import BLOCKED
from pmtui.store.query.conditions import Condition, Rule
from pmtui.store.query.derivations.deal_attention import ATTENTION, STAGES
from pmtui.store.query.derivations.promise_signs import PROMISE_SIGNS
from pmtui.store.query.filter_context import FilterContext

_STATE_READS = {
    **dict.fromkeys((*OUTCOMES, "closed"), STAGES.all_reads),
    **dict.fromkeys(STATES, ATTENTION.all_reads),
    **dict.fromkeys(("at-risk", "broken", "on-track", "kept", "after-close"), PROMISE_SIGNS.all_reads),
    "blocked": BLOCKED.all_reads,
    "slipping": frozenset({DAY}),
}
"""The kinds that a state depends on, by its word; a document alone decides the others."""


def state_condition(kind: str, word: str, context: FilterContext) -> Condition:
    """Compile `is:WORD`.

    Raises:
        InputError: No document of the kind is ever in that state.
    """
    states, state = _states(kind, context), word.lower()
    if state not in states:
        raise InputError(f"no {kind} is ever {state!r}{nearest(state, tuple(states))}")
    reads = _STATE_READS.get(state, frozenset()) - {kind}
    return Rule(f"is {state}", states[state], reads)


def state_words(kind: str, context: FilterContext) -> tuple[str, ...]:
    """The words that `is:` takes for a kind."""
    return tuple(_states(kind, context))


def _states(kind: str, context: FilterContext) -> dict[str, Callable[[Mapping[str, JsonValue]], bool]]:
    def blocked(row: Mapping[str, JsonValue]) -> bool:
        return str(row.get("id", "")) in context.blocked()

    if kind == "deal":
        return {**_deal_states(context), **_promised(context)}
    if kind == "feature":
        return {
            "shipped": lambda row: is_shipped(FeatureRow(row)),
            "open": lambda row: is_open(FeatureRow(row)),
            "slipping": lambda row: is_slipping(FeatureRow(row), context.today),
            "aligned": lambda row: FeatureRow(row).objective is not None,
            "unaligned": lambda row: is_unaligned(FeatureRow(row)),
            "blocked": blocked,
            **_promised(context),
        }
    if kind == "launch":
        return {
            "blocked": blocked,
            "launched": lambda row: LaunchRow(row).launched is not None,
            "open": lambda row: LaunchRow(row).launched is None,
        }
    if kind == "request":
        return _promised(context)
    if kind == "insight":
        return {
            "open": lambda row: is_undecided(InsightRow(row)),
            "passed": lambda row: has_passed(InsightRow(row)),
            "failed": lambda row: has_failed(InsightRow(row)),
        }
    if kind == "activity":
        return {"done": lambda row: "done" in row, "open": lambda row: "done" not in row}
    return {}


def _deal_states(context: FilterContext) -> dict[str, Callable[[Mapping[str, JsonValue]], bool]]:
    """Deals by their outcome, and by what wants attention."""

    def ended(outcome: Outcome) -> Callable[[Mapping[str, JsonValue]], bool]:
        return lambda row: context.attention().stages.outcome(str(row.get("stage", ""))) == outcome

    def wants(judge: Callable[[Attention, DealRow], bool]) -> Callable[[Mapping[str, JsonValue]], bool]:
        return lambda row: judge(context.attention(), DealRow(row))

    return {
        **{outcome: ended(outcome) for outcome in OUTCOMES},
        "closed": lambda row: not context.attention().is_open(DealRow(row)),
        **{word: wants(judge) for word, judge in STATES.items()},
    }


def _promised(context: FilterContext) -> dict[str, Callable[[Mapping[str, JsonValue]], bool]]:
    """Requests, features and deals by how their promises stand, and by what ships after the close."""

    def stands(standing: Standing) -> Callable[[Mapping[str, JsonValue]], bool]:
        return lambda row: context.signs().has(str(row.get("id", "")), standing)

    return {
        "at-risk": stands("at risk"),
        "broken": stands("broken"),
        "on-track": stands("on track"),
        "kept": stands("kept"),
        "after-close": lambda row: str(row.get("id", "")) in context.signs().after_close,
    }
