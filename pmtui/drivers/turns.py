"""Keys in their turn: each reaches the screen that the keys before it have led to."""

import asyncio
import signal
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol, runtime_checkable

from textual import events
from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.driver import Driver
from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import WorkerError

from pmtui.widgets.frame.error_boundary import COMMITS

_HOPS = 2
"""A key goes up from what has the focus, and what it asks for once more."""

_LOOK, _LOOKS, _LOOKS_AT_COMMIT = 0.02, 50, 1500
"""Seconds between two looks at whether a key has had its effect, and the numbers of looks after which the next key
waits no longer. A busy loop looks less often, so that a slow host does not send keys to the wrong screen."""

_ORDERED = (events.Key, events.Paste, events.MouseEvent)
"""A person's input; sizes and the terminal's answers do not wait for it."""

_ACTS = (events.Key, events.Paste, events.MouseDown, events.MouseUp)
"""Events that may lead to another screen."""

_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)

SIGNALED = 128
"""The number that is added to a signal's number for an exit code."""


@runtime_checkable
class HangsUp(Protocol):
    """An application that has something to keep when it is told to leave."""

    def hang_up(self, number: int) -> None:
        """Leave as if a signal had come."""
        ...


@runtime_checkable
class Committing(Protocol):
    """An application that commits what a key asks for in another thread."""

    @property
    def held_up(self) -> bool:
        """Whether something cannot be committed since somebody else is writing."""
        ...

    def when_committed(self, call: Callable[[], object]) -> None:
        """Call something once all that was given has been committed; at once if all is."""
        ...


class TakingTurns(Driver):
    """A driver that hands over one act of a person at a time.

    Textual gives a key to the screen of that moment. Who types ahead on a slow line means the screen that the key
    before it leads to. The thread that reads does not wait for that: `arrived` only queues.
    """

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._waiting: deque[Message] = deque()
        self._handing: asyncio.Task[None] | None = None
        self._committed = asyncio.Event()
        self.acted_on = False
        """Whether anybody has done anything yet."""

    def answer_signals(self) -> None:
        """Leave in order when told to by a signal."""
        with suppress(RuntimeError, NotImplementedError, ValueError):  # not in the main thread
            for number in _SIGNALS:
                self._loop.add_signal_handler(number, self.leave, number)

    def arrived(self, messages: Sequence[Message]) -> None:
        """Queue what was read; called from the thread that reads."""
        if messages:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._take, messages)

    def lost(self) -> None:
        """Leave, since nothing can be read any more; called from the thread that reads."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self.leave, signal.SIGHUP)

    def failed(self, error: BaseException) -> None:
        """End the application with an error of the thread that reads."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._app.call_later, _raise, error)

    def leave(self, number: int) -> None:
        """Leave as a signal demands."""
        if isinstance(self._app, HangsUp):
            self._app.hang_up(number)
        else:
            self._app.exit(return_code=SIGNALED + number)

    def drop_queued(self) -> None:
        """Forget what was typed ahead: another program or nobody gets the next key."""
        self._waiting.clear()

    def _take(self, messages: Sequence[Message]) -> None:
        for message in messages:
            if isinstance(message, _ORDERED):
                self._waiting.append(message)
            else:
                self.process_message(message)
        if self._handing is None and self._waiting:
            self._handing = self._loop.create_task(self._hand_over())

    async def _hand_over(self) -> None:
        try:
            while self._waiting:
                message = self._waiting.popleft()
                self.process_message(message)
                if isinstance(message, _ACTS):
                    self.acted_on = True
                    await self._wait_for_effect()
        except Exception as error:
            self._app.call_later(_raise, error)
        finally:
            self._handing = None

    def send_message(self, message: Message) -> None:
        """Put a message into the application's queue, in the order of the calls; called in the loop."""
        self._app.post_message(message)

    async def _wait_for_effect(self) -> None:
        effect = asyncio.ensure_future(self._had_its_effect())
        looks = 0
        while looks < _LOOKS or (looks < _LOOKS_AT_COMMIT and self._is_committing):
            done, _ = await asyncio.wait((effect,), timeout=_LOOK)
            if done:
                effect.result()
                return
            looks += 1
        effect.cancel()

    @property
    def _is_committing(self) -> bool:
        """Whether something is being committed, and nobody else holds that up."""
        app = self._app
        return isinstance(app, Committing) and not self._committed.is_set() and not app.held_up

    async def _had_its_effect(self) -> None:
        """Wait until what was in the queues of all that a key passes through has been worked off."""
        app, self._committed = self._app, asyncio.Event()
        await self._passed()
        if isinstance(app, Committing):
            app.when_committed(self._committed.set)
            if not self._committed.is_set():
                await self._committed.wait()
                await self._passed()

    async def _passed(self) -> None:
        app = self._app
        await _worked_off(app)
        for _ in range(_HOPS):
            with suppress(ScreenStackError):
                for each in (app.focused or app.screen).ancestors_with_self:
                    await _worked_off(each)
        await _committed(app)


async def _worked_off(node: DOMNode) -> None:
    done = asyncio.Event()
    if isinstance(node, MessagePump) and node.call_later(done.set):
        await done.wait()


async def _committed(app: App[object]) -> None:
    """Wait for what a key has committed in another thread, and for what the screen does after it."""
    for worker in [each for each in app.workers if each.group == COMMITS]:
        with suppress(WorkerError):
            await worker.wait()


def _raise(error: BaseException) -> None:
    raise error
