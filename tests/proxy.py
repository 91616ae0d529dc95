"""A proxy in front of a server: it cuts the line at a chosen moment, or stops answering."""

import contextlib
import select
import shutil
import socket
import tempfile
import threading
from pathlib import Path
from typing import Literal

Cut = Literal["", "before", "after"]


class Proxy:
    """Passes on what clients and a server say over a socket.

    Args:
        folder: Where the server's socket is.

    Attributes:
        folder: Where this one's is.
        cut: When to break the line: before the server hears a COMMIT, or after it has answered one.
        dumb: Whether nothing is passed on at all, and nobody told.
        sent: How many bytes clients have sent.
    """

    def __init__(self, folder: Path) -> None:
        self._server = folder / ".s.PGSQL.5432"
        self.folder = Path(tempfile.mkdtemp(prefix="pmtui-proxy-"))
        self.cut: Cut = ""
        self.dumb = False
        self.sent = 0
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener: socket.socket | None = None
        self.listen()

    def listen(self) -> None:
        """Take connections."""
        path = self.folder / ".s.PGSQL.5432"
        path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen()
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def refuse(self) -> None:
        """Break every line, and take no new connections."""
        self.stop_listening()
        self.break_lines()

    def close(self) -> None:
        """Break every line, and leave nothing behind."""
        self.refuse()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop_listening(self) -> None:
        """Take no new connections."""
        if self._listener is not None:
            self._listener.close()
            (self.folder / ".s.PGSQL.5432").unlink(missing_ok=True)

    def break_lines(self) -> None:
        """Break every line there is."""
        for pair in self._pairs:
            for each in pair:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
        self._pairs.clear()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self._server))
            except OSError:
                return
            self._pairs.append((client, server))
            threading.Thread(target=self._pass_on, args=(client, server), daemon=True).start()

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        committing = False
        with client, server, contextlib.suppress(OSError):
            while True:
                ready, _, _ = select.select([client, server], [], [])
                for source in ready:
                    data = source.recv(1 << 16)
                    if not data:
                        return
                    if self.dumb:
                        continue
                    if source is server:
                        if committing:
                            self.cut = ""
                            return
                        client.sendall(data)
                        continue
                    self.sent += len(data)
                    if self.cut == "before" and b"COMMIT\x00" in data:
                        self.cut = ""
                        return
                    committing = committing or (self.cut == "after" and b"COMMIT\x00" in data)
                    server.sendall(data)
