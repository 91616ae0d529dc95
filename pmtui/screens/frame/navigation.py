"""The commands that lead elsewhere: to a screen, a view, a record, a word, another day, and back."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from textual.screen import Screen

from pmtui.models.kinds import kind_of
from pmtui.screens.frame.messages import (
    GoBack,
    OpenRecord,
    ShowAsOf,
    ShowComparison,
    ShowProcess,
    ShowScreen,
    ShowTerm,
)
from pmtui.screens.frame.session import Session
from pmtui.widgets.frame.message_line import say
from pmtui.widgets.frame.picker import Picker

_WEEK = timedelta(weeks=1)

LOOK_UP = "look-up"
"""The line in which `/` looks for anything, among those whose words are kept."""


def _showing(command: str, title: str) -> Callable[["Navigation"], None]:
    """The action that goes to a screen."""

    def show(screen: "Navigation") -> None:
        screen.post_message(ShowScreen(command))

    show.__doc__ = f"Go to {title}."
    return show


class Navigation(Screen[None]):
    """A screen from which one goes on to others."""

    session: Session

    action_show_today = _showing("show-today", "Today")
    action_show_glossary = _showing("show-glossary", "the glossary")
    action_show_roadmap = _showing("show-roadmap", "the roadmap")
    action_show_pipeline = _showing("show-pipeline", "the pipeline")
    action_show_customers = _showing("show-customers", "the customers")
    action_show_discovery = _showing("show-discovery", "discovery")
    action_show_reports = _showing("show-reports", "the reports")
    action_show_workspace = _showing("show-workspace", "what the team works by")

    # Views

    @property
    def view_titles(self) -> Sequence[str]:
        """The names of this screen's views; empty where it has one."""
        return ()

    @property
    def view_place(self) -> int:
        """Which of them is shown."""
        return 0

    def show_view_at(self, place: int) -> None:
        """Show one of this screen's views."""

    def action_next_view(self) -> None:
        """Show the next view of this screen."""
        self._turn(1)

    def action_last_view(self) -> None:
        """Show the view of this screen before this one."""
        self._turn(-1)

    def _turn(self, steps: int) -> None:
        if self.view_titles:
            self.show_view_at((self.view_place + steps) % len(self.view_titles))

    # Looking up

    def action_look_up(self) -> None:
        """Find any term, feature, deal, account or person."""
        from pmtui.screens.frame.search_everything import Lookup

        typed = self.session.typed
        picker = Picker(
            "Look up anything",
            Lookup(self.session).find,
            typed=typed.get(LOOK_UP),
            keep=lambda words: typed.keep(LOOK_UP, words),
        )
        self.app.push_screen(picker, self._look_up)

    def _look_up(self, chosen: str | None) -> None:
        if chosen is None:
            return
        kind, _, key = chosen.partition(":")
        self.post_message(ShowTerm(key) if kind == "term" else OpenRecord(key))

    def open_link(self, target: str) -> None:
        """Open what a link names: the page of a record, or an entry of the dictionary over this screen."""
        self.post_message(ShowTerm(target) if kind_of(target).name == "term" else OpenRecord(target))

    # Words

    def compared(self) -> tuple[str, ...]:
        """The entries that `=` compares; those that are missing are picked."""
        return ()

    def action_compare(self) -> None:
        """Put two or three terms side by side."""
        self.post_message(ShowComparison(self.compared()))

    def action_process(self) -> None:
        """Walk the two processes."""
        self.post_message(ShowProcess())

    # Time travel

    def go_to_day(self, day: date | None) -> None:
        """Show this screen as it was on a day; `None` for now."""
        self.post_message(ShowAsOf(day))

    def action_week_back(self) -> None:
        """This screen as it was a week before."""
        self.go_to_day(self.session.workspace.clock.today() - _WEEK)

    def action_week_on(self) -> None:
        """This screen as it was a week after; now, where that is not past."""
        if self.session.as_of is None:
            say(self, "this is now; there is no later day to show", "refusal")
        else:
            self.go_to_day(self.session.as_of + _WEEK)

    def action_travel(self) -> None:
        """Pick a day to show this screen as of."""
        from pmtui.screens.frame.as_of_picker import pick_day

        self.app.push_screen(*pick_day(self.session, self.go_to_day))

    def action_back(self) -> None:
        """Back to now, or to the place before this one."""
        if self.session.as_of is not None:
            self.go_to_day(None)
        else:
            self.post_message(GoBack())
