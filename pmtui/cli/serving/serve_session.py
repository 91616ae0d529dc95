"""One browser's session: a process of its own, which ends when the page is closed."""

import asyncio
import json
import os
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress

from aiohttp import WSMsgType
from aiohttp.web import WebSocketResponse

from pmtui.terminal.text import clean

_BEGINS = b"__GANGLION__\n"
"""The first line that Textual's driver for browsers prints."""

_PATIENCE = 15.0
"""Seconds that a session may take to keep what was typed once its page is closed."""

_LARGEST = 1000
"""Cells along a side that a page may ask for."""

_TOLD = 4096
"""Bytes of what a failed session said that its page shows."""


class Session:
    """A process that a page talks with.

    Args:
        command: What to run.
        environ: What to add to its environment.
        page: The connection to the page.
    """

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], page: WebSocketResponse) -> None:
        self._command, self._environ, self._page = command, environ, page

    async def run(self, width: int, height: int) -> None:
        """Begin, and pass on what comes either way until one side ends; then both have ended.

        Args:
            width: Of the page, in cells.
            height: Of the page, in lines.
        """
        process = await asyncio.create_subprocess_exec(
            *self._command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=self._environment(width, height)
        )
        painting = asyncio.create_task(self._paint(process))
        typing = asyncio.create_task(self._type(process))
        saying = asyncio.create_task(_last_words(process))
        try:
            await asyncio.wait((painting, typing), return_when=asyncio.FIRST_COMPLETED)
            if painting.done() and not self._page.closed:
                await self._tell(await saying)
        finally:
            await _end(process, painting)
            for task in (painting, typing, saying):
                task.cancel()
            await asyncio.gather(painting, typing, saying, return_exceptions=True)
            await self._page.close()

    def _environment(self, width: int, height: int) -> dict[str, str]:
        return {
            **os.environ,
            **self._environ,
            "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM_PROGRAM": "textual",
            "COLUMNS": str(_cells(width)),
            "ROWS": str(_cells(height)),
        }

    async def _paint(self, process: Process) -> None:
        """Pass on what the process paints; once the page has gone, to nowhere."""
        assert process.stdout is not None
        with suppress(asyncio.IncompleteReadError):
            await process.stdout.readuntil(_BEGINS)
            while True:
                head = await process.stdout.readexactly(5)
                payload = await process.stdout.readexactly(int.from_bytes(head[1:], "big"))
                if head[:1] == b"D" and not self._page.closed:
                    with suppress(ConnectionError):
                        await self._page.send_bytes(payload)

    async def _type(self, process: Process) -> None:
        """Pass on what a person does on the page."""
        async for message in self._page:
            if message.type is not WSMsgType.TEXT:
                continue
            if str(message.data).startswith('["ping"'):
                await self._page.send_str(str(message.data).replace("ping", "pong", 1))
            elif packet := _packet(message.data):
                assert process.stdin is not None
                process.stdin.write(packet)
                with suppress(ConnectionError):
                    await process.stdin.drain()

    async def _tell(self, words: str) -> None:
        """Show why the session ended, where it ended by itself with a word."""
        if words:
            with suppress(ConnectionError):
                await self._page.send_bytes(f"\x1b[2J\x1b[H{words}".replace("\n", "\r\n").encode())


def _packet(text: str) -> bytes:
    """A page's message as Textual's driver takes it; empty if there is no such message."""
    try:
        match json.loads(text):
            case ["stdin", str(typed)]:
                return _packed(b"D", typed.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                size = {"type": "resize", "width": _cells(width), "height": _cells(height)}
                return _packed(b"M", json.dumps(size).encode())
            case ["blur" | "focus" as kind, *_]:
                return _packed(b"M", json.dumps({"type": kind}).encode())
    except (ValueError, RecursionError):
        pass
    return b""


def _packed(kind: bytes, payload: bytes) -> bytes:
    return kind + len(payload).to_bytes(4, "big") + payload


def _cells(wanted: int) -> int:
    return max(1, min(wanted, _LARGEST))


async def _last_words(process: Process) -> str:
    """The end of what a process prints as an error, without escape sequences."""
    assert process.stderr is not None
    said = b""
    while data := await process.stderr.read(_TOLD):
        said = (said + data)[-_TOLD:]
    return clean(said.decode("utf-8", "replace")).strip()


async def _end(process: Process, painting: asyncio.Task[None]) -> None:
    """Let a process keep what was typed, as after a hang-up, and end it if it does not end."""
    assert process.stdin is not None
    with suppress(ConnectionError):
        process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), _PATIENCE)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
