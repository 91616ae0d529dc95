"""The steps of features: planned, placed, moved on; shipped only when nothing blocks them."""

from pmtui.models.roadmap.feature import Feature
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace
from pmtui.workflows.kind_steps import ActionContext, Destination, KindSteps
from pmtui.workflows.roadmap import features
from pmtui.workflows.roadmap.dependencies import refuse_circles
from pmtui.workflows.roadmap.shipping import blocked_by_nothing


class FeatureSteps(KindSteps[Feature]):
    """The steps of features."""

    def complete(self, document: Feature, context: ActionContext) -> Feature:
        """Plan it."""
        return features.plan_feature(document, context.today, context.user, recorded=context.recorded)

    def amend(self, before: Feature, after: Feature, context: ActionContext) -> Feature:
        """Let its dates and its status follow."""
        return features.amend(before, after, context.today, context.user, recorded=context.recorded)

    def move(self, document: Feature, destination: Destination, context: ActionContext) -> Feature:
        """Place it at a status or a horizon."""
        return features.place(document, destination.to, context.today)

    def step(self, document: Feature, steps: int, context: ActionContext) -> Feature:
        """Move it along the lanes."""
        return features.step(document, steps, context.today)

    def together(self, workspace: Workspace, changes: ChangeSet, reason: str = "") -> ChangeSet:
        """Refuse features that wait for themselves, and those that ship although something blocks them."""
        refuse_circles(changes, workspace.rows("feature"))
        return blocked_by_nothing(workspace.tables, changes, reason)
