"""Keys in their turn: each reaches the screen that the keys before it have led to."""

import asyncio
from concurrent.futures import CancelledError, Future
from contextlib import suppress

from textual import events
from textual.app import ScreenStackError
from textual.dom import DOMNode
from textual.driver import Driver
from textual.message import Message
from textual.message_pump import MessagePump

_HOPS = 2
"""A key goes up from what has the focus, and what it asks for once more."""

_LONGEST_TURN = 1.0
"""Seconds after which the next key does not wait any longer."""


class TakingTurns(Driver):
    """A driver that reads keys in a thread of its own, and hands over one at a time."""

    _turn: Future[None] | None = None
    """What is done once the latest key has had its effect; `None` before the first key."""

    def process_message(self, message: Message) -> None:
        """Hand over what came, a key once the key before it has had its effect.

        Textual gives a key to the screen of that moment. Who types ahead of a slow line means the screen that the
        key before it leads to.
        """
        if not isinstance(message, events.Key):
            super().process_message(message)
            return
        if self._turn is not None:
            with suppress(TimeoutError, CancelledError):
                self._turn.result(_LONGEST_TURN)
        super().process_message(message)
        self._turn = asyncio.run_coroutine_threadsafe(self._had_its_effect(), self._loop)

    async def _had_its_effect(self) -> None:
        """Wait until what was in the queues of all that a key passes through has been worked off."""
        app = self._app
        await _worked_off(app)
        for _ in range(_HOPS):
            with suppress(ScreenStackError):
                for each in (app.focused or app.screen).ancestors_with_self:
                    await _worked_off(each)


async def _worked_off(node: DOMNode) -> None:
    done = asyncio.Event()
    if isinstance(node, MessagePump) and node.call_later(done.set):
        await done.wait()
