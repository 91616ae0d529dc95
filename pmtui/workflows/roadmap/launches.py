"""What follows from an edit of a launch, and what stands between it and the customers."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.launch_parts import ChecklistItem
from pmtui.models.roadmap.roadmap_words import SHIPPED
from pmtui.store.query.name_index import title_of
from pmtui.store.query.stored_rows import Rows
from pmtui.workflows.playbook_files import Playbook, playbook_named

REVIEW_AFTER = timedelta(days=30)
"""From a launch to its review, unless a person says otherwise."""


class Blocker(NamedTuple):
    """Something that keeps a launch from going."""

    id: str
    """The feature, or the launch itself."""
    topic: str
    """What it is about in a word or two; the same as long as it stands."""
    text: str
    """What is lacking, as a clause after the name of the document."""

    @property
    def key(self) -> str:
        """What tells it from all others of the launch."""
        return f"{self.id} {self.topic}"


def open_launch(launch: Launch) -> Launch:
    """A new launch made complete: the checklist of its tier, unless it brings one, and the day of its review."""
    planned = launch if launch.checklist else with_steps(launch, _steps_of(launch.tier))
    return planned.model_copy(update={"review_due": launch.review_due or _review_day(launch.date)})


def amend(before: Launch, after: Launch) -> Launch:
    """The launch after a person edited it: what hangs on its date and tier follows, what was typed stays.

    Open items of the checklist and the review move along with the date. Another tier brings its steps and
    takes the open ones of the former tier away. An edit of the checklist itself is left alone.
    """
    launch = after
    if after.checklist == before.checklist:
        if after.date != before.date:
            launch = _rescheduled(before, launch)
        if after.tier != before.tier:
            launch = _of_tier(before.tier, launch)
    follows = before.review_due == _review_day(before.date) and after.review_due == before.review_due
    return launch.model_copy(update={"review_due": _review_day(after.date)}) if follows else launch


def with_steps(launch: Launch, playbook: Playbook) -> Launch:
    """The launch with the steps of a playbook on its checklist; one that stands there already is left alone."""
    known = {item.text.casefold() for item in launch.checklist}
    fresh = (
        ChecklistItem(text=text, due=launch.date + timedelta(days=after) if launch.date else None)
        for text, _, after in playbook.steps
        if text.casefold() not in known
    )
    return launch.model_copy(update={"checklist": (*launch.checklist, *fresh)})


def blockers(tables: Rows, launch: Launch, today: date) -> list[Blocker]:
    """What blocks a launch: its date, its features, their compliance, what is to be done before it."""
    return [
        *_date_problems(launch, today),
        *(blocker for each in launch.features for blocker in _feature_problems(tables, each, launch)),
        *(
            Blocker(launch.id, item.text, f"to do: {item.text}{f' (by {item.due})' if item.due else ''}")
            for item in launch.checklist
            if not item.done and due_before(item, launch)
        ),
    ]


def feature_of(tables: Rows, feature_id: str) -> Feature | None:
    """The feature of an id; `None` where there is none any more."""
    row = tables["feature"].get(feature_id)
    return Feature.model_validate(row) if row is not None else None


def due_before(item: ChecklistItem, launch: Launch) -> bool:
    """Whether an item of the checklist has to be done for the launch to go; others come after it."""
    return item.due is None or launch.date is None or item.due <= launch.date


def _date_problems(launch: Launch, today: date) -> Iterator[Blocker]:
    if launch.date is None:
        yield Blocker(launch.id, "date", "has no date")
    elif launch.date < today:
        yield Blocker(launch.id, "date", f"was to be on {launch.date}, which is past")
    if not launch.features:
        yield Blocker(launch.id, "features", "has no features")


def _feature_problems(tables: Rows, feature_id: str, launch: Launch) -> Iterator[Blocker]:
    feature = feature_of(tables, feature_id)
    if feature is None:
        yield Blocker(feature_id, "gone", "is gone; take it off the launch")
        return
    if feature.status == "declined":
        yield Blocker(feature_id, "declined", "was declined; take it off the launch")
        return
    if feature.status != SHIPPED:
        yield from _unfinished(tables, feature, launch)
    for check in feature.compliance:
        if check.blocks:
            state = "has failed" if check.state == "failed" else "is open"
            yield Blocker(feature_id, check.rule, f"{check.rule}: the check {state}")


def _unfinished(tables: Rows, feature: Feature, launch: Launch) -> Iterator[Blocker]:
    """What a feature lacks that has not shipped; one in beta needs no requirements to be known as done."""
    total, done = len(feature.requirements), sum(each.done for each in feature.requirements)
    if done < total:
        yield Blocker(feature.id, "requirements", f"has {done} of {total} requirements done")
    elif not total and feature.status != "beta":
        said = f"is in status {feature.status}, without requirements that say what is done"
        yield Blocker(feature.id, "requirements", said)
    for needed in feature.depends_on:
        row = tables["feature"].get(needed)
        if row is not None and needed not in launch.features and row.get("status") != SHIPPED:
            said = f"depends on {needed} {title_of('feature', row)}, which has not shipped"
            yield Blocker(feature.id, needed, said)


def _steps_of(tier: int) -> Playbook:
    return playbook_named(f"launch-tier-{tier}")


def _review_day(launch_day: date | None) -> date | None:
    return launch_day + REVIEW_AFTER if launch_day else None


def _rescheduled(before: Launch, launch: Launch) -> Launch:
    """The open items of the checklist as far from the new date as they were from the old one."""
    planned = {text: timedelta(days=after) for text, _, after in _steps_of(before.tier).steps}

    def moved(item: ChecklistItem) -> ChecklistItem:
        if item.done or launch.date is None:
            return item
        if before.date is None:
            due = launch.date + planned[item.text] if item.due is None and item.text in planned else item.due
        else:
            due = item.due + (launch.date - before.date) if item.due else None
        return item.model_copy(update={"due": due})

    return launch.model_copy(update={"checklist": tuple(moved(item) for item in launch.checklist)})


def _of_tier(former: int, launch: Launch) -> Launch:
    dropped = {text for text, _, _ in _steps_of(former).steps}
    dropped -= {text for text, _, _ in _steps_of(launch.tier).steps}
    kept = tuple(item for item in launch.checklist if item.done or item.text not in dropped)
    return with_steps(launch.model_copy(update={"checklist": kept}), _steps_of(launch.tier))
