"""The application: it wires workspace, settings, commands and screens, and decides nothing itself.

The first paint comes before the documents: an empty frame is drawn, then the screen manager opens the
workspace and its first screen takes the frame's place. So nothing but Textual is imported here.
"""

import gc
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from rich.console import RenderableType
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.driver import Driver
from textual.filter import LineFilter
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.errors import InputError, PmtuiError
from pmtui.models.values.folding import folded
from pmtui.screens.frame.messages import (
    BeginTour,
    ChooseTheme,
    GoBack,
    OpenRecord,
    RedrawScreen,
    ShowAsOf,
    ShowComparison,
    ShowProcess,
    ShowRecords,
    ShowScreen,
    ShowTerm,
    ShowView,
)
from pmtui.screens.frame.places import Places
from pmtui.screens.frame.screen_provider import ScreenProvider
from pmtui.screens.frame.tour.touring import Touring
from pmtui.widgets.drawing.ascii_filter import AsciiFilter
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.frame.message_line import say

POLL = 0.9
"""Seconds between two looks at what other processes committed."""

USUAL_THEME = "pmtui-dark"
"""The theme if none is chosen and the terminal says nothing else."""

USUAL = "show-pipeline"
"""The screen to begin with where nothing else is known."""

_SIGNALLED = 128
"""The number that is added to a signal's number for an exit code."""

_REST = 0.3
"""Seconds after the first screen in which what is needed later is not loaded yet."""

_GARBAGE = 20_000
"""Objects that are new since the collector last looked for garbage among them; a key makes some two thousand."""

_COMMIT_PATIENCE = 30.0
"""Seconds more that what is being committed then may take."""

_PATIENCE, _LONG_PATIENCE = 5.0, 10.0
"""Seconds that leaving may take where the terminal has gone, and where it may still be there to be restored."""

IDLE = 5.0
"""Seconds between two looks at whether a checkpoint pays."""


@dataclass(frozen=True)
class Start:
    """How a session begins.

    Attributes:
        command: The command of the screen to begin with, such as `show-pipeline`; empty for where the person was.
        as_of: The day to show the workspace as of; `None` for now.
        tour: Whether the tour begins at once.
        walled: Whether the session is restricted, so that no shell is behind it.
    """

    command: str = ""
    as_of: date | None = None
    tour: bool = False
    walled: bool = False


