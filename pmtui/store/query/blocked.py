"""Open features and launches that cannot ship or go yet because of blockers, as a derived value."""

from pmtui.models.roadmap.roadmap_rows import FeatureRow, LaunchRow
from pmtui.rules.roadmap.features import is_open
from pmtui.rules.roadmap.shipping import launch_blockers, shipping_blockers
from pmtui.store.query.derived import DAY, Derived, Source


def _blocked(workspace: Source) -> frozenset[str]:
    tables, today = workspace.tables, workspace.clock.today()
    features = (
        feature.id
        for feature in FeatureRow.all(tables)
        if is_open(feature) and next(shipping_blockers(tables, feature), None) is not None
    )
    launches = (
        launch.id
        for launch in LaunchRow.all(tables)
        if launch.launched is None and launch_blockers(tables, launch, today)
    )
    return frozenset((*features, *launches))


BLOCKED = Derived(_blocked, frozenset({"feature", "launch", DAY}))
"""The ids of open features and launches that something blocks."""
