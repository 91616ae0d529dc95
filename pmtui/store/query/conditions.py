"""Conditions on stored documents, as a tree: compiled to TinyDB queries, printed, and asked what they read.

A filter becomes such a tree. What it means is TinyDB's: `where("stage") == "Won"`, joined by and, or and not; a test
that has no operator of its own is a named predicate. The tree can be printed (`pmtui list --explain`) and walked, which
is how another engine translates it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_
from typing import ClassVar, cast

from tinydb import where
from tinydb.queries import QueryInstance

from pmtui.models.row import Stored
from pmtui.models.stored import JsonValue

Predicate = Callable[[JsonValue], bool]
_STEP = "  "


class Condition:
    """A node of the tree.

    Attributes:
        reads: The kinds, other than the one that is filtered, whose documents decide; `DAY` if today does.
    """

    reads: frozenset[str] = frozenset()

    @cached_property
    def query(self) -> QueryInstance:
        """The TinyDB query."""
        return self._compiled()

    def __call__(self, value: Stored) -> bool:
        """Tell whether it holds for a stored document."""
        return self.query(value)

    def lines(self) -> Iterator[str]:
        """Go through the printed tree, a line a node."""
        raise NotImplementedError

    def _compiled(self) -> QueryInstance:
        raise NotImplementedError


@dataclass(frozen=True)
class Equals(Condition):
    """A field that holds one value."""

    field: str
    value: JsonValue

    def lines(self) -> Iterator[str]:
        """`stage == 'Won'`."""
        yield f"{self.field} == {self.value!r}"

    def _compiled(self) -> QueryInstance:
        return cast("QueryInstance", where(self.field) == self.value)  # as TinyDB has it; `object` says bool


@dataclass(frozen=True)
class OneOf(Condition):
    """A field that holds one of several values.

    Attributes:
        reads: The kinds that the values were read from.
    """

    field: str
    values: tuple[str, ...]
    reads: frozenset[str] = frozenset()

    def lines(self) -> Iterator[str]:
        """`stage in ['Won', 'Lost']`."""
        shown = ", ".join(map(repr, self.values[:_SHOWN]))
        more = f", and {len(self.values) - _SHOWN:,} more" if len(self.values) > _SHOWN else ""
        yield f"{self.field} in [{shown}{more}]"

    def _compiled(self) -> QueryInstance:
        return where(self.field).one_of(cast("list[str]", frozenset(self.values)))


@dataclass(frozen=True)
class Holds(OneOf):
    """A field of several values that holds one of some."""

    def lines(self) -> Iterator[str]:
        """`depends_on holds one of ['F-1']`."""
        yield from (line.replace(" in [", " holds one of [", 1) for line in super().lines())

    def _compiled(self) -> QueryInstance:
        return where(self.field).any(list(self.values))


@dataclass(frozen=True)
class Between(Condition):
    """A field of text within two bounds, both included: dates, which compare as text.

    Attributes:
        reads: `DAY` if the bounds are relative to today.
    """

    field: str
    low: str
    high: str
    reads: frozenset[str] = frozenset()

    def lines(self) -> Iterator[str]:
        """`'2026-10-01' <= expected_close <= '2026-12-31'`."""
        yield f"{self.low!r} <= {self.field} <= {self.high!r}"

    def _compiled(self) -> QueryInstance:
        return (where(self.field) >= self.low) & (where(self.field) <= self.high)


@dataclass(frozen=True)
class Filled(Condition):
    """A field that holds anything."""

    field: str

    def lines(self) -> Iterator[str]:
        """`close_date is filled`."""
        yield f"{self.field} is filled"

    def _compiled(self) -> QueryInstance:
        return where(self.field).exists()


@dataclass(frozen=True)
class Passes(Condition):
    """A field whose value passes a named test.

    Attributes:
        name: The name of the test, as the tree prints it.
        argument: The text it was made from.
        test: The test of a stored value.
        reads: The kinds that the test reads.
    """

    field: str
    name: str
    argument: str
    test: Predicate
    reads: frozenset[str] = frozenset()

    def lines(self) -> Iterator[str]:
        """`amount is money '>10k'`."""
        yield f"{self.field} {self.name} {self.argument!r}"

    def _compiled(self) -> QueryInstance:
        return where(self.field).test(cast("Callable[[Mapping[str, JsonValue]], bool]", self.test))


@dataclass(frozen=True)
class Rule(Condition):
    """A document that a named rule holds for.

    Attributes:
        name: The name of the rule, such as `late`.
        test: The rule.
        reads: The kinds that the rule reads beside the document; `DAY` if it depends on today.
    """

    name: str
    test: Callable[[Stored], bool]
    reads: frozenset[str] = frozenset()

    def lines(self) -> Iterator[str]:
        """`is late`."""
        yield self.name

    def _compiled(self) -> QueryInstance:
        return QueryInstance(self.test, ("rule", self.name))


@dataclass(frozen=True)
class All(Condition):
    """Several conditions that all hold; none of them: everything does."""

    parts: tuple[Condition, ...]
    _word: ClassVar[str] = "and"

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads", frozenset().union(*(part.reads for part in self.parts)))

    def lines(self) -> Iterator[str]:
        """`and`, with the parts under it."""
        if not self.parts:
            yield "everything"
        elif len(self.parts) == 1:
            yield from self.parts[0].lines()
        else:
            yield self._word
            yield from (f"{_STEP}{line}" for part in self.parts for line in part.lines())

    def _compiled(self) -> QueryInstance:
        if not self.parts:
            return QueryInstance(lambda stored: True, ("everything",))
        return reduce(and_, (part.query for part in self.parts))


@dataclass(frozen=True)
class Any(Condition):
    """Several conditions of which one holds."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads", frozenset().union(*(part.reads for part in self.parts)))

    def lines(self) -> Iterator[str]:
        """`or`, with the parts under it."""
        if len(self.parts) == 1:
            yield from self.parts[0].lines()
        else:
            yield "or"
            yield from (f"{_STEP}{line}" for part in self.parts for line in part.lines())

    def _compiled(self) -> QueryInstance:
        return reduce(or_, (part.query for part in self.parts))


@dataclass(frozen=True)
class Not(Condition):
    """A condition that does not hold."""

    part: Condition

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads", self.part.reads)

    def lines(self) -> Iterator[str]:
        """`not`, with the condition under it."""
        yield "not"
        yield from (f"{_STEP}{line}" for line in self.part.lines())

    def _compiled(self) -> QueryInstance:
        return ~self.part.query


_SHOWN = 5
"""Values that a printed tree names."""


def explained(condition: Condition) -> str:
    """Print the tree of a condition."""
    return "\n".join(condition.lines())
