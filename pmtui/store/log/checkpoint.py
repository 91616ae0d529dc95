"""The checkpoint: the state written whole, the journal's transactions up to it moved into history.

The new file is written and flushed before the lock is taken; under the lock only names change and
the lines move. A kill between any two steps leaves a workspace that loads to the same state: first
history holds the lines that the journal still holds too, then the new checkpoint includes lines
that the journal repeats, and both are passed over by their numbers.
"""

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pmtui.errors import WorkspaceError
from pmtui.store.log import backups, history, recovery
from pmtui.store.log.codec import decode_head, is_transaction
from pmtui.store.log.files import (
    Places,
    free_name,
    replace_file,
    sweep,
    telling,
    write_temporary,
    write_whole,
)
from pmtui.store.log.index import encode_index
from pmtui.store.log.journal import JournalReader, head_line
from pmtui.store.log.lock import WriteLock
from pmtui.store.log.snapshot import Snapshot, checksum_of, decode_snapshot, encode_snapshot
from pmtui.store.soundness import set_apart


class Checkpoint:
    """Writes checkpoints of one workspace; may do so in another thread than commits are made in.

    Args:
        places: The workspace's files.
        lock: Held while names change.
        now: The real time, for the names of copies.
        first: What has to be done before the first write.
    """

    def __init__(
        self, places: Places, lock: WriteLock, now: Callable[[], datetime], first: Callable[[], None]
    ) -> None:
        self._places = places
        self._lock = lock
        self._now = now
        self._first = first

    def write(self, snapshot: Snapshot) -> str:
        """Write a checkpoint, unless another process has written a later one meanwhile.

        Returns:
            What a person should be told; empty for nothing.

        Raises:
            WorkspaceError: It cannot be written; the one before stands, and the journal is as it was.
        """
        places = self._places
        data = b"".join(encode_snapshot(snapshot))
        index = b"" if snapshot.apart else encode_index(data, checksum_of(data), snapshot.tables)
        temporary = write_temporary(places.snapshot, (data,))
        try:
            with self._lock:
                journal = _Journal(places.journal, snapshot.seq)
                if journal.base >= snapshot.seq:
                    return ""
                if journal.last < snapshot.seq and not journal.spoiled:
                    raise self._replaced(temporary)
                told = self._keep_spoiled() if journal.spoiled else ""
                self._first()
                history.append(places.history, journal.before)
                backups.keep_daily(places.snapshot, places.backups, self._now().date())
                replace_file(temporary, places.snapshot)
                write_whole(places.journal, self._lines(snapshot.seq, journal))
                self._write_index(index)
                sweep(places.snapshot)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()
        return told

    def index(self) -> None:
        """Write an index of the checkpoint that stands, where it has none that fits.

        Raises:
            WorkspaceError: The checkpoint cannot be read.
        """
        path = self._places.snapshot
        with telling(path):
            data = path.read_bytes()
        snapshot, intact = decode_snapshot(path, data)
        apart, _ = set_apart(snapshot.tables)
        index = encode_index(data, checksum_of(data), snapshot.tables) if intact and not apart else b""
        with self._lock, telling(path):
            if path.stat().st_size == len(data) and path.read_bytes() == data:
                self._write_index(index)

    def _write_index(self, index: bytes) -> None:
        """Put the index beside its checkpoint; nothing needs it, so that it cannot be written is no trouble."""
        with contextlib.suppress(WorkspaceError):
            if index:
                write_whole(self._places.sidecar, (index,))
            sweep(self._places.sidecar)

    def _lines(self, seq: int, journal: "_Journal") -> list[bytes]:
        """The journal that follows the checkpoint."""
        return [head_line(seq, history.length(self._places.history)), *journal.after]

    def _keep_spoiled(self) -> str:
        copy = recovery.set_aside(self._places.journal, self._now(), keep=True)
        return f"{self._places.journal} had damaged lines; it is kept as it was as {copy}"

    def _replaced(self, temporary: Path) -> WorkspaceError:
        """Keep the state beside files that somebody has put back to an earlier one, and say so."""
        target = free_name(self._places.snapshot, "unsaved", self._now())
        replace_file(temporary, target)
        return WorkspaceError(
            f"{self._places.journal} no longer holds all that was committed: another program has changed it. "
            f"It was left as it is; what this session held is kept as {target}, and "
            f"`pmtui restore {target}` takes it over"
        )


class _Journal:
    """The journal as a checkpoint finds it, with nobody writing.

    Attributes:
        base: The checkpoint it follows; -1 where it is missing.
        last: The last transaction it holds.
        spoiled: Whether it has damaged lines.
        before: The lines up to the new checkpoint.
        after: The lines after it.
    """

    def __init__(self, path: Path, seq: int) -> None:
        self.base, self.last, self.spoiled = -1, seq, False
        lines: list[bytes] = []
        with telling(path):
            if path.exists():
                reader = JournalReader(path)
                try:
                    lines = reader.read(settled=True)
                finally:
                    reader.close()
                if is_transaction(reader.tail + b"\n"):
                    lines.append(reader.tail + b"\n")
                self.base, self.last, self.spoiled = reader.base, reader.last, reader.spoiled > 0
        self.after = [line for line in lines if decode_head(line).seq > seq]
        self.before = lines[: len(lines) - len(self.after)]
