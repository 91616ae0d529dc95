"""The screen manager: the open workspace and its screens, each made when it is first asked for."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Protocol, runtime_checkable

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from pmtui.errors import InputError
from pmtui.models.kinds import KINDS, kind_of
from pmtui.screens.documents.document_actions import RecordScreen
from pmtui.screens.documents.record_screen import RecordPageScreen
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import SCREENS, Session
from pmtui.screens.frame.session_state import Place
from pmtui.screens.frame.tour.guide import Guide
from pmtui.store.gc_pause import resting_collector
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.frame.message_line import say


def _today(session: Session) -> BaseScreen:
    from pmtui.screens.today.today import TodayScreen

    return TodayScreen(session)


def _glossary(session: Session) -> BaseScreen:
    from pmtui.screens.glossary.glossary import GlossaryScreen

    return GlossaryScreen(session)


def _roadmap(session: Session) -> BaseScreen:
    from pmtui.screens.roadmap.roadmap import RoadmapScreen

    return RoadmapScreen(session)


def _pipeline(session: Session) -> BaseScreen:
    from pmtui.screens.deals.pipeline import PipelineScreen

    return PipelineScreen(session)


def _customers(session: Session) -> BaseScreen:
    from pmtui.screens.customers.customers import CustomersScreen

    return CustomersScreen(session)


def _discovery(session: Session) -> BaseScreen:
    from pmtui.screens.discovery.discovery import DiscoveryScreen

    return DiscoveryScreen(session)


def _reports(session: Session) -> BaseScreen:
    from pmtui.screens.reports.reports import ReportsScreen

    return ReportsScreen(session)


def _workspace(session: Session) -> BaseScreen:
    from pmtui.screens.workspace.workspace import WorkspaceScreen

    return WorkspaceScreen(session)


_MAKERS: Mapping[str, Callable[[Session], BaseScreen]] = {
    "show-today": _today,
    "show-glossary": _glossary,
    "show-roadmap": _roadmap,
    "show-pipeline": _pipeline,
    "show-customers": _customers,
    "show-discovery": _discovery,
    "show-reports": _reports,
    "show-workspace": _workspace,
}


@runtime_checkable
class Edits(Protocol):
    """A screen on which a document is being changed."""

    @property
    def edited(self) -> str:
        """Its id; empty for a new one."""
        ...


class ScreenManager:
    """The screens of one session.

    Args:
        session: The workspace, keys and settings.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._screens: dict[str, BaseScreen] = {}
        self._trouble = ""
        self._noticed: set[str] = set()

    def screen(self, command: str) -> Screen[None]:
        """The screen that a command shows."""
        if command not in self._screens:
            self._screens[command] = _MAKERS[command](self.session)
        return self._screens[command]

    @property
    def mark(self) -> str:
        """The mark that distinguishes its screens from those of another day."""
        return f"@{self.session.as_of}" if self.session.as_of else ""

    @property
    def screens(self) -> tuple[Screen[None], ...]:
        """The screens that have been made."""
        return tuple(self._screens.values())

    def at(self, day: date | None) -> "ScreenManager":
        """The screens as of a day, to be read only; this manager for now, and for any day that is not past.

        Raises:
            InputError: The history of the workspace begins later.
        """
        if day is None or day >= self.session.workspace.clock.today():
            return self
        past = self.session.workspace.as_of(day)
        if not past.seq:
            raise InputError(f"nothing was recorded by {day}: the history of this workspace begins later")
        return ScreenManager(replace(self.session, workspace=past, as_of=day, presence=None))

    def like(self, other: Screen[None]) -> Screen[None]:
        """The screen of this day that shows the same as one of another day.

        Raises:
            InputError: The record was not there that day.
        """
        if isinstance(other, RecordPageScreen):
            if other.current not in self.session.workspace.rows(other.kind_shown):
                raise InputError(f"{other.current} was not there on {self.session.as_of}")
            return RecordPageScreen(self.session, other.current, other.trail)
        title = other.TITLE_SHOWN if isinstance(other, BaseScreen) else ""
        command = next(command for command, named in SCREENS if named == title)
        return self._page(command) if _is_page(other) else self.screen(command)

    def stand(self, screen: Screen[None], other: Screen[None]) -> None:
        """Let a screen show what another of its kind shows, as far as there was such a thing that day."""
        if isinstance(screen, BaseScreen) and isinstance(other, BaseScreen):
            with suppress(InputError):
                screen.stand_like(other)

    def record(self, document_id: str, trail: Sequence[Screen[None]]) -> Screen[None] | None:
        """The page of a record, opened from the last of some screens; `None` if it has none."""
        kind = kind_of(document_id)
        if document_id not in self.session.workspace.rows(kind.name):
            return None
        return RecordPageScreen(
            self.session, document_id, [each for each in trail if isinstance(each, BaseScreen)]
        )

    def listing(self, kind: str, ids: tuple[str, ...], title: str) -> Screen[None] | None:
        """A page that lists some records; `None` if no screen shows their kind."""
        command = KINDS[kind].home
        if not command:
            return None
        page = self._page(command)
        page.call_after_refresh(page.show_only, kind, ids, title)
        return page

    def _page(self, command: str) -> BaseScreen:
        """Another screen of a kind, to be opened from a place and closed again."""
        page = _MAKERS[command](self.session)
        page.is_page = True
        return page

    def go_to(self, command: str, document_id: str) -> None:
        """Put a screen's cursor on a document."""
        self._screens[command].go_to(document_id)

    def show_named(self, command: str, view: str) -> None:
        """Show a view of a screen by its id."""
        self._screens[command].show_named(view)

    def guide(self, app: App[None], ended: Callable[[], None]) -> Guide:
        """The guide of a tour through the screens."""
        from pmtui.screens.frame.tour.tour_guide import TourGuide

        return TourGuide(self.session, app, ended)

    def offer_lines(self, lines: tuple[str, ...], line: LineInput) -> None:
        """Ask what becomes of several lines that were pasted into a one-line place."""
        from pmtui.screens.documents.view_pickers.pasted_lines import offer_lines

        offer_lines(self.session, lines, line)

    def entry(self, slug: str) -> Screen[None]:
        """A dictionary entry to be shown over a screen.

        Raises:
            InputError: There is no such entry.
        """
        from pmtui.screens.frame.dictionary import term_index
        from pmtui.screens.glossary.entry_screen import EntryScreen

        if term_index(self.session).entry(slug) is None:
            raise InputError(f"the glossary has no entry {slug!r} yet")
        return EntryScreen(self.session, slug)

    def compare(self, screen: DOMNode, slugs: tuple[str, ...]) -> None:
        """Put dictionary entries side by side over a screen; with fewer than two, pick the missing ones first.

        Raises:
            InputError: There are more than three.
        """
        from pmtui.screens.glossary.compare_terms import compare_from

        compare_from(screen, self.session, slugs)

    def process(self) -> Screen[None]:
        """The map of both processes, to be shown over a screen."""
        from pmtui.screens.glossary.process_map import ProcessScreen

        return ProcessScreen(self.session)

    def command(self, screen: Screen[None]) -> str:
        """The command that shows a screen; empty for a page."""
        return next((command for command, made in self._screens.items() if made is screen), "")

    def remember(self, home: Screen[None], current: Screen[None]) -> None:
        """Keep where the person is for the next start; on another day than now nothing is kept.

        Args:
            home: The screen that the pages were opened from.
            current: What is shown.
        """
        command = self.command(home)
        if self.session.memory is not None and command and self.session.as_of is None:
            self.session.memory.keep_place(Place(command, _document_on(current)))

    def beginning(self, usual: str) -> tuple[str, str]:
        """Where to begin: the command of a screen and a document, where the person was last or the usual screen."""
        place = self.session.memory.place() if self.session.memory is not None else None
        return (
            (place.command, place.document) if place is not None and place.command in _MAKERS else (usual, "")
        )

    def bring_back(self, app: App[None]) -> None:
        """Open the form again that a hang-up closed, with what was typed."""
        memory = self.session.memory
        draft = memory.lost_draft() if memory is not None and not self.session.refusal else None
        if memory is not None and memory.set_aside:
            say(
                app,
                f"what you had typed in a form could not be brought back; it is kept in {memory.set_aside}",
                "warning",
            )
        if draft is None or draft.kind not in KINDS:
            return
        from pmtui.screens.editing.draft_recovery import restored_form

        form = restored_form(self.session, draft)
        if form is not None:
            app.push_screen(form)

    def prepare(self) -> None:
        """Load the models, pydantic with them, the form, and what finds misspelled words: lists do without."""
        with resting_collector():
            import_module("pmtui.workflows.record_commands")
            import_module("pmtui.screens.editing.form_screen")
            import_module("rapidfuzz.process")

    def keep_in_step(self, post: Callable[[Callable[[], None]], None]) -> None:
        """Let documents change in this thread alone, by what other threads commit too."""
        self.session.workspace.hand_over_to(post)

    def when_committed(self, call: Callable[[], object]) -> None:
        """Call something once all that was given has been committed."""
        self.session.commits.when_done(call)

    @property
    def held_up(self) -> bool:
        """Whether something cannot be committed since somebody else is writing."""
        return self.session.commits.held_up

    def poll(self) -> None:
        """Take in what other processes committed, and tell where that cannot be seen.

        Not while an act reads documents in the thread that commits: none may come or go under it.
        """
        workspace = self.session.workspace
        if not self.session.commits.under_way:
            workspace.poll()
        self._tell_notices()
        if workspace.trouble != self._trouble or self._others_moved():
            self._trouble = workspace.trouble
            for screen in self._stack:
                if isinstance(screen, BaseScreen):
                    screen.update_status()

    def _tell_notices(self) -> None:
        """Say once what a person should know of the files, such as a document that cannot be used."""
        stack = self._stack
        fresh = [each for each in self.session.workspace.notices if each not in self._noticed]
        if stack:
            self._noticed.update(fresh)
            for notice in fresh:
                say(stack[-1], notice, "warning")

    def _others_moved(self) -> bool:
        """Tell the other sessions where this one is; returns whether one of them has come, gone or moved."""
        presence = self.session.presence
        stack = self._stack
        if presence is None or not stack:
            return False
        edited = next((each.edited for each in stack if isinstance(each, Edits)), "")
        below = next((each for each in reversed(stack) if isinstance(each, BaseScreen)), stack[0])
        presence.tell(edited or _document_on(below), editing=bool(edited))
        before = presence.seen
        return presence.others() != before

    @property
    def _stack(self) -> Sequence[Screen[object]]:
        """What is shown, what lies over it last; nothing before the first screen."""
        mounted = next((screen for screen in self._screens.values() if screen.is_mounted), None)
        return mounted.app.screen_stack if mounted is not None else ()

    def checkpointing(self) -> Callable[[], None] | None:
        """Return a function that writes a checkpoint, in any thread, if one pays; a failed one is retried on close."""
        workspace = self.session.workspace
        return workspace.checkpointing() if workspace.wants_checkpoint() else None


def _is_page(screen: Screen[None]) -> bool:
    """Whether a screen was opened from another one."""
    return isinstance(screen, BaseScreen) and screen.is_page


def _document_on(screen: Screen[None] | Screen[object]) -> str:
    """The document under a screen's cursor; empty for none."""
    if isinstance(screen, RecordScreen):
        with suppress(InputError):
            return screen.current
    return ""
