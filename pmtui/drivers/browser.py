"""The driver for a browser: Textual's, with bytes in any pieces and keys in their turn."""

import os
import signal
import time
from functools import partial

from textual.app import App
from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver

from pmtui.drivers.parsing import InputParser
from pmtui.drivers.turns import TakingTurns


class BrowserDriver(TakingTurns, WebDriver):
    """Sends what is painted to the server, which passes it on to the page; ends with the server."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = partial(self._put)

    def _put(self, data: bytes) -> int:
        """Write all of it, unless the server has gone."""
        rest = data
        try:
            while rest:
                rest = rest[os.write(self.fileno, rest) :]
        except OSError:
            self.lost()
        return len(data)

    def start_application_mode(self) -> None:
        """Begin to talk with the server."""
        super().start_application_mode()
        self.answer_signals()

    def run_input_thread(self) -> None:
        """Read what the server passes on, until it ends."""
        try:
            self._read_packets()
        except Exception as error:
            self.failed(error)
        else:
            self.lost()
        finally:
            self._input_reader.close()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Do what the server says; a page that was closed is a line that was hung up."""
        if packet_type in ("quit", "exit"):
            self.leave(signal.SIGHUP)
        else:
            super().on_meta(packet_type, payload)

    def _read_packets(self) -> None:
        parser = InputParser(
            getattr(self._app, "alt_keys", frozenset[str]()), getattr(self._app, "own_keys", frozenset[str]())
        )
        packets = ByteStream()
        decide_at: float | None = None
        for data in self._input_reader:
            for kind, payload in packets.feed(data) if data else ():
                if kind == "D":
                    self.arrived(parser.feed(payload))
                    decide_at = None if parser.patience is None else time.monotonic() + parser.patience
                else:
                    self._loop.call_soon_threadsafe(self._on_meta, kind, payload)
            if decide_at is not None and time.monotonic() >= decide_at:
                self.arrived(parser.pause())
                decide_at = None
