"""The driver of a picker under the prompt: Textual's, with bytes in any pieces and keys in their turn."""

import signal
from contextlib import suppress

from textual import events
from textual.app import App
from textual.drivers.linux_inline_driver import LinuxInlineDriver
from textual.message import Message

from pmtui.drivers.reading import Call, ReadingBytes


class InlineDriver(ReadingBytes, LinuxInlineDriver):
    """Draws below the cursor, and takes away what it drew."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.stop_reading = self.exit_event = Call()

    def start_application_mode(self) -> None:
        """Take the terminal over; whatever ends this gives it back."""
        self.answer_signals()
        # Stopped, it would keep the terminal as it needs it.
        with suppress(ValueError):  # not in the main thread
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        super().start_application_mode()

    def process_message(self, message: Message) -> None:
        """Hand over what came; where the cursor was tells where this is drawn."""
        if isinstance(message, events.CursorPosition):
            self.cursor_origin = (message.x, message.y)
        else:
            super().process_message(message)

    def write(self, data: str) -> None:
        """Write to the terminal, unless it has gone."""
        with suppress(OSError):
            super().write(data)

    def flush(self) -> None:
        """Let it appear."""
        if self._file is not None:
            with suppress(OSError):
                self._file.flush()
