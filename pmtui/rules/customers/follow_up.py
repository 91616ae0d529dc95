"""When to be in touch with a customer again: cadences, and renewals that come up."""

from datetime import date, timedelta

from pmtui.models.customers.customer_rows import AccountRow, ContactRow
from pmtui.models.values.clock import local_day

NOTICE = timedelta(days=45)
"""How long before a renewal it comes up."""


def touch_due(contact: ContactRow) -> date | None:
    """Return the day by which to be in touch with a contact; `None` without a cadence.

    One with whom nobody has been in touch is due so many days after it was made.
    """
    cadence, last, made = contact.cadence, contact.last_contact, contact.created_at
    since = last or (local_day(made) if made is not None else None)
    return None if cadence is None or since is None else since + timedelta(days=cadence)


def renewal_due(account: AccountRow, today: date) -> date | None:
    """Return the day of a renewal that has come up and is neither renewed nor churned, however late it is."""
    renewal, renewed = account.renewal, account.renewed
    if renewal is None or account.churned is not None or renewal > today + NOTICE:
        return None
    return None if renewed is not None and renewed >= renewal - NOTICE else renewal
