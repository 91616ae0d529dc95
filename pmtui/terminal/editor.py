"""Long text in the person's own editor.

The caller gives the terminal back first (`App.suspend`) and takes it again afterwards.
"""

import os
import shlex
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.foreign_files import NoSuchFile, read_foreign_text
from pmtui.private_files import open_private, private_temporary_folder
from pmtui.terminal.text import clean

_LARGEST = 1 << 24
"""Bytes of the longest text that is taken back."""


class Edited(NamedTuple):
    """The result of the editor."""

    text: str
    """The text afterwards, cleaned; the one handed in where nothing was changed."""
    changed: bool
    """Whether it differs."""
    message: str
    """Why nothing was changed, for the person; empty where something was."""


def editor_command(setting: str = "", environ: Mapping[str, str] | None = None) -> list[str]:
    """The editor with its options: from the settings, `$VISUAL` or `$EDITOR`.

    Raises:
        InputError: None is set, it is no well-formed command, or there is no such program.
    """
    environ = os.environ if environ is None else environ
    named = {"the setting 'editor'": setting} | {
        f"${name}": environ.get(name, "") for name in ("VISUAL", "EDITOR")
    }
    origin, text = next(((origin, text) for origin, text in named.items() if text.strip()), ("", ""))
    if not text:
        raise InputError("no editor is set; set $EDITOR, for example export EDITOR=nano")
    try:
        command = shlex.split(text)
    except ValueError as error:
        raise InputError(f"{origin} is {text!r}, which is no command: {error}") from None
    if shutil.which(command[0], path=environ.get("PATH")) is None:
        raise InputError(f"{origin} is {text!r}, but there is no program {command[0]!r}")
    return command


def edit(text: str, command: list[str], *, name: str = "pmtui.md") -> Edited:
    """Let the person change text in an editor and wait until it is closed.

    The file lies in a folder of its own that only its owner can read, and that is removed with
    whatever the editor left beside it, however the editor ends.

    Args:
        text: What to start from.
        command: The editor with its options, from `editor_command`.
        name: The name of the file, whose ending tells the editor how to colour it.

    Raises:
        InputError: The editor cannot be given the text or started, or left something that is no text.
    """
    folder = Path(private_temporary_folder("pmtui-"))
    try:
        file = folder / name
        _write(file, text)
        status = _run([*command, str(file)])
        if status:
            return Edited(text, False, f"{command[0]} ended with {status}; nothing was changed")
        return _result(text, file, command[0])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(file: Path, text: str) -> None:
    try:
        with open(open_private(file, os.O_EXCL), "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text and f"{clean(text)}\n")
    except OSError as error:
        raise InputError(f"the text cannot be handed to an editor: {file}: {error.strerror}") from None


def _result(text: str, file: Path, program: str) -> Edited:
    try:
        after = clean(read_foreign_text(file, _LARGEST)).rstrip("\n")
    except NoSuchFile:
        return Edited(text, False, f"{program} left no file; nothing was changed")
    except InputError as error:
        problem = str(error).removeprefix(f"{file}: ")
        raise InputError(f"{program} left something that {problem}; nothing was changed") from None
    if after == text.rstrip("\n"):
        return Edited(text, False, "nothing was changed")
    return Edited(after, True, "")


def _run(command: list[str]) -> int:
    try:
        process = subprocess.Popen(command)
    except OSError as error:
        raise InputError(f"{command[0]} cannot be started: {error.strerror}") from None
    with _interrupts_are_the_editors():
        return process.wait()


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Ignore ctrl+c and ctrl+\\ here: the terminal sends them to the editor and to us alike."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGQUIT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
