"""Where dialogs stand."""

import pytest
from textual.geometry import Offset, Region, Size

from pmtui.widgets.frame.stand_clear import stand_clear

SCREEN = Size(120, 40)
DIALOG = Size(60, 10)


@pytest.mark.parametrize(
    ("card", "place"),
    [
        (Region(20, 5, 20, 2), Offset(20, 8)),
        (Region(100, 5, 18, 2), Offset(59, 8)),
        (Region(20, 34, 20, 2), Offset(20, 23)),
        (None, Offset(30, 28)),
    ],
)
def test_a_dialog_stands_below_its_card_or_above_it(card: Region | None, place: Offset) -> None:
    assert stand_clear(SCREEN, DIALOG, card) == place


@pytest.mark.parametrize("y", range(2, 36))
@pytest.mark.parametrize("x", [1, 30, 70, 95])
def test_a_dialog_never_covers_its_card_where_there_is_room(x: int, y: int) -> None:
    card = Region(x, y, 22, 2)
    place = stand_clear(SCREEN, DIALOG, card)
    assert not card.overlaps(Region(place.x, place.y, *DIALOG))


def test_a_dialog_that_fills_the_screen_keeps_to_it() -> None:
    place = stand_clear(Size(60, 16), Size(58, 12), Region(1, 5, 20, 2))
    assert place == Offset(1, 2)
