"""The consequences of editing an account: its worth, and since when, is logged."""

from datetime import date

from pmtui.models.customers.account import Account, Worth
from pmtui.workflows.kind_steps import ActionContext, KindSteps


def open_account(account: Account, today: date) -> Account:
    """A new account, its worth logged from today."""
    if account.recurring_value is None or account.worth_log:
        return account
    return account.model_copy(update={"worth_log": (Worth(on=today, amount=account.recurring_value),)})


def amend(before: Account, after: Account, today: date) -> Account:
    """The account after a person edited it: a new worth is logged, a renewal moved on means it was renewed.

    One that churned is worth nothing from that day on.
    """
    updates: dict[str, object] = {}
    moved_on = before.renewal and after.renewal and after.renewal > before.renewal
    if moved_on and after.renewed == before.renewed:
        updates["renewed"] = today
    worth = None if after.churned else after.recurring_value
    if worth != (None if before.churned else before.recurring_value):
        on = after.churned or today
        log = [entry for entry in after.worth_log if entry.on != on]
        updates["worth_log"] = (*log, Worth(on=on, amount=worth))
    return after.model_copy(update=updates) if updates else after


class AccountSteps(KindSteps[Account]):
    """The steps of accounts."""

    def complete(self, document: Account, context: ActionContext) -> Account:
        """Open it."""
        return open_account(document, context.today)

    def amend(self, before: Account, after: Account, context: ActionContext) -> Account:
        """Log its worth."""
        return amend(before, after, context.today)
