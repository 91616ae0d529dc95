"""The base of both applications: only text reaches the terminal, and a fault ends in one sentence."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Protocol, runtime_checkable

from textual import events, on
from textual.app import App, ReturnType
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.widget import MountError
from textual.worker import WorkerFailed

from pmtui.errors import PmtuiError
from pmtui.widgets.drawing.printable_filter import PrintableFilter
from pmtui.widgets.frame.error_boundary import ErrorBoundary, as_sentence, is_survived
from pmtui.widgets.frame.message_line import Said, Say, Speaking, say


@runtime_checkable
class Refuses(Protocol):
    """A screen that knows which of its commands cannot be given now."""

    def why_not(self, action: str) -> str:
        """Why a command cannot be given now, by the name of its action; empty if it can."""
        ...


class GuardedApp(ErrorBoundary, App[ReturnType]):
    """An application that never prints a traceback, which would hold the values of all variables.

    Attributes:
        leaving: Whether it is about to end.
        failure: What ended it or kept it from opening, to be raised once the terminal is back.
    """

    failure: Exception | None = None
    leaving = False
    _printable: PrintableFilter | None = None
    _unsaid: Said | None = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and the one that lets only text through."""
        self._printable = self._printable or PrintableFilter()
        return [*super().get_line_filters(), self._printable]

    async def run_action(
        self,
        action: str | tuple[str, str, tuple[object, ...]],
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, or say why it cannot be run here and now: the one place where commands are refused."""
        screen: object = default_namespace
        if isinstance(action, str) and isinstance(screen, Refuses):
            why = screen.why_not(action)
            if why:
                say(self, why, "refusal")
                return True
        return await super().run_action(action, default_namespace, namespaces)

    @on(Say)
    def _say(self, event: Say) -> None:
        """Show a message on the screen, and on those below it for when it closes; before there is one, keep it."""
        event.stop()
        if not self._put_message(event.said):
            self._unsaid = event.said

    def say_unsaid(self) -> None:
        """Show the message that came before there was a screen for it."""
        if self._unsaid is not None:
            self._put_message(self._unsaid)
            self._unsaid = None

    def _put_message(self, said: Said | None) -> bool:
        """Whether there is a screen that has a line for it."""
        speaking = [screen for screen in self.screen_stack if isinstance(screen, Speaking)]
        for screen in speaking:
            screen.said = said
        return bool(speaking)

    async def on_event(self, event: events.Event) -> None:
        """Take the latest message away before a key or a click is handled, which may bring another."""
        if isinstance(event, events.Key | events.MouseDown) and not event.is_forwarded:
            self._put_message(None)
        await super().on_event(event)

    def notify(self, message: str, *, severity: SeverityLevel = "information", **_: object) -> None:
        """Show a message of Textual's own where all others are."""
        say(self, message, "note" if severity == "information" else "warning")

    def keep_place(self) -> None:
        """Keep what should outlive a fault; called before the application ends."""

    def _handle_exception(self, error: Exception) -> None:
        """Stay where only a callback failed; else leave, with drafts kept and a sentence for the prompt.

        What a screen misses that is being taken apart, since the application ends, is no fault.
        """
        if isinstance(error, NoMatches | MountError) and (self._exit or self._closing or self.leaving):
            return
        if is_survived(error) and isinstance(error, PmtuiError):
            self.tell_error(error)
            return
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if self.failure is None:
            with suppress(Exception):
                self.keep_place()
            at_work = self.screen_stack[-1] if self._screen_stacks.get(self._current_mode) else self
            self.failure = as_sentence(error.error if isinstance(error, WorkerFailed) else error, at_work)
        self._return_code = getattr(self.failure, "exit_code", 3)
        self._close_messages_no_wait()
