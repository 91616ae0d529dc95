"""The sections of a form, and when a field or a section makes sense; models declare them on their fields."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Facts = Mapping[str, str]
"""The facts of a record as it is typed: each field by its name, and what follows from them, such as `outcome`."""


class When(NamedTuple):
    """A condition on what is typed.

    Attributes:
        fact: The field, or what follows from fields: `outcome` of a deal.
        among: Values for which it holds; any value, but none, if empty.
        told: What stands in place of what makes no sense now; empty if nothing does.
    """

    fact: str
    among: tuple[str, ...] = ()
    told: str = ""

    def holds(self, facts: Facts) -> bool:
        """Whether it holds now."""
        value = facts.get(self.fact, "")
        return value in self.among if self.among else bool(value)


class Section(NamedTuple):
    """A group of fields that is folded as one.

    Attributes:
        title: Its heading.
        when: When it makes sense; always if there is no condition.
        opens: Whether it is unfolded at first, as the first section of a form always is.
    """

    title: str
    when: When | None = None
    opens: bool = False


FIRST = Section("")
"""Stands for the first section of a kind, whatever it is called."""

NOTES = Section("Notes")
"""The section of what all kinds share: tags, notes, custom fields."""


class PairColumns(NamedTuple):
    """The columns of a field of pairs: its names, and what its values are made of.

    Attributes:
        name: The label of the names.
        values: The labels of the parts of a value.
        sign: The text between the parts, if there are several.
        choices: The words that each part may be; any text if there are none.
        suggest: The source of suggestions for the names.
    """

    name: str = "Name"
    values: tuple[str, ...] = ("Value",)
    sign: str = ""
    choices: tuple[str, ...] = ()
    suggest: str = ""

    def parts(self, value: str) -> tuple[str, ...]:
        """The parts of a value, as many as there are labels."""
        sign = self.sign.strip()
        found = [part.strip() for part in value.split(sign, len(self.values) - 1)] if sign else [value]
        return tuple(found + [""] * (len(self.values) - len(found)))

    def joined(self, parts: Sequence[str]) -> str:
        """The value of some parts; parts that are empty at the end leave their sign out."""
        kept = list(parts)
        while len(kept) > 1 and not kept[-1]:
            kept.pop()
        return self.sign.join(kept)


PAIRS = PairColumns()
"""The columns of any pairs: a name and a value."""
