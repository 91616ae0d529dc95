"""The interface that the application needs of whoever makes the screens of a workspace."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from pmtui.screens.frame.tour.guide import Guide
from pmtui.widgets.frame.line_input import LineInput


class ScreenProvider(Protocol):
    """The screens of an open workspace."""

    @property
    def mark(self) -> str:
        """The mark that tells its screens from those of another day."""
        ...

    @property
    def screens(self) -> Sequence[Screen[None]]:
        """The screens that have been made."""
        ...

    def at(self, day: date | None) -> "ScreenProvider":
        """The screens as of a day; itself for now."""
        ...

    def screen(self, command: str) -> Screen[None]:
        """The screen that a command shows, made when it is first asked for."""
        ...

    def like(self, other: Screen[None]) -> Screen[None]:
        """The screen of this day that shows the same as one of another day.

        Raises:
            InputError: There was no such thing that day.
        """
        ...

    def stand(self, screen: Screen[None], other: Screen[None]) -> None:
        """Let a screen show what another of its kind shows."""
        ...

    def record(self, document_id: str, trail: Sequence[Screen[None]]) -> Screen[None] | None:
        """The page of a record, opened from the last of some screens; `None` if it has none."""
        ...

    def listing(self, kind: str, ids: tuple[str, ...], title: str) -> Screen[None] | None:
        """A page that lists some records; `None` if no screen shows their kind."""
        ...

    def go_to(self, command: str, document_id: str) -> None:
        """Put a screen's cursor on a document."""
        ...

    def show_named(self, command: str, view: str) -> None:
        """Show a view of a screen by its id."""
        ...

    def guide(self, app: App[None], ended: Callable[[], None]) -> Guide:
        """The guide of a tour through the screens."""
        ...

    def offer_lines(self, lines: tuple[str, ...], line: LineInput) -> None:
        """Ask what becomes of several lines that were pasted into a one-line place."""
        ...

    def entry(self, slug: str) -> Screen[None]:
        """A dictionary entry to be shown over a screen.

        Raises:
            InputError: There is no such entry.
        """
        ...

    def compare(self, screen: DOMNode, slugs: tuple[str, ...]) -> None:
        """Put dictionary entries side by side over a screen."""
        ...

    def process(self) -> Screen[None]:
        """The map of both processes, to be shown over a screen."""
        ...

    def remember(self, home: Screen[None], current: Screen[None]) -> None:
        """Keep where the person is for the next start.

        Args:
            home: The screen that the pages were opened from.
            current: What is shown.
        """
        ...

    def beginning(self, usual: str) -> tuple[str, str]:
        """The command of the screen to begin with, and the document to go to there; empty for none."""
        ...

    def bring_back(self, app: App[None]) -> None:
        """Open the form again that a hang-up closed."""
        ...

    def prepare(self) -> None:
        """Load what the first form and the first commit will need; in any thread."""
        ...

    def keep_in_step(self, post: Callable[[Callable[[], None]], None]) -> None:
        """Let documents change in this thread alone, by what other threads commit too."""
        ...

    def when_committed(self, call: Callable[[], object]) -> None:
        """Call something once all that was given has been committed."""
        ...

    @property
    def held_up(self) -> bool:
        """Whether something cannot be committed since somebody else is writing."""
        ...

    def poll(self) -> None:
        """Take in what other processes committed."""
        ...

    def checkpointing(self) -> Callable[[], None] | None:
        """A function that writes a checkpoint, in any thread, if one pays; else `None`."""
        ...
