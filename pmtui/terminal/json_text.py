"""JSON that a terminal may get: what it would obey, or not show, is written as escapes, so nothing is lost."""

import json
import re
from functools import cache

from pmtui.terminal.text import clean


def json_text(value: object, *, indent: int | None = None) -> str:
    r"""A value as JSON with its letters as they are, and signs that are not seen as `\uXXXX`.

    Args:
        value: What `json.dumps` takes.
        indent: Spaces for each level; one line if left out.
    """
    return _unseen().sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent))


def _escaped(match: re.Match[str]) -> str:
    text = match[0]
    return text if clean(text) == text else "".join(map(_escape, text))


def _escape(sign: str) -> str:
    return sign if clean(sign) == sign else json.dumps(sign)[1:-1]


@cache
def _unseen() -> re.Pattern[str]:
    """Finds runs of letters that are not ASCII, and the one ASCII control that JSON does not escape."""
    return re.compile(r"[^\x00-\x7e]+")
