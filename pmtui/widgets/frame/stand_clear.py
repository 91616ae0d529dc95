"""The place of a dialog: clear of what it speaks of where there is room."""

from textual.geometry import Offset, Region, Size

_ABOVE, _BELOW = 2, 2
"""Lines that the frame of a screen takes above, and the message and key lines below."""


def stand_clear(screen: Size, dialog: Size, card: Region | None) -> Offset:
    """Return where a dialog stands: below its card, above it, beside it; else at the bottom in the middle.

    Args:
        screen: The size of the screen.
        dialog: The size of the dialog.
        card: What the dialog speaks of; `None` if that is not on the screen.
    """
    room = Region(1, _ABOVE, max(0, screen.width - 2), max(0, screen.height - _ABOVE - _BELOW))
    if card is not None:
        across = max(room.x, min(card.x, room.right - dialog.width))
        down = max(room.y, min(card.y, room.bottom - dialog.height))
        for x, y in (
            (across, card.bottom + 1),
            (across, card.y - dialog.height - 1),
            (card.right + 1, down),
            (card.x - dialog.width - 1, down),
        ):
            if room.contains_region(Region(x, y, dialog.width, dialog.height)):
                return Offset(x, y)
    return Offset(max(0, (screen.width - dialog.width) // 2), max(0, room.bottom - dialog.height))
