"""Entries side by side, row by row: for a screen, for a terminal, as Markdown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.glossary.entries import Entry, facets, text, words
from pmtui.glossary.page import cells, fitting, safe, wrapped
from pmtui.glossary.process_map import TITLES

FEWEST, MOST = 2, 3
"""How many entries are compared at once."""

DIFFERS, SAME = "≠", "="
"""The marks of a row whose values differ, and of one whose values are alike."""

_USERS = {"product": "product management", "sales": "sales", "shared": "both disciplines"}
_LABEL = 18
_NARROW = 24
_GAP = "  "


class Row(NamedTuple):
    """One aspect of the entries compared."""

    label: str
    """The aspect that is compared, such as `Formula`."""
    values: tuple[str, ...]
    """The text of each entry on it; empty if it has none."""

    @property
    def differs(self) -> bool:
        """Whether the entries do not all say the same."""
        return len(set(self.values)) > 1


def comparison(entries: Sequence[Entry], headword: Callable[[str], str]) -> list[Row]:
    """The rows in which two or three entries are compared; rows that none of them fills are left out.

    Raises:
        InputError: There are fewer than two different entries, or more than three.
    """
    slugs = [text(entry, "slug") for entry in entries]
    if not FEWEST <= len(set(slugs)) == len(slugs) <= MOST:
        raise InputError(f"compare takes {FEWEST} or {MOST} different terms")
    labels = dict.fromkeys(label for entry in entries for label, _ in _aspects(entry, headword))
    ordered = [label for label in _ORDER if label in labels]
    ordered[1:1] = [label for label in labels if label not in _ORDER]
    said = [dict(_aspects(entry, headword)) for entry in entries]
    return [Row(label, tuple(each.get(label, "") for each in said)) for label in ordered]


def split_names(typed: Sequence[str], known: Callable[[str], bool]) -> list[str]:
    """The names in what was typed: each word or quoted phrase, or the phrases between `vs`, `and`, `,`.

    Args:
        typed: The words as a shell gave them.
        known: Whether a name leads to an entry.
    """
    parts: list[list[str]] = [[]]
    for word in typed:
        if word.lower().strip(".") in _BETWEEN:
            parts.append([])
            continue
        parts[-1].append(word.removesuffix(","))
        if word.endswith(","):
            parts.append([])
    phrases = [" ".join(part) for part in parts if part]
    if len(phrases) > 1:
        return phrases
    return list(_grouped(list(typed), known))


def _grouped(typed: list[str], known: Callable[[str], bool]) -> Iterator[str]:
    """Words taken together as the longest names that are known."""
    while typed:
        size = next((size for size in range(len(typed), 0, -1) if known(" ".join(typed[:size]))), 1)
        yield " ".join(typed[:size])
        typed = typed[size:]


def as_columns(entries: Sequence[Entry], rows: Sequence[Row], width: int, *, bold: bool) -> str:
    """The comparison as text: columns side by side where there is room, else one below the other.

    Args:
        entries: What is compared.
        rows: The comparison.
        width: Cells to a line.
        bold: Whether headwords and labels may be set in bold.
    """
    titles = [safe(text(entry, "headword")) for entry in entries]
    room = (width - _LABEL - len(_GAP) * len(entries)) // len(entries)
    if room < _NARROW:
        return "\n".join(_stacked(titles, rows, width, bold=bold))
    lines = [_columns([("", [""]), *((title, [title]) for title in titles)], room, bold=bold)]
    for row in rows:
        values = [wrapped(safe(value) or "-", room) for value in row.values]
        label = wrapped(f"{DIFFERS if row.differs else SAME} {safe(row.label)}", _LABEL)
        lines += ["", _columns([(row.label, label), *(("", value) for value in values)], room, bold=bold)]
    return "\n".join(line.rstrip() for each in lines for line in each.split("\n"))


def as_markdown(entries: Sequence[Entry], rows: Sequence[Row]) -> str:
    """The comparison as a Markdown table."""
    titles = [_cell(text(entry, "headword")) for entry in entries]
    lines = [f"| | {' | '.join(titles)} |", f"|---{'|---' * len(titles)}|"]
    for row in rows:
        lines.append(f"| **{_cell(row.label)}** | {' | '.join(_cell(value) for value in row.values)} |")
    return "\n".join(lines) + "\n"


def as_json(entries: Sequence[Entry], rows: Sequence[Row]) -> dict[str, object]:
    """The comparison as one JSON value."""
    return {
        "terms": [{"slug": text(entry, "slug"), "headword": text(entry, "headword")} for entry in entries],
        "rows": [{"label": row.label, "values": list(row.values), "differs": row.differs} for row in rows],
    }


def _aspects(entry: Entry, headword: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The aspects that an entry fills, each with its text."""
    phase = text(entry, "phase")
    found: Mapping[str, str] = {
        "Definition": text(entry, "definition"),
        "Formula": text(entry, "formula"),
        "Unit": text(entry, "unit"),
        "Used by": _USERS.get(text(entry, "discipline"), text(entry, "discipline")),
        "When": TITLES.get(phase, phase),
        "Example": text(entry, "example"),
        "Mistake": text(entry, "pitfalls"),
        "Related": ", ".join(headword(slug) for slug in words(entry, "related")[:5]),
    }
    yield from facets(entry)
    yield from ((label, value) for label, value in found.items() if value)


_ORDER = ("Definition", "Formula", "Unit", "Used by", "When", "Example", "Mistake", "Related")
_BETWEEN = frozenset(("vs", "versus", "and", "or", "=", "with"))


def _columns(columns: Sequence[tuple[str, Sequence[str]]], room: int, *, bold: bool) -> str:
    height = max(len(lines) for _, lines in columns)
    shown = []
    for at in range(height):
        parts = []
        for place, (strong, lines) in enumerate(columns):
            size = _LABEL if place == 0 else room
            line = fitting(lines[at], size) if at < len(lines) and lines[at] else ""
            padding = " " * (size - cells(line))
            parts.append(f"\x1b[1m{line}\x1b[0m{padding}" if bold and strong and line else f"{line}{padding}")
        shown.append(_GAP.join(parts))
    return "\n".join(shown)


def _stacked(titles: Sequence[str], rows: Sequence[Row], width: int, *, bold: bool) -> Iterator[str]:
    strong = ("\x1b[1m", "\x1b[0m") if bold else ("", "")
    yield from (f"{strong[0]}{line}{strong[1]}" for line in wrapped(" = ".join(titles), width))
    for row in rows:
        yield ""
        yield f"{strong[0]}{DIFFERS if row.differs else SAME} {safe(row.label)}{strong[1]}"
        for title, value in zip(titles, row.values, strict=True):
            yield from (f"  {line}" for line in wrapped(f"{title}: {safe(value) or '-'}", width - 2))


def _cell(value: str) -> str:
    """A value as a table cell of Markdown takes it."""
    line = " ".join(safe(value).split())
    for sign in ("\\", "|", "*", "_", "`", "<", "["):
        line = line.replace(sign, f"\\{sign}")
    return line or " "
