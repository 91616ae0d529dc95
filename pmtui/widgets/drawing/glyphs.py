"""The signs that stand beside text: cursor, marks, arrows, rules; and what they are without Unicode."""

from typing import NamedTuple


class Glyphs(NamedTuple):
    """One set of signs, each a single cell wide."""

    bar: str = "▌"
    """Left edge of what is under the cursor."""
    stripe: str = "▎"
    """Left edge of a card."""
    mark: str = "●"
    """Before what is marked."""
    rising: str = "▲"
    """After the title of a column sorted from the smallest up."""
    falling: str = "▼"
    """After the title of a column sorted from the largest down."""
    above: str = "↑"
    """There are more rows above."""
    below: str = "↓"
    """There are more rows below."""
    around: str = "↕"
    """There are more rows above and below."""
    back: str = "‹"
    """There are more lanes to the left."""
    on: str = "›"
    """There are more lanes to the right."""
    nothing: str = "—"
    """In place of cards, where there are none."""
    cut: str = "…"
    """Where text was cut."""


UNICODE = Glyphs()
"""For terminals whose locale is UTF-8."""

ASCII = Glyphs(">", "|", "*", "^", "v", "^", "v", "|", "<", ">", "-", "~")
"""For all others."""
