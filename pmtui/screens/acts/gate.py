"""The gate between discovery and the roadmap: an insight is scored, and passes or fails."""

from collections.abc import Callable

from textual.screen import Screen

from pmtui.models.document import to_stored
from pmtui.rules.discovery.gate import GATE_SCORES
from pmtui.screens.editing.asked import Asked
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.frame.session import Session
from pmtui.store.query.derivations.exchange import short_total
from pmtui.store.workspace import Commit
from pmtui.workflows.discovery.gate import fail_gate, insight_of, money_behind, pass_gate, score, voices

_ASKED = (*(each for name in GATE_SCORES for each in (name, f"{name}_why")), "gate", "gate_reason")


def hold_gate(
    screen: Screen[None], session: Session, insight_id: str, done: Callable[[Commit | None], None]
) -> None:
    """Ask for scores and the decision; a pass makes a feature, a fail keeps the reason.

    Args:
        screen: What is asked over.
        session: The workspace, keys and settings.
        insight_id: The insight.
        done: What is told of the commit.

    Raises:
        InputError: It is no insight.
    """
    workspace = session.workspace
    insight = insight_of(workspace, insight_id)

    def save(values: dict[str, object]) -> Commit:
        decision, reason = values.pop("gate", insight.gate), str(values.pop("gate_reason", ""))
        if decision == "passed":
            return pass_gate(workspace, insight.id, reason, values)
        if decision == "failed":
            return fail_gate(workspace, insight.id, reason or insight.gate_reason, values)
        return score(workspace, insight.id, values)

    stored = to_stored(insight)
    said = voices(workspace.tables, stored).total
    behind = money_behind(workspace.tables, stored)
    money = f", {short_total(workspace, behind)} open behind it" if behind else ""
    title = f"gate: {insight.title} · said by {said:,}{money}"
    form = FormScreen(
        session, "insight", insight, save, Asked(first=GATE_SCORES[0], only=_ASKED, title=title)
    )
    screen.app.push_screen(form, done)
