"""A few rows in columns that are as wide as they have to be, without a grid around them."""

from collections.abc import Sequence

from pmtui.widgets.drawing.cell_text import fitted, width_of

_GAP = 2


def small_table(rows: Sequence[Sequence[str]], right: Sequence[bool], room: int) -> list[str]:
    """The lines of a table; the widest column gives way where the columns are wider than the room.

    Args:
        rows: The texts of each row, as many as there are columns.
        right: For each column, whether it ends at a right edge.
        room: The cells there are.
    """
    widths = [max((width_of(row[at]) for row in rows), default=1) for at in range(len(right))]
    while sum(widths) + _GAP * (len(widths) - 1) > room and max(widths, default=0) > 1:
        widths[widths.index(max(widths))] -= 1
    return [
        (" " * _GAP)
        .join(
            fitted(text, width, "right" if ends else "left")
            for text, width, ends in zip(row, widths, right, strict=True)
        )
        .rstrip()
        for row in rows
    ]
