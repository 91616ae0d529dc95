"""The connection to a PostgreSQL server: made, lost, made again, and listening for news.

One connection serves one process, and one of its threads at a time. While it is lost nothing waits for
it: a thread tries again, more and more seldom, and whoever needs the server meanwhile gets `LostError`.
"""

import logging
import os
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from select import select
from uuid import uuid4

import orjson
import psycopg
from psycopg import conninfo, errors
from psycopg.rows import TupleRow
from psycopg.types.json import set_json_loads

from pmtui.address import check_address, scrubbed, shown
from pmtui.errors import InputError, WorkspaceError

CHANNEL = "pmtui"
"""The channel of NOTIFY; a message is the number of a transaction."""

CONNECT = 5
"""Seconds that connecting may take, unless the address or PGCONNECT_TIMEOUT says otherwise."""

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between two attempts to connect again; the last one is repeated."""

SAFETY = 5.0
"""Seconds after which the server is asked even though nothing was heard: a notification may be lost on its way."""

SILENCE = 10.0
"""Seconds without an answer after which the connection counts as lost."""

ANSWER = 0.1
"""Seconds that a look waits for the answer of a server that does not notify."""

LISTEN = "LISTEN pmtui"
NOTIFY = "SELECT pg_notify(%s, %s)"

_NOT_THERE = (
    errors.FeatureNotSupported,
    errors.SyntaxError,
    errors.UndefinedFunction,
    errors.ReadOnlySqlTransaction,  # what a standby server says
    errors.InternalError,
)
_WORDS, _WORD = 1_000, 2_000
"""Words of other sessions that are kept until somebody asks for them, and the characters of the longest one."""

_TELL = b"SELECT pg_notify($1, $2)"
_LAST_WORDS = ("FATAL", "PANIC")
_UNKNOWN = "40003"  # statement_completion_unknown
_UNSURE = ("08", "57P", "58", "XX")  # the connection, the operator, the system, the server's own faults
_NUMBER = re.compile(r"[0-9]{1,18}").fullmatch
_LAST = b"SELECT value FROM pmtui.settings WHERE name = 'sequence'"


_USUAL: dict[str, str | int] = {
    "connect_timeout": CONNECT,
    "fallback_application_name": "pmtui",
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}

# What the library has to say of a lost connection is told by `trouble`; on stderr it would spoil a screen.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

Connection = psycopg.Connection[TupleRow]


class LostError(WorkspaceError):
    """The server cannot be reached; whether what was just sent was done is not known."""


class Link:
    """A connection that may be lost and comes back.

    Args:
        address: What libpq takes; it may hold a password, which is never shown.

    Attributes:
        name: The address as it may be shown.
        since: When the connection was lost; `None` while it stands.
        listens: Whether the server tells of news; otherwise it is asked.
        notifies: Whether the server passes on what is notified.
        taken: How many connections there have been; what was notified between two was not heard.
    """

    def __init__(self, address: str) -> None:
        check_address(address)
        self._address = address
        self.name = shown(address)
        self.since: datetime | None = None
        self.listens = self.notifies = False
        self._connection: Connection | None = None
        self._found: Connection | None = None
        self._failure = ""
        self.taken = 0
        self._trying: threading.Thread | None = None
        self._attempts = 0
        self._next = 0.0
        self._heard = 0
        self._asked = self._answered = 0.0
        self._token = ""
        self._words: deque[str] = deque(maxlen=_WORDS)
        self._closed = False
        self._lock = threading.RLock()

    def open(self) -> None:
        """Connect, and wait until that is done.

        Raises:
            WorkspaceError: The server cannot be reached, or refuses; the message holds no password.
        """
        self._closed = False
        try:
            self._take(self._connected())
        except psycopg.Error as error:
            raise self._told(error) from None

    def _connected(self) -> Connection:
        try:
            given = conninfo.conninfo_to_dict(self._address)
        except psycopg.ProgrammingError as error:
            raise InputError(f"the address of the workspace: {scrubbed(str(error), self._address)}") from None
        usual = {name: value for name, value in _USUAL.items() if name not in given}
        if "PGCONNECT_TIMEOUT" in os.environ:
            usual.pop("connect_timeout", None)
        made: Connection = psycopg.connect(
            conninfo.make_conninfo(self._address, client_encoding="utf8", **usual),
            autocommit=True,
            prepare_threshold=None,
        )
        set_json_loads(_read_json, made)
        return made

    def _told(self, error: psycopg.Error) -> WorkspaceError:
        said = scrubbed(str(error), self._address) or type(error).__name__
        advice = ""
        if "no password supplied" in said:
            advice = "; put it into ~/.pgpass or name a file in PGPASSFILE"
        return LostError(f"{self.name}: {said}{advice}")

    def _take(self, connection: Connection) -> None:
        """Go on with a connection: learn whether it can listen, and take the news as unheard."""
        self._connection = connection
        self.taken += 1
        self.since, self._attempts, self._next = None, 0, 0.0
        self._heard, self._asked, self._answered = 0, 0.0, 0.0
        connection.add_notify_handler(self._hear)
        self.listens = self.notifies = False
        self._token = f"probe {uuid4()}"
        with suppress(*_NOT_THERE):
            connection.execute(LISTEN)
        with suppress(*_NOT_THERE):
            connection.execute(NOTIFY, (CHANNEL, self._token))
            self.notifies = True
            self._consume(connection)

    def _hear(self, notification: psycopg.Notify) -> None:
        if notification.payload == self._token:
            self.listens = True
        elif _NUMBER(notification.payload):
            self._heard = max(self._heard, int(notification.payload))
        elif notification.payload.startswith("{") and len(notification.payload) <= _WORD:
            self._words.append(notification.payload)

    @property
    def heard(self) -> int:
        """The last transaction that anybody has told of."""
        return self._heard

    def correct(self, told: int, last: int) -> None:
        """Forget a number that the table does not bear out, so that it is not asked for at every look.

        Args:
            told: What had been told when the table was read.
            last: The last transaction that it has.
        """
        if self._heard == told:
            self._heard = last

    def words(self) -> list[str]:
        """The reports between sessions since the last call, as received."""
        found = list(self._words)
        self._words.clear()
        return found

    def notify(self, word: str) -> bool:
        """Tell the other sessions something, in JSON, and wait for nobody; returns whether it was sent.

        Raises:
            WorkspaceError: The workspace has been closed.
        """
        if not self.listens or not self._lock.acquire(blocking=False):
            return False
        try:
            connection = self._standing()
            if connection is None:
                return False
            self._consume(connection)
            if self._asked:
                return False
            connection.pgconn.send_query_params(_TELL, [CHANNEL.encode(), word.encode()])
            self._asked = time.monotonic()
        except psycopg.Error:
            self.lose()
            return False
        finally:
            self._lock.release()
        return True

    def has_news(self, known: int) -> bool:
        """Whether there are transactions after `known`; a look at the socket, which waits for nobody.

        Where the server does not notify it is asked each time; otherwise now and then, since a
        notification may be lost on its way and a dead connection tells nobody that it is dead.
        """
        if self._closed or not self._lock.acquire(blocking=False):
            return False  # another thread is talking to the server; the next look will do
        try:
            return self._look(known)
        finally:
            self._lock.release()

    def _look(self, known: int) -> bool:
        connection = self._standing()
        if connection is None:
            return False
        try:
            self._consume(connection)
            now = time.monotonic()
            if self._asked and now - self._asked > SILENCE:
                self.lose()
                return False
            if not self._asked and (not self.listens or now - self._answered > SAFETY):
                connection.pgconn.send_query(_LAST)
                self._asked = now
                if not self.listens:
                    select([connection.fileno()], (), (), ANSWER)
                    self._consume(connection)
        except psycopg.Error:
            self.lose()
            return False
        return self._heard > known

    def _consume(self, connection: Connection) -> None:
        """Take in what the server has sent: notifications, and the answer to what it was asked."""
        raw = connection.pgconn
        raw.consume_input()
        self._listen(connection)
        if self._asked and not raw.is_busy():
            self._answer(connection)
            self._listen(connection)  # to what came behind the answer

    def _listen(self, connection: Connection) -> None:
        while (each := connection.pgconn.notifies()) is not None:
            self._hear(psycopg.Notify(each.relname.decode(), each.extra.decode(), each.be_pid))

    def _answer(self, connection: Connection) -> None:
        """Take the answer to the question for the last transaction, waiting for it if need be."""
        raw = connection.pgconn
        while raw.is_busy():
            if not select([raw.socket], (), (), SILENCE)[0]:
                connection.close()
                raise psycopg.OperationalError("the server has fallen silent")
            raw.consume_input()
        while (result := raw.get_result()) is not None:
            last = result.get_value(0, 0) if result.ntuples else None
            if last is not None and _NUMBER(last.decode("ascii", "replace")):
                self._heard = max(self._heard, int(last))
        self._asked, self._answered = 0.0, time.monotonic()

    @contextmanager
    def session(self, committing: Callable[[], bool] = bool) -> Iterator[Connection]:
        """The connection, for a few statements; what goes wrong with it is told as ours.

        Args:
            committing: Tells whether a COMMIT may have been sent. From then on only a refusal by the server
                itself is one: whatever else goes wrong, the connection counts as lost.

        Raises:
            LostError: There is no connection, or it was lost meanwhile.
            WorkspaceError: The server refused.
        """
        with self._lock:
            yield from self._session(committing)

    def _session(self, committing: Callable[[], bool]) -> Iterator[Connection]:
        connection = self._standing() or self._at_once()
        try:
            if self._asked:
                self._answer(connection)
            yield connection
        except psycopg.Error as error:
            if connection.closed or _is_last_word(error) or (committing() and not is_refusal(error)):
                self.lose()
                raise LostError(f"the connection to {self.name} was lost") from None
            with suppress(psycopg.Error):
                connection.execute(b"ROLLBACK")
            raise
        except BaseException:
            with suppress(psycopg.Error):
                if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                    connection.execute(b"ROLLBACK")
            raise

    def _standing(self) -> Connection | None:
        """The connection, taken over from the thread where it has made a new one."""
        if self._closed:
            raise WorkspaceError("the workspace has been closed; nothing was written")
        found, self._found = self._found, None
        if found is not None and self._connection is not None:
            found.close()
        elif found is not None:
            try:
                self._take(found)
            except psycopg.Error:
                self.lose()
        if self._connection is None:
            self._try_again()
        return self._connection

    def _at_once(self) -> Connection:
        """A connection for somebody who needs it now: one attempt, beside those of the thread."""
        try:
            connection = self._connected()
            self._take(connection)
        except psycopg.Error as error:
            self._connection = None
            raise self._told(error) from None
        return connection

    def lose(self) -> None:
        """Give up the connection; from here on a thread tries to make another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()
        if self.since is None:
            self.since = datetime.now(UTC)
        self._try_again()

    def _try_again(self) -> None:
        if (
            self._closed
            or time.monotonic() < self._next
            or (self._trying is not None and self._trying.is_alive())
        ):
            return
        self._next = time.monotonic() + PAUSES[min(self._attempts, len(PAUSES) - 1)]
        self._attempts += 1
        self._trying = threading.Thread(target=self._find, name="pmtui connects", daemon=True)
        self._trying.start()

    def _find(self) -> None:
        try:
            found = self._connected()
        except (psycopg.Error, InputError) as error:
            self._failure = scrubbed(str(error), self._address)
            return
        if self._closed:
            found.close()
        else:
            self._found = found

    @property
    def trouble(self) -> str:
        """The message to show while the connection is lost; empty while it is up."""
        if self.since is None:
            return ""
        return f"no connection since {self.since.astimezone():%H:%M}: reading from memory, trying again"

    def close(self) -> None:
        """Let go of the connection."""
        self._closed = True
        for connection in (self._connection, self._found):
            if connection is not None:
                with suppress(psycopg.Error):
                    connection.close()
        self._connection = self._found = None


