"""The consequences of editing a lead: when it came, when it was answered, its next action."""

from datetime import date

from pmtui.errors import FieldError, InputError
from pmtui.models.deals.lead import LEAD_STATUSES, Lead
from pmtui.workflows.kind_steps import ActionContext, KindSteps

FIRST = "first answer"
"""The next action of a lead for which none was given."""


def open_lead(lead: Lead, today: date) -> Lead:
    """A new lead: it came today, and somebody has to answer it today."""
    step = lead.next_step or (FIRST if lead.answered is None else "")
    due = lead.next_step_due or (today if step == FIRST else None)
    return lead.model_copy(update={"came": lead.came or today, "next_step": step, "next_step_due": due})


def amend(before: Lead, after: Lead, today: date) -> Lead:
    """A lead after an edit: one that leaves `new` has been answered, and its first answer is done."""
    if before.status == "new" and after.status != "new" and after.answered is None:
        after = after.model_copy(update={"answered": today})
    if after.answered is not None and before.answered is None and after.next_step == FIRST:
        after = after.model_copy(update={"next_step": "", "next_step_due": None})
    return after


def refuse_conversion(before: Lead, after: Lead) -> None:
    """Refuse to call a lead converted: converting it is what makes the account, the contact and the deal.

    Raises:
        FieldError: The edit would.
    """
    if after.status == "converted" != before.status:
        raise FieldError(
            "status", f"comes of converting: `pmtui convert {before.id}`, or its key on the screen"
        )


def step(lead: Lead, steps: int, today: date) -> Lead:
    """A lead some statuses on, or back; converting and disqualifying are verbs of their own.

    Raises:
        InputError: There is no status in that direction.
    """
    order = LEAD_STATUSES[: LEAD_STATUSES.index("converted")]
    place = order.index(lead.status) + steps if lead.status in order else -1
    if not 0 <= place < len(order):
        raise InputError(
            f"{lead.id} is {lead.status}; `pmtui convert {lead.id}` makes a deal of a qualified lead"
        )
    return amend(lead, lead.model_copy(update={"status": order[place]}), today)


class LeadSteps(KindSteps[Lead]):
    """The steps of leads."""

    def complete(self, document: Lead, context: ActionContext) -> Lead:
        """Open it."""
        return open_lead(document, context.today)

    def amend(self, before: Lead, after: Lead, context: ActionContext) -> Lead:
        """Note when it was answered; only an import may call it converted."""
        if not context.recorded:
            refuse_conversion(before, after)
        return amend(before, after, context.today)

    def step(self, document: Lead, steps: int, context: ActionContext) -> Lead:
        """Move it along its statuses."""
        return step(document, steps, context.today)
