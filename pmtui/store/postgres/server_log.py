"""The log in PostgreSQL: one SQL transaction a commit, one writer at a time, news by NOTIFY.

Whoever commits locks one row, `sequence` in `settings`. So transactions become visible in the order of
their numbers, without gaps, and a reader that asks for what comes after the last one it knows misses
nothing. The lock is held for one round trip and the server's flush.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import errors, sql

from pmtui.errors import BusyError, PmtuiError, WorkspaceError
from pmtui.models.kinds import number_of
from pmtui.store.changes import Transaction
from pmtui.store.log import backups
from pmtui.store.log.commit_in_doubt import Doubt, Doubts
from pmtui.store.log.files import make_folder
from pmtui.store.log.merge import stamp
from pmtui.store.log.migrations import schema
from pmtui.store.log.presence import Presence
from pmtui.store.log.snapshot import Snapshot, encode_snapshot
from pmtui.store.log.state import is_numbered
from pmtui.store.log.transaction_log import WAIT, Prepare, Record
from pmtui.store.postgres import server_rows, sql_schema
from pmtui.store.postgres.connection import (
    CHANNEL,
    NOTIFY,
    Connection,
    Link,
    LostError,
    is_refusal,
    pipelined,
    refused,
)
from pmtui.store.postgres.open import MARKS, TURN, Entrance
from pmtui.store.postgres.sql_schema import Marks

AGAIN = (0.05, 0.2, 0.5, 1.0, 2.0)
"""Seconds between attempts to commit when the connection breaks or the server asks to try again."""

_BEGIN = b"BEGIN ISOLATION LEVEL READ COMMITTED"
_LIMITS = (
    f"SET LOCAL lock_timeout = '{WAIT:g}s'",
    f"SET LOCAL idle_in_transaction_session_timeout = '{WAIT:g}s'",
)


class PgLog:
    """A `TransactionLog` in the schema `pmtui` of a database.

    Args:
        address: The database, as libpq takes it.
        folder: Where copies are kept on this machine.
        now: The real time.
        read_only: Never write.
        unfinished: Whether a copy that is being made is opened all the same.
    """

    def __init__(
        self,
        address: str,
        folder: Path,
        now: Callable[[], datetime],
        *,
        read_only: bool = False,
        unfinished: bool = False,
    ) -> None:
        self.link = Link(address)
        self.name = self.link.name
        self._entrance = Entrance(self.link, now, read_only=read_only, unfinished=unfinished)
        self._folder = folder
        self._now = now
        self._seq = 0
        self._doubts = Doubts(self._entrance.notices.append)
        self._turn: Connection | None = None

    @property
    def writable(self) -> bool:
        """Whether commits can be made."""
        return self._entrance.writable

    @property
    def notices(self) -> Sequence[str]:
        """Notices for the person about the state in which the workspace was found."""
        return tuple(self._entrance.notices)

    @property
    def trouble(self) -> str:
        """The message to show while there is no connection; empty while there is."""
        return self.link.trouble

    def create(self, first: Transaction) -> None:
        """Make the schema with one transaction in it, where there is none.

        Raises:
            WorkspaceError: There is a workspace already, or the role may not make a schema.
        """
        self._entrance.make(lambda connection: self._begin(connection, first.with_seq(1)))

    def load(self) -> Snapshot:
        """The state as it is now.

        Raises:
            WorkspaceError: There is no workspace, it is foreign or incomplete, or the server is out of reach.
        """
        snapshot = self._entrance.enter()
        self._seq = snapshot.seq
        return snapshot

    def news(self) -> list[Transaction]:
        """Others' transactions since the last call; a look at the socket when there are none.

        Never waits for a server that is out of reach: see `trouble`.
        """
        if not self.link.has_news(self._seq):
            return []
        told = self.link.heard
        try:
            with self._entrance.asking() as connection:
                rows = server_rows.transactions_since(connection, self._seq)
        except LostError:
            return []
        news = self._took(rows)
        self.link.correct(told, self._seq)
        return news

    def _took(self, rows: Sequence[server_rows.Row]) -> list[Transaction]:
        """Go on behind some transactions."""
        for row in rows:
            if row.schema > schema():
                self._entrance.refuse_newer()
            self._seq = row.transaction.seq
            self._doubts.saw(row.key, row.transaction.name)
        return [row.transaction for row in rows]

    @property
    def waiting_for(self) -> str:
        """Nobody knows before the wait is over: the server tells no more."""
        return ""

    def append(self, prepare: Prepare, wait: float | None = None) -> Transaction | None:
        """Commit one transaction: alone, after the news, on the server's disk when it returns.

        Where the connection breaks it is made again, and the server asked whether the commit had been done:
        its key is in the table or, once the lock is had, never will be.

        Raises:
            BusyError: Somebody else is writing all the time.
            WorkspaceError: It could not be written, or whether it was is not known yet; the message says which.
        """
        self._refuse_unless_writable()
        doubt = Doubt(uuid4())
        was_lost = bool(self.trouble)
        limits = (
            _LIMITS
            if wait is None
            else (f"SET LOCAL lock_timeout = '{max(1, int(wait * 1000))}ms'", _LIMITS[-1])
        )
        for pause in (*AGAIN, None):
            try:
                return self._append(prepare, doubt, limits)
            except (psycopg.Error, PmtuiError) as error:
                if doubt.sent is not None:
                    # COMMIT may have gone out: nothing else than the table can say what became of it.
                    if pause is None:
                        raise self._given_up(doubt, error) from None
                elif not self._may_try_again(error, was_lost=was_lost):
                    raise self._failed(error) from None
                elif pause is None:
                    raise self._given_up(doubt, error) from None
            time.sleep(pause)
        return None

    def _may_try_again(self, error: psycopg.Error | PmtuiError, *, was_lost: bool) -> bool:
        if isinstance(error, LostError):
            return not was_lost
        return isinstance(error, errors.SerializationFailure | errors.DeadlockDetected)

    def _failed(self, error: psycopg.Error | PmtuiError) -> PmtuiError:
        """The error to report if nothing was written and no other attempt would change that."""
        if isinstance(error, LostError) or self._doubts.is_open:
            return self._given_up(None, error)
        if isinstance(error, PmtuiError):
            return error
        if isinstance(error, errors.DivisionByZero):
            return WorkspaceError(
                f"{self.name} no longer holds the documents as they were committed: something else has "
                "changed its tables. Nothing was written; `pmtui doctor` tells more"
            )
        if isinstance(error, errors.LockNotAvailable):
            holder = self._entrance.holder()
            return BusyError(
                holder,
                f"{self.name}: {holder} has been writing all the time; nothing was written, try again",
            )
        return refused(error, self.name)

    def _given_up(self, doubt: Doubt | None, error: psycopg.Error | PmtuiError) -> WorkspaceError:
        """The error to report, the most important part first: a form shows only its beginning."""
        if (doubt is None or doubt.sent is None) and not self._doubts.is_open:
            if not isinstance(error, LostError) and isinstance(error, psycopg.Error):
                return refused(error, self.name)
            return LostError(
                f"nothing was written: there is no connection; try again when it is back ({error})"
            )
        if doubt is not None and doubt.sent is not None:
            self._doubts.keep(doubt)
        return LostError(
            "whether this was written is not known yet: save it again when the connection is back, it is not "
            f"written twice ({error})"
        )

    def _append(self, prepare: Prepare, doubt: Doubt, limits: Sequence[str]) -> Transaction | None:
        with self.link.session(lambda: doubt.sent is not None) as connection:
            with pipelined(connection):
                connection.execute(_BEGIN)
                for limit in limits:
                    connection.execute(limit)
                connection.execute(TURN)
                marks_cursor = connection.execute(MARKS)
                news_cursor = connection.execute(server_rows.SINCE, (self._seq,))
            marks = sql_schema.marks_of(marks_cursor, self.name)
            rows = [server_rows.row_of(each) for each in news_cursor]
            self._refuse_moved(marks)
            own = next((row for row in rows if row.key == doubt.key), None)
            if own is not None:
                connection.execute(b"ROLLBACK")
                self._seq = own.transaction.seq
                return own.transaction
            doubt.sent = None
            news = self._took(rows)
            self._doubts.settle()
            self._turn = connection
            try:
                made = prepare(news)
            finally:
                self._turn = None
            if made is None:
                connection.execute(b"ROLLBACK")
                return None
            self._refuse_unless_writable()
            self._doubts.refuse_twice(made)
            made = self._timed(made).with_seq(self._seq + 1)
            try:
                self._write(connection, made, doubt)
            except psycopg.Error as error:
                if is_refusal(error):
                    doubt.sent = None
                raise
            self._seq = made.seq
            return made

    def _refuse_moved(self, marks: Marks) -> None:
        if marks.schema > schema():
            self._entrance.refuse_newer()
        if marks.sequence < self._seq:
            raise WorkspaceError(
                f"{self.name} no longer holds all that was committed: it was put back to an earlier state. "
                "Nothing was written; close pmtui and open it again"
            )
        self._refuse_unless_writable()

    def _timed(self, made: Transaction) -> Transaction:
        """The transaction in the server's time."""
        if not self._entrance.skew:
            return made
        return replace(made, at=stamp(datetime.fromisoformat(made.at) + self._entrance.skew))

    def _begin(self, connection: Connection, first: Transaction) -> None:
        """Write the first transaction, within an SQL transaction of the caller's."""
        with pipelined(connection):
            self._send(connection, first, uuid4())

    def _write(self, connection: Connection, made: Transaction, doubt: Doubt) -> None:
        """Write a transaction and its documents, and commit, in one round trip.

        The statements on documents check versions, and fail the whole where one is not as it was seen. From
        the moment in which COMMIT may be on its way the transaction is in doubt.
        """
        with pipelined(connection):
            self._send(connection, made, doubt.key)
            doubt.sent = made
            connection.execute(b"COMMIT")

    def _send(self, connection: Connection, made: Transaction, key: object) -> None:
        for query, values in server_rows.statements(made):
            connection.execute(query, values)
        server_rows.insert_transaction(connection, made, key)
        sql_schema.set_mark(connection, "sequence", made.seq)
        for kind, number in _brought(made).items():
            connection.execute(
                sql.SQL("SELECT setval({}, GREATEST(last_value, %s)) FROM {}").format(
                    sql.Literal(f"pmtui.ids_{kind}"), sql_schema.sequence_of(kind)
                ),
                (number,),
            )
        if self.link.notifies:
            connection.execute(NOTIFY, (CHANNEL, str(made.seq)))

    def presence(self, user: str, host: str, *, silent: bool) -> Presence:
        """By notifications."""
        from pmtui.store.postgres.server_presence import ServerPresence

        return ServerPresence(self.link, user, host, silent=silent)

    def numbers(self, kind: str, after: int, count: int) -> Sequence[int]:
        """Numbers for new ids from the kind's sequence; some before them may never be used.

        Raises:
            WorkspaceError: The server refused.
        """
        connection = self._turn
        if connection is None:
            raise WorkspaceError("ids are allocated only while committing")
        sequence = sql.Literal(f"pmtui.ids_{kind}")
        given = [
            int(row[0])
            for row in connection.execute(
                sql.SQL("SELECT nextval({}) FROM generate_series(1, %s)").format(sequence), (count,)
            )
        ]
        if given[0] > after:
            return given
        last = after + count
        connection.execute(sql.SQL("SELECT setval({}, %s)").format(sequence), (last,))
        return range(after + 1, last + 1)

    def newest_first(self, *, about: str = "", by: str = "") -> Iterator[Record]:
        """Every transaction, the newest first, a page at a time; the server chooses by document or user."""
        below = self._seq + 1
        while True:
            with self._entrance.asking() as connection:
                heads = server_rows.heads_below(connection, below, about, by, server_rows.PAGE)
            yield from server_rows.Page(heads, self._rows).records()
            if len(heads) < server_rows.PAGE:
                return
            below = heads[-1].seq

    def _rows(self, seqs: list[int]) -> list[server_rows.Row]:
        with self._entrance.asking() as connection:
            return server_rows.transactions_of(connection, seqs)

    def oldest_first(self) -> Iterator[Transaction]:
        """Every transaction, the oldest first, a page at a time."""
        known = 0
        while known < self._seq:
            with self._entrance.asking() as connection:
                rows = server_rows.transactions_after(connection, known, server_rows.PAGE)
            if not rows:
                return
            yield from (row.transaction for row in rows)
            known = rows[-1].transaction.seq

    def grown(self, small: int, share: int) -> bool:
        """A checkpoint never pays: the tables hold the state as it is."""
        return False

    def checkpoint(self, snapshot: Snapshot) -> None:
        """Nothing to note."""

    def backup(self) -> Path:
        """Write the state as it is now to a file on this machine, which `pmtui restore` takes.

        Raises:
            WorkspaceError: It cannot be read or written.
        """
        self._refuse_unless_writable()
        snapshot = self._entrance.read()
        make_folder(self._folder)
        return backups.keep_state(encode_snapshot(snapshot), self._folder / "backups", self._now())

    def problems(self) -> list[tuple[str, str]]:
        """Problems of the tables, as (table, problem)."""
        with self._entrance.asking() as connection:
            return sql_schema.problems(connection)

    def close(self) -> None:
        """Let go of the connection."""
        self.link.close()

    def _refuse_unless_writable(self) -> None:
        if not self.writable:
            raise WorkspaceError("the workspace is open for reading only; nothing was written")


def _brought(made: Transaction) -> dict[str, int]:
    """The highest number of the documents that a transaction makes, by kind: no sequence may stay below."""
    highest: dict[str, int] = {}
    for each in made.changes:
        if each.was is None and is_numbered(each.kind):
            highest[each.kind] = max(highest.get(each.kind, 0), number_of(each.id))
    return highest
