"""Pieces of Markdown for papers to take along: sections with bullets, and values that stay text."""

from collections.abc import Iterable, Iterator, Sequence

from pmtui.models.money import Money


def literal(value: str) -> str:
    """A value as Markdown takes it literally, on one line."""
    line = " ".join(value.split())
    for sign in ("\\", "`", "*", "_", "[", "]", "<", ">", "|"):
        line = line.replace(sign, f"\\{sign}")
    return line


def section(title: str, lines: Sequence[str]) -> Iterator[str]:
    """A heading with bullets; nothing where there are none."""
    if lines:
        yield from (f"## {title}", "", *bullets(lines))


def bullets(lines: Iterable[str]) -> Iterator[str]:
    """A bullet a line, and an empty line after them."""
    yield from (f"- {line}" for line in lines)
    yield ""


def amount(money: Money) -> str:
    """An amount with its thousands set apart."""
    return f"{money.amount:,} {money.currency}"