class PmtuiApp(Touring):
    """The workspace on a terminal.

    Args:
        open_screens: Opens the workspace; called after the first paint.
        settings: What the person chose.
        keymap: The keys in force.
        start: How the session begins; where the person was, unless given.
        plain: Whether all that is drawn is drawn with ASCII alone.
        keep: Keeps a setting for the next start, by name, and tells where; `None` where nothing is kept.
    """

    TITLE = "pmtui"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: $background; }
    ModalScreen { background: transparent; }
    .-sparing ModalScreen > * { border: none; border-top: ascii $border; }
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("suspend")

    def __init__(
        self,
        open_screens: Callable[[], ScreenProvider],
        settings: Settings,
        keymap: Keymap,
        start: Start | None = None,
        *,
        plain: bool = False,
        keep: Callable[[str, str], str] | None = None,
    ) -> None:
        super().__init__()
        self._keep = keep
        self._plain = [AsciiFilter()] if plain else []
        self._open_screens = open_screens
        self._settings = settings
        self._keymap_in_force = keymap
        self._start = start or Start()
        self._now: ScreenProvider | None = None
        self._manager: ScreenProvider | None = None
        self.speaks = settings.screen_reader
        self._places = Places(self)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Those that let only text through, and for some locales the one that leaves ASCII."""
        return [*super().get_line_filters(), *self._plain]

    def get_driver_class(self) -> type[Driver]:
        """Ours for a terminal or a browser; whatever there is elsewhere, as in tests."""
        usual = super().get_driver_class()
        if usual.__name__ == "LinuxDriver":
            from pmtui.drivers.sparing import SparingDriver

            return SparingDriver
        if usual.__name__ == "WebDriver":
            from pmtui.drivers.browser import BrowserDriver

            return BrowserDriver
        return usual

    def keep_place(self) -> None:
        """Keep where the person is."""
        self._remember()

    @on(RedrawScreen)
    def _redraw(self) -> None:
        self._forget_painted()
        self.screen.refresh(layout=True)

    def _forget_painted(self) -> None:
        """Send all of what is painted next: the terminal may show anything."""
        forget = getattr(self._driver, "forget", None)
        if forget is not None:
            forget()

    def compose(self) -> ComposeResult:
        """The frame that is there until the workspace is."""
        yield Static(" pmtui", markup=False)

    def on_mount(self) -> None:
        """Dress, then open the workspace once this has been painted."""
        self.animation_level = self._settings.animation
        self._put_on(self._settings.theme)
        self.set_class(self._settings.low_bandwidth, "-sparing")
        self.set_keymap(self._keymap_in_force.overrides())
        self.screen.call_later(self.call_later, self._open)

    def on_resize(self, event: events.Resize) -> None:
        """Measure again: where sizes storm, one signal interrupts another's answer, and the older size comes last."""
        if self.is_headless or self.is_web:
            return
        self._forget_painted()
        real = Size(*shutil.get_terminal_size())
        if real != event.size:
            self.post_message(events.Resize(real, real))

    def _put_on(self, theme: str) -> None:
        """The chosen theme; one that there is not gives way to the usual one."""
        from pmtui.widgets.frame.themes import put_on

        try:
            put_on(self, theme or USUAL_THEME)
        except PmtuiError as error:
            put_on(self, USUAL_THEME)
            say(self, str(error), "refusal")

    @on(ChooseTheme)
    def _choose_theme(self, event: ChooseTheme) -> None:
        if event.name:
            self._wear(event.name)
        else:
            self._pick_theme()

    def _wear(self, name: str) -> None:
        """Put a theme on, and keep it for the next start."""
        self._put_on(name)
        try:
            told = self._keep("theme", name) if self._keep is not None else ""
        except PmtuiError as error:
            told = str(error)
        say(self, f"{name}; {told or 'for this session'}", "done")

    def _pick_theme(self) -> None:
        from pmtui.widgets.frame.choice_list import Choice
        from pmtui.widgets.frame.picker import Picker
        from pmtui.widgets.frame.themes import NAMES

        def found(typed: str) -> list[Choice]:
            return [Choice(name, name) for name in NAMES if folded(typed) in name]

        def picked(name: str | None) -> None:
            if name is not None:
                self._wear(name)

        self.push_screen(Picker("Which theme?", found), picked)

    def _open(self) -> None:
        """Open the workspace; the collector rests meanwhile, since what is loaded is no garbage."""
        gc.disable()
        try:
            self._now = self._open_screens()
            self._now.keep_in_step(self._call_here)
            self._manager = self._now.at(self._start.as_of)
            start, document = (
                (self._start.command, "") if self._start.command else self._manager.beginning(USUAL)
            )
            self._places.go(self._manager.screen(start))
            self.call_after_refresh(self.say_unsaid)
            if document:
                self.call_after_refresh(self._manager.go_to, start, document)
        except Exception as error:
            self.failure = error
            self.exit(return_code=1)
            return
        finally:
            self.call_after_refresh(_collect_again)
        self.set_timer(_REST, self._prepare)
        self.set_interval(POLL, self._now.poll)
        self.set_interval(IDLE, self._write_checkpoint)
        self.set_interval(IDLE, self._remember)
        self.call_after_refresh(self._bring_back)
        if self._start.tour:
            self.call_after_refresh(self._begin_tour)

    def _prepare(self) -> None:
        """Load what comes later while a person looks at the first screen; leaving does not wait for it."""
        if self._now is not None:
            threading.Thread(target=self._now.prepare, daemon=True).start()

    def action_suspend(self) -> None:
        """Stop in the background of the shell, over a dialog too; `fg` brings all of it back."""
        if self._start.walled:
            say(self, "a restricted session has no shell to go back to", "refusal")
        else:
            self.action_suspend_process()

    @on(BeginTour)
    def _begin_tour(self) -> None:
        if self._manager is not None and not self.is_touring:
            self.begin_tour(self._manager.guide(self, self.tour_ended))

    def _bring_back(self) -> None:
        """Open the form again that a hang-up closed."""
        if self._now is not None:
            self._now.bring_back(self)

    def _remember(self) -> None:
        """Keep the screen and the row for the next start."""
        home, current = self._places.home, self._places.current
        if self._manager is not None and home is not None and current is not None:
            self._manager.remember(home, current)

    @property
    def own_keys(self) -> frozenset[str]:
        """The keys that give a command as they are."""
        return self._keymap_in_force.own_keys()

    @property
    def alt_keys(self) -> frozenset[str]:
        """The keys with alt that give a command; without one, an escape is a key of its own."""
        return self._keymap_in_force.alt_keys()

    def when_committed(self, call: Callable[[], object]) -> None:
        """Call something once all that was given has been committed; at once if all is."""
        if self._now is None:
            call()
        else:
            self._now.when_committed(call)

    @property
    def held_up(self) -> bool:
        """Whether something cannot be committed since somebody else is writing; keys are answered meanwhile."""
        return self._now is not None and self._now.held_up

    def hang_up(self, number: int) -> None:
        """Leave as a person would: the terminal is restored, and what was typed stays for the next start.

        Args:
            number: The signal that came; `SIGHUP` also where the terminal went without one.
        """
        self._remember()
        committed = threading.Event()
        self.when_committed(committed.set)

        def give_up() -> None:
            """End, where nobody is at the terminal any more and writing to it blocks; what was saved is written."""
            time.sleep(_PATIENCE if number == signal.SIGHUP else _LONG_PATIENCE)
            committed.wait(_COMMIT_PATIENCE)
            os._exit(_SIGNALLED + number)

        threading.Thread(target=give_up, daemon=True).start()
        self.exit(return_code=_SIGNALLED + number)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave once what was saved is written, at the second word in any case, and know where one was."""
        self._remember()
        leave = partial(super().exit, result, return_code, message)
        if self._now is None or self.leaving:
            leave()
            return
        self.leaving = True
        self._now.when_committed(leave)

    def _call_here(self, call: Callable[[], None]) -> None:
        """Have another thread's commit taken over; what fails in it is this thread's trouble, not the commit's."""

        def called() -> None:
            try:
                call()
            except PmtuiError as error:
                self.tell_error(error)
            except Exception as error:
                self._handle_exception(error)

        self.call_from_thread(called)

    def _write_checkpoint(self) -> None:
        write = self._now.checkpointing() if self._now is not None else None
        if write is not None:
            self.run_worker(write, thread=True, exclusive=True, exit_on_error=False)

    # Places

    @on(ShowScreen)
    def _show(self, event: ShowScreen) -> None:
        if self._manager is not None:
            self._places.go(self._manager.screen(event.command))
            if event.at:
                self.call_after_refresh(self._manager.go_to, event.command, event.at)

    @on(OpenRecord)
    def _open_record(self, event: OpenRecord) -> None:
        if self._manager is not None:
            found = self._manager.record(event.document_id, self._places.screens)
            self._open_page(found, event.document_id)

    @on(ShowView)
    def _show_view(self, event: ShowView) -> None:
        if self._manager is not None:
            self._show(ShowScreen(event.command))
            self.call_after_refresh(self._manager.show_named, event.command, event.view)

    @on(ShowRecords)
    def _show_records(self, event: ShowRecords) -> None:
        if self._manager is not None and event.ids:
            self._open_page(self._manager.listing(event.kind, event.ids, event.title), event.title)

    def _open_page(self, page: Screen[None] | None, name: str) -> None:
        if page is None:
            raise InputError(f"there is no page that shows {name}")
        self._places.open(page)

    @on(Dialog.Elsewhere)
    def _go_from_dialog(self, event: Dialog.Elsewhere) -> None:
        """Go to a screen from a dialog, or define a word of the dialog over it."""
        if self._manager is not None and event.headword:
            self.push_screen(self._manager.entry(event.headword))
        elif self._manager is not None:
            self._places.go(self._manager.screen(event.command))

    @on(LineInput.PastedLines)
    def _offer_lines(self, event: LineInput.PastedLines) -> None:
        if self._manager is not None:
            self._manager.offer_lines(event.lines, event.line)

    @on(GoBack)
    def _go_back(self) -> None:
        self._places.back()

    @on(ShowAsOf)
    def _travel(self, event: ShowAsOf) -> None:
        """Show a screen as it was on another day, or is now; the day that is left is forgotten."""
        before = self._places.current
        if self._now is None or self._manager is None or before is None:
            return
        manager = self._now.at(event.day)
        if manager.mark == self._manager.mark:
            return
        after = manager.like(before)
        left, self._manager = self._manager, manager
        self._places.replace(after)
        gone = () if left is self._now else left.screens
        # In the screen's own queue, since there it comes after the screen has been put together.
        after.call_after_refresh(self._settle_in, manager, after, before, gone)

    def _settle_in(
        self, manager: ScreenProvider, after: Screen[None], before: Screen[None], gone: Sequence[Screen[None]]
    ) -> None:
        """Let a screen stand where the one before it stood, and forget the screens of the day that was left."""
        manager.stand(after, before)
        self._places.forget(gone)

    @on(ShowTerm)
    def _define(self, event: ShowTerm) -> None:
        if self._manager is not None:
            self.push_screen(self._manager.entry(event.slug))

    @on(ShowComparison)
    def _compare(self, event: ShowComparison) -> None:
        if self._manager is not None:
            self._manager.compare(self.screen, event.slugs)

    @on(ShowProcess)
    def _show_process(self) -> None:
        if self._manager is not None:
            self.push_screen(self._manager.process())


def _collect_again() -> None:
    """Let the collector look for garbage among what is new from here on."""
    gc.freeze()
    gc.set_threshold(_GARBAGE, *gc.get_threshold()[1:])
    gc.enable()
