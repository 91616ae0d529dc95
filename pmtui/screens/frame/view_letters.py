"""The letters by which the views of a screen are picked."""

from collections.abc import Sequence
from string import digits

_KEPT = frozenset("hjklex")
"""The letters that a person presses next in a view that has just come: to move, to edit, to do what a row asks."""


def view_letters(titles: Sequence[str]) -> tuple[str, ...]:
    """A letter for each view, unlike the others': the first of its title that is free, else any figure."""
    taken: dict[str, None] = {}
    for title in titles:
        free = (letter for letter in (*title.lower(), *digits) if letter.isalnum())
        taken[next((letter for letter in free if letter not in _KEPT and letter not in taken), "")] = None
    return tuple(taken)
