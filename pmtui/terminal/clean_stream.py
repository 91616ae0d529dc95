"""Standard output and error as the command line writes them: no escape sequence but our own gets through.

Letters that the encoding lacks are replaced, and a disk that is full is an error of ours.
"""

import io
import os
import sys
from collections.abc import Callable
from typing import TextIO

from pmtui.errors import OutputError
from pmtui.terminal.text import printable_lines


class CleanStream(io.TextIOBase):
    """A stream that cleans what is written to it.

    Args:
        stream: Where the text goes; `None` if the process was started without it.
        name: What messages call it; empty for a stream whose failures nobody could be told.
        mend: Takes out of a text what must not be shown.
    """

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, stream: TextIO | None, name: str, mend: Callable[[str], str] = str) -> None:
        self._stream, self._name, self._mend = stream, name, mend
        self.encoding = getattr(stream, "encoding", None) or "utf-8"

    def write(self, text: str) -> int:
        """Write text without escape sequences, control characters and invisible signs.

        Raises:
            OutputError: It cannot be written.
            BrokenPipeError: The reader of a pipe has seen enough.
        """
        self._put(printable_lines(self._mend(text)))
        return len(text)

    def write_styled(self, text: str) -> None:
        """Write text in which our own sequences for bold stay."""
        self._put(printable_lines(text, styled=True))

    def write_sequence(self, sequence: str) -> None:
        """Write a sequence of ours as it is."""
        self._put(sequence)

    def flush(self) -> None:
        """Hand on what was written.

        Raises:
            OutputError: It cannot be written.
            BrokenPipeError: The reader of a pipe has seen enough.
        """
        if self._stream is None:
            return
        try:
            self._stream.flush()
        except (OSError, ValueError) as error:
            self._fail(error)

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """The descriptor of the stream.

        Raises:
            OSError: It has none.
        """
        if self._stream is None:
            raise io.UnsupportedOperation("fileno")
        return self._stream.fileno()

    def writable(self) -> bool:
        """Whether it can be written to: always."""
        return True

    def silence(self) -> None:
        """Send nowhere what is still to be flushed, since it cannot be written where it should go."""
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC), self.fileno())
        except OSError:
            self._stream = None

    def _put(self, text: str) -> None:
        if self._stream is None:
            if self._name and text:
                raise OutputError(f"{self._name} is closed")
            return
        try:
            try:
                self._stream.write(text)
            except UnicodeEncodeError:
                self._stream.write(text.encode(self.encoding, "replace").decode(self.encoding))
        except (OSError, ValueError) as error:
            self._fail(error)

    def _fail(self, error: OSError | ValueError) -> None:
        """Raise what a front end understands; nothing for a stream whose failures nobody could be told."""
        if not self._name:
            self._stream = None
            return
        if isinstance(error, BrokenPipeError):
            raise error
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is closed"
        raise OutputError(f"{self._name} cannot be written: {reason}; the output is incomplete") from error


class CleanStreams:
    """While it is entered, standard output and error are clean.

    Args:
        mend: Takes out of a message what must not be shown.
    """

    def __init__(self, mend: Callable[[str], str] = str) -> None:
        self._mend = mend

    def __enter__(self) -> tuple[CleanStream, CleanStream]:
        """Put clean streams in the place of the process's own."""
        self._before = sys.stdout, sys.stderr
        clean = CleanStream(sys.stdout, "standard output"), CleanStream(sys.stderr, "", self._mend)
        sys.stdout, sys.stderr = clean
        return clean

    def __exit__(self, *_: object) -> None:
        """Put the process's own back."""
        sys.stdout, sys.stderr = self._before
