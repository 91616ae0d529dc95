"""Requests for what is not there yet: the feature or the insight is made with them."""

from collections.abc import Sequence
from datetime import date

from pmtui.errors import InputError
from pmtui.models.deals.deal import Deal
from pmtui.models.discovery.insight import Evidence
from pmtui.models.document import Document
from pmtui.models.fields import build, fields_of, read
from pmtui.models.kinds import canonical_id, kind_of
from pmtui.models.registry import kind_of_model
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.request import Request
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows import kind_dispatch
from pmtui.workflows.kind_steps import an
from pmtui.workflows.record_commands import action_context, reading


def request_feature(
    workspace: Workspace,
    asker: str,
    feature: str,
    kind: str = "important",
    quote: str = "",
    promised: date | None = None,
) -> Commit:
    """Note that a deal or an account asks for a feature.

    Raises:
        InputError: There is no such deal, account, feature or kind of request.
    """
    urgency = str(read(fields_of("request")["kind"], kind, reading(workspace)))
    return request_features(workspace, [(asker, feature)], urgency, quote, promised)


def request_features(
    workspace: Workspace,
    pairs: Sequence[tuple[str, str]],
    kind: str = "important",
    quote: str = "",
    promised: date | None = None,
) -> Commit:
    """Note that deals or accounts ask for features, all or none.

    Args:
        workspace: Where they are.
        pairs: Who asks, and for which feature.
        kind: How much it matters to them.
        quote: What they said.
        promised: By when it was promised.

    Raises:
        InputError: There is no such deal, account or feature.
    """
    here, made = action_context(workspace), []
    for asker, feature in pairs:
        wanted = workspace.get(feature)
        if not isinstance(wanted, Feature):
            raise InputError(f"{feature} is not a feature")
        made.append(
            kind_dispatch.complete(request(workspace.get(asker), wanted, kind, quote, promised), here)
        )
    asker, feature = pairs[0]
    what = f"{canonical_id(feature)} for {asker}" if len(pairs) == 1 else f"for {len(pairs):,} pairs"
    changes = ChangeSet(f"Request {what}")
    for document in made:
        changes.create(document)
    return workspace.commit(changes)


def request(asker: Document, feature: Feature, kind: str, quote: str, promised: date | None) -> Request:
    """A request for a feature by a deal, an account or a lead.

    Raises:
        InputError: Nobody else asks for features.
    """
    fields = {"feature": feature.id, "kind": kind, "quote": quote, "promised": promised}
    if isinstance(asker, Deal):
        return Request.model_validate({"deal": asker.id, "account": asker.account, **fields})
    if kind_of_model(asker) in ("account", "lead"):
        return Request.model_validate({kind_of_model(asker): asker.id, **fields})
    raise InputError(
        f"{asker.id}: {an(kind_of_model(asker))} does not ask for features; a deal, an account or a lead does"
    )


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
            asked = request(workspace.get(asker), feature, "important", "", None)
            changes.create(kind_dispatch.complete(asked, here))
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
