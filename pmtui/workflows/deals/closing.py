"""Winning and losing deals in one command, with what usually follows: onboarding, and the renewal of the account."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from pmtui.models.customers.account import Account
from pmtui.models.deals.activity import Activity
from pmtui.models.deals.deal import LOST_REASONS, Deal
from pmtui.models.deals.deal_rows import DealRow, TargetRow
from pmtui.models.document import Document
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.deals.targets import same_target
from pmtui.rules.periods import period_of
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace
from pmtui.workflows import kind_dispatch
from pmtui.workflows.playbook_files import Playbook, playbook_named
from pmtui.workflows.record_commands import action_context, moving

ONBOARDING = "onboarding"
"""The playbook that follows a won deal."""

_CONTRACT = 365
"""Days after which a contract is renewed, unless the account says otherwise."""


class Attained(NamedTuple):
    """What was won in a period, and the target for it."""

    period: str
    """The period's label."""
    won: Decimal
    """What was won, in the currency of the target, or of the workspace if there is none."""
    target: Decimal | None
    """The target; `None` if there is none."""
    currency: str
    """The currency of both."""


def closing(
    workspace: Workspace,
    ids: Sequence[str],
    outcome: str,
    values: Mapping[str, object],
    *,
    onboarding: bool = False,
    renewal: date | None = None,
) -> ChangeSet:
    """The changes that win or lose deals.

    Args:
        workspace: Where they are.
        ids: The deals.
        outcome: `won` or `lost`.
        values: What all of them are given: the day, the reason, the amount.
        onboarding: Whether the steps of the onboarding are planned about each.
        renewal: The day on which their accounts renew; `None` leaves that as it is.

    Raises:
        InputError: One of them is over, or its pipeline has no such stage.
        FieldError: One of them cannot be closed so.
    """
    deals = [deal for each in ids if isinstance(deal := workspace.get(each), Deal)]
    changes = moving(workspace, ids, outcome, values=values)
    verb = "Win" if outcome == "won" else "Lose"
    changes.name = (
        f"{verb} {deals[0].id} {deals[0].title}" if len(deals) == 1 else f"{verb} {len(deals):,} deals"
    )
    for deal in deals if onboarding else ():
        for step in steps_about(workspace, playbook_named(ONBOARDING), deal):
            changes.create(step)
    for account_id in dict.fromkeys(deal.account for deal in deals if deal.account) if renewal else ():
        account = workspace.find(account_id)
        if isinstance(account, Account):
            after = account.model_copy(update={"renewal": renewal})
            changes.update(account, kind_dispatch.amend(account, after, action_context(workspace)))
    return changes


def steps_about(workspace: Workspace, playbook: Playbook, about: Document) -> list[Activity]:
    """The steps of a playbook as activities about a document."""
    here = action_context(workspace)
    found = []
    for text, activity_type, after in playbook.steps:
        due = here.today + timedelta(days=after)
        values = {"text": text, "type": activity_type, "about": about.id, "due": due, "owner": about.owner}
        step = kind_dispatch.complete(Activity.model_validate(values), here)
        assert isinstance(step, Activity)
        found.append(step)
    return found


def renewal_after(closed: date) -> date:
    """The day on which a contract that was won renews."""
    return closed + timedelta(days=_CONTRACT)


def is_first(workspace: Workspace, deal: Deal) -> bool:
    """Whether a deal is the first that its account would have won."""
    stages = Stages(workspace.pipelines)
    return not any(
        other.account == deal.account and stages.outcome(other.stage) == "won"
        for other in DealRow.all(workspace.tables)
    )


def usual_reasons(workspace: Workspace) -> tuple[str, ...]:
    """The reasons for which deals are lost, the most frequent first."""
    used = Counter(row.lost_reason for row in DealRow.all(workspace.tables) if row.lost_reason)
    return tuple(dict.fromkeys([*(reason for reason, _ in used.most_common()), *LOST_REASONS]))


def attained(workspace: Workspace, owner: str, day: date) -> Attained:
    """What an owner has won in the quarter of a day, towards their target; that of the team if they have none."""
    period = period_of(workspace, day)
    targets = list(TargetRow.all(workspace.tables))
    found = same_target(targets, owner, period.label) if owner else None
    whose = owner if found is not None else ""
    found = found or same_target(targets, "", period.label)
    currency = found.amount.currency if found is not None else workspace.settings.currency
    stages = Stages(workspace.pipelines)
    won = sum(
        (
            deal.amount.amount
            for deal in DealRow.all(workspace.tables)
            if stages.outcome(deal.stage) == "won"
            and deal.amount is not None
            and deal.amount.currency == currency
            and deal.closed is not None
            and period.first <= deal.closed <= period.last
            and (not whose or deal.owner == whose)
        ),
        Decimal(),
    )
    return Attained(period.label, won, found.amount.amount if found is not None else None, currency)
