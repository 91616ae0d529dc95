"""The customers: accounts and the people there."""

from collections.abc import Sequence
from typing import ClassVar

from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.documents.panes import Pane, TablePane
from pmtui.screens.documents.view_definitions import ACCOUNTS, CONTACTS


class CustomersScreen(DocumentScreen):
    """Accounts and contacts."""

    TITLE_SHOWN: ClassVar[str] = "Customers"

    def make_panes(self) -> Sequence[Pane]:
        """The accounts, the contacts."""
        return (TablePane(ACCOUNTS, self.session), TablePane(CONTACTS, self.session))
