"""Copying: through the terminal by OSC 52, by the system's own program, or into a file.

OSC 52 is the one way that works over SSH: the terminal on the near side sets its clipboard. tmux
and screen pass it on only when it is wrapped for them, and terminals drop it when it is too long.
"""

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from pmtui.private_files import make_private_folder, open_private
from pmtui.terminal.profile import detect, multiplexer

OSC52_LIMIT = 74_994
"""The most bytes of base64 that xterm, and those who copied it, take."""

_SCREEN_CHUNK = 760
"""GNU screen drops strings of more than 768 bytes, its own wrapping included."""

_SECONDS = 2
"""How long the system's program may take before it is given up."""


class Copied(NamedTuple):
    """The outcome of a copy."""

    done: bool
    """Whether it was handed over; whether a terminal obeyed OSC 52 cannot be known."""
    how: str
    """`osc52`, `native` or `file`; empty where it was not done."""
    message: str
    """The message for the person: what was done, or why not and what would help."""


def copy(
    text: str,
    *,
    mode: str,
    write: Callable[[str], None],
    file: Path,
    environ: Mapping[str, str] | None = None,
) -> Copied:
    """Copy text in the way that a person chose, or in the best one that works.

    Args:
        text: What to copy.
        mode: `auto`, `osc52`, `native` or `file`.
        write: Sends an escape sequence to the terminal; only used for OSC 52.
        file: Where the text goes in mode `file`, and in `auto` where it is too long for the terminal.
        environ: The environment; the process's own when left out.
    """
    environ = os.environ if environ is None else environ
    match mode:
        case "osc52":
            return _by_terminal(text, write, environ)
        case "native":
            return _by_program(text, environ)
        case "file":
            return _into_file(text, file)
    if not detect(environ, interactive=True).ssh:
        copied = _by_program(text, environ)
        if copied.done:
            return copied
    copied = _by_terminal(text, write, environ)
    return copied if copied.done else _into_file(text, file)


def osc52(text: str, environ: Mapping[str, str]) -> str:
    """The sequence that asks the terminal to put text on its clipboard, wrapped for tmux or screen.

    In tmux the plain sequence follows the wrapped one: depending on its options tmux heeds the one
    (`allow-passthrough`) or the other (`set-clipboard`).
    """
    payload = base64.b64encode(text.encode(errors="replace")).decode()
    plain = f"\x1b]52;c;{payload}\x07"
    match multiplexer(environ):
        case "tmux":
            doubled = plain.replace("\x1b", "\x1b\x1b")
            return f"\x1bPtmux;{doubled}\x1b\\{plain}"
        case "screen":
            chunks = (plain[at : at + _SCREEN_CHUNK] for at in range(0, len(plain), _SCREEN_CHUNK))
            return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)
    return plain


def _by_terminal(text: str, write: Callable[[str], None], environ: Mapping[str, str]) -> Copied:
    size = -(-len(text.encode(errors="replace")) // 3) * 4
    if size > OSC52_LIMIT:
        return Copied(
            False, "", f"{_amount(text)} are more than a terminal's clipboard takes; copy to a file"
        )
    write(osc52(text, environ))
    return Copied(True, "osc52", f"copied {_amount(text)} to the terminal's clipboard")


def _by_program(text: str, environ: Mapping[str, str]) -> Copied:
    command = _program(environ)
    if not command:
        return Copied(False, "", "no clipboard program found, such as wl-copy, xclip, xsel or pbcopy")
    try:
        subprocess.run(
            command,
            input=text.encode(errors="replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
            env=dict(environ),
        )
    except (OSError, subprocess.SubprocessError) as error:
        return Copied(False, "", f"{Path(command[0]).name} did not take it: {error}")
    return Copied(True, "native", f"copied {_amount(text)} with {Path(command[0]).name}")


def _program(environ: Mapping[str, str]) -> list[str]:
    """The command that fills the clipboard of the desktop we run on; empty where there is none."""
    candidates = (
        (sys.platform == "darwin", ["pbcopy"]),
        (bool(environ.get("WAYLAND_DISPLAY")), ["wl-copy"]),
        (bool(environ.get("DISPLAY")), ["xclip", "-selection", "clipboard", "-in"]),
        (bool(environ.get("DISPLAY")), ["xsel", "--clipboard", "--input"]),
        (bool(environ.get("WSL_DISTRO_NAME")), ["clip.exe"]),
    )
    path = environ.get("PATH", os.defpath)
    for fits, (name, *options) in candidates:
        if fits and (program := shutil.which(name, path=path)):
            return [program, *options]
    return []


def _into_file(text: str, file: Path) -> Copied:
    """Write the text for its owner alone, replacing what was copied before."""
    try:
        make_private_folder(file.parent)
        with open(open_private(file), "w", encoding="utf-8", newline="\n", errors="replace") as stream:
            stream.write(text)
    except OSError as error:
        return Copied(False, "", f"{file}: cannot be written: {error.strerror}")
    return Copied(True, "file", f"copied {_amount(text)} to {file}")


def _amount(text: str) -> str:
    return "1 character" if len(text) == 1 else f"{len(text):,} characters"
