"""Addresses: which workspaces are not folders, how one is shown without its secrets, and its folder here.

An address is what libpq takes: `postgresql://...`, `postgres://...`, or words such as `service=sales`.
What only looks like one is neither made a folder nor repeated. Nothing is connected to here, and
nothing imported for it.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from pmtui.base_folders import data_folder
from pmtui.errors import InputError

_SCHEMES = ("postgresql://", "postgres://")
_KEYWORDS = frozenset((
    "host", "hostaddr", "port", "dbname", "user", "password", "passfile", "require_auth", "channel_binding",
    "connect_timeout", "client_encoding", "options", "application_name", "fallback_application_name",
    "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout",
    "replication", "gssencmode", "sslmode", "requiressl", "sslnegotiation", "sslcompression", "sslcert",
    "sslkey", "sslkeylogfile", "sslpassword", "sslcertmode", "sslrootcert", "sslcrl", "sslcrldir", "sslsni",
    "requirepeer", "ssl_min_protocol_version", "ssl_max_protocol_version", "min_protocol_version",
    "max_protocol_version", "krbsrvname", "gsslib", "gssdelegation", "scram_client_key", "scram_server_key",
    "service", "servicefile", "target_session_attrs", "load_balance_hosts", "oauth_issuer",
    "oauth_client_id", "oauth_client_secret", "oauth_scope",
))  # fmt: skip
"""The words that libpq knows in `word=value`."""

_WORD = re.compile(r"(\w+)\s*=\s*('(?:[^'\\]|\\.)*'?|(?:\\.|[^\s\\])*)", re.DOTALL)
_FIRST_WORD = re.compile(r"\s*(\w+)\s*=")
_SECRET_WORD = re.compile(
    r"(?<![A-Za-z])pass(?:word|wd|phrase)?$|passw|pwd|secret|token|scram_", re.IGNORECASE
)
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]+):/")
_USERINFO = re.compile(r"\s*(?://)?[^\s/]*:[^\s]*@[^\s/]+")
_URL_INSIDE = re.compile(r"[A-Za-z]:/+[^/]*:[^/]*@")
_SECRET_ASSIGNED = re.compile(r"\b\w*(?:passw|pwd|secret)\w*\s*=", re.IGNORECASE)
_ANY_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:/{1,2})([^\s'\"]*)@")
_ANY_SECRET = re.compile(
    r"(\b\w*(?:passw|pwd|secret)\w*\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s&'\"]+)", re.IGNORECASE
)
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOSTS = re.compile(r"([^:,]*(:\d+)?,)*([^:,]*|\[[^\]]*\])(:\d+)?")
_STARS = "***"
_SHORT = 3
"""A secret of fewer letters is not looked for in messages: it would tear up ordinary words."""


def is_address(place: str | os.PathLike[str]) -> bool:
    """Whether a workspace is named by an address of a server, not by a folder."""
    text = str(place)
    if text.lstrip().lower().startswith(_SCHEMES):
        return True
    first = _FIRST_WORD.match(text)
    return first is not None and first[1] in _KEYWORDS


def looks_like_address(text: str) -> bool:
    """Whether a text may be meant as an address of some server, and so may hold a password."""
    return bool(
        is_address(text)
        or _SCHEME.match(text)
        or _USERINFO.match(text)
        or _URL_INSIDE.search(text)
        or _SECRET_ASSIGNED.search(text)
    )


def in_order(place: str) -> str:
    """A place as the rest of the program takes it: an address as libpq reads it, or a folder as it is.

    Raises:
        InputError: It looks like an address and is none; it is not repeated.
    """
    if is_address(place):
        address = place.strip()
        scheme, slashes, rest = address.partition("://")
        return f"{scheme.lower()}{slashes}{rest}" if f"{scheme.lower()}://" in _SCHEMES else address
    if looks_like_address(place):
        raise InputError(
            "the workspace is named by what looks like the address of a server, but does not begin with "
            "postgresql:// or a word of libpq such as service= or host=; a folder of such a name is ./NAME"
        )
    return place


def check_address(address: str) -> None:
    """Refuse what libpq would misread in a way that shows parts of a password.

    Raises:
        InputError: A sign in it must be written as a percent code; the address is not repeated.
    """
    if not _is_url(address):
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
    return authority.count("@") > 1 or ("@" not in authority and not _HOSTS.fullmatch(authority))


def shown(place: str) -> str:
    """A workspace as it may be printed and logged: an address without its secrets, a folder as it is."""
    if not is_address(place):
        return f"{_scheme_of(place)}{_STARS}" if looks_like_address(place) else place
    if not _is_url(place):
        return " ".join(f"{name}={value}" for name, value in _WORD.findall(place) if not _is_secret(name))
    place = in_order(place)
    try:
        parts = urlsplit("" if _is_torn(place) else place)
    except ValueError:
        parts = urlsplit("")
    if not parts.scheme:
        return place.partition("://")[0] + "://" + _STARS
    user, _, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    query = urlencode(
        [each for each in parse_qsl(parts.query) if not _is_secret(each[0])], safe="/:@,", errors="replace"
    )
    path = parts.path
    rest = f"{path}?{query}" if query else path
    return f"{parts.scheme}://{f'{name}@' if name else ''}{host}{rest}"


def without_secrets(message: str, words: Iterable[str] = ()) -> str:
    """A message as it may be printed and logged, whatever somebody took for a file or a name.

    Args:
        message: The message.
        words: What may be repeated in it, such as the words of the command line.
    """
    for word in words:
        for typed in (word, word.partition("=")[2]):
            if typed and looks_like_address(typed) and any(_raw_secrets(typed)):
                message = message.replace(typed, shown(typed)).replace(repr(typed)[1:-1], shown(typed))
                message = _starred(message, typed)
    message = _ANY_URL.sub(_without_user, message)
    return _ANY_SECRET.sub(rf"\1{_STARS}", message)


def _without_user(match: re.Match[str]) -> str:
    """The beginning of an address in a message, without what stands between its user and `@`."""
    user, colon, _ = match[2].partition(":")
    return match[0] if not colon else f"{match[1]}{user}@"


def scrubbed(message: str, address: str) -> str:
    """A message of the server or its library on one line, without the secrets of the address."""
    text = "; ".join(line.strip() for line in message.splitlines() if line.strip())
    return _starred(text, address)


def _starred(text: str, address: str) -> str:
    """A text with stars for each secret of an address."""
    for secret in sorted(_secrets(address), key=len, reverse=True):
        text = text.replace(secret, _STARS)
    return text


def _secrets(address: str) -> set[str]:
    found = set(_raw_secrets(address))
    return {each for word in found for each in _spellings(word) if len(each) >= _SHORT}


def _spellings(secret: str) -> tuple[str, ...]:
    """A secret as it is written, without percent codes, and without backslashes."""
    return secret, unquote(secret), re.sub(r"\\(.)", r"\1", secret)


def _raw_secrets(address: str) -> Iterator[str]:
    """The secrets in an address, as written; in a torn one, each piece that may be secret."""
    if not _is_url(address):
        yield from (value.strip("'") for name, value in _WORD.findall(address) if _is_secret(name))
    where = re.split(r":/{1,2}", address, maxsplit=1)[-1]
    if "@" in where:
        password = where.rpartition("@")[0].partition(":")[2]
        yield password
        if re.search(r"[/?#@]", password):
            yield from re.split(r"[/?#@:&=]", password)
    elif _is_url(address) and _is_torn(in_order(address)):
        yield where.partition(":")[2]
    for word in re.split(r"[?&]", where)[1:]:
        name, _, value = word.partition("=")
        if _is_secret(unquote(name)):
            yield value


def _is_url(place: str) -> bool:
    return place.lstrip().lower().startswith(_SCHEMES)


def _scheme_of(place: str) -> str:
    found = _SCHEME.match(place)
    return f"{found[1]}://" if found else ""


def _is_secret(name: str) -> bool:
    return _SECRET_WORD.search(name) is not None


def title_of(address: str) -> str:
    """The name of a workspace on a server: `db@host`, or its service."""
    if not _is_url(address):
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
    """The folder on this machine for what belongs to a workspace on a server: copies and backups.

    Raises:
        InputError: This person has no home folder.
    """
    base = data_folder(os.environ if environ is None else environ)
    if not base:
        raise InputError(
            "there is no home folder for copies of a workspace on a server; set HOME or XDG_DATA_HOME"
        )
    return Path(base) / "servers" / re.sub(r"[^\w.@-]+", "_", title_of(address)).strip("_")
