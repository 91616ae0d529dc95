"""The issue: something that troubles a customer, until it is solved."""

from pmtui.models.assigned_task import Assigned


class Issue(Assigned):
    """One open or solved issue of an account: what is wrong, who sees to it, by when, whether it is solved."""
