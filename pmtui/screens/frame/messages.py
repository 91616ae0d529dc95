"""Requests from a screen to the application: another screen, or an entry of the dictionary over it."""

from datetime import date

from textual.message import Message

ALL_HISTORY = "#"
"""In the place of a document: the history of all of them."""


class ShowScreen(Message):
    """Another screen is wanted."""

    def __init__(self, command: str, at: str = "") -> None:
        super().__init__()
        self.command = command
        """The command that shows it, such as `show-pipeline`."""
        self.at = at
        """The document to go to there; empty to leave its cursor where it is."""


class OpenRecord(Message):
    """The page of a record is wanted; escape comes back from it."""

    def __init__(self, document_id: str) -> None:
        super().__init__()
        self.document_id = document_id
        """The record."""


class GoBack(Message):
    """The place before this one is wanted, as it was left."""


class BeginTour(Message):
    """The tour is to begin."""


class ShowView(Message):
    """A view of a screen is wanted."""

    def __init__(self, command: str, view: str) -> None:
        super().__init__()
        self.command = command
        """The command that shows the screen, such as `show-reports`."""
        self.view = view
        """The view's id on it, such as `funnel`."""


class ChooseTheme(Message):
    """A theme is to be picked, or put on."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.name = name
        """The theme; empty to pick one."""


class RedrawScreen(Message):
    """Everything is to be painted anew."""


class ShowAsOf(Message):
    """This screen is wanted as it was on a day."""

    def __init__(self, day: date | None) -> None:
        super().__init__()
        self.day = day
        """The day; `None`, and any day that is not past, for now."""


class ShowTerm(Message):
    """An entry of the dictionary is wanted over this screen."""

    def __init__(self, slug: str) -> None:
        super().__init__()
        self.slug = slug
        """The entry."""


class ShowComparison(Message):
    """Some entries of the dictionary are wanted side by side."""

    def __init__(self, slugs: tuple[str, ...]) -> None:
        super().__init__()
        self.slugs = slugs
        """The entries; those that are missing are picked."""


class ShowProcess(Message):
    """The map of both processes is wanted over this screen."""


class ShowRecords(Message):
    """Some records of one kind are wanted in a list of their own; escape comes back from it."""

    def __init__(self, kind: str, ids: tuple[str, ...], title: str) -> None:
        super().__init__()
        self.kind = kind
        """The kind."""
        self.ids = ids
        """The records."""
        self.title = title
        """The name of the selection, for the status line."""
