"""`pmtui serve`: a page on this machine, and nothing without restriction behind it."""

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from pmtui.cli.options import Options
from pmtui.cli.serving import HOST, command
from tests.e2e.terminal import PATIENCE
from tests.e2e.test_session import PMTUI, environ, run


def test_browsers_get_a_page_and_only_on_this_machine(tmp_path: Path) -> None:
    run(tmp_path, "init")
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [*PMTUI, "serve", "--port", str(port)], env=environ(tmp_path), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        page = _page(f"http://{HOST}:{port}/")
        assert "pmtui" in page
        assert "websocket" in page.lower() or "/ws" in page
        listening = subprocess.run(
            [sys.executable, "-c", _LISTENING, str(port)], capture_output=True, text=True, check=True
        )
        assert listening.stdout.split() == ["0100007F"]
    finally:
        server.terminate()
        server.wait(PATIENCE)


_LISTENING = """
import sys
port = f"{int(sys.argv[1]):04X}"
for line in open("/proc/net/tcp").readlines()[1:]:
    address, state = line.split()[1], line.split()[3]
    if address.endswith(":" + port) and state == "0A":
        print(address.partition(":")[0])
"""
"""Prints the addresses on which somebody listens at a port, as the kernel writes them."""


def _page(url: str) -> str:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_what_a_browser_opens_is_restricted_and_signed(tmp_path: Path) -> None:
    told = command(Options(workspace=str(tmp_path / "a b"), user="ann", read_only=True))
    assert "--restricted" in told
    assert "--read-only" in told
    assert f"'{tmp_path / 'a b'}'" in told
    assert "--user ann" in told
