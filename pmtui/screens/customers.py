"""The customers: accounts and the people there."""

from collections.abc import Sequence
from typing import ClassVar

from pmtui.screens.book import BookScreen
from pmtui.screens.panes import Pane, TablePane
from pmtui.screens.views import ACCOUNTS, CONTACTS


class CustomersScreen(BookScreen):
    """Accounts and contacts."""

    TITLE_SHOWN: ClassVar[str] = "Customers"

    def make_panes(self) -> Sequence[Pane]:
        """The accounts, the contacts."""
        return (TablePane(ACCOUNTS, self.session), TablePane(CONTACTS, self.session))
