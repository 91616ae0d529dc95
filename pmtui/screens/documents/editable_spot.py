"""Where a field of a document can be edited in place: a cell of a table, a figure of a card."""

from typing import NamedTuple

from textual.geometry import Region

FIGURES = {
    "deal": ("amount", "expected_close", "next_step", "next_step_due", "owner"),
    "feature": ("target", "health", "owner"),
    "product": ("list_price", "owner"),
}
"""The fields of a card that are edited in place, by kind; the figure on its first line comes first."""

_FIGURE = 24
"""Cells at the right of a card's first line over which its figure is edited."""


class Spot(NamedTuple):
    """A field in its place."""

    field: str
    """The field."""
    region: Region
    """The cells of its value, on the screen."""


def is_editable(kind: str, field: str) -> bool:
    """Whether a field is typed in one line and kept by people; rows and long texts have dialogs of their own."""
    from pmtui.models.fields import Shape, fields_of
    from pmtui.widgets.form.form_reading import LONG

    spec = fields_of(kind).get(field)
    return spec is not None and not spec.hidden and spec.shape is not Shape.PARTS and spec.shape not in LONG


def on_card(kind: str, card: Region, place: int) -> Spot | None:
    """A figure of a card: the first at the right of its first line, the others on its second line.

    Args:
        kind: What the card is.
        card: Where it stands on the screen.
        place: Which of its figures.
    """
    figures = [field for field in FIGURES.get(kind, ()) if is_editable(kind, field)]
    if not figures:
        return None
    place %= len(figures)
    if place:
        return Spot(figures[place], Region(card.x + 1, card.y + 1, max(1, card.width - 2), 1))
    width = min(_FIGURE, card.width)
    return Spot(figures[0], Region(card.right - width, card.y, width, 1))
