"""The result of a commit."""

from dataclasses import dataclass

from pmtui.store.changes import Change


@dataclass(frozen=True)
class Commit:
    """The result of a commit.

    Attributes:
        seq: Its place in the log; 0 if nothing differed and nothing was written.
        name: The command's name.
        ids: The id that each fresh one became.
        changes: The changes as the log keeps them.
    """

    seq: int
    name: str
    ids: dict[str, str]
    changes: tuple[Change, ...] = ()

    @property
    def changed(self) -> tuple[tuple[str, str], ...]:
        """The documents it touched, as (kind, id)."""
        return tuple((change.kind, change.id) for change in self.changes)
