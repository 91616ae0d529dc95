"""The workspace: documents in memory, commits in the log, and what is told of them."""

import gc
import getpass
import os
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from pydantic import ValidationError
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.table import Table

from pmtui.errors import InputError, NothingFound
from pmtui.models.clock import Clock, end_of_day
from pmtui.models.document import Document, Stored
from pmtui.models.kinds import canonical_id, kind_of
from pmtui.models.registry import MODELS
from pmtui.models.stages import Pipeline, Settings, preset
from pmtui.store import undo
from pmtui.store.changes import ChangeSet, Transaction
from pmtui.store.events import Changed, Listener
from pmtui.store.file_log import FileLog
from pmtui.store.files import make_folder
from pmtui.store.log import TransactionLog
from pmtui.store.merge import settle
from pmtui.store.names import Names
from pmtui.store.past import PastLog
from pmtui.store.snapshot import Tables
from pmtui.store.state import State
from pmtui.store.tables import LiveStorage, LiveTable

SMALL = 1 << 20
"""Bytes of workspace below which every close is worth a checkpoint."""

SHARE = 8
"""A larger workspace is checkpointed when the journal has grown to one part in this many."""


_MAKER = "pmtui"  # signs the first transaction, so that it is nobody's to undo


@dataclass(frozen=True)
class Commit:
    """What a commit did.

    Attributes:
        seq: Its place in the log; 0 where nothing differed and nothing was written.
        name: The command's name.
        ids: The id that each fresh one became.
        changed: The documents it touched, as (kind, id).
    """

    seq: int
    name: str
    ids: dict[str, str]
    changed: tuple[tuple[str, str], ...]


class _Database(TinyDB):
    table_class = cast("type[Table]", LiveTable)


