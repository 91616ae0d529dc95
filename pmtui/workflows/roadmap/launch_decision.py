"""The verbs on a launch: decide on go or no-go, and bring its features to customers."""

from datetime import date

from pmtui.errors import InputError
from pmtui.models.document import to_stored
from pmtui.models.fields import build
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.launch import Decision, Launch
from pmtui.models.roadmap.product import Product
from pmtui.models.roadmap.roadmap_rows import LaunchRow
from pmtui.rules.roadmap.features import is_declined
from pmtui.rules.roadmap.products import has_entered
from pmtui.rules.roadmap.shipping import Blocker, launch_blockers
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows.roadmap.features import ship
from pmtui.workflows.roadmap.products import enter
from pmtui.workflows.roadmap.shipping import blocked_by_nothing

_INTRODUCES = 1
"""The tier that makes a product a new one on the market."""


def launch_of(workspace: Workspace, launch_id: str) -> Launch:
    """The launch of an id or a name.

    Raises:
        InputError: There is none.
    """
    launch = workspace.find(workspace.names.find("launch", launch_id))
    if not isinstance(launch, Launch):
        raise InputError(f"{launch_id} is no launch")
    return launch


def go(workspace: Workspace, launch_id: str, override: str = "") -> Commit:
    """Decide that a launch goes.

    Args:
        workspace: Where it is.
        launch_id: The launch.
        override: Why it goes although something blocks it; what does is kept with the reason.

    Raises:
        InputError: Something blocks it and no reason is given, or it is launched already.
    """
    launch = launch_of(workspace, launch_id)
    changes = ChangeSet(f"Decide go for {launch.id} {launch.title}")
    changes.update(launch, _going(workspace, launch, override))
    return workspace.commit(changes)


def no_go(workspace: Workspace, launch_id: str, reason: str) -> Commit:
    """Decide that a launch does not go as things are.

    Raises:
        InputError: No reason is given, or it is launched already.
    """
    launch = launch_of(workspace, launch_id)
    _refuse_launched(launch)
    if not reason.strip():
        raise InputError(f"{launch.id}: a no-go takes its reason")
    changes = ChangeSet(f"Decide no-go for {launch.id} {launch.title}")
    changes.update(launch, _decided(workspace, launch, "no-go", reason))
    return workspace.commit(changes)


def carry_out(workspace: Workspace, launch_id: str, override: str = "") -> Commit:
    """Launch: decide on go where nobody has, ship every feature, and introduce the product of a tier 1 launch.

    Raises:
        InputError: Something blocks it that no decision has overridden, or it is launched already.
    """
    launch = launch_of(workspace, launch_id)
    today = workspace.clock.today()
    gone = _going(workspace, launch, override)
    changes = ChangeSet(f"Launch {launch.id} {launch.title}")
    changes.update(launch, gone.model_copy(update={"launched": today}))
    for each in launch.features:
        feature = workspace.find(each)
        if isinstance(feature, Feature) and not is_declined(feature):
            changes.update(feature, ship(feature, today))
    product = workspace.find(launch.product) if launch.product else None
    if isinstance(product, Product) and launch.tier == _INTRODUCES and _is_new(product):
        changes.update(product, enter(product, "introduction", today, workspace.user))
    return workspace.commit(blocked_by_nothing(workspace.tables, changes, override or gone.decision_reason))


def blockers_of(workspace: Workspace, launch: Launch) -> list[Blocker]:
    """The blockers of a launch; none once it has launched."""
    if launch.launched is not None:
        return []
    return launch_blockers(workspace.tables, LaunchRow(to_stored(launch)), workspace.clock.today())


def _going(workspace: Workspace, launch: Launch, override: str) -> Launch:
    """The launch decided on; a go that stands, and covers what blocks it, is kept as it is.

    Raises:
        InputError: It is launched already, or blocked by what nobody has overridden.
    """
    _refuse_launched(launch)
    found = blockers_of(workspace, launch)
    reason = override.strip()
    standing = launch.decision == "go" and not reason
    unmet = [each for each in found if not standing or each.key not in launch.overridden]
    if unmet and not reason:
        told = "; ".join(f"{each.id} {each.text}" for each in unmet)
        raise InputError(f"{launch.id} cannot go: {told}. --override REASON goes all the same")
    if standing:
        return launch
    return _decided(workspace, launch, "go", reason, tuple(each.key for each in found))


def _decided(
    workspace: Workspace, launch: Launch, decision: Decision, reason: str, overridden: tuple[str, ...] = ()
) -> Launch:
    on: date = workspace.clock.today()
    decided: dict[str, object] = {
        "decision": decision,
        "decided": on,
        "decided_by": workspace.user,
        "decision_reason": reason,
        "overridden": overridden,
    }
    after = build("launch", launch, decided)
    assert isinstance(after, Launch)
    return after


def _refuse_launched(launch: Launch) -> None:
    if launch.launched:
        raise InputError(f"{launch.id} was launched on {launch.launched}")


def _is_new(product: Product) -> bool:
    return not has_entered(product, "introduction")
