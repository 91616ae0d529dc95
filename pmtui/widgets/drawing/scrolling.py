"""Where a list stands on the screen: plain arithmetic on the first row shown, the cursor and the height."""

from collections.abc import Callable, Mapping, Sequence


def scrolled(top: int, cursor: int, height: int, count: int, step: int = 0) -> int:
    """The first row to show so that the cursor is seen: unmoved while it is.

    Args:
        top: The first row shown now.
        cursor: The row under the cursor.
        height: Rows that fit.
        count: Rows there are.
        step: Rows to go on by where the cursor has run off the edge; 0 for half a page, so that
            a held-down cursor scrolls rarely: each scroll may repaint everything.
    """
    if height <= 0 or count <= height:
        return 0
    step = min(step or max(1, height // 2), height)
    off = max(top - cursor, cursor - (top + height - 1))
    if off > height:
        top = cursor - height // 2
    elif cursor < top:
        top = cursor - (step - 1)
    elif cursor >= top + height:
        top = cursor - height + step
    return max(0, min(top, count - height))


def paged(top: int, cursor: int, height: int, count: int, half_pages: int) -> tuple[int, int]:
    """The first row and the cursor some half pages on: both go together, the eye stays."""
    rows = half_pages * max(1, height // 2)
    cursor = max(0, min(cursor + rows, count - 1))
    top = max(0, min(top + rows, count - height))
    return scrolled(top, cursor, height, count), cursor


def steadiest(tops: Sequence[int], shown: Mapping[int, str], key: Callable[[int], str | None]) -> int:
    """Of several first rows, the one that leaves most lines as they are; the earliest among equals.

    Args:
        tops: The first rows to choose from.
        shown: What each line of the screen shows, by key.
        key: What identifies a row; `None` where there is no such row.
    """
    return max(tops, key=lambda top: sum(key(top + line) == each for line, each in shown.items()))


def within(index: int, count: int) -> int:
    """The nearest index that exists; 0 where none does."""
    return max(0, min(index, count - 1))
