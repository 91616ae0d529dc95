"""The dialog before a feature ships: what becomes of its promises, whom to call, and why it ships if blocked."""

from collections.abc import Callable, Sequence

from pmtui.models.roadmap.roadmap_rows import FeatureRow, RequestRow
from pmtui.models.roadmap.roadmap_words import SHIPPED
from pmtui.rules.roadmap.features import is_shipped
from pmtui.rules.roadmap.promises import standing
from pmtui.screens.acts.act_dialog import Act, ActDialog, ActEffect, ActField, Texts
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit
from pmtui.workflows.roadmap.shipping import Blocked, ShippingBlockedError

_SHOWN = 5
_REASON = "reason"


def unless_blocked(
    screen: BaseScreen,
    session: Session,
    make: Callable[[str], ChangeSet],
    then: Callable[[ChangeSet], None],
    shipped: Callable[[Commit | None], None],
) -> None:
    """Make a change and go on; where it ships features, ask first, and why if something blocks them.

    Args:
        screen: The screen to ask over.
        session: The workspace, keys and settings.
        make: Makes the change, given the reason; an empty one at first.
        then: Takes a change that ships nothing.
        shipped: Is told of the commit that shipped features.
    """
    blocked: Sequence[Blocked] = ()
    try:
        changes = make("")
        features = _ships(session, changes)
    except ShippingBlockedError as error:
        blocked = error.blocked
        features = [each.feature for each in blocked]
    else:
        if not features:
            then(changes)
            return
    screen.app.push_screen(ActDialog(session, shipping(session, features, blocked, make, screen)), shipped)


def shipping(
    session: Session,
    features: Sequence[FeatureRow],
    blocked: Sequence[Blocked],
    make: Callable[[str], ChangeSet],
    screen: BaseScreen,
) -> Act:
    """Ask for the reason where something blocks features; tell what becomes of their promises and whom to call."""
    workspace = session.workspace
    found = [
        ActEffect("! blocked", f"{blocker.text}", "bad") for each in blocked for blocker in each.blockers
    ][:_SHOWN]
    ids = {feature.id for feature in features}
    asked = [row for row in RequestRow.all(workspace.tables) if row.feature in ids]
    today = workspace.clock.today()
    for row in asked[:_SHOWN]:
        if row.promised is None:
            continue
        now = FeatureRow({"status": SHIPPED, "shipped": today.isoformat()})
        kept = standing(row.promised, now, today) == "kept"
        who = workspace.names.label(row.deal or row.account or "")
        told = f"kept ✓, {who}" if kept else f"{(today - row.promised).days}d late, {who}"
        found.append(ActEffect(f"promised for {row.promised}", told, "good" if kept else "risk"))
    if asked:
        found.append(ActEffect("asked for by", f"{len(asked):,}; whom to call is shown after it"))
    fields = [ActField(_REASON, "because", "", "why it ships all the same; kept with it")] if blocked else []
    name = features[0].title if len(features) == 1 else f"{len(features):,} features"

    def save(texts: Texts) -> Commit:
        return workspace.commit(make(texts.get(_REASON, "")))

    return Act(f"Ship {name}", "ship it", fields, save, lambda texts: found, card=screen.card_region)


def _ships(session: Session, changes: ChangeSet) -> list[FeatureRow]:
    """The features that a change ships, as they are."""
    return [
        feature
        for change in changes
        if change.kind == "feature"
        and change.now is not None
        and is_shipped(FeatureRow(change.now))
        and (feature := FeatureRow.of(session.workspace.tables, change.id)) is not None
        and not is_shipped(feature)
    ]
