"""`pmtui serve`: a page for whoever has the address, and for nobody else."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import pytest

from pmtui.cli.options import Options
from pmtui.cli.verbs.workspace.serve import command
from tests.e2e.serving.browser_client import Served, browser, is_alive, opened, serving
from tests.e2e.terminal import PATIENCE
from tests.e2e.test_session import PMTUI, environ, run

_LISTENING = """
import sys
port = f"{int(sys.argv[1]):04X}"
for line in open("/proc/net/tcp").readlines()[1:]:
    address, state = line.split()[1], line.split()[3]
    if address.endswith(":" + port) and state == "0A":
        print(address.partition(":")[0])
"""
"""Prints the addresses on which somebody listens at a port, as the kernel writes them."""


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for those who get nothing of it, or no more than its page."""
    folder = tmp_path_factory.mktemp("standing")
    run(folder, "init")
    with serving(folder) as found:
        yield found


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    run(tmp_path, "init")
    run(tmp_path, "add", "deal", "title=Quay cranes", "amount=12k")
    with serving(tmp_path, "--sessions", "2") as found:
        yield found


async def eventually(condition: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.05)


async def status(url: str, session: aiohttp.ClientSession | None = None, **headers: str) -> int:
    """What is answered."""
    own = session or aiohttp.ClientSession()
    try:
        async with own.get(url, headers=headers) as answer:
            return answer.status
    finally:
        if session is None:
            await own.close()


async def handshake(served: Served, session: aiohttp.ClientSession, path: str, **headers: str) -> int:
    """What a websocket is answered: 101 where it is let in."""
    try:
        async with session.ws_connect(f"{served.origin}{path}ws", headers=headers) as found:
            await found.close()
            return 101
    except aiohttp.WSServerHandshakeError as error:
        return error.status


async def test_without_the_secret_nobody_gets_anything(standing: Served) -> None:
    async with browser(standing) as (_, path):
        paths = [
            "/",
            "/open",
            "/open//",
            path,
            f"{path}ws",
            f"{path}static/js/textual.js",
            "/static/",
            "/x",
        ]
        for each in paths:
            assert await status(f"{standing.origin}{each}") == 403, each
        for cookie in ("pmtui=", "pmtui=wrong", f"pmtui={standing.entrance.rpartition('/')[2]}"):
            assert await status(f"{standing.origin}{path}", Cookie=cookie) == 403
        async with aiohttp.ClientSession() as stranger:
            assert await handshake(standing, stranger, path, Origin=standing.origin) == 403
    assert standing.sessions() == []


async def test_other_sites_and_other_names_are_refused_even_with_the_cookie(standing: Served) -> None:
    async with browser(standing) as (session, path):
        page = f"{standing.origin}{path}"
        assert await status(page, session) == 200
        for origin in ("http://evil.example", "null", "http://127.0.0.1:1", f"https://evil.{standing.host}"):
            assert await status(page, session, Origin=origin) == 403
            assert await handshake(standing, session, path, Origin=origin) == 403
        for host in ("evil.example", f"evil.example:{standing.host.partition(':')[2]}", "10.0.0.1"):
            assert await status(page, session, Host=host) == 403
            assert await status(standing.address, session, Host=host) == 403
            assert await handshake(standing, session, path, Host=host, Origin=f"http://{host}") == 403
        assert await handshake(standing, session, path) == 403
    assert standing.sessions() == []


async def test_the_secret_is_exchanged_for_one_cookie_that_goes_to_our_pages_alone(standing: Served) -> None:
    async with aiohttp.ClientSession() as session, session.get(standing.address) as answer:
        (cookie,) = answer.headers.getall("Set-Cookie")
        body = await answer.text()
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    path = re.search(r"Path=(/[\w-]{12,}/)", cookie)
    assert path is not None
    assert path[1] in body
    assert standing.entrance.rpartition("/")[2] not in cookie + body


