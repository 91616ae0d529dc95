"""Derived values: computed from documents, kept until something they read changes.

Each is declared once, with what it reads: kinds of documents (`settings` and `pipeline` are kinds too), today's
date, and other derived values. A commit by anybody, or the turn of the day, drops those that read what changed; they
are computed again when next asked for. One that can follow a commit in less time than it takes to compute anew
says how.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar, cast

from pmtui.models.kinds import KINDS
from pmtui.models.stored import Stored
from pmtui.models.values.clock import Clock
from pmtui.store.events import DAY, Changed
from pmtui.store.query.name_index import Names
from pmtui.store.tables import Tables

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Source(Protocol):
    """The part of a workspace that values are derived from."""

    clock: Clock

    @property
    def names(self) -> Names:
        """Documents by their names."""
        ...

    @property
    def tables(self) -> Tables:
        """All documents as stored, live."""
        ...

    def rows(self, kind: str) -> Mapping[str, Stored]:
        """Return the stored documents of a kind by id, live."""
        ...

    def all(self, kind: str) -> Iterator[object]:
        """Go through the documents of a kind, validated."""
        ...

    def find(self, document_id: str, kind: str = "") -> object:
        """Return a document, validated, or `None`."""
        ...

    def derived(self, declared: "Derived[T]") -> T:
        """Return a derived value."""
        ...


class Followed(Protocol):
    """A derived value that follows commits itself."""

    def update(self, changed: Changed) -> object:
        """Bring it up to date with a commit that touches kinds it follows."""
        ...


@dataclass(frozen=True, eq=False)
class Derived(Generic[T_co]):
    """The declaration of a derived value.

    Attributes:
        compute: Computes it from a workspace.
        reads: The kinds it reads; `DAY` if it depends on today.
        uses: Other derived values it is computed from; what they read, it reads.
        follows: The kinds whose changes the value takes in by its own `update`; all others drop it.
    """

    compute: Callable[["Source"], T_co]
    reads: frozenset[str]
    uses: tuple["Derived[object]", ...] = ()
    follows: frozenset[str] = frozenset()
    _all_reads: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        used = [declared.all_reads for declared in self.uses]
        object.__setattr__(self, "_all_reads", self.reads.union(*used))

    @property
    def all_reads(self) -> frozenset[str]:
        """The kinds it reads, by itself and through others."""
        return self._all_reads


class DerivedValues:
    """The derived values of one workspace.

    Args:
        source: The workspace.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._values: dict[Derived[object], object] = {}

    def get(self, declared: Derived[T]) -> T:
        """Return a value, computed if it is missing."""
        key = cast("Derived[object]", declared)
        if key not in self._values:
            self._values[key] = declared.compute(self._source)
        return cast("T", self._values[key])

    def update(self, changed: Changed) -> None:
        """Take in a commit or the turn of the day: drop what reads what changed, unless it follows."""
        touched = changed.ids.keys()
        for declared in tuple(self._values):
            read = touched & declared.all_reads
            if not read:
                continue
            if read <= declared.follows:
                cast("Followed", self._values[declared]).update(changed)
            else:
                del self._values[declared]


def _names(source: Source) -> Names:
    return Names(lambda: source.tables)


_EVERY_KIND = frozenset(KINDS)
NAMES = Derived(_names, _EVERY_KIND, follows=_EVERY_KIND)
"""Documents by their names."""

TODAY = Derived(lambda source: source.clock.today(), frozenset({DAY}))
"""The day that screens show; it turns when the turn of the day is announced."""

__all__ = ["DAY", "NAMES", "TODAY", "Derived", "DerivedValues", "Followed", "Source"]
