"""A copy of a workspace in PostgreSQL: written in pieces, and marked as incomplete until it was compared."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
from psycopg import sql

from pmtui.errors import WorkspaceError
from pmtui.store.changes import Transaction
from pmtui.store.log.snapshot import Snapshot
from pmtui.store.postgres import server_rows, sql_schema
from pmtui.store.postgres.connection import Connection, Link, pipelined, refused


class ServerTarget:
    """A copy in the schema `pmtui` of a database that has none.

    Args:
        address: The database, as libpq takes it.
    """

    def __init__(self, address: str) -> None:
        self._link = Link(address)

    def begin(self) -> None:
        """Make the schema, and mark it.

        Raises:
            WorkspaceError: There is one already, or the role may not make one.
        """
        self._link.open()
        with self._writing() as connection:
            sql_schema.take_turn(connection)
            if sql_schema.is_there(connection):
                raise WorkspaceError(f"{self._link.name} already holds a workspace; it was left as it was")
            sql_schema.make(connection, incomplete=True)

    def take(self, transactions: list[Transaction]) -> None:
        """Write some transactions."""
        with self._writing() as connection, pipelined(connection):
            for each in transactions:
                server_rows.insert_transaction(connection, each, uuid4())

    def state(self, snapshot: Snapshot) -> None:
        """Write the documents, and let the sequences go on where the numbers are."""
        with self._writing() as connection:
            server_rows.insert_documents(connection, snapshot.whole)
            for kind, number in snapshot.counters.items():
                if number:
                    name = sql.Literal(f"pmtui.ids_{kind}")
                    connection.execute(sql.SQL("SELECT setval({}, %s)").format(name), (number,))
            sql_schema.set_mark(connection, "sequence", snapshot.seq)

    def finish(self) -> None:
        """Take the mark off."""
        with self._writing() as connection:
            sql_schema.set_mark(connection, "incomplete", False)

    def close(self) -> None:
        """Let go of the connection."""
        self._link.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One SQL transaction; a refusal of the server is told as ours."""
        try:
            with self._link.session() as connection, connection.transaction():
                yield connection
        except psycopg.Error as error:
            raise refused(error, self._link.name) from None