class Workspace:
    """The documents of one workspace, and the only way to change them.

    Args:
        log: Where transactions are kept.
        clock: Tells today and now.
        user: Who signs commits, and whose commands `undo` takes back.
        path: The folder, or what names the workspace to a person.

    Attributes:
        names: Finds documents by name.
    """

    def __init__(self, log: TransactionLog, clock: Clock, user: str, path: Path) -> None:
        self.clock = clock
        self.user = user
        self.path = path
        self._log = log
        self._state = _load(log)
        self.names = Names(lambda: self.tables, lambda: self.seq)
        self._models: dict[str, Document] = {}
        self._listeners: list[Listener] = []
        self._database = _Database(storage=LiveStorage, live=self)
        for transaction in log.news():
            self._state.apply(transaction)

    @property
    def read_only(self) -> bool:
        """Whether commits are refused."""
        return not self._log.writable

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know of how the workspace was found."""
        return tuple(self._log.notices)

    @property
    def seq(self) -> int:
        """The number of the last transaction that these documents include."""
        return self._state.seq

    @property
    def tables(self) -> Tables:
        """All documents as stored, live; to be read only."""
        return self._state.tables

    @property
    def settings(self) -> Settings:
        """What holds for the whole workspace."""
        found = self.find("workspace", "settings")
        return found if isinstance(found, Settings) else Settings(id="workspace")

    @property
    def pipeline(self) -> Pipeline:
        """The pipeline that deals pass."""
        found = self.find("sales", "pipeline")
        return found if isinstance(found, Pipeline) else preset("default")

    def get(self, document_id: str) -> Document:
        """The document of an id, validated.

        Raises:
            InputError: There is none, or it is not valid; `pmtui doctor` lists such documents.
        """
        document = self.find(document_id)
        if document is None:
            raise InputError(f"there is no {kind_of(document_id).name} {canonical_id(document_id)}")
        return document

    def find(self, document_id: str, kind: str = "") -> Document | None:
        """The document of an id, or `None`.

        Raises:
            InputError: It is not valid.
        """
        document_id = canonical_id(document_id)
        kind = kind or kind_of(document_id).name
        key = f"{kind}/{document_id}"
        if key not in self._models:
            stored = self._state.tables[kind].get(document_id)
            if stored is None:
                return None
            self._models[key] = _validated(kind, stored)
        return self._models[key]

    def rows(self, kind: str) -> Mapping[str, Stored]:
        """The stored documents of a kind by id, live and not validated; to be read only."""
        return self._state.tables[kind]

    def all(self, kind: str) -> Iterator[Document]:
        """The documents of a kind in the order of their creation, each validated when first used."""
        for document_id in list(self._state.tables[kind]):
            document = self.find(document_id, kind)
            if document is not None:
                yield document

    def table(self, kind: str) -> Table:
        """The kind's TinyDB table; its updates are transactions."""
        return self._database.table(kind)

    def query(self, kind: str, condition: QueryLike) -> list[Document]:
        """The documents of a kind that meet a TinyDB condition on their stored form."""
        matches = [document_id for document_id, row in self._state.tables[kind].items() if condition(row)]
        return [document for each in matches if (document := self.find(each, kind)) is not None]

    def commit(self, changes: ChangeSet) -> Commit:
        """Write a change set whole: after others' commits, checked against them, durable on return.

        Raises:
            ConflictError: A field was changed by somebody else meanwhile.
            WorkspaceError: It cannot be written; nothing has changed.
        """
        events: list[Changed] = []
        ids: dict[str, str] = {}
        counters = self._state.counters

        def prepare(news: Sequence[Transaction]) -> Transaction | None:
            nonlocal counters
            events.extend(self._take_in(news))
            counters = dict(self._state.counters)
            settled, allocated = settle(self._state, changes, self.clock.now())
            ids.update(allocated)
            if not settled:
                return None
            return Transaction(
                0,
                _moment(self.clock),
                self._signature(),
                changes.name,
                settled,
                changes.undoes,
                changes.redoes,
            )

        try:
            transaction = self._log.append(prepare)
            if transaction is not None:
                events += self._take_in([transaction], elsewhere=False)
        except BaseException:
            self._state.counters = counters
            raise
        finally:
            self._tell(events)
        if transaction is None:
            return Commit(0, changes.name, ids, ())
        touched = tuple((change.kind, change.id) for change in transaction.changes)
        return Commit(transaction.seq, changes.name, ids, touched)

    def commit_raw(self, changes: ChangeSet) -> None:
        """Commit changes made to stored documents through TinyDB, once they are known to be valid.

        Raises:
            InputError: A document would no longer be valid.
        """
        for change in changes:
            if change.now is not None:
                current = self._state.tables[change.kind].get(change.id, {}) if change.was is not None else {}
                fields = {name: each for name, each in {**current, **change.now}.items() if each is not None}
                _validated(change.kind, {**fields, "id": change.id})
        if len(changes):
            self.commit(changes)

    def allocate(self, kind: str) -> str:
        """An id for a document that is about to be inserted through TinyDB."""
        return self._state.next_id(kind)

    def undo(self) -> Commit:
        """Take back the user's latest command that still stands.

        Raises:
            NothingFound: There is none.
            ConflictError: Somebody has changed the same fields since.
        """
        transaction = undo.to_undo(self._log.newest_first(), self.user)
        if transaction is None:
            raise NothingFound(f"{self.user} has nothing to undo")
        return self.commit(undo.undoing(transaction))

    def redo(self) -> Commit:
        """Do again the user's command that was taken back last.

        Raises:
            NothingFound: There is none.
            ConflictError: Somebody has changed the same fields since.
        """
        transaction = undo.to_redo(self._log.newest_first(), self.user)
        if transaction is None:
            raise NothingFound(f"{self.user} has nothing to redo")
        return self.commit(undo.redoing(transaction))

    def history(self, document_id: str = "") -> Iterator[Transaction]:
        """The transactions, newest first: all of them, or those that touched one document."""
        document_id = canonical_id(document_id) if document_id else ""
        for record in self._log.newest_first():
            if document_id and not record.mentions(document_id):
                continue
            transaction = record.read()
            if not document_id or any(change.id == document_id for change in transaction.changes):
                yield transaction

    def as_of(self, day: date) -> "Workspace":
        """The workspace as its history recorded it at the end of a day: a copy, for reading only."""
        moment = end_of_day(day).isoformat(timespec="microseconds").replace("+00:00", "Z")
        state = State(self._state.snapshot())
        for record in self._log.newest_first():
            if record.head.at > moment:
                state.revert(record.read())
        return Workspace(PastLog(self._log, state.snapshot(), moment), Clock(day), self.user, self.path)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Be told of every commit, here and elsewhere.

        Returns:
            A function that ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def poll(self) -> None:
        """Take in what other processes committed; a look at one file when there is nothing."""
        self._tell(self._take_in(self._log.news()))

    def checkpoint(self) -> None:
        """Write the state whole, so that the next open starts from it."""
        if not self.read_only:
            self._log.checkpoint(self._state.snapshot())

    def wants_checkpoint(self) -> bool:
        """Whether the journal has grown enough for a checkpoint to pay."""
        return not self.read_only and self._log.grown(SMALL, SHARE)

    def close(self) -> None:
        """Checkpoint where it pays, and let go of the files."""
        if self.wants_checkpoint():
            self.checkpoint()
        self._log.close()

    def _signature(self) -> str:
        return f"{self.user}@{socket.gethostname()}"

    def _take_in(self, news: Sequence[Transaction], *, elsewhere: bool = True) -> list[Changed]:
        events = []
        for transaction in news:
            self._state.apply(transaction)
            for change in transaction.changes:
                self._models.pop(f"{change.kind}/{change.id}", None)
            events.append(Changed.of(transaction, elsewhere=elsewhere))
        return events

    def _tell(self, events: list[Changed]) -> None:
        for event in events:
            for listener in tuple(self._listeners):
                listener(event)


def create_workspace(
    path: Path, *, user: str, clock: Clock, pipeline: str = "default", currency: str = "USD"
) -> Workspace:
    """Make a workspace in a folder and open it.

    Raises:
        InputError: There is no such pipeline preset.
        WorkspaceError: There is a workspace already, or the folder cannot be written.
    """
    stages = preset(pipeline)
    settings = Settings.model_validate({"id": "workspace", "currency": currency})
    make_folder(path)
    FileLog(path, clock.now).create()
    workspace = open_workspace(path, user=_MAKER, clock=clock)
    changes = ChangeSet("Make the workspace")
    changes.create(settings)
    changes.create(stages)
    workspace.commit(changes)
    workspace.user = user
    return workspace


def open_workspace(path: Path, *, user: str, clock: Clock, read_only: bool = False) -> Workspace:
    """Open the workspace in a folder.

    Raises:
        WorkspaceError: There is none, or it cannot be used.
    """
    return Workspace(FileLog(path, clock.now, read_only=read_only), clock, user, path)


def current_user() -> str:
    """The name of who runs this, from the system."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _load(log: TransactionLog) -> State:
    """The state of a log. The collector rests meanwhile: what is loaded stays, and is no garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        return State(log.load())
    finally:
        if enabled:
            gc.enable()
        gc.freeze()


def _moment(clock: Clock) -> str:
    return clock.now().isoformat(timespec="microseconds").replace("+00:00", "Z")


def _validated(kind: str, stored: Stored) -> Document:
    try:
        return MODELS[kind].model_validate(stored)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{kind} {stored.get('id')}: {where}: {first['msg']}; see `pmtui doctor`") from None
