r"""The one notation of lists and rows: values with commas between, a row as its text and `| key=value` parts.

A backslash takes its meaning from the sign behind it: `\|`, `\,` and `\=` are plain signs.
"""

import re
from collections.abc import Iterable

from pmtui.errors import InputError, quoted

_KEY = re.compile(r"^\s*([A-Za-z][\w ]*?)\s*=\s*(.*)$", re.DOTALL)
_SLASHES = re.compile(r"\\(?=[\\|,=]|$)")


def split_list(text: str) -> list[str]:
    """The values of a list: between commas or line ends, empty ones left out."""
    return [value for part in split_at(text.replace("\n", ","), ",") if (value := plain(part).strip())]


def join_list(values: Iterable[str]) -> str:
    """A list that `split_list` reads again."""
    return ", ".join(_guarded(value, ",") for value in values)


def split_row(line: str) -> tuple[str, list[tuple[str, str]]]:
    """The text of a row, and its parts by key.

    Raises:
        InputError: A part is not of the form `key=value`.
    """
    head, *parts = split_at(line, "|")
    found = []
    for part in parts:
        match = _KEY.match(part)
        if match is None:
            raise InputError(f"{quoted(plain(part).strip())} is not of the form key=value")
        found.append((match[1].replace(" ", "_").lower(), plain(match[2]).strip()))
    return plain(head).strip(), found


def join_row(head: str, parts: Iterable[tuple[str, str]]) -> str:
    """A row that `split_row` reads again."""
    cells = [_guarded(head, "|"), *(f"{key}={_guarded(value, '|')}" for key, value in parts)]
    return " | ".join(cells).strip()


def split_pair(line: str) -> tuple[str, str]:
    """The name and the value of `name=value`.

    Raises:
        InputError: It is not of that form.
    """
    name, *value = split_at(line, "=", most=1)
    if not value or not name.strip():
        raise InputError(f"{quoted(line.strip())} is not of the form name=value")
    return plain(name).strip(), value[0].strip()


def join_pair(name: str, value: str) -> str:
    """A pair that `split_pair` reads again."""
    return f"{_guarded(name, '=')}={value}"


def split_at(text: str, sign: str, most: int = 0) -> list[str]:
    """A text in pieces, cut at the signs that no backslash guards; the pieces are as they were written."""
    pieces: list[str] = []
    start = place = 0
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] == sign and (not most or len(pieces) < most):
            pieces.append(text[start:place])
            start = place + 1
        place += 1
    return [*pieces, text[start:]]


def plain(text: str) -> str:
    """A piece without the backslashes that guard signs in it."""
    return re.sub(r"\\([\\|,=])", r"\1", text)


def _guarded(text: str, sign: str) -> str:
    """A text with a backslash before each sign in it that would be taken for one of the notation."""
    return _SLASHES.sub(r"\\\\", text).replace(sign, f"\\{sign}")