async def test_a_page_fetches_nothing_from_elsewhere_and_may_not(standing: Served) -> None:
    async with browser(standing) as (session, path):
        async with session.get(f"{standing.origin}{path}") as answer:
            page, headers = await answer.text(), answer.headers
        assert set(re.findall(r"https?://[^\s\"'<>]+", page)) == set()
        policy = dict(
            part.strip().split(" ", 1)
            for part in headers["Content-Security-Policy"].split(";")
            if part.strip()
        )
        assert policy["default-src"] == "'none'"
        for allowed in policy.values():
            assert set(allowed.split()) <= {
                "'none'",
                "'self'",
                "'unsafe-inline'",
                "data:",
                f"ws://{standing.host}",
            }
        assert policy["script-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert headers["Referrer-Policy"] == "no-referrer"
        parts = re.findall(r"(?:src|href)=\"(static/[^\"]+)\"|url\(\"(static/[^\"]+)\"\)", page)
        assert len(parts) == 4
        for part in map("".join, parts):
            assert await status(f"{standing.origin}{path}{part}", session) == 200, part


async def test_whoever_has_the_address_works_and_what_he_types_is_kept(
    served: Served, tmp_path: Path
) -> None:
    async with browser(served) as (session, path), opened(served, session, path) as page:
        await page.wait_for("Quay cranes")
        await page.type("N")
        await page.wait_for("deal in one line")
        await page.type("Pilot boats 5k\r")
        await page.wait_for("Pilot boats")
        await page.socket.send_str("no JSON")
        await page.socket.send_str("[" * 100_000)
        await page.socket.send_json(["resize", {"width": 10**9, "height": "x"}])
        await page.socket.send_json({"stdin": 1})
        await page.socket.send_json(["ping", "7"])
        await page.type("n")
        await page.wait_for("new deal")
        await page.type("Harbour lights é\x1b[<0;9")
        await page.wait_for("Harbour lights é")
        drafts = tmp_path / ".local/state/pmtui"
        await eventually(
            lambda: any("Harbour lights é" in draft.read_text() for draft in drafts.glob("draft-*.json")),
            "what was typed to be kept",
        )
        (process,) = served.sessions()
    await eventually(lambda: not is_alive(process), "the session to end with its page")
    titles = [row["title"] for row in json.loads(run(tmp_path, "list", "deals", "--json"))]
    assert titles == ["Quay cranes", "Pilot boats"]
    async with browser(served) as (session, path), opened(served, session, path) as page:
        await page.wait_for("Harbour lights é")


async def test_no_more_sessions_than_allowed_and_the_next_may_come_when_one_goes(served: Served) -> None:
    async with browser(served) as (session, path):
        async with opened(served, session, path) as one:
            await one.wait_for("Quay cranes")
            async with opened(served, session, path) as two:
                await two.wait_for("Quay cranes")
                assert await handshake(served, session, path, Origin=served.origin) == 503
                async with session.get(f"{served.origin}{path}") as answer:
                    assert answer.status == 503
                    assert "2 sessions are open" in await answer.text()
                assert len(served.sessions()) == 2
            await eventually(lambda: len(served.sessions()) == 1, "the closed page's session to end")
        await eventually(lambda: not served.sessions(), "both to end")
        async with opened(served, session, path) as again:
            await again.wait_for("Quay cranes")


async def test_quitting_closes_the_page(served: Served) -> None:
    async with browser(served) as (session, path), opened(served, session, path) as page:
        await page.wait_for("Quay cranes")
        await page.type("q")
        await asyncio.wait_for(page.wait_for_end(), PATIENCE)
        await eventually(lambda: not served.sessions(), "the session to end")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_sessions_die_with_the_server(served: Served, tmp_path: Path, number: signal.Signals) -> None:
    async with browser(served) as (session, path), opened(served, session, path) as page:
        await page.wait_for("Quay cranes")
        (process,) = served.sessions()
        os.kill(served.process.pid, number)
        await asyncio.wait_for(page.wait_for_end(), PATIENCE)
        await eventually(lambda: not is_alive(process), "the session to end with its server")
        await eventually(lambda: served.process.poll() is not None, "the server to end")
        assert served.process.returncode == (-number if number is signal.SIGKILL else 0)
    assert not list(tmp_path.rglob("crashes/*"))


async def test_a_session_that_cannot_begin_says_why_on_its_page(tmp_path: Path) -> None:
    run(tmp_path, "init")
    with serving(tmp_path) as served:
        settings = tmp_path / ".config" / "pmtui" / "config.toml"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("borders = nonsense")
        async with browser(served) as (session, path), opened(served, session, path) as page:
            await page.wait_for("config.toml")
            await asyncio.wait_for(page.wait_for_end(), PATIENCE)


def test_it_listens_on_this_machine_alone_and_prints_the_secret_once(standing: Served) -> None:
    port = standing.host.partition(":")[2]
    listening = subprocess.run(
        [sys.executable, "-c", _LISTENING, port], capture_output=True, text=True, check=True
    )
    assert listening.stdout.split() == ["0100007F"]
    assert standing.told.count(standing.entrance) == 1
    assert (
        standing.entrance.rpartition("/")[2] not in Path(f"/proc/{standing.process.pid}/cmdline").read_text()
    )


def test_listening_for_others_is_warned_of(tmp_path: Path) -> None:
    run(tmp_path, "init")
    with serving(tmp_path, "--host", "0.0.0.0") as served:
        assert "not encrypted" in served.told
    with serving(tmp_path) as served:
        assert "not encrypted" not in served.told


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    run(tmp_path, "init")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [*PMTUI, "serve", "--port", str(taken.getsockname()[1])],
            env=environ(tmp_path), capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "in use" in done.stderr


def test_what_a_browser_opens_is_restricted_and_signed(tmp_path: Path) -> None:
    told = command(Options(workspace=str(tmp_path / "a b"), user="ann", read_only=True))
    assert "--restricted" in told
    assert "--read-only" in told
    assert str(tmp_path / "a b") in told
    assert told[-2:] == ["--user", "ann"]
