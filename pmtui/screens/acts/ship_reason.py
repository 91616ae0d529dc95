"""The question before a feature ships in spite of what blocks it."""

from collections.abc import Callable

from textual.screen import Screen

from pmtui.store.changes import ChangeSet
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.picker import Picker
from pmtui.workflows.roadmap.shipping import ShippingBlockedError


def unless_blocked(
    screen: Screen[None], make: Callable[[str], ChangeSet], then: Callable[[ChangeSet], None]
) -> None:
    """Make a change and go on; if something keeps features from shipping, ask why they ship all the same.

    Args:
        screen: The screen to ask over.
        make: Makes the change, given the reason; an empty one at first.
        then: Takes the change.
    """
    try:
        changes = make("")
    except ShippingBlockedError as error:
        blockers = [
            Choice("", f"! {each.feature.id} {each.feature.title}: {blocker.text}")
            for each in error.blocked
            for blocker in each.blockers
        ]
        ask_reason(screen, lambda reason: then(make(reason)), "Why ship it all the same?", blockers)
    else:
        then(changes)


def ask_reason(
    screen: Screen[None], then: Callable[[str], None], title: str, known: list[Choice] | None = None
) -> None:
    """Ask why; nothing happens without an answer.

    Args:
        screen: The screen to ask over.
        then: Takes the reason.
        title: The question.
        known: What is shown until something is typed.
    """

    def offered(typed: str) -> list[Choice]:
        return [Choice(typed.strip(), f"because {typed.strip()}")] if typed.strip() else known or []

    def answered(reason: str | None) -> None:
        if reason:
            then(reason)

    screen.app.push_screen(Picker(title, offered, nothing="type the reason; it is kept"), answered)
