"""Change events: the documents a commit touched, here or in another process, and the turn of the day."""

from collections.abc import Callable
from dataclasses import dataclass

from pmtui.store.changes import Transaction

DAY = "day"
"""The name among kinds under which an event says that today is another day."""


@dataclass(frozen=True)
class Changed:
    """The documents that one transaction touched, or the turn of the day.

    Attributes:
        name: The transaction's name.
        by: Who committed it, `user@host`.
        ids: The ids it touched, by kind.
        elsewhere: Whether another process committed it.
    """

    name: str
    by: str
    ids: dict[str, frozenset[str]]
    elsewhere: bool

    @classmethod
    def of(cls, transaction: Transaction, *, elsewhere: bool) -> "Changed":
        """The event of a transaction."""
        ids: dict[str, set[str]] = {}
        for change in transaction.changes:
            ids.setdefault(change.kind, set()).add(change.id)
        frozen = {kind: frozenset(each) for kind, each in ids.items()}
        return cls(transaction.name, transaction.by, frozen, elsewhere)

    @classmethod
    def of_day(cls) -> "Changed":
        """The event of a new day."""
        return cls("a new day", "", {DAY: frozenset()}, elsewhere=True)


Listener = Callable[[Changed], object]
"""Called after a commit, with the state already changed; what it returns is nobody's concern."""
