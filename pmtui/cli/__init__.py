"""The command line: stdout is data, stderr is messages, the exit code tells how it went.

0 done, 1 nothing found, 2 bad usage or input, 3 the workspace cannot be used, what is printed cannot be
written, or a fault of pmtui's own, 4 conflict, 130 interrupted. Looking a word up is the commonest thing
to do and starts in a blink: it goes around the argument parser and imports next to nothing.
"""

import os
import sys
from collections.abc import Callable, Sequence

from pmtui.errors import InputError, PmtuiError
from pmtui.terminal.clean_stream import CleanStream, CleanStreams

INTERRUPTED = 130

_TELLING = ("@", "=", ":")
"""Signs of which a message that repeats a secret has one."""

_LONGEST = 2_000
"""Letters of a message; what a message repeats of a file may be any length."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the outermost handler of whatever goes wrong.

    Args:
        argv: The words after the program's name; the process's own when left out.

    Returns:
        The exit code.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    _reserve_standard_streams()
    with CleanStreams(_without_secrets(words)) as (out, err):
        try:
            code = _answered(words)
            out.flush()
        except BrokenPipeError:
            out.silence()  # the reader of a pipe has seen enough, and needs no message
            code = 0
        except PmtuiError as error:
            code = _told(error, out, err)
        except KeyboardInterrupt:
            code = INTERRUPTED
        err.flush()
    return code


def _answered(words: Sequence[str]) -> int:
    """Run a command line; what nobody expected becomes an error of our family.

    Raises:
        PmtuiError: It could not be done.
        BrokenPipeError: The reader of standard output has seen enough.
    """
    try:
        return _dispatch(words)
    except (PmtuiError, BrokenPipeError):
        raise
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as leaving:  # argparse, after --help and --version
        return leaving.code if isinstance(leaving.code, int) else 0
    except BaseException as error:
        from pmtui.crash_report import crashed

        raise crashed(error, doing=_verb_of(words)) from error


def _dispatch(words: Sequence[str]) -> int:
    if any("\0" in word for word in words):
        raise InputError("a word of the command line holds a NUL character")
    if words and words[0] == "define":
        from pmtui.cli.glossary.fast_define import quick_define

        code = quick_define(words[1:])
        if code is not None:
            return code
    from pmtui.cli.dispatch import dispatch

    return dispatch(words)


def _told(error: PmtuiError, out: CleanStream, err: CleanStream) -> int:
    """Print what went wrong, after what was printed before it.

    Returns:
        The exit code.
    """
    try:
        out.flush()
    except (PmtuiError, BrokenPipeError):
        out.silence()
    message = str(error)
    if len(message) > _LONGEST:
        message = f"{message[: _LONGEST - 1]}…"
    err.write(f"pmtui: {message}\n")
    return error.exit_code


def _without_secrets(words: Sequence[str]) -> Callable[[str], str]:
    """Takes the secrets of addresses out of messages, whatever a word of the command line was taken for."""

    def mended(text: str) -> str:
        if not any(sign in text for sign in _TELLING):
            return text
        from pmtui.address import without_secrets

        return without_secrets(text, (*words, os.environ.get("PMTUI_WORKSPACE", "")))

    return mended


def _verb_of(words: Sequence[str]) -> str:
    """The verb of a command line, for a report; nothing else that was typed."""
    from pmtui.cli.parser import verb_among

    return verb_among(words) or "pmtui"


def _reserve_standard_streams() -> None:
    """Open nothing where the process was started without a standard stream.

    A file of the workspace would get the free number, and messages meant for a person would go into it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
