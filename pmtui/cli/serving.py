"""`pmtui serve`: the workspace in browsers on this machine, through textual-serve."""

import os
import shlex
import sys

from pmtui.address import is_address
from pmtui.cli.options import Options
from pmtui.errors import InputError

HOST = "127.0.0.1"
"""Nobody but this machine; who is elsewhere comes through a tunnel of SSH."""


def serve(options: Options, port: int) -> int:
    """Serve until ctrl+c; every browser gets a process of its own.

    Raises:
        InputError: The extra is not installed, or nothing may be served here.
    """
    if options.restricted:
        raise InputError("with --restricted no other program is started, so nothing is served")
    try:
        from textual_serve.server import Server
    except ImportError:
        raise InputError("serving needs the extra: pip install 'pmtui[serve]'") from None
    print(f"http://{HOST}:{port}  (ctrl+c ends it)", file=sys.stderr)
    Server(command(options), host=HOST, port=port, title="pmtui").serve()
    return 0


def command(options: Options) -> str:
    """What each browser opens: the workspace, restricted, since nobody who reaches the port is asked who they are."""
    words = [sys.executable, "-m", "pmtui", "--restricted"]
    if is_address(options.place()):
        # It may hold a password, and everybody on the machine can read the words of a command.
        os.environ["PMTUI_WORKSPACE"] = options.place()
    else:
        words += ["--workspace", str(options.folder().resolve())]
    if options.loaded().settings.read_only:
        words.append("--read-only")
    return shlex.join([*words, "--user", options.signer()])
