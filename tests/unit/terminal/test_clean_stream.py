"""Standard output and error: clean, of any encoding, and with errors of ours."""

import errno
import io
import sys

import pytest

from pmtui.errors import OutputError
from pmtui.terminal.clean_stream import CleanStream, CleanStreams


class _Failing(io.StringIO):
    """A stream whose disk is full."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


class _Gone(io.StringIO):
    """A stream that nobody reads any more."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


def test_escape_sequences_do_not_pass_but_our_own_do() -> None:
    beneath = io.StringIO()
    stream = CleanStream(beneath, "standard output")
    stream.write("a\x1b]0;x\x07b\n")
    stream.write_styled("\x1b[1mc\x1b[0m\x1b[2J\n")
    stream.write_sequence("\r\x1b[K")
    assert beneath.getvalue() == "ab\n\x1b[1mc\x1b[0m\n\r\x1b[K"


def test_letters_that_the_encoding_lacks_are_replaced() -> None:
    beneath = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    stream = CleanStream(beneath, "standard output")
    stream.write("Zürich €\n")
    stream.flush()
    beneath.seek(0)
    assert beneath.read() == "Z?rich ?\n"


def test_a_full_disk_is_an_error_of_ours_and_of_messages_nobody_hears() -> None:
    with pytest.raises(OutputError, match="standard output cannot be written: No space left"):
        CleanStream(_Failing(), "standard output").write("x")
    with pytest.raises(OutputError):
        CleanStream(_Failing(), "standard output").flush()
    CleanStream(_Failing(), "").write("x")


def test_a_reader_who_has_seen_enough_is_told_apart() -> None:
    with pytest.raises(BrokenPipeError):
        CleanStream(_Gone(), "standard output").write("x")


def test_a_stream_that_is_closed_from_the_start_is_told() -> None:
    with pytest.raises(OutputError, match="closed"):
        CleanStream(None, "standard output").write("x")
    CleanStream(None, "").write("x")


def test_the_process_gets_its_own_streams_back() -> None:
    before = sys.stdout, sys.stderr
    with CleanStreams(lambda text: text.replace("secret", "***")) as (out, err):
        assert (sys.stdout, sys.stderr) == (out, err)
    assert (sys.stdout, sys.stderr) == before


def test_messages_are_mended_before_they_are_shown() -> None:
    beneath = io.StringIO()
    CleanStream(beneath, "", lambda text: text.replace("secret", "***")).write("a secret\n")
    assert beneath.getvalue() == "a ***\n"
