"""The workspace: documents in memory, commits in the log, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pmtui.errors import InputError, WorkspaceError
from pmtui.models.kinds import canonical_id, kind_of
from pmtui.models.stored import Stored
from pmtui.models.values.clock import Clock, end_of_day
from pmtui.models.workspace_rows import SettingsRow
from pmtui.store.changes import ChangeSet, Transaction
from pmtui.store.commit import Commit
from pmtui.store.events import Changed, Listener
from pmtui.store.hostname import host
from pmtui.store.log.merge import settle, stamp
from pmtui.store.log.presence import Presence
from pmtui.store.log.state import State, is_numbered, load_state
from pmtui.store.log.transaction_log import Record, TransactionLog
from pmtui.store.progress_callback import Tick, passed_over
from pmtui.store.query.derived import NAMES, Derived, DerivedValues
from pmtui.store.query.name_index import Names
from pmtui.store.query.sorted_view import Order
from pmtui.store.query.stored_orders import Arranged
from pmtui.store.soundness import Unsound
from pmtui.store.tables import Tables
from pmtui.store.writer import Ahead, Writer, Written

if TYPE_CHECKING:
    from tinydb.queries import QueryLike
    from tinydb.table import Table

    from pmtui.models.deals.pipelines import Pipelines
    from pmtui.models.document import Document
    from pmtui.models.settings import Settings
    from pmtui.store.query.filter_context import FilterContext
    from pmtui.store.query.search import Found, Page
    from pmtui.store.query.tinydb_view import LiveDatabase

__all__ = ["Commit", "Workspace"]

T = TypeVar("T")

SMALL = 1 << 20
"""Bytes of workspace below which every close is worth a checkpoint."""

SHARE = 8
"""A larger one is checkpointed when the journal has grown to one part in this many."""


class Workspace:
    """The documents of one workspace, and the only way to change them.

    Args:
        log: Where transactions are kept.
        clock: Tells today and now.
        user: Who signs commits, and whose commands `undo` takes back.
        path: The folder, or what names the workspace to a person.
    """

    def __init__(self, log: TransactionLog, clock: Clock, user: str, path: Path) -> None:
        self.clock = clock
        self.user = user
        self.path = path
        self._log = log
        self._state = load_state(log)
        self._told: list[str] = []
        self._derived = DerivedValues(self)
        self._day = clock.today()
        self._models: dict[str, Document] = {}
        self._listeners: list[Listener] = []
        self._tick: Tick = passed_over
        self._database: LiveDatabase | None = None
        for transaction in log.news():
            self._state.apply(transaction)
        self._unsound = Unsound()
        self._unsound.name(self._state.problems)
        self._writer = Writer(log, self._state, self._take_over, self._tell)

    @property
    def database(self) -> LiveDatabase:
        """The documents as a TinyDB; its updates are transactions."""
        if self._database is None:
            from pmtui.store.query.tinydb_view import LiveDatabase, LiveStorage

            self._database = LiveDatabase(storage=LiveStorage, live=self)
        return self._database

    @property
    def read_only(self) -> bool:
        """Whether commits are refused."""
        return not self._log.writable

    @property
    def notices(self) -> tuple[str, ...]:
        """Notices for the person about the state in which the workspace was found."""
        return (*self._log.notices, *self._unsound.told, *self._told)

    @property
    def trouble(self) -> str:
        """Why others' commits cannot be seen at the moment, nor any made; empty where they can."""
        return self._writer.trouble

    @property
    def waiting_for(self) -> str:
        """Who is writing, while a commit in another thread waits for them; empty where none waits."""
        return self._log.waiting_for

    @property
    def seq(self) -> int:
        """The number of the last transaction that these documents include."""
        return self._state.seq

    @property
    def tables(self) -> Tables:
        """All documents as stored, live; to be read only."""
        return self._state.tables

    @property
    def apart(self) -> Mapping[tuple[str, str], str]:
        """Problems of the documents that cannot be used, by kind and id; no table holds them."""
        return self._state.problems

    @property
    def counters(self) -> Mapping[str, int]:
        """The highest number ever allocated to an id, by kind."""
        return self._state.counters

    @property
    def names(self) -> Names:
        """Finds documents by name."""
        return self.derived(NAMES)

    @property
    def settings(self) -> Settings:
        """The settings of the whole workspace."""
        from pmtui.store.query.derivations.working_rules import SETTINGS

        return self.derived(SETTINGS)

    @property
    def is_production(self) -> bool:
        """Whether real work is kept here, as the stored settings say."""
        return SettingsRow.of_workspace(self.rows("settings")).production

    @property
    def pipelines(self) -> Pipelines:
        """The pipelines that deals pass, the main one first."""
        from pmtui.store.query.derivations.working_rules import PIPELINES

        return self.derived(PIPELINES)

    def get(self, document_id: str) -> Document:
        """The document of an id, validated.

        Raises:
            InputError: There is none, or it cannot be used; `pmtui doctor` lists such documents.
        """
        document = self.find(document_id)
        if document is None:
            named, problem = (
                f"{kind_of(document_id).name} {canonical_id(document_id)}",
                self.problem_of(document_id),
            )
            unusable = f"{named}: {problem}; `pmtui doctor` says how to mend it"
            raise InputError(unusable if problem else f"there is no {named}")
        return document

    def find(self, document_id: str, kind: str = "") -> Document | None:
        """The document of an id; `None` where there is none, or it cannot be used (`get` says why)."""
        slug = kind and not is_numbered(kind)
        document_id = document_id.strip().lower() if slug else canonical_id(document_id)
        kind = kind or kind_of(document_id).name
        key = f"{kind}/{document_id}"
        if key not in self._models:
            stored = self._state.tables[kind].get(document_id)
            if stored is None or (kind, document_id) in self._unsound.found:
                return None
            from pmtui.store.validation import problem_of, validated

            try:
                self._models[key] = validated(kind, stored)
            except InputError:
                self._unsound.note(kind, document_id, problem_of(kind, stored))
                return None
            self._tick(len(self._models))
        return self._models[key]

    def problem_of(self, document_id: str) -> str:
        """The problem with a document that cannot be used; empty if it can, or does not exist."""
        self.find(document_id)
        key = kind_of(document_id).name, canonical_id(document_id)
        return self._state.problems.get(key) or self._unsound.found.get(key, "")

    def stored(self, kind: str, document_id: str) -> Stored | None:
        """A document as it is stored, whether it can be used or not; to be read only."""
        return self._state.stored(kind, document_id)

    def rows(self, kind: str) -> Mapping[str, Stored]:
        """The stored documents of a kind by id, live and not validated; to be read only."""
        return self._state.tables[kind]

    def derived(self, declared: Derived[T]) -> T:
        """A value derived from the documents, up to date."""
        return self._derived.get(declared)

    def arranged(self, name: str) -> Arranged | None:
        """An order that the checkpoint keeps, for `Listing`; `None` where it keeps none of that name."""
        return self._state.index.arranged(name) if self._state.index is not None else None

    def all(self, kind: str) -> Iterator[Document]:
        """The documents of a kind in the order of their creation, each validated when first used."""
        for document_id in list(self._state.tables[kind]):
            document = self.find(document_id, kind)
            if document is not None:
                yield document

    @contextmanager
    def counting(self, tick: Tick) -> Iterator[None]:
        """Call `tick` with the number of documents validated so far, after each one."""
        self._tick = tick
        try:
            yield
        finally:
            self._tick = passed_over

    def table(self, kind: str) -> Table:
        """The kind's TinyDB table; its updates are transactions."""
        return self.database.table(kind)

    def search(
        self, kind: str, query: QueryLike | str = "", order: Order | None = None, page: Page | None = None
    ) -> Found:
        """Find documents of a kind; all that reads many documents once asks here.

        Args:
            kind: The kind.
            query: A TinyDB query on the stored form, or a filter as people type it; empty for all.
            order: How they are sorted; by the number of their ids if omitted.
            page: Which part of them is returned; all of them if omitted.

        Raises:
            FilterError: The filter cannot be understood.
        """
        from pmtui.store.query.search import WHOLE, compiled, searched

        return searched(self.rows(kind), compiled(kind, query, self.filter_context), order, page or WHOLE)

    @property
    def filter_context(self) -> FilterContext:
        """How filters are understood here."""
        from pmtui.store.query.filter_context import context_of

        return context_of(self, self.user)

    def commit(self, changes: ChangeSet, *, wait: float | None = None) -> Commit:
        """Write a change set whole: after others' commits, checked against them, durable on return.

        May be called in any thread. The documents change, and listeners hear of it, in the calling thread, or
        in that of `hand_over_to`; all of that has happened when it returns.

        Args:
            changes: What to write.
            wait: Seconds to wait for another writer; `None` for the usual ten.

        Raises:
            BusyError: Another writer, named in `holder`, has not finished in that time; nothing was written.
            ConflictError: A field was changed by somebody else meanwhile.
            WorkspaceError: It cannot be written; nothing has changed, unless the message says that is unknown.
        """
        return self._commit(lambda ahead: changes, wait)

    def hand_over_to(self, post: Callable[[Callable[[], None]], object] | None) -> None:
        """Let documents change in this thread alone, whichever thread commits.

        Args:
            post: Has a function called in this thread, and may wait until it was, such as the
                `call_from_thread` of a Textual app; `None` to end it.
        """
        self._writer.hand_over_to(post)

    def _commit(self, made: Callable[[Ahead], ChangeSet], wait: float | None = None) -> Commit:
        """Commit the change set that is made once the workspace is up to date and nobody else can write."""
        ids: dict[str, str] = {}
        name = ""

        def prepare(ahead: Ahead) -> Transaction | None:
            nonlocal name
            changes = made(ahead)
            name = changes.name
            now = self.clock.now()
            settled, allocated = settle(ahead, changes, now, self._log.numbers, kinds=changes.as_stored)
            ids.clear()
            ids.update(allocated)
            if not settled and not changes.undoes and not changes.redoes:
                return None
            return Transaction(
                0, stamp(now), self._signature(), name, settled, changes.undoes, changes.redoes
            )

        written = self._writer.commit(prepare, wait)
        return Commit(written.seq, name, ids, written.changes) if written else Commit(0, name, ids)

    def commit_raw(self, changes: ChangeSet) -> Mapping[str, str]:
        """Commit changes made to stored documents through TinyDB, once they are known to be valid.

        Returns:
            The id that each fresh one became.

        Raises:
            InputError: A document would no longer be valid.
        """
        from pmtui.store.validation import cleaned

        return self.commit(cleaned(changes, self.tables)).ids if len(changes) else {}

    def undo(self, seq: int = 0) -> Commit:
        """Take back a command, and leave what was done since.

        Args:
            seq: Its number in the history, whoever's it is; 0 for the user's latest one that still stands.

        Raises:
            NothingFound: There is none, or it is taken back already.
            InputError: It is one that stays.
            ConflictError: Later work stands on it; the command that did it is named.
        """
        from pmtui.store import undo

        return self._commit(lambda ahead: undo.undone(self.records, ahead, self.user, seq))

    def records(self, by: str = "") -> Iterator[Record]:
        """The log, newest first: of a user, or all of it; changes are read when asked for."""
        return self._log.newest_first(by=by)

    def redo(self) -> Commit:
        """Do again the user's command that was taken back last.

        Raises:
            NothingFound: There is none.
            ConflictError: Somebody has changed the same fields since.
        """
        from pmtui.store import undo

        return self._commit(lambda _: undo.redoing_latest(self.records(self.user), self.user))

    def backup(self) -> Path:
        """Keep a copy of the workspace as it is now, which is never thinned out.

        Returns:
            Where it is.

        Raises:
            WorkspaceError: It cannot be written.
        """
        self.poll()
        self.checkpoint()
        return self._log.backup()

    def restore(self, path: Path, tick: Tick = passed_over) -> Commit:
        """Make the workspace what a backup holds, as one command that `undo` takes back.

        Args:
            path: The backup.
            tick: Called with the number of documents compared.

        Raises:
            InputError: The file is no checkpoint, or holds a document that is not valid.
        """
        from pmtui.store.restore import restoring

        return self._commit(lambda ahead: restoring(ahead.tables, path, tick))

    def problems(self) -> list[tuple[str, str]]:
        """Problems of the files under this, as (where, problem); documents are not checked."""
        return self._log.problems()

    def history(self, document_id: str = "") -> Iterator[Transaction]:
        """The transactions, newest first: all of them, or those that touched one document."""
        document_id = canonical_id(document_id) if document_id else ""
        for record in self._log.newest_first(about=document_id):
            if document_id and not record.mentions(document_id):
                continue
            transaction = record.read()
            if not document_id or any(change.id == document_id for change in transaction.changes):
                yield transaction

    def as_of(self, day: date) -> Workspace:
        """The workspace as its history recorded it at the end of a day: a copy, for reading only."""
        from pmtui.store.log.past_log import PastLog

        moment = stamp(end_of_day(day))
        past = PastLog(self._log, State(self._state.snapshot()), moment)
        return Workspace(past, Clock(day), self.user, self.path)

    def presence(self, *, silent: bool = False) -> Presence | None:
        """The link that reports this session to the others and back; `None` in the past, which has no others.

        Args:
            silent: Whether to hide this session from the others, even if it may write.
        """
        return self._log.presence(self.user, host(), silent=silent or self.read_only)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Be told of every commit, here and elsewhere, and of the turn of the day.

        Returns:
            A function that ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def poll(self) -> None:
        """Take in what other processes committed, and a new day; a look at one file when there is nothing.

        Never fails and never waits: where nothing can be seen `trouble` says why, and the next look tries again.
        """
        self._writer.poll()
        today = self.clock.today()
        if today != self._day:
            self._day = today
            self._announce(Changed.of_day())

    def checkpoint(self) -> None:
        """Write the state whole, so that the next open starts from it; `WorkspaceError` loses no commit."""
        self.checkpointing()()

    def checkpointing(self) -> Callable[[], None]:
        """Take the state as it is now; the function that is returned writes it, in any thread."""
        if self.read_only:
            return lambda: None
        snapshot = self._state.snapshot()
        return lambda: self._log.checkpoint(snapshot)

    def wants_checkpoint(self) -> bool:
        """Whether the journal has grown enough for a checkpoint to pay."""
        return not self.read_only and self._log.grown(SMALL, SHARE)

    def close(self) -> None:
        """Checkpoint where it pays, and let go of the files.

        A checkpoint that cannot be written loses nothing: the commits are in the journal. It is told
        in `notices`.
        """
        try:
            if self.wants_checkpoint():
                self.checkpoint()
        except WorkspaceError as error:
            said = str(error).partition("; nothing was written")[0]  # the commits were
            self._told.append(f"{said}. All commits are kept in the journal; only the checkpoint was put off")
        finally:
            self.let_go()

    def let_go(self) -> None:
        """Let go of the files without a checkpoint; commits are kept all the same."""
        with self._writer.resting():
            self._log.close()

    def _signature(self) -> str:
        return f"{self.user}@{host()}"

    def _take_over(self, written: Sequence[Written]) -> None:
        """Let the documents be what some transactions made of them."""
        for each in written:
            for kind, document_id, stored in each.documents:
                self._state.put(kind, document_id, stored)
                self._models.pop(f"{kind}/{document_id}", None)
                self._unsound.found.pop((kind, document_id), None)
            self._state.seq = each.transaction.seq
        self._unsound.name(self._state.problems)

    def _tell(self, written: Sequence[Written]) -> None:
        for one in written:
            self._announce(Changed.of(one.transaction, elsewhere=one.elsewhere))

    def _announce(self, event: Changed) -> None:
        self._derived.update(event)
        for listener in tuple(self._listeners):
            listener(event)
