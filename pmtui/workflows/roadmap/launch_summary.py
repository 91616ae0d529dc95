"""How a launch stands, in lines for the terminal and for a paper on the screen."""

from collections.abc import Iterator

from pmtui.models.roadmap.launch import Launch
from pmtui.rules.roadmap.shipping import Blocker
from pmtui.store.workspace import Workspace


def standing_lines(workspace: Workspace, found: Launch, standing: list[Blocker]) -> Iterator[str]:
    """Whether a launch can go, what blocks it, and what was decided, a line each."""
    day = f"{found.date}{_away(found, workspace)}" if found.date else "no date"
    yield f"{found.id}  {found.title}  tier {found.tier}  {day}"
    if found.launched:
        yield f"LAUNCHED on {found.launched}"
        if found.review_due and not found.review:
            yield f"its review is due on {found.review_due}"
    elif standing:
        yield f"NO-GO: {len(standing)} {'thing blocks' if len(standing) == 1 else 'things block'} it"
    else:
        yield "GO: nothing blocks it"
    for each in standing:
        name = "" if each.id == found.id else f" {workspace.names.label(each.id)}"
        yield f"  {each.id}{name}: {each.text}"
    if found.decision:
        reason = f": {found.decision_reason}" if found.decision_reason else ""
        despite = " in spite of what blocked it" if found.overridden else ""
        yield f"decided: {found.decision} by {found.decided_by} on {found.decided}{despite}{reason}"


def _away(found: Launch, workspace: Workspace) -> str:
    if found.date is None or found.launched:
        return ""
    days = (found.date - workspace.clock.today()).days
    if not days:
        return " (today)"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f" (in {count})" if days > 0 else f" ({count} ago)"
