"""`pmtui serve` in a real browser without a window: what is typed there is kept here."""

import asyncio
import json
import shutil
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from pmtui.cli.serving.serve_access import LOOPBACK as HOST
from tests.e2e.serving.browser_client import serving
from tests.e2e.terminal import PATIENCE
from tests.e2e.test_session import environ, run

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_OPTIONS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "about:blank")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: list[str], folder: Path) -> Iterator[None]:
    """A program in the background."""
    process = subprocess.Popen(
        command, env=environ(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


class Page:
    """A page of the browser, spoken to by the DevTools protocol."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0

    async def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """One command; returns its result."""
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        while True:
            answer = await self._socket.receive_json(timeout=PATIENCE)
            if answer.get("id") == self._number:
                return dict(answer.get("result", {}))

    async def type(self, text: str) -> None:
        """Press keys, as a person would."""
        for letter in text:
            key = (
                {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
                if letter == "\r"
                else {"key": letter}
            )
            await self.ask("Input.dispatchKeyEvent", type="keyDown", text=letter, **key)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", **key)

    async def wait_for(self, expression: str) -> None:
        """Wait until an expression of the page is true."""
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = await self.ask("Runtime.evaluate", expression=expression)
            if answer.get("result", {}).get("value") is True:
                return
            assert time.monotonic() < deadline, expression
            await asyncio.sleep(0.1)


@asynccontextmanager
async def opened(port: int, url: str) -> AsyncIterator[Page]:
    """A page of a browser that listens at a port, once it shows an address."""
    async with aiohttp.ClientSession() as session:
        pages: list[dict[str, str]] = []
        deadline = time.monotonic() + PATIENCE
        while not pages and time.monotonic() < deadline:
            try:
                async with session.get(f"http://{HOST}:{port}/json") as answer:
                    pages = [each for each in await answer.json() if each["type"] == "page"]
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
        async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket:
            page = Page(socket)
            await page.ask("Page.navigate", url=url)
            yield page


@pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome is installed here to open the page with")
async def test_what_is_typed_in_a_browser_is_kept(tmp_path: Path) -> None:
    run(tmp_path, "init")
    debugging = free_port()
    browser = [str(BROWSER), f"--remote-debugging-port={debugging}", f"--user-data-dir={tmp_path / 'chrome'}"]
    with serving(tmp_path) as served, running([*browser, *_OPTIONS], tmp_path):
        async with opened(debugging, served.address) as page:
            await page.wait_for("document.body.classList.contains('-first-byte')")
            for kind in ("mousePressed", "mouseReleased"):
                await page.ask(
                    "Input.dispatchMouseEvent", type=kind, x=400, y=300, button="left", clickCount=1
                )
            deadline = time.monotonic() + PATIENCE
            titles: list[str] = []
            await asyncio.sleep(1)
            await page.type("NQuay cranes 12k\r")
            while "Quay cranes" not in titles and time.monotonic() < deadline:
                await asyncio.sleep(0.2)
                titles = [row["title"] for row in json.loads(run(tmp_path, "list", "deals", "--json"))]
    assert titles == ["Quay cranes"]
