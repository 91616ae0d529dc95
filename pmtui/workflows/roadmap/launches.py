"""The consequences of editing a launch."""

from collections.abc import Sequence
from datetime import date, timedelta

from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.launch_parts import ChecklistItem
from pmtui.models.values.folding import folded
from pmtui.workflows.kind_steps import ActionContext, KindSteps
from pmtui.workflows.playbook_files import Playbook, playbook_named

REVIEW_AFTER = timedelta(days=30)
"""From a launch to its review, unless a person says otherwise."""


Playbooks = Sequence[Playbook]
"""The playbooks in force."""


def open_launch(launch: Launch, among: Playbooks) -> Launch:
    """A new launch made complete: the checklist of its tier, unless it brings one, and the day of its review."""
    planned = launch if launch.checklist else with_steps(launch, _steps_of(launch.tier, among))
    return planned.model_copy(update={"review_due": launch.review_due or _review_day(launch.date)})


def amend(before: Launch, after: Launch, among: Playbooks) -> Launch:
    """The launch after a person edited it: what hangs on its date and tier follows, what was typed stays.

    Open items of the checklist and the review move along with the date. Another tier brings its steps and
    takes the open ones of the former tier away. An edit of the checklist itself is left alone.
    """
    launch = after
    if after.checklist == before.checklist:
        if after.date != before.date:
            launch = _rescheduled(before, launch, among)
        if after.tier != before.tier:
            launch = _of_tier(before.tier, launch, among)
    follows = before.review_due == _review_day(before.date) and after.review_due == before.review_due
    return launch.model_copy(update={"review_due": _review_day(after.date)}) if follows else launch


def with_steps(launch: Launch, playbook: Playbook) -> Launch:
    """The launch with the steps of a playbook on its checklist; one that stands there already is left alone."""
    known = {folded(item.text) for item in launch.checklist}
    fresh = (
        ChecklistItem(text=text, due=launch.date + timedelta(days=after) if launch.date else None)
        for text, _, after in playbook.steps
        if folded(text) not in known
    )
    return launch.model_copy(update={"checklist": (*launch.checklist, *fresh)})


def _steps_of(tier: int, among: Playbooks) -> Playbook:
    return playbook_named(f"launch-tier-{tier}", among)


def _review_day(launch_day: date | None) -> date | None:
    return launch_day + REVIEW_AFTER if launch_day else None


def _rescheduled(before: Launch, launch: Launch, among: Playbooks) -> Launch:
    """The open items of the checklist as far from the new date as they were from the old one."""
    planned = {text: timedelta(days=after) for text, _, after in _steps_of(before.tier, among).steps}

    def moved(item: ChecklistItem) -> ChecklistItem:
        if item.done or launch.date is None:
            return item
        if before.date is None:
            due = launch.date + planned[item.text] if item.due is None and item.text in planned else item.due
        else:
            due = item.due + (launch.date - before.date) if item.due else None
        return item.model_copy(update={"due": due})

    return launch.model_copy(update={"checklist": tuple(moved(item) for item in launch.checklist)})


def _of_tier(former: int, launch: Launch, among: Playbooks) -> Launch:
    dropped = {text for text, _, _ in _steps_of(former, among).steps}
    dropped -= {text for text, _, _ in _steps_of(launch.tier, among).steps}
    kept = tuple(item for item in launch.checklist if item.done or item.text not in dropped)
    return with_steps(launch.model_copy(update={"checklist": kept}), _steps_of(launch.tier, among))


class LaunchSteps(KindSteps[Launch]):
    """The steps of launches."""

    def complete(self, document: Launch, context: ActionContext) -> Launch:
        """Bring its checklist."""
        return open_launch(document, context.playbooks)

    def amend(self, before: Launch, after: Launch, context: ActionContext) -> Launch:
        """Let its checklist follow."""
        return amend(before, after, context.playbooks)
