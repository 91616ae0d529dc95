"""Commits one at a time, away from the interface's thread: a lock that is held freezes no screen."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from contextvars import copy_context
from typing import Protocol

from textual.app import App

from pmtui.errors import InputError, PmtuiError
from pmtui.store.workspace import Commit
from pmtui.widgets.frame.error_boundary import COMMITS
from pmtui.widgets.frame.message_line import say

Act = Callable[[], Commit]
"""A function that commits: it reads documents and writes, and touches no widget."""

Save = Callable[[dict[str, object]], Commit]
"""A function that commits what a form holds, by field."""

STILL_SAVING = "it is still being saved; it closes once that is done"
"""Why a dialog does not close at once."""

_SAID_AFTER = 0.4
"""Seconds after which a person is told what a commit waits for."""


class Teller(Protocol):
    """A screen that an act was given on."""

    @property
    def app(self) -> App[object]:
        """The application it is on."""
        ...

    def tell_error(self, error: PmtuiError) -> None:
        """Show why something was not done."""
        ...


class Commits:
    """The commits of one session, in the order in which they were asked for.

    Args:
        waiting_for: Tells who keeps a commit waiting; empty for nobody.
    """

    def __init__(self, waiting_for: Callable[[], str]) -> None:
        self._waiting_for = waiting_for
        self._thread: Executor | None = None
        self._under_way = 0
        self._when_done: list[Callable[[], object]] = []

    @property
    def under_way(self) -> bool:
        """Whether something is still being committed."""
        return self._under_way > 0

    @property
    def held_up(self) -> bool:
        """Whether something cannot be committed since somebody else is writing."""
        return self.under_way and bool(self._waiting_for())

    def carry_out(
        self,
        screen: Teller,
        act: Act,
        then: Callable[[Commit], object],
        failed: Callable[[PmtuiError], object] | None = None,
    ) -> None:
        """Commit in another thread, and go on in this one.

        Args:
            screen: Where the act was given.
            act: Reads documents and commits changes; called in another thread.
            then: Is given the commit once it is durable.
            failed: Is given the error if nothing was written; shown on the screen by default.

        Raises:
            InputError: An earlier act still waits for somebody else.
        """
        holder = self._waiting_for() if self._under_way else ""
        if holder:
            raise InputError(f"what you did before this is still waiting for {holder}")
        self._under_way += 1
        screen.app.run_worker(self._carry_out(screen, act, then, failed), "commit", COMMITS)

    def when_done(self, call: Callable[[], object]) -> None:
        """Call something once nothing is being committed any more; at once if nothing is."""
        if self._under_way:
            self._when_done.append(call)
        else:
            call()

    async def _carry_out(
        self,
        screen: Teller,
        act: Act,
        then: Callable[[Commit], object],
        failed: Callable[[PmtuiError], object] | None,
    ) -> None:
        loop = asyncio.get_running_loop()
        telling = loop.call_later(_SAID_AFTER, self._tell_holder, screen.app)
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(1, "commits")
        try:
            commit = await loop.run_in_executor(self._thread, copy_context().run, act)
        except PmtuiError as error:
            (failed or screen.tell_error)(error)
        else:
            _told(screen, then, commit)
        finally:
            telling.cancel()
            self._end()

    def _tell_holder(self, app: App[object]) -> None:
        """Say whom a commit waits for; keys go on being answered meanwhile."""
        holder = self._waiting_for()
        if holder:
            say(app, f"waiting for {holder}, who is writing", "warning")

    def _end(self) -> None:
        self._under_way -= 1
        if not self._under_way:
            calls, self._when_done = self._when_done, []
            for call in calls:
                call()


def _told(screen: Teller, then: Callable[[Commit], object], commit: Commit) -> None:
    """Go on after a commit; what fails there is shown, since what was committed stays."""
    try:
        then(commit)
    except PmtuiError as error:
        screen.tell_error(error)
