"""The blockers that keep a feature from shipping, and a launch from going: checked by every way to do either."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from pmtui.models.roadmap.roadmap_rows import ChecklistItemRow, FeatureRow, LaunchRow
from pmtui.models.row import Stored
from pmtui.rules.roadmap.features import is_declined, is_ready, is_shipped

Tables = Mapping[str, Mapping[str, Stored]]
"""Stored documents by kind and id."""


class Check(Protocol):
    """A compliance check."""

    @property
    def state(self) -> str:
        """`open`, `met`, `failed` or `waived`."""
        ...


class Blocker(NamedTuple):
    """Something that keeps a feature from shipping, or a launch from going."""

    id: str
    """The feature, or the launch itself."""
    topic: str
    """The topic in a word or two; the same as long as the blocker exists."""
    text: str
    """The problem, as a clause after the name of the document."""

    @property
    def key(self) -> str:
        """The key that tells it from all others."""
        return f"{self.id} {self.topic}"


def check_blocks(check: Check) -> bool:
    """Whether a compliance check keeps a feature from customers: it is open or has failed."""
    return check.state in ("open", "failed")


def shipping_blockers(
    tables: Tables, feature: FeatureRow, *, launch: str = "", together: Collection[str] = ()
) -> Iterator[Blocker]:
    """The blockers that keep a feature from shipping: requirements, dependencies, compliance, and its launch.

    Args:
        tables: All documents.
        feature: The feature.
        launch: The launch that ships it; empty if it ships by itself.
        together: The features that ship with it.
    """
    if not is_shipped(feature):
        yield from _requirements(feature)
        yield from _dependencies(tables, feature, together)
        if not launch:
            yield from _launch(tables, feature)
    yield from _compliance(feature)


def _requirements(feature: FeatureRow) -> Iterator[Blocker]:
    requirements = feature.requirements
    done = sum(requirement.done for requirement in requirements)
    if done < len(requirements):
        yield Blocker(feature.id, "requirements", f"has {done} of {len(requirements)} requirements done")


def _dependencies(tables: Tables, feature: FeatureRow, together: Collection[str]) -> Iterator[Blocker]:
    for needed_id in feature.depends_on:
        needed = FeatureRow.of(tables, needed_id)
        if needed is not None and needed_id not in together and not is_shipped(needed):
            yield Blocker(
                feature.id, needed_id, f"depends on {needed_id} {needed.title}, which has not shipped"
            )


def _compliance(feature: FeatureRow) -> Iterator[Blocker]:
    for check in feature.compliance:
        if check_blocks(check):
            state = "has failed" if check.state == "failed" else "is open"
            yield Blocker(feature.id, check.rule, f"{check.rule}: the check {state}")


def _launch(tables: Tables, feature: FeatureRow) -> Iterator[Blocker]:
    """The launches that are to bring it, if none has gone."""
    launches = [row for row in LaunchRow.all(tables) if feature.id in row.features]
    if any(row.launched is not None for row in launches):
        return
    for row in launches:
        day = f", planned for {row.date}" if row.date else ""
        yield Blocker(feature.id, row.id, f"ships with {row.id} {row.title}{day}, which has not launched")


def launch_blockers(tables: Tables, launch: LaunchRow, today: date) -> list[Blocker]:
    """The blockers that keep a launch from going: its date, its features, and what is to be done before it."""
    items = [item for item in launch.checklist if not item.done and is_due_before(item, launch.date)]
    return [
        *_date_problems(launch, today),
        *(blocker for each in launch.features for blocker in _feature_problems(tables, each, launch)),
        *(
            Blocker(launch.id, item.text, f"to do: {item.text}{f' (by {item.due})' if item.due else ''}")
            for item in items
        ),
    ]


def is_due_before(item: ChecklistItemRow, launch_day: date | None) -> bool:
    """Whether an item of the checklist has to be done for the launch to go; others come after it."""
    due = item.due
    return due is None or launch_day is None or due <= launch_day


def _date_problems(launch: LaunchRow, today: date) -> Iterator[Blocker]:
    day = launch.date
    if day is None:
        yield Blocker(launch.id, "date", "has no date")
    elif day < today:
        yield Blocker(launch.id, "date", f"was to be on {day}, which is past")
    if not launch.features:
        yield Blocker(launch.id, "features", "has no features")


def _feature_problems(tables: Tables, feature_id: str, launch: LaunchRow) -> Iterator[Blocker]:
    feature = FeatureRow.of(tables, feature_id)
    if feature is None:
        yield Blocker(feature_id, "gone", "is gone; take it off the launch")
    elif is_declined(feature):
        yield Blocker(feature_id, "declined", "was declined; take it off the launch")
    else:
        yield from _unready(feature)
        yield from shipping_blockers(tables, feature, launch=launch.id, together=launch.features)


def _unready(feature: FeatureRow) -> Iterator[Blocker]:
    """Nothing says that it is done: who ships a feature by itself says so by that, a launch does not."""
    if not feature.requirements and not is_shipped(feature) and not is_ready(feature):
        text = f"is in status {feature.status}, without requirements that say what is done"
        yield Blocker(feature.id, "requirements", text)
