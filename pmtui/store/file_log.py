"""The log in files: a checkpoint, a journal since, history before, backups, and one lock."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pmtui.errors import WorkspaceError
from pmtui.store import backups, history
from pmtui.store.changes import Transaction
from pmtui.store.codec import Head, decode, decode_head, encode
from pmtui.store.files import Places, replace_file, telling, write_temporary, write_whole
from pmtui.store.journal import JournalReader, JournalWriter, head_line
from pmtui.store.lock import WriteLock
from pmtui.store.log import Prepare, Record
from pmtui.store.recovery import can_write, rebuild, refuse_foreign, set_aside
from pmtui.store.snapshot import SCHEMA, Damaged, Snapshot, encode_snapshot, read_snapshot

_RETRIES = 20


@dataclass(frozen=True)
class FileRecord:
    """One line of the journal or of history."""

    line: bytes

    @property
    def head(self) -> Head:
        """All but the changes, read without parsing them."""
        return decode_head(self.line)

    def mentions(self, document_id: str) -> bool:
        """Whether the line holds the id between quotes."""
        return b'"%s"' % document_id.encode() in self.line

    def read(self) -> Transaction:
        """The whole transaction."""
        return decode(self.line)


class FileLog:
    """A `TransactionLog` in a folder.

    Args:
        folder: The workspace.
        now: The time, for the names of copies.
        read_only: Never write, not even to mend.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime], *, read_only: bool = False) -> None:
        self._places = Places(folder)
        self._now = now
        self._seq = 0
        self._base = 0
        self._reader: JournalReader | None = None
        self._writer: JournalWriter | None = None
        self._lock = WriteLock(self._places.lock)
        self._notices: list[str] = []
        self.writable = not read_only
        if self.writable and not can_write(folder):
            self.writable = False
            self._notices.append(f"{folder} cannot be written to; the workspace is open for reading only")

    @property
    def notices(self) -> Sequence[str]:
        """What a person should know of how the log was found."""
        return tuple(self._notices)

    def create(self) -> None:
        """Write an empty workspace where there is none.

        Raises:
            WorkspaceError: There is something there already, or nothing can be written.
        """
        with self._lock:
            if self._places.snapshot.exists() or self._places.journal.exists():
                raise WorkspaceError(f"{self._places.folder} already holds a workspace; it was left as it is")
            write_whole(self._places.journal, (head_line(0),))
            write_whole(self._places.snapshot, encode_snapshot(Snapshot()))

    def load(self) -> Snapshot:
        """The state now.

        Raises:
            WorkspaceError: There is no workspace, it is foreign, or it cannot be rebuilt.
        """
        for _ in range(_RETRIES):
            snapshot = self._load_snapshot()
            reader = self._open_journal(snapshot.seq)
            if reader is None or reader.base <= snapshot.seq:
                break
        else:
            raise WorkspaceError(f"{self._places.folder} changes faster than it can be read; try again")
        if snapshot.schema > SCHEMA and self.writable:
            self.writable = False
            self._notices.append("this workspace was made by a newer pmtui; it is open for reading only")
        self._base = self._seq = snapshot.seq
        return snapshot

    def _load_snapshot(self) -> Snapshot:
        places = self._places
        try:
            with telling(places.snapshot):
                return read_snapshot(places.snapshot)
        except (Damaged, WorkspaceError) as error:
            refuse_foreign(places, error)
            if not self.writable:
                snapshot, told = rebuild(places, error)
                self._notices.extend(told)
                return snapshot
        with self._lock:
            with contextlib.suppress(WorkspaceError, FileNotFoundError):
                return read_snapshot(places.snapshot)
            snapshot, told = rebuild(places, error_of(places))
            self._notices.extend(told)
            set_aside(places.snapshot, self._now())
            write_whole(places.snapshot, encode_snapshot(snapshot))
            return snapshot

    def _open_journal(self, seq: int) -> JournalReader | None:
        """Open the journal from its start; where it is missing, begin a new one if that is allowed."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        if not self._places.journal.exists() and self.writable:
            with self._lock:
                if not self._places.journal.exists():
                    write_whole(self._places.journal, (head_line(seq),))
        with contextlib.suppress(FileNotFoundError), telling(self._places.journal):
            if self._places.journal.exists():
                self._reader = JournalReader(self._places.journal)
        return self._reader

    def news(self) -> list[Transaction]:
        """Other processes' transactions since the last call; a look at one file when there are none."""
        if self._reader is None or not self._reader.has_news():
            return []
        return self._read_on()

    def _read_on(self) -> list[Transaction]:
        if self._reader is None:
            return []
        found = self._from(self._reader.lines())
        self._tell_of_spoiled(self._reader)
        while not self._reader.is_current():
            replaced = self._reader
            with telling(self._places.journal):
                self._reader = JournalReader(self._places.journal)
            replaced.close()
            if self._reader.base > self._seq:
                found += self._from(history.read_since(self._places.history, self._seq))
            found += self._from(self._reader.lines())
        return found

    def _from(self, lines: Iterator[bytes]) -> list[Transaction]:
        found = []
        for line in lines:
            if decode_head(line).seq > self._seq:
                transaction = decode(line)
                self._seq = transaction.seq
                found.append(transaction)
        return found

    def _tell_of_spoiled(self, reader: JournalReader) -> None:
        if reader.spoiled:
            self._notices.append(
                f"{reader.path}: {reader.spoiled} damaged line(s) were passed over; a copy was kept"
            )
            if self.writable:
                set_aside(reader.path, self._now(), keep=True)
            reader.spoiled = 0

    def append(self, prepare: Prepare) -> Transaction | None:
        """Commit one transaction: under the lock, after the news, on the disk when it returns.

        Raises:
            WorkspaceError: It could not be written; nothing has changed.
        """
        if not self.writable:
            raise WorkspaceError("the workspace is open for reading only; nothing was written")
        with self._lock:
            transaction = prepare(self._read_on())
            if transaction is None or self._reader is None:
                return None
            transaction = transaction.with_seq(self._seq + 1)
            line = encode(transaction)
            self._current_writer().append(line, self._reader.offset)
            self._reader.passed(line)
            self._seq = transaction.seq
        return transaction

    def _current_writer(self) -> JournalWriter:
        if self._writer is None or not self._writer.is_current():
            if self._writer is not None:
                self._writer.close()
            with telling(self._places.journal):
                self._writer = JournalWriter(self._places.journal)
        return self._writer

    def newest_first(self) -> Iterator[Record]:
        """Every transaction ever committed, the newest first, each once."""
        before = self._seq + 1
        if self._places.journal.exists():
            for line in reversed(history.lines_of(self._places.journal)):
                if line.startswith(b'{"seq":') and (here := decode_head(line).seq) < before:
                    before = here
                    yield FileRecord(line)
        for line in history.read_newest_first(self._places.history):
            if (here := decode_head(line).seq) < before:
                before = here
                yield FileRecord(line)

    def grown(self, small: int, share: int) -> bool:
        """Whether there is something new, and the file is small or the journal a good part of it."""
        if self._reader is None or self._seq <= self._base:
            return False
        with contextlib.suppress(OSError):
            size = self._places.snapshot.stat().st_size
            return size + self._reader.offset < small or self._reader.offset * share > size
        return True

    def checkpoint(self, snapshot: Snapshot) -> None:
        """Note the state at `snapshot.seq`, move the journal up to there into history, keep a daily copy.

        The new file is written and flushed before the lock is taken; under it only names change.
        A kill between any two steps leaves a workspace that loads to the same state.
        """
        if not self.writable or snapshot.seq <= self._base:
            return
        places = self._places
        temporary = write_temporary(places.snapshot, encode_snapshot(snapshot))
        try:
            with self._lock:
                reader = JournalReader(places.journal)
                lines = list(reader.lines())
                base = reader.base
                reader.close()
                if base >= snapshot.seq:
                    temporary.unlink()
                    return
                kept = [line for line in lines if decode_head(line).seq > snapshot.seq]
                history.append(places.history, lines[: len(lines) - len(kept)])
                backups.keep_daily(places.snapshot, places.backups, self._now().date())
                replace_file(temporary, places.snapshot)
                write_whole(places.journal, (head_line(snapshot.seq), *kept))
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        self._base = snapshot.seq

    def close(self) -> None:
        """Let go of the files."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def error_of(places: Places) -> WorkspaceError:
    """Why the checkpoint cannot be read."""
    try:
        with telling(places.snapshot):
            read_snapshot(places.snapshot)
    except WorkspaceError as error:
        return error
    return WorkspaceError(f"{places.snapshot} can be read")
