"""The writer: commits and news from any thread, taken over into the documents where their readers are.

A commit may wait: for another writer, for a disk, for a server. So it may be made in a thread of its own, while the
interface goes on reading. What is written, here and elsewhere, stands *ahead* of the documents until it is taken
over: all at once, in the order of the log, in the thread that reads (`hand_over_to`). Whoever commits meanwhile
sees the documents with what is ahead of them.
"""

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pmtui.errors import BusyError, PmtuiError
from pmtui.models.kinds import number_of
from pmtui.models.stored import Stored
from pmtui.store.changes import Transaction
from pmtui.store.log.state import State, applied, is_numbered
from pmtui.store.log.transaction_log import WAIT, TransactionLog
from pmtui.store.tables import Tables


class Written(NamedTuple):
    """A transaction that is to be taken over."""

    transaction: Transaction
    documents: tuple[tuple[str, str, Stored | None], ...]
    """Its documents after it: kind, id, and the document or `None`."""
    elsewhere: bool
    """Whether another process committed it."""


class Ahead:
    """The documents as the log has them: those that are read, and what was not taken over yet.

    Attributes:
        counters: The highest number ever allocated, by kind.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._fresh: dict[tuple[str, str], Stored | None] = {}
        self.counters: dict[str, int] = dict(state.counters)

    def stored(self, kind: str, document_id: str) -> Stored | None:
        """A document as it is stored; `None` where there is none."""
        key = kind, document_id
        return self._fresh[key] if key in self._fresh else self._state.stored(kind, document_id)

    @property
    def tables(self) -> Tables:
        """A copy of all documents, those that cannot be used too."""
        tables: Tables = dict(self._state.snapshot().whole)
        for kind in {kind for kind, _ in self._fresh}:
            table = dict(tables.get(kind, {}))
            for (other, document_id), stored in self._fresh.items():
                if other == kind and stored is None:
                    table.pop(document_id, None)
                elif other == kind and stored is not None:
                    table[document_id] = stored
            tables[kind] = table
        return tables

    def apply(self, transaction: Transaction) -> tuple[tuple[str, str, Stored | None], ...]:
        """Go on behind a transaction; tells what its documents are after it."""
        for change in transaction.changes:
            stored = self._fresh[change.kind, change.id] = applied(change, self.stored)
            number = number_of(change.id) if stored is not None and is_numbered(change.kind) else 0
            if number > self.counters.get(change.kind, 0):
                self.counters[change.kind] = number
        touched = dict.fromkeys((change.kind, change.id) for change in transaction.changes)
        return tuple((*key, self._fresh[key]) for key in touched)

    def forget(self) -> None:
        """Everything was taken over: the documents that are read have it all."""
        self._fresh.clear()


Prepare = Callable[[Ahead], Transaction | None]
"""Makes the transaction to write from the documents as they are with nobody else writing; `None` for none."""


class Writer:
    """Writes to a log, one thread at a time, and hands over what was written.

    Args:
        log: The log.
        state: The documents that are read.
        take: Takes over what was written, in order; called in one thread at a time.
        tell: Tells whoever listens of it, once it was taken over.
    """

    def __init__(
        self,
        log: TransactionLog,
        state: State,
        take: Callable[[Sequence[Written]], None],
        tell: Callable[[Sequence[Written]], None],
    ) -> None:
        self._log = log
        self._take, self._tell = take, tell
        self._ahead = Ahead(state)
        self._turn = threading.RLock()
        self._taking = threading.RLock()
        self._written: deque[Written] = deque()
        self._home = 0
        self._post: Callable[[Callable[[], None]], object] | None = None
        self._failure = ""

    @property
    def trouble(self) -> str:
        """Why the last look for news failed; empty where it did not."""
        return self._log.trouble or self._failure

    def hand_over_to(self, post: Callable[[Callable[[], None]], object] | None) -> None:
        """Let what other threads write be taken over in this thread.

        Args:
            post: Has a function called in this thread, and may wait until it was; `None` for in whatever
                thread commits.
        """
        self._home, self._post = threading.get_ident(), post

    def commit(self, prepare: Prepare, wait: float | None = None) -> Transaction | None:
        """Write the transaction that is made once this is up to date and nobody else can write.

        Args:
            prepare: Makes it.
            wait: Seconds to wait for another writer; `None` for the usual time.

        Raises:
            BusyError: Another writer, named, has not finished in that time; nothing was written.
            WorkspaceError: It cannot be written; the message says whether anything was.
        """

        def prepared(news: Sequence[Transaction]) -> Transaction | None:
            self._go_on(news, elsewhere=True)
            return prepare(self._ahead)

        try:
            with self._own_turn(WAIT if wait is None else wait):
                made = self._log.append(prepared, wait)
                if made is not None:
                    self._go_on([made], elsewhere=False)
        finally:
            self._hand_over()
        return made

    def poll(self) -> None:
        """Take in what others committed; never waits for who is writing, and never fails: see `trouble`."""
        if self._turn.acquire(blocking=False):
            try:
                self._go_on(self._log.news(), elsewhere=True)
                self._failure = ""
            except PmtuiError as error:
                self._failure = str(error)
            finally:
                self._turn.release()
        self._hand_over()

    @contextlib.contextmanager
    def _own_turn(self, wait: float) -> Iterator[None]:
        if not self._turn.acquire(timeout=wait):
            raise BusyError(
                "this pmtui", f"this pmtui has been writing for {wait:.0f} seconds; nothing was written"
            )
        try:
            yield
        finally:
            self._turn.release()

    @contextlib.contextmanager
    def resting(self) -> Iterator[None]:
        """Nobody commits meanwhile; waits for who does, within the usual time."""
        turn = self._turn.acquire(timeout=WAIT)
        try:
            yield
        finally:
            if turn:
                self._turn.release()

    def _go_on(self, transactions: Sequence[Transaction], *, elsewhere: bool) -> None:
        with self._taking:
            if not self._written:
                self._ahead.forget()
            for each in transactions:
                self._written.append(Written(each, self._ahead.apply(each), elsewhere))

    def _hand_over(self) -> None:
        if not self._written:
            return
        if self._post is not None and threading.get_ident() != self._home:
            try:
                self._post(self._take_over)
            except RuntimeError:  # the interface is gone: nobody reads there any more
                self._take_over()
        else:
            self._take_over()

    def _take_over(self) -> None:
        with self._taking:
            found = list(self._written)
            self._written.clear()
            self._take(found)
        self._tell(found)
