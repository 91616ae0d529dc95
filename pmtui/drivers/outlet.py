"""A thread that writes output to the terminal, so that a terminal that does not read holds nobody up."""

import os
import select
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread


class Outlet(Thread):
    """Writes to a terminal.

    Args:
        descriptor: Where to.
        encoding: The terminal's.
        ready: Called in this thread whenever all that was given has been written.
        lost: Called in this thread, once, if nothing can be written any more.
    """

    def __init__(
        self, descriptor: int, encoding: str, ready: Callable[[], None], lost: Callable[[], None]
    ) -> None:
        super().__init__(daemon=True, name="pmtui-output")
        self._descriptor, self._encoding = descriptor, encoding
        self._ready, self._lost = ready, lost
        self._queue: SimpleQueue[str | None] = SimpleQueue()
        self._given = self._written = 0
        self._gone = False

    @property
    def busy(self) -> bool:
        """Whether something is still to be written."""
        return self._given != self._written

    def write(self, text: str) -> None:
        """Give something to be written; does not wait."""
        self._given += 1
        self._queue.put(text)

    def run(self) -> None:
        """Write what is given, until `stop`."""
        while (text := self._queue.get()) is not None:
            if not self._gone:
                self._put(text.encode(self._encoding, "replace"))
            self._written += 1
            if not self.busy:
                self._ready()

    def stop(self) -> None:
        """Write what was given, and end."""
        self._queue.put(None)
        if self.is_alive():
            self.join()

    def _put(self, data: bytes) -> None:
        while data:
            try:
                data = data[os.write(self._descriptor, data) :]
            except BlockingIOError:  # another program has made the terminal so
                select.select((), (self._descriptor,), ())
            except OSError:
                self._gone = True
                self._lost()
                return
