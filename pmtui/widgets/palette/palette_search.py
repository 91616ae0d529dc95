"""The acts that words mean, best first: by their names, by what else people call them, by what they do."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pmtui.models.values.folding import folded

_NOTHING = 9
_WEAKEST = 6
"""The score of a word inside another one, in what an act does."""


@dataclass(frozen=True)
class PaletteAct:
    """Something that can be done, under all its names.

    Attributes:
        key: What is done, such as `command:win` or `report:funnel`.
        title: Its name.
        help: What it does, in a clause.
        also: Other words that people use for it.
        about: What it acts on, or what sort of act it is.
        keys: The keys that do the same; empty for none.
        reason: Why it cannot be done now; empty if it can.
    """

    key: str
    title: str
    help: str = ""
    also: tuple[str, ...] = ()
    about: str = ""
    keys: str = ""
    reason: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its title and its other names, folded."""
        return tuple(folded(name).replace("-", " ") for name in (self.title, *self.also))

    @cached_property
    def text(self) -> tuple[str, ...]:
        """The words of its names and of what it does, folded."""
        return tuple(" ".join((*self.names, folded(self.help))).split())

    def score(self, typed: str, words: Sequence[str]) -> int:
        """How well it fits what was typed: 0 is best, 9 is not at all.

        Args:
            typed: What was typed, folded, with single spaces.
            words: Its words.
        """
        title, *others = self.names
        if typed in self.names:
            return 0
        if title.startswith(typed):
            return 2
        if any(name.startswith(typed) for name in others):
            return 3
        if all(_begins(word, title.split()) for word in words):
            return 4
        if any(all(_begins(word, name.split()) for word in words) for name in others):
            return 4
        if all(_begins(word, self.text) for word in words):
            return 5
        whole = " ".join(self.text)
        return _WEAKEST if all(word in whole for word in words) else _NOTHING


def _begins(word: str, words: Sequence[str]) -> bool:
    return any(each.startswith(word) for each in words)


def found(acts: Sequence[PaletteAct], typed: str) -> list[PaletteAct]:
    """The acts that fit what was typed, best first; those that can be done now before those that cannot."""
    wanted = " ".join(folded(typed).replace("-", " ").split())
    words = wanted.split()
    if not words:
        return list(acts)
    scored = [(act.score(wanted, words), place, act) for place, act in enumerate(acts)]
    scored = [each for each in scored if each[0] < _NOTHING]
    scored.sort(key=lambda each: (each[0], bool(each[2].reason), each[1]))
    return [act for _, _, act in scored]