def _read_json(data: bytes | bytearray | memoryview | str) -> object:
    """A value of the database; `None` where it is too deep or too large for anything that pmtui writes."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return None


def _is_last_word(error: psycopg.Error) -> bool:
    return error.diag.severity_nonlocalized in _LAST_WORDS


def is_refusal(error: psycopg.Error) -> bool:
    """Whether the server itself has said that it did not do what it was asked to."""
    state = error.sqlstate or ""
    said = error.diag.severity_nonlocalized == "ERROR" and len(state) == len(_UNKNOWN)
    return said and state != _UNKNOWN and not state.startswith(_UNSURE)


def pipelined(connection: Connection) -> AbstractContextManager[object]:
    """Send statements together and wait once, where the library can."""
    return connection.pipeline() if psycopg.Pipeline.is_supported() else nullcontext()


def refused(error: psycopg.Error, name: str) -> WorkspaceError:
    """The server's objection to a statement, as an error that a person can act on."""
    said = "; ".join(str(error).splitlines()[:1]) or type(error).__name__
    if isinstance(error, errors.InsufficientPrivilege):
        return WorkspaceError(
            f"{name}: {said}; nothing was written. Ask its owner for the GRANTs in the README"
        )
    if isinstance(error, errors.LockNotAvailable):
        return WorkspaceError(f"{name}: somebody else has been writing for ten seconds; nothing was written")
    if isinstance(error, errors.DiskFull):
        return WorkspaceError(f"{name}: the server's disk is full; nothing was written")
    if isinstance(error, psycopg.DataError):
        return WorkspaceError(f"this cannot be stored: {said}")
    return WorkspaceError(f"{name}: {said}; nothing was written")
