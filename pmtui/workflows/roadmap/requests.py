"""Requests for what is not there yet: the feature or the insight is made with them."""

from collections.abc import Sequence

from pmtui.models.deals.deal import Deal
from pmtui.models.discovery.insight import Evidence
from pmtui.models.fields import build
from pmtui.models.kinds import kind_of
from pmtui.models.registry import kind_of_model
from pmtui.models.roadmap.feature import Feature
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows import kind_dispatch
from pmtui.workflows.record_commands import action_context


def request_new(workspace: Workspace, askers: Sequence[str], kind: str, title: str) -> Commit:
    """Note that deals, accounts or leads ask for what is not there yet: a feature, or an insight to begin with.

    An insight is linked to the deal or the account; a lead's name stands in its quote.

    Raises:
        InputError: The title is empty, or somebody does not ask for features.
    """
    here = action_context(workspace)
    changes = ChangeSet(f"New {kind} {title} for {', '.join(askers[:2])}")
    if kind == "feature":
        wanted = build("feature", None, {"title": title})
        made = changes.create(kind_dispatch.complete(wanted, here))
        assert isinstance(wanted, Feature)
        feature = wanted.model_copy(update={"id": made})
        for asker in askers:
            request = kind_dispatch.request(workspace.get(asker), feature, "important", "", None)
            changes.create(kind_dispatch.complete(request, here))
        return workspace.commit(changes)
    first = workspace.get(askers[0])
    values: dict[str, object] = {"title": title, "type": "need", "source": "sales talk"}
    kinds = {"deal": "deal", "account": "account"}
    link = kinds.get(kind_of_model(first))
    if link:
        values[link] = first.id
    if isinstance(first, Deal) and first.account:
        values["account"] = first.account
    others = tuple(Evidence(who=each) for each in askers[1:] if kind_of(each).name in kinds)
    changes.create(kind_dispatch.complete(build("insight", None, {**values, "evidence": others}), here))
    return workspace.commit(changes)
