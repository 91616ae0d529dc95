"""Pieces of Markdown that the workflows' papers are made of: briefs, specifications, release notes."""

from collections.abc import Iterable, Iterator

_SIGNS = ("\\", "`", "*", "_", "[", "]", "<", ">", "|")


def plain_text(value: str) -> str:
    """A value as Markdown takes it literally, on one line."""
    line = " ".join(value.split())
    for sign in _SIGNS:
        line = line.replace(sign, f"\\{sign}")
    return line


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading with a list below it; nothing where the list is empty."""
    found = list(lines)
    if found:
        yield from (f"## {title}", "", *bullets(found))


def bullets(lines: Iterable[str]) -> Iterator[str]:
    """A list, with an empty line after it; a line that is indented belongs to the one above it."""
    yield from (line if line.startswith(" ") else f"- {line}" for line in lines)
    yield ""
