"""The log as it stood at an earlier moment: for reading only."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pmtui.errors import WorkspaceError
from pmtui.store.changes import Transaction
from pmtui.store.log.snapshot import Snapshot
from pmtui.store.log.state import State
from pmtui.store.log.transaction_log import Prepare, Record, TransactionLog

_PAST = "this is the workspace as it was on an earlier day; it cannot be changed"


class PastLog:
    """A `TransactionLog` that ends at a moment and takes nothing new.

    Args:
        log: The whole log.
        state: The state now, which is taken back to the moment.
        until: The moment, ISO 8601 in UTC.
    """

    writable = False
    trouble = ""
    waiting_for = ""

    def __init__(self, log: TransactionLog, state: State, until: str) -> None:
        for record in log.newest_first():
            if record.head.at > until:
                state.revert(record.read())
        self._log = log
        self._snapshot = state.snapshot()
        self._until = until
        self.notices: Sequence[str] = ()

    def load(self) -> Snapshot:
        """The state at the moment."""
        return self._snapshot

    def news(self) -> list[Transaction]:
        """Nothing is new in the past."""
        return []

    def append(self, prepare: Prepare, wait: float | None = None) -> Transaction | None:
        """Refuse.

        Raises:
            WorkspaceError: Always.
        """
        raise WorkspaceError(_PAST)

    def presence(self, user: str, host: str, *, silent: bool) -> None:
        """Nobody is in the past."""

    def numbers(self, kind: str, after: int, count: int) -> Sequence[int]:
        """Refuse.

        Raises:
            WorkspaceError: Always.
        """
        raise WorkspaceError(_PAST)

    def newest_first(self, *, about: str = "", by: str = "") -> Iterator[Record]:
        """The transactions up to the moment."""
        records = self._log.newest_first(about=about, by=by)
        return (record for record in records if record.head.at <= self._until)

    def grown(self, small: int, share: int) -> bool:
        """The past does not grow."""
        return False

    def checkpoint(self, snapshot: Snapshot) -> None:
        """Nothing to note."""

    def backup(self) -> Path:
        """Refuse.

        Raises:
            WorkspaceError: Always.
        """
        raise WorkspaceError(_PAST)

    def problems(self) -> list[tuple[str, str]]:
        """Problems of the whole log."""
        return self._log.problems()

    def close(self) -> None:
        """The whole log is closed by its owner."""
