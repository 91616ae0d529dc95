"""Access to a served workspace: for whoever was given the address, from our own page, and for nobody else.

A browser sends requests wherever a page of somebody else tells it to, and everybody on this machine can reach the port.
So the address holds a secret, which is exchanged for a cookie that no script can read; a request must name this machine
(a name of somebody else's may be made to lead here: DNS rebinding), and must come from our own page. The cookie goes
to one path that cannot be guessed, since browsers send cookies to every port of a machine.
"""

import re
import secrets
from hmac import compare_digest
from ipaddress import ip_address
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"
COOKIE, ENTRANCE = "pmtui", "/open/"
_HOST = re.compile(r"[\w.:\[\]-]+", re.ASCII)
_HERE = frozenset((LOOPBACK, "localhost", "::1"))


class Access:
    """The check of who may open the served workspace.

    Args:
        host: The address to listen at.
    """

    def __init__(self, host: str = LOOPBACK) -> None:
        self._names = _HERE | {host.lower()}
        self._others = not is_loopback(host)
        self._secret, self._cookie = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.path = f"/{secrets.token_urlsafe(12)}/"
        """Below which everything is."""

    @property
    def entrance(self) -> str:
        """The path that is for whoever was given it, with the secret."""
        return f"{ENTRANCE}{self._secret}"

    @property
    def cookie(self) -> str:
        """The cookie that a browser gets for the secret."""
        return self._cookie

    def knows(self, secret: str) -> bool:
        """Whether somebody was given the address."""
        return compare_digest(secret.encode("utf-8", "replace"), self._secret.encode())

    def has_cookie(self, cookie: str) -> bool:
        """Whether a browser has exchanged the secret."""
        return compare_digest(cookie.encode("utf-8", "replace"), self._cookie.encode())

    def is_host(self, host: str) -> bool:
        """Whether a request means this machine; the port is the near one of a tunnel, if there is one.

        Args:
            host: The request's `Host`.
        """
        name = _name(host)
        return name in self._names or (self._others and _is_number(name))

    @staticmethod
    def is_own_origin(origin: str, host: str) -> bool:
        """Whether a request comes from a page of ours.

        Args:
            origin: The request's `Origin`.
            host: The request's `Host`.
        """
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        return parts.scheme in ("http", "https") and bool(host) and parts.netloc.lower() == host.lower()


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    return host.lower() == "localhost" or (_is_number(host) and ip_address(host).is_loopback)


def _name(host: str) -> str:
    if not _HOST.fullmatch(host):
        return ""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    """Whether it is an address in figures, which nobody can lead elsewhere."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
