"""Requests from a screen to the application: another screen, or an entry of the dictionary over it."""

from datetime import date

from textual.message import Message

ALL_HISTORY = "#"
"""In the place of a document: the history of all of them."""


class ShowScreen(Message):
    """Another screen is wanted, and on it perhaps a document."""

    def __init__(self, command: str = "", document_id: str = "") -> None:
        super().__init__()
        self.command = command
        """The command that shows it, such as `show-pipeline`; empty for the one a document belongs to."""
        self.document_id = document_id
        """The document to go to; empty for none."""


class ChooseTheme(Message):
    """A theme is to be picked."""


class RedrawScreen(Message):
    """Everything is to be painted anew."""


class ShowAsOf(Message):
    """This screen is wanted as it was on a day."""

    def __init__(self, day: date | None, command: str) -> None:
        super().__init__()
        self.day = day
        """The day; `None`, and any day that is not past, for now."""
        self.command = command
        """The command that shows the screen."""


class ShowTerm(Message):
    """An entry of the dictionary is wanted over this screen."""

    def __init__(self, slug: str) -> None:
        super().__init__()
        self.slug = slug
        """The entry."""


class ShowRecords(Message):
    """Some records of one kind are wanted, on the screen where they belong."""

    def __init__(self, kind: str, ids: tuple[str, ...], title: str) -> None:
        super().__init__()
        self.kind = kind
        """The kind."""
        self.ids = ids
        """The records."""
        self.title = title
        """The name of the selection, for the status line."""
