"""The machine that signs transactions."""

import socket
from functools import cache


@cache
def host() -> str:
    """The name of this machine."""
    return socket.gethostname()
