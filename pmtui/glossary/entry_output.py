"""Where entries are printed to: how wide it is, whether it takes bold, and what letters it has."""

import os
from typing import TextIO

from pmtui.terminal.clean_stream import CleanStream

WIDEST = 100
"""Longer lines than this are hard to read."""

_PIPE = 80

_SPELT = {
    "÷": "/", "×": "x", "−": "-", "–": "-", "—": "-", "≥": ">=", "≤": "<=", "≈": "~", "Σ": "sum of ",
    "√": "sqrt", "·": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "→": "->", "Δ": "change in ",
    "€": "EUR ", "£": "GBP ", "é": "e", "½": "1/2",
}  # fmt: skip


def terminal_width(out: TextIO) -> int | None:
    """The cells of the terminal that `out` writes to; `None` where it is a file or a pipe."""
    if not out.isatty():
        return None
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and len(told) < _PIPE and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(out.fileno()).columns or _PIPE
    except OSError:
        return _PIPE


def page_width(out: TextIO) -> int:
    """The cells that lines of text are broken at."""
    return min(terminal_width(out) or _PIPE, WIDEST)


def takes_bold(out: TextIO) -> bool:
    """Whether `out` is a terminal that may be sent more than letters."""
    return (
        out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") not in (None, "", "dumb")
    )


def write_line(out: TextIO, line: str, *, styled: bool = False) -> None:
    """Write a line; letters that the encoding of `out` lacks are spelt out.

    Args:
        out: Where it goes.
        line: The line, or several.
        styled: Whether some of it is set in bold.
    """
    try:
        line.encode(out.encoding or "utf-8")
    except UnicodeEncodeError:
        spelt = "".join(_SPELT.get(letter, letter) for letter in line)
        line = spelt.encode(out.encoding, "replace").decode(out.encoding)
    if styled and isinstance(out, CleanStream):
        out.write_styled(f"{line}\n")
    else:
        out.write(f"{line}\n")


def write_json(out: TextIO, value: object) -> None:
    """Write one JSON value, indented; letters that the encoding of `out` lacks are escaped."""
    import json

    from pmtui.terminal.json_text import json_text

    plain = json_text(value, indent=2)
    try:
        plain.encode(out.encoding or "utf-8")
    except UnicodeEncodeError:
        plain = json.dumps(value, indent=2)
    out.write(f"{plain}\n")
