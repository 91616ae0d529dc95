"""The seam under the workspace: a log of transactions that several processes share.

`FileLog` keeps it in `workspace.json` and `journal.jsonl`; another implementation may keep it
in a database. Nothing above this module knows which.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from pmtui.store.changes import Transaction
from pmtui.store.log.codec import Head
from pmtui.store.log.presence import Presence
from pmtui.store.log.snapshot import Snapshot

WAIT = 10.0
"""Seconds to wait for another writer before giving up."""

Prepare = Callable[[Sequence[Transaction]], Transaction | None]
"""Given what others committed meanwhile, makes the transaction to write, or `None` for none."""


class Record(Protocol):
    """A transaction in the log: its head at once, its changes when asked for."""

    @property
    def head(self) -> Head:
        """All but the changes."""
        ...

    def mentions(self, document_id: str) -> bool:
        """Whether the transaction may touch a document; a quick look, so it may be mistaken about yes."""
        ...

    def read(self) -> Transaction:
        """The whole transaction."""
        ...


class TransactionLog(Protocol):
    """Append with version checks, read since a sequence number, snapshot, wait for news."""

    @property
    def writable(self) -> bool:
        """Whether commits can be made."""
        ...

    @property
    def trouble(self) -> str:
        """Why others' commits cannot be seen at the moment, nor any made; empty where they can."""
        ...

    @property
    def notices(self) -> Sequence[str]:
        """Notices for the person about the state in which the log was found: damage, what was recovered."""
        ...

    def load(self) -> Snapshot:
        """The state at the last checkpoint; the transactions since are the first news."""
        ...

    def news(self) -> list[Transaction]:
        """The transactions of other processes since the last call; cheap when there are none."""
        ...

    @property
    def waiting_for(self) -> str:
        """Who holds the lock that a commit waits for at the moment; empty where none waits, or nobody knows."""
        ...

    def append(self, prepare: Prepare, wait: float | None = None) -> Transaction | None:
        """Commit one transaction: exclusive, after the news, durable when it returns.

        Args:
            prepare: Makes it.
            wait: Seconds to wait for another writer; `None` for the usual time.
        """
        ...

    def presence(self, user: str, host: str, *, silent: bool) -> Presence | None:
        """The link that reports this session to the others and back; `None` if there are no others.

        Args:
            user: Who this is.
            host: The host that this session runs on.
            silent: Whether to hide this session from the others.
        """
        ...

    def numbers(self, kind: str, after: int, count: int) -> Sequence[int]:
        """So many numbers for ids of a kind, rising, all greater than `after` and never given before.

        Asked for by `prepare` while nobody else can write.
        """
        ...

    def newest_first(self, *, about: str = "", by: str = "") -> Iterator[Record]:
        """Every transaction ever committed, the newest first.

        Args:
            about: An id: those that do not touch the document may be left out.
            by: A user: those of others may be left out.
        """
        ...

    def grown(self, small: int, share: int) -> bool:
        """Whether a checkpoint pays: always in a log below `small` bytes, else past one part in `share`."""
        ...

    def checkpoint(self, snapshot: Snapshot) -> None:
        """Note the state at some transaction, so that the next load starts from there."""
        ...

    def backup(self) -> Path:
        """Keep a copy of the last checkpoint for good, and say where."""
        ...

    def problems(self) -> list[tuple[str, str]]:
        """Problems of the stored data, as (where, problem)."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


class WholeLog(TransactionLog, Protocol):
    """A log that can be begun where there is none, and copied."""

    def oldest_first(self) -> Iterator[Transaction]:
        """Every transaction ever committed, the oldest first."""
        ...

    def create(self, first: Transaction) -> None:
        """Begin with one transaction.

        Raises:
            WorkspaceError: There is a workspace already, or nothing can be written there.
        """
        ...
