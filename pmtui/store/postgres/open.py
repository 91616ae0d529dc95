"""The entrance to a workspace in PostgreSQL: made, recognised, its rights and clock learnt, migrated, read whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import psycopg
from psycopg import errors, sql

from pmtui.errors import WorkspaceError
from pmtui.store.log.migrations import schema, upgrade
from pmtui.store.log.snapshot import Snapshot
from pmtui.store.postgres import server_rows, sql_schema
from pmtui.store.postgres.connection import Connection, Link, refused
from pmtui.store.postgres.sql_schema import Marks
from pmtui.terminal.text import clean_line

SKEW = timedelta(seconds=5)
"""A machine's clock may differ this much from the server's before that is corrected and told."""

TURN = b"SELECT value FROM pmtui.settings WHERE name = 'sequence' FOR UPDATE"
"""Waits until nobody else writes, and keeps the others waiting until the SQL transaction ends."""

MARKS = b"SELECT name, value FROM pmtui.settings"
_SNAPSHOT = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


_HOLDER = (
    b"SELECT usename, coalesce(client_hostname, host(client_addr)) FROM pg_stat_activity"
    b" WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
    b" AND backend_type = 'client backend' ORDER BY xact_start LIMIT 1"
)
_LONGEST = 200


class Entrance:
    """The steps before a workspace is used, and what was learned in them.

    Args:
        link: The connection.
        now: The real time.
        read_only: Never write.
        unfinished: Whether to open a copy that is still being made.

    Attributes:
        writable: Whether commits can be made.
        notices: Notices for the person.
        skew: How far the server's clock is ahead of this machine's, if that matters.
    """

    def __init__(self, link: Link, now: Callable[[], datetime], *, read_only: bool, unfinished: bool) -> None:
        self._link = link
        self._now = now
        self._unfinished = unfinished
        self.writable = not read_only
        self.notices: list[str] = []
        self.skew = timedelta()

    def make(self, begin: Callable[[Connection], None]) -> None:
        """Make the schema where there is none, and begin it, in one SQL transaction.

        Raises:
            WorkspaceError: There is a workspace already, or the role may not make a schema.
        """
        self._link.open()
        with self.asking() as connection, connection.transaction():
            sql_schema.take_turn(connection)
            if sql_schema.is_there(connection):
                raise WorkspaceError(f"{self._link.name} already holds a workspace; it was left as it was")
            sql_schema.make(connection)
            begin(connection)

    def enter(self) -> Snapshot:
        """Connect, learn what is to be known, and read the state as it is now.

        Raises:
            WorkspaceError: There is no workspace, it is foreign or incomplete, or the server is out of reach.
        """
        self._link.open()
        with self.asking() as connection:
            if not sql_schema.is_there(connection):
                raise WorkspaceError(
                    f"there is no workspace at {self._link.name}; `pmtui init` makes one there"
                )
            marks = sql_schema.marks_of(connection.execute(MARKS), self._link.name)
            self._refuse_unusable(marks)
            self._learn_rights(connection, marks)
            self._learn_time(connection)
        if self.writable and marks.schema < schema():
            self._migrate()
        return self.read()

    def _refuse_unusable(self, marks: Marks) -> None:
        if marks.incomplete and not self._unfinished:
            raise WorkspaceError(
                f"{self._link.name} is a copy that was not finished; drop its schema (DROP SCHEMA pmtui CASCADE) "
                "and copy again. The workspace it was copied from is as it was"
            )
        if marks.layout > sql_schema.LAYOUT:
            raise WorkspaceError(
                f"{self._link.name} was made by a newer pmtui, whose tables this one cannot read"
            )

    def _learn_rights(self, connection: Connection, marks: Marks) -> None:
        if marks.schema > schema():
            self.refuse_newer()
        elif self.writable and not sql_schema.may_write(connection):
            self.writable = False
            self.notices.append(
                f"the role {connection.info.user} may only read {self._link.name}; the workspace is open "
                "for reading only"
            )
        if self.writable and sql_schema.missing_sequences(connection):
            self._as_owner(sql_schema.add_sequences)

    def _learn_time(self, connection: Connection) -> None:
        before = self._now()
        row = connection.execute(b"SELECT clock_timestamp()").fetchone()
        if row is None:
            return
        skew = row[0].astimezone(UTC) - before - (self._now() - before) / 2
        if abs(skew) > SKEW:
            self.skew = skew
            ahead = "behind" if skew > timedelta() else "ahead of"
            self.notices.append(
                f"the clock of this machine is {abs(skew).total_seconds():.0f} seconds {ahead} the server's; "
                "history is kept in the server's time"
            )

    def read(self) -> Snapshot:
        """The state as it is now, all of it from one moment.

        Raises:
            WorkspaceError: The server cannot be asked.
        """
        with self.asking() as connection:
            connection.execute(_SNAPSHOT)
            marks = sql_schema.marks_of(connection.execute(MARKS), self._link.name)
            tables = server_rows.read_tables(connection)
            counters = server_rows.read_counters(connection, tables)
            connection.execute(b"COMMIT")
        snapshot = Snapshot(marks.sequence, marks.schema, counters, tables)
        if snapshot.schema < schema():
            upgrade(snapshot)
        return snapshot

    def refuse_newer(self) -> None:
        """Go on for reading only: this pmtui would not write what newer ones expect."""
        if self.writable:
            self.writable = False
            self.notices.append("this workspace was made by a newer pmtui; it is open for reading only")

    def _as_owner(self, change: Callable[[Connection], None]) -> None:
        """Change the schema itself, which not every role may."""
        try:
            with self._link.session() as connection, connection.transaction():
                sql_schema.take_turn(connection)
                change(connection)
        except errors.InsufficientPrivilege:
            self.writable = False
            self.notices.append(
                f"{self._link.name} was made by an older pmtui; it is open for reading only until its owner has "
                "opened it with this one"
            )
        except psycopg.Error as error:
            raise refused(error, self._link.name) from None

    def _migrate(self) -> None:
        """Bring all documents to this pmtui's schema, once; the older ones are kept in a table beside."""

        def stepping(connection: Connection) -> None:
            connection.execute(TURN)
            marks = sql_schema.marks_of(connection.execute(MARKS), self._link.name)
            if marks.schema >= schema():
                return
            kept = sql.Identifier("pmtui", f"documents_schema_{marks.schema}")
            connection.execute(sql.SQL("CREATE TABLE IF NOT EXISTS {} AS TABLE pmtui.documents").format(kept))
            snapshot = Snapshot(marks.sequence, marks.schema, {}, server_rows.read_tables(connection))
            upgrade(snapshot)
            connection.execute(b"DELETE FROM pmtui.documents")
            server_rows.insert_documents(connection, snapshot.tables)
            sql_schema.set_mark(connection, "schema", schema())

        self._as_owner(stepping)

    def holder(self) -> str:
        """Who has been in an SQL transaction here for longest, and so keeps others waiting."""
        with suppress(psycopg.Error, WorkspaceError), self._link.session() as connection:
            row = connection.execute(_HOLDER).fetchone()
            if row is not None:
                return clean_line(f"{row[0]} on {row[1] or 'the server itself'}")[:_LONGEST]
        return "somebody else"

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """The connection; a refusal of the server is told as ours.

        Raises:
            WorkspaceError: The server is out of reach, or refuses.
        """
        try:
            with self._link.session() as connection:
                yield connection
        except psycopg.Error as error:
            raise refused(error, self._link.name) from None
