"""The letters by which the views of a screen are picked."""

from collections.abc import Sequence
from string import digits


def view_letters(titles: Sequence[str]) -> tuple[str, ...]:
    """A letter for each view, unlike the others': the first of its title that is free, else any figure."""
    taken: dict[str, None] = {}
    for title in titles:
        free = (letter for letter in (*title.lower(), *digits) if letter.isalnum() and letter not in taken)
        taken[next(free, "")] = None
    return tuple(taken)
