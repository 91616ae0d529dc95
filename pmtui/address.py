"""Addresses: which workspaces are not folders, how one is shown without its secrets, and its folder here.

An address is what libpq takes: `postgresql://...`, `postgres://...`, or words such as `service=sales`.
Nothing is connected to here, and nothing imported for it.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from pmtui.errors import InputError

_SCHEMES = ("postgresql://", "postgres://")
_WORDS = ("service=", "host=", "dbname=")
_SECRET = frozenset(
    {"password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key"}
)
_WORD = re.compile(r"(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|\S*)")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOSTS = re.compile(r"([^:,]*(:\d+)?,)*([^:,]*|\[[^\]]*\])(:\d+)?")
_STARS = "***"
_SHORT = 3
"""A secret of fewer letters is not looked for in messages: it would tear up ordinary words."""


def is_address(place: str | os.PathLike[str]) -> bool:
    """Whether a workspace is named by an address of a server, not by a folder."""
    return str(place).startswith((*_SCHEMES, *_WORDS))


def check_address(address: str) -> None:
    """Refuse what libpq would misread in a way that shows parts of a password.

    Raises:
        InputError: A sign in it must be written as a percent code; the address is not repeated.
    """
    if not address.startswith(_SCHEMES):
        return
    if _is_torn(address):
        raise InputError(
            "the address of the workspace: in a user or a password @ is written %40, / %2F, ? %3F and # %23"
        )
    if _BAD_PERCENT.search(address):
        raise InputError("the address of the workspace: % is written %25")


def _is_torn(address: str) -> bool:
    """Whether a sign in a user or a password ends it before its end."""
    where = address.partition("://")[2]
    authority = re.split(r"[/?#]", where, maxsplit=1)[0]
    return authority.count("@") > 1 or (
        "@" in where and "@" not in authority and not _HOSTS.fullmatch(authority)
    )


def shown(place: str) -> str:
    """A workspace as it may be printed and logged: an address without its secrets, a folder as it is."""
    if not is_address(place):
        return place
    if not place.startswith(_SCHEMES):
        return " ".join(f"{name}={value}" for name, value in _WORD.findall(place) if name not in _SECRET)
    try:
        parts = urlsplit("" if _is_torn(place) else place)
    except ValueError:
        parts = urlsplit("")
    if not parts.scheme:
        return place.partition("://")[0] + "://" + _STARS
    user, _, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    query = urlencode([each for each in parse_qsl(parts.query) if each[0] not in _SECRET], safe="/:@,")
    path = parts.path
    rest = f"{path}?{query}" if query else path
    return f"{parts.scheme}://{f'{name}@' if name else ''}{host}{rest}"


def scrubbed(message: str, address: str) -> str:
    """A message of the server or its library on one line, without the secrets of the address."""
    text = "; ".join(line.strip() for line in message.splitlines() if line.strip())
    for secret in sorted(_secrets(address), key=len, reverse=True):
        text = text.replace(secret, _STARS)
    return text


def _secrets(address: str) -> set[str]:
    found = set(_raw_secrets(address))
    return {each for word in found for each in (word, unquote(word)) if len(each) >= _SHORT}


def _raw_secrets(address: str) -> Iterator[str]:
    if not address.startswith(_SCHEMES):
        yield from (value.strip("'") for name, value in _WORD.findall(address) if name in _SECRET)
        return
    try:
        parts = urlsplit(address)
    except ValueError:
        return
    yield parts.netloc.rpartition("@")[0].partition(":")[2]
    for word in parts.query.split("&"):
        name, _, value = word.partition("=")
        if name in _SECRET:
            yield value


def title_of(address: str) -> str:
    """What a workspace on a server is called: `db@host`, or its service."""
    if not address.startswith(_SCHEMES):
        words: dict[str, str] = {name: value.strip("'") for name, value in _WORD.findall(address)}
    else:
        parts = urlsplit(shown(address))
        words = dict(parse_qsl(parts.query))
        host = parts.netloc.rpartition("@")[2]
        words |= {"host": host} if host else {}
        words |= {"dbname": unquote(parts.path.strip("/"))} if parts.path.strip("/") else {}
    if "service" in words and "dbname" not in words:
        return words["service"]
    return "@".join(filter(None, (words.get("dbname", ""), words.get("host", "")))) or "postgresql"


def folder_of(address: str, environ: Mapping[str, str] | None = None) -> Path:
    """The folder on this machine for what belongs to a workspace on a server: copies and backups."""
    environ = os.environ if environ is None else environ
    named = environ.get("XDG_DATA_HOME", "")
    base = Path(named if named.startswith("/") else "~/.local/share").expanduser() / "pmtui"
    return base / "servers" / re.sub(r"[^\w.@-]+", "_", title_of(address)).strip("_")
