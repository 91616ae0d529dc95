"""`pmtui serve`: the workspace in browsers on this machine."""

import argparse
import asyncio
import sys

from pmtui.address import is_address
from pmtui.cli.options import Options
from pmtui.cli.serving.serve_access import LOOPBACK, Access, is_loopback
from pmtui.cli.verb import Verb, count, port
from pmtui.errors import InputError

SESSIONS = 8
"""The most sessions at once unless another number is given; each takes some 60 megabytes."""


def serve(options: Options, port: int, *, host: str = LOOPBACK, sessions: int = SESSIONS) -> int:
    """Serve until ctrl+c; every browser gets a process of its own.

    Args:
        options: The workspace.
        port: Where to listen; 0 for any port that is free.
        host: The address to listen at: by default nobody but this machine reaches it, and who is elsewhere comes
            through a tunnel of SSH.
        sessions: The most browsers at once.

    Raises:
        InputError: The extra is not installed, or nothing may be served here.
    """
    if options.restricted:
        raise InputError("with --restricted no other program is started, so nothing is served")
    try:
        from pmtui.cli.serving.serve_server import BrowserServer
    except ImportError:
        raise InputError("serving needs the extra: pip install 'pmtui[serve]'") from None
    access = Access(host)
    shown = f"[{host}]" if ":" in host else host

    def listening(port: int) -> None:
        if not is_loopback(host):
            print(
                f"pmtui: {host} can be reached from other machines, and what goes over the network is not encrypted: "
                "anyone who sees the address can work here. Safer: leave --host out, and come through "
                f"ssh -L {port}:{LOOPBACK}:{port}",
                file=sys.stderr,
            )
        address = f"http://{shown}:{port}{access.entrance}"
        print(
            f"{address}\nThe address is the key: whoever has it works here as you. ctrl+c ends it.",
            file=sys.stderr,
        )

    server = BrowserServer(command(options), environment(options), access, sessions)
    try:
        asyncio.run(server.run(host, port, listening))
    except OSError as error:
        raise InputError(f"cannot listen at {shown}, port {port}: {error.strerror or error}") from None
    return 0


def command(options: Options) -> list[str]:
    """The command that each browser opens: the workspace, restricted, since anyone with the address gets in."""
    words = [sys.executable, "-m", "pmtui", "--restricted"]
    if not is_address(options.place()):
        words += ["--workspace", str(options.folder().resolve())]
    if options.loaded().settings.read_only:
        words.append("--read-only")
    return [*words, "--user", options.signer()]


def environment(options: Options) -> dict[str, str]:
    """The variables that give each browser's process the workspace's address, if it is on a server.

    The address may hold a password, and everybody on the machine can read the words of a command.
    """
    place = options.place()
    return {"PMTUI_WORKSPACE": place} if is_address(place) else {}


def _run(options: Options, given: argparse.Namespace) -> int:
    return serve(options, given.port, host=given.host, sessions=given.sessions)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=port, default=8000, metavar="N", help="0 for any that is free")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at; others can reach most")
    parser.add_argument("--sessions", type=count, default=8, metavar="N", help="the most browsers at once")


VERB = Verb(
    "serve",
    "open the workspace in browsers on this machine, restricted",
    _run,
    _arguments,
    also="browser, web",
    apart=True,
)
