"""The log in files: a checkpoint, a journal since, history before, backups, and one lock."""

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from pmtui.errors import WorkspaceError
from pmtui.store.changes import Transaction
from pmtui.store.log import backups, history, recovery
from pmtui.store.log.checkpoint import Checkpoint
from pmtui.store.log.codec import LineRecord, decode, decode_head, encode, is_sound, is_transaction
from pmtui.store.log.commit_in_doubt import Doubt, Doubts
from pmtui.store.log.files import Places, replace_file, telling, write_temporary, write_whole
from pmtui.store.log.index import needs_index
from pmtui.store.log.journal import Doubtful, JournalReader, JournalWriter, head_line
from pmtui.store.log.lock import WriteLock
from pmtui.store.log.merge import following
from pmtui.store.log.migrations import schema, upgrade
from pmtui.store.log.presence import FolderPresence, Presence
from pmtui.store.log.snapshot import Snapshot, encode_snapshot, read_snapshot
from pmtui.store.log.transaction_log import Prepare, Record
from pmtui.store.log.trouble import Trouble, in_words

_SETTLING = 1.0
"""Seconds that a look for news waits for whoever writes, to see what a damaged line is; the next look tries again."""


class FileLog:
    """A `TransactionLog` in a folder.

    Args:
        folder: The workspace.
        now: The real time, for the names of copies.
        read_only: Never write, not even to mend.
        unfinished: Whether a copy that is being made is opened all the same.
    """

    def __init__(
        self, folder: Path, now: Callable[[], datetime], *, read_only: bool = False, unfinished: bool = False
    ) -> None:
        self.folder = folder
        self._unfinished = unfinished
        self._places = Places(folder)
        self._now = now
        self._seq = 0
        self._base = 0
        self._older = 0
        self._lacks_index = False
        self._replaced = ""
        self._unread: list[Transaction] = []
        self._reader: JournalReader | None = None
        self._writer: JournalWriter | None = None
        self._lock = WriteLock(self._places.lock)
        self._checkpoint = Checkpoint(self._places, self._lock, now, self._keep_older)
        self._notices: list[str] = []
        self._doubts = Doubts(self._notices.append)
        self._trouble = Trouble(self._places.journal, now)
        self.writable = not read_only
        if self.writable and os.path.isdir(folder) and not recovery.can_write(folder):
            self.writable = False
            self._notices.append(f"{folder} cannot be written to; the workspace is open for reading only")

    @property
    def notices(self) -> Sequence[str]:
        """Notices for the person about the state in which the log was found."""
        return tuple(self._notices)

    @property
    def trouble(self) -> str:
        """The message to show while the files cannot be read; empty while they can."""
        return self._trouble.told

    @property
    def waiting_for(self) -> str:
        """Who holds the lock while a commit has been waiting for it for a while."""
        return self._lock.waiting_for

    @in_words
    def create(self, first: Transaction) -> None:
        """Write a workspace that holds one transaction, where there is none.

        Raises:
            WorkspaceError: There is something there already, or nothing can be written.
        """
        places = self._places
        self._refuse_existing()
        with self._lock:
            self._refuse_existing()
            write_whole(places.journal, (head_line(0), encode(first.with_seq(1))))
            try:
                write_whole(places.snapshot, encode_snapshot(Snapshot()))
            except BaseException:
                places.journal.unlink(missing_ok=True)
                raise
        self._lock.close()

    def _refuse_existing(self) -> None:
        self._refuse_unfinished()
        if self._places.snapshot.exists() or self._places.journal.exists():
            raise WorkspaceError(f"{self._places.folder} already holds a workspace; it was left as it is")

    def _refuse_unfinished(self) -> None:
        if not self._unfinished and self._places.is_unfinished():
            raise WorkspaceError(
                f"{self._places.folder} is a copy that was not finished; copy again into another folder. The "
                "workspace it was copied from is as it was"
            )

    @in_words
    def load(self) -> Snapshot:
        """The state at the checkpoint; what was committed since is the first news.

        Raises:
            WorkspaceError: There is no workspace, it is foreign, or it cannot be rebuilt.
        """
        self._refuse_unfinished()
        foreign = recovery.foreign(self._places)
        if foreign is not None:
            self.writable = False
            snapshot, told = foreign
            self._notices.append(told)
            self._base = self._seq = snapshot.seq
            return snapshot
        snapshot = self._load_snapshot()
        self._base = self._seq = snapshot.seq
        self._lacks_index = snapshot.index is None and needs_index(snapshot.tables)
        if snapshot.schema > schema():
            self._refuse_newer()
        elif snapshot.schema < schema():
            self._older = snapshot.schema
            upgrade(snapshot)
        self._open_journal()
        self._follow(settled=False)
        if self._needs_mending() or self._history_has_more():
            self._settle()
        return snapshot

    def _refuse_newer(self) -> None:
        if self.writable:
            self.writable = False
            self._notices.append("this workspace was made by a newer pmtui; it is open for reading only")

    def _load_snapshot(self) -> Snapshot:
        places = self._places
        try:
            with telling(places.snapshot):
                return read_snapshot(places.snapshot, places.sidecar)
        except WorkspaceError as error:
            recovery.refuse_foreign(places, error)
            if not self.writable:
                snapshot, told = recovery.rebuild(places, error)
                self._notices.extend(told)
                return snapshot
        with self._lock:
            try:
                with telling(places.snapshot):
                    return read_snapshot(places.snapshot, places.sidecar)
            except WorkspaceError as error:
                return self._rebuilt(error)

    def _rebuilt(self, error: WorkspaceError) -> Snapshot:
        """Rebuild the checkpoint on the disk; the damaged one is set aside."""
        places = self._places
        snapshot, told = recovery.rebuild(places, error)
        temporary = write_temporary(places.snapshot, encode_snapshot(snapshot))
        aside = recovery.set_aside(places.snapshot, self._now())
        replace_file(temporary, places.snapshot)
        self._notices.extend(told)
        if aside is not None:
            self._notices.append(recovery.kept(aside))
        return snapshot

    def _open_journal(self) -> None:
        """Open the journal at its start; where it is missing, begin a new one if that is allowed."""
        path = self._places.journal
        if not path.exists():
            self._notices.append(
                f"{path} was missing; what may have been committed since the last checkpoint is lost"
            )
            if not self.writable:
                return
            with self._lock:
                if not path.exists():
                    write_whole(path, (head_line(max(self._seq, history.last_seq(self._places.history))),))
        self._reopen()

    def _reopen(self) -> JournalReader:
        with telling(self._places.journal):
            reader = JournalReader(self._places.journal)
        if self._reader is not None:
            self._reader.close()
        self._reader = reader
        return reader

    def news(self) -> list[Transaction]:
        """Other processes' transactions since the last call; a look at one file when there are none.

        Where the files cannot be read at the moment `trouble` says so, and the next call tries again.
        """
        with contextlib.suppress(WorkspaceError), self._trouble.noted():
            reader = self._trusted()
            if reader is not None and reader.has_news():
                self._follow(settled=False)
                if reader.suspect:
                    self._settle()
        return self._handed_over()

    def _trusted(self) -> JournalReader | None:
        """The reader; opened anew, and read from its start, where the last use of it failed."""
        if self._trouble.told and self._reader is not None:
            self._reopen()
            self._follow(settled=False)
        return self._reader

    def _handed_over(self) -> list[Transaction]:
        found, self._unread = self._unread, []
        return found

    def _follow(self, *, settled: bool) -> None:
        """Read on to the end, through as many checkpoints as others have made meanwhile."""
        reader = self._reader
        if reader is None:
            return
        self._read(reader, settled=settled)
        while not reader.is_current():
            reader = self._reopen()
            self._read(reader, settled=settled)

    def _read(self, reader: JournalReader, *, settled: bool) -> None:
        """Take in what a journal holds, after what stands in history between what is known and its start."""
        lines = reader.read(settled=settled)
        if reader.base > self._seq:
            self._take(history.read_since(self._places.history, self._seq))
            self._pass_to(reader.base)
        self._take(lines)

    def _take(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            head = decode_head(line)
            if head.seq > self._seq:
                transaction = decode(line)
                self._pass_to(head.seq - 1)
                if not is_sound(line):
                    self._notices.append(
                        f"transaction {head.seq} is not of the form that pmtui writes; a part of it was passed over"
                    )
                self._doubts.saw(line, head.name)
                self._unread.append(transaction)
                self._seq = head.seq
                if head.schema > schema():
                    self._refuse_newer()

    def _pass_to(self, seq: int) -> None:
        """Go on behind transactions that are nowhere to be found."""
        if seq > self._seq:
            count = seq - self._seq
            self._notices.append(
                f"{count} transaction(s) cannot be read and are missing, from {self._seq + 1}"
            )
            self._seq = seq

    def _needs_mending(self) -> bool:
        reader = self._reader
        return reader is not None and bool(
            reader.suspect or reader.tail or reader.spoiled or not reader.headed
        )

    def _history_has_more(self) -> bool:
        """Whether history holds what came after; where it is as long as the journal found it, nothing came."""
        folder, told = self._places.history, self._reader.history if self._reader is not None else ""
        if told and told == history.length(folder):
            return False
        return history.last_seq(folder) > self._seq

    def _settle(self) -> None:
        """Decide, with nobody else writing, what is damaged and what was just being written."""
        reader = self._reader
        if reader is None:
            return
        if not self.writable:
            suspect = reader.suspect
            self._follow(settled=False)
            if suspect and reader.suspect == suspect:
                self._follow(settled=True)
                self._notices.append(f"{reader.path}: damaged lines were passed over")
            return
        with contextlib.suppress(WorkspaceError), self._lock.within(_SETTLING):
            self._follow(settled=True)
            self._mend()
            if history.last_seq(self._places.history) > self._seq:
                self._go_on_from_history()

    def _mend(self) -> None:
        """Under the lock: finish, cut off or pass over what is not whole in the journal."""
        reader = self._reader
        if reader is None or not self._needs_mending():
            return
        if reader.spoiled or not reader.headed:
            copy = recovery.rewrite_journal(reader.path, self._seq, self._now())
            self._notices.append(f"{reader.path} had damaged lines; it is kept as it was as {copy}")
            self._reopen()
            self._follow(settled=True)
        elif is_transaction(reader.tail + b"\n"):
            self._current_writer().append(reader.tail + b"\n", reader.offset)
            self._follow(settled=True)
        else:
            self._current_writer().cut(reader.offset)
            reader.tail = b""
            self._notices.append(
                f"{reader.path} ended in the middle of a transaction that was never confirmed; it was dropped"
            )

    def _go_on_from_history(self) -> None:
        """Under the lock: take what history holds beyond files that were put back by hand to earlier ones."""
        places = self._places
        self._take(history.read_since(places.history, self._seq))
        copy = recovery.set_aside(places.journal, self._now(), keep=True)
        write_whole(places.journal, (head_line(self._seq),))
        self._reopen()
        self._follow(settled=True)
        self._notices.append(
            f"{places.folder} was put back to an earlier state by hand; the transactions since were taken "
            f"from history, and the journal is kept as {copy}. `pmtui restore FILE` goes back to a backup"
        )

    def append(self, prepare: Prepare, wait: float | None = None) -> Transaction | None:
        """Commit one transaction: under the lock, after the news, on the disk when it returns.

        Raises:
            BusyError: Somebody else holds the lock all the time.
            WorkspaceError: It could not be written, or whether it was is not known; the message says which.
        """
        self._refuse_unless_writable()
        with self._lock_or_doubt(wait):
            with self._trouble.noted():
                reader = self._settled()
            self._doubts.settle()
            transaction = prepare(self._handed_over())
            if transaction is None:
                return None
            self._refuse_unless_writable()
            self._doubts.refuse_twice(transaction)
            transaction = transaction.with_seq(self._seq + 1)
            line = encode(transaction)
            with self._trouble.noted():
                self._keep_older()
                self._write(line, transaction, reader)
            self._seq = transaction.seq
        return transaction

    @contextlib.contextmanager
    def _lock_or_doubt(self, wait: float | None) -> Iterator[None]:
        """The lock; until what is in doubt is settled nothing that fails says that nothing was written."""
        try:
            with self._lock.within(wait):
                yield
        except WorkspaceError as error:
            if self._doubts.is_open and not isinstance(error, Doubtful):
                raise Doubtful.of(error) from error
            raise

    def _settled(self) -> JournalReader:
        """Under the lock: the reader, behind all that stands in a journal that is whole."""
        if self._replaced:
            raise WorkspaceError(self._replaced)
        self._trusted()
        self._follow(settled=True)
        self._mend()
        return self._whole_reader()

    def _write(self, line: bytes, transaction: Transaction, reader: JournalReader) -> None:
        try:
            self._current_writer().append(line, reader.offset)
        except WorkspaceError as error:
            self._drop_writer()
            if isinstance(error, Doubtful):
                doubt = Doubt(line)
                doubt.sent = transaction
                self._doubts.keep(doubt)
            raise
        reader.passed(line, transaction.seq)

    def _refuse_unless_writable(self) -> None:
        if not self.writable:
            raise WorkspaceError("the workspace is open for reading only; nothing was written")

    def _whole_reader(self) -> JournalReader:
        """The reader, once it is sure that the file still holds all that was read of it."""
        reader = self._reader
        if reader is None:
            raise WorkspaceError("the workspace has been closed; nothing was written")
        if reader.is_shorter() or reader.last < self._seq:
            self._replaced = (
                f"{reader.path} no longer holds all that was committed: another program has changed it. "
                "Nothing was written; close pmtui and open it again"
            )
            raise WorkspaceError(self._replaced)
        return reader

    def _keep_older(self) -> None:
        """Keep a copy of what an older pmtui wrote, before anything of this one is written."""
        if self._older:
            backups.keep_older(self._places.snapshot, self._places.backups, self._older)
            self._older = 0

    def _current_writer(self) -> JournalWriter:
        if self._writer is None or not self._writer.is_current():
            with telling(self._places.journal):
                writer = JournalWriter(self._places.journal)
            self._drop_writer()
            self._writer = writer
        return self._writer

    def _drop_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            with contextlib.suppress(OSError):
                writer.close()

    def presence(self, user: str, host: str, *, silent: bool) -> Presence:
        """By files in the folder."""
        return FolderPresence(self._places.folder, user, host, silent=silent)

    def numbers(self, kind: str, after: int, count: int) -> Sequence[int]:
        """The next numbers: the lock is held, so nobody else takes them."""
        return following(kind, after, count)

    def newest_first(self, *, about: str = "", by: str = "") -> Iterator[Record]:
        """Every transaction ever committed, the newest first, each once."""
        before = self._seq + 1
        with telling(self._places.journal):
            is_there = self._places.journal.exists()
        if is_there:
            for line in reversed(history.lines_of(self._places.journal)):
                if (here := decode_head(line).seq) < before:
                    before = here
                    yield LineRecord(line)
        for line in history.read_newest_first(self._places.history):
            if (here := decode_head(line).seq) < before:
                before = here
                yield LineRecord(line)

    def oldest_first(self) -> Iterator[Transaction]:
        """Every transaction ever committed, the oldest first."""
        return (record.read() for record in reversed(list(self.newest_first())))

    def grown(self, small: int, share: int) -> bool:
        """Whether there is something new, and the file is small or the journal a good part of it.

        Also where a large file has no index that fits, as after an update of pmtui.
        """
        if self._lacks_index and self._reader is not None:
            return True
        if self._reader is None or self._seq <= max(self._base, self._reader.base):
            return False
        with contextlib.suppress(OSError):
            size = self._places.snapshot.stat().st_size
            return size + self._reader.offset < small or self._reader.offset * share > size
        return True

    @in_words
    def checkpoint(self, snapshot: Snapshot) -> None:
        """Note the state at `snapshot.seq`; may run in another thread than commits.

        Raises:
            WorkspaceError: It cannot be written; the one before stands.
        """
        lacks_index, self._lacks_index = self._lacks_index, False
        if not self.writable:
            return
        if snapshot.seq <= self._base:
            if lacks_index:
                self._checkpoint.index()
            return
        told = self._checkpoint.write(snapshot)
        if told:
            self._notices.append(told)
        self._base = snapshot.seq

    @in_words
    def backup(self) -> Path:
        """Keep a copy of the checkpoint that is never thinned out."""
        self._refuse_unless_writable()
        with self._lock:
            return backups.keep_by_hand(self._places.snapshot, self._places.backups, self._now())

    @in_words
    def problems(self) -> list[tuple[str, str]]:
        """Problems of the files, as (file, problem)."""
        return recovery.problems(self._places, self._seq)

    def close(self) -> None:
        """Let go of the files."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self._drop_writer()
        self._lock.close()
