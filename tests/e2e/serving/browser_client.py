"""A served workspace, spoken to as a browser would, or as somebody else would."""

import os
import re
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import NamedTuple

import aiohttp
import pyte

from tests.e2e.terminal import PATIENCE
from tests.e2e.test_session import PMTUI, environ

_ADDRESS = re.compile(r"(http://[^/\s]+)(/open/\S+)")


class Served(NamedTuple):
    """A server that listens."""

    origin: str
    """Such as `http://127.0.0.1:8000`."""
    entrance: str
    """The rest of the address that it printed, with the secret."""
    told: str
    """All that it printed by then."""
    process: subprocess.Popen[str]

    @property
    def host(self) -> str:
        """Such as `127.0.0.1:8000`."""
        return self.origin.removeprefix("http://")

    @property
    def address(self) -> str:
        """What it printed for people to open."""
        return f"{self.origin}{self.entrance}"

    def sessions(self) -> list[int]:
        """The processes that it has begun and that are still there."""
        return children(self.process.pid)


def children(parent: int) -> list[int]:
    """The processes that a process has begun."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                state, of = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            except (OSError, ValueError):
                continue
            if int(of) == parent and state != "Z":
                found.append(int(folder.name))
    return found


def is_alive(process: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[Served]:
    """`pmtui serve` on a port that is free."""
    process = subprocess.Popen(
        [*PMTUI, "serve", "--port", "0", *words],
        env=environ(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        told = ""
        while (found := _ADDRESS.search(told)) is None:
            line = process.stderr.readline()
            assert line, told
            told += line
        yield Served(found[1], found[2], told, process)
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGTERM)
        process.communicate(timeout=PATIENCE)


class Page:
    """A page that is open: its connection, and what it shows."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.screen = pyte.Screen(120, 40)
        self._stream = pyte.ByteStream(self.screen)

    async def type(self, text: str) -> None:
        """Press keys."""
        await self.socket.send_json(["stdin", text])

    async def wait_for(self, text: str) -> None:
        """Read until a text is on the screen."""
        deadline = time.monotonic() + PATIENCE
        while text not in "\n".join(self.screen.display):
            assert time.monotonic() < deadline, "\n".join(self.screen.display)
            message = await self.socket.receive(PATIENCE)
            assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), (
                message, "\n".join(self.screen.display),
            )  # fmt: skip
            if message.type is aiohttp.WSMsgType.BINARY:
                self._stream.feed(message.data)

    async def wait_for_end(self) -> None:
        """Read until the other side closes."""
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                self._stream.feed(message.data)


@asynccontextmanager
async def browser(served: Served) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    """Somebody with the whole address: a session with the cookie, and the path that it leads to."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        async with session.get(served.address) as answer:
            assert answer.status == 200
            path = re.search(r'href="([^"]+)"', await answer.text())
        assert path is not None
        yield session, path[1]


@asynccontextmanager
async def opened(served: Served, session: aiohttp.ClientSession, path: str) -> AsyncIterator[Page]:
    """A page with a session behind it."""
    async with session.ws_connect(
        f"{served.origin}{path}ws?width=120&height=40", headers={"Origin": served.origin}, max_msg_size=0
    ) as socket:
        yield Page(socket)
