"""The thread that reads a terminal: it reads, parses and queues, and never waits for what a key does."""

import os
import selectors
import time
from contextlib import closing
from threading import Event

from pmtui.drivers.parsing import InputParser
from pmtui.drivers.turns import TakingTurns

_READ = 1 << 16


class Call(Event):
    """An event that also ends a wait for input."""

    def __init__(self) -> None:
        super().__init__()
        self.reader, self._writer = os.pipe()

    def set(self) -> None:
        """Happen."""
        super().set()
        os.write(self._writer, b"!")

    def clear(self) -> None:
        """Wait to happen again."""
        super().clear()
        os.read(self.reader, _READ)


class ReadingBytes(TakingTurns):
    """A driver whose keys come from a terminal, as bytes in any pieces."""

    fileno: int
    stop_reading: Call

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self.failed(error)

    def run_input_thread(self) -> None:
        """Read until told to stop, or until the terminal has gone; sleep until something comes."""
        parser = InputParser(
            getattr(self._app, "alt_keys", frozenset[str]()), getattr(self._app, "own_keys", frozenset[str]())
        )
        decide_at: float | None = None
        with closing(selectors.DefaultSelector()) as waiting:
            try:
                waiting.register(self.fileno, selectors.EVENT_READ)
            except (OSError, ValueError):  # a file, or closed
                self.lost()
                return
            waiting.register(self.stop_reading.reader, selectors.EVENT_READ)
            while not self.stop_reading.is_set():
                patience = None if decide_at is None else max(0.0, decide_at - time.monotonic())
                ready = waiting.select(patience)
                if any(key.fd == self.fileno for key, _ in ready):
                    data = _read(self.fileno)
                    if data is None:
                        continue
                    if not data:
                        self.lost()
                        return
                    self.arrived(parser.feed(data))
                elif not ready:
                    self.arrived(parser.pause())
                decide_at = None if parser.patience is None else time.monotonic() + parser.patience


def _read(descriptor: int) -> bytes | None:
    """Read what has come: empty if nothing can come any more, `None` if nothing has come after all."""
    try:
        return os.read(descriptor, _READ)
    except (BlockingIOError, InterruptedError):
        return None
    except OSError:
        return b""
