"""Several entries, a line each: for a pipe separated by tabs, for a terminal in columns."""

from collections.abc import Iterator, Sequence

from pmtui.glossary.page import cells, fitting, safe

Row = tuple[str, str, str]
"""Slug, headword, definition."""

_GAP = "  "
_WIDEST = 32


def listed(rows: Sequence[Row], width: int | None) -> Iterator[str]:
    """The rows as lines.

    Args:
        rows: What to show.
        width: The cells of a terminal, to which lines are cut; `None` for whole lines with tabs.
    """
    shown = [[" ".join(safe(part).split()) for part in row] for row in rows]
    if width is None:
        yield from ("\t".join(row) for row in shown)
        return
    sizes = [min(max((cells(row[place]) for row in shown), default=0), _WIDEST) for place in (0, 1)]
    for slug, name, definition in shown:
        head = _GAP.join(_padded(part, size) for part, size in zip((slug, name), sizes, strict=True))
        yield cut(f"{head}{_GAP}{definition}".rstrip(), width)


def cut(shown: str, width: int) -> str:
    """A text with an ellipsis where it is too wide."""
    return shown if cells(shown) <= width else f"{fitting(shown, width - 1)}…"


def _padded(shown: str, size: int) -> str:
    kept = cut(shown, size)
    return kept + " " * (size - cells(kept))
