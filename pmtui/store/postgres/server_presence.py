"""Presence on a server: each session notifies the others of where it is; nothing of it is stored.

What comes is another role's text: it is checked, cut to size and shown as text. A server that does not pass on
notifications has no presence.
"""

import json
import os
import time
from contextlib import suppress
from typing import NamedTuple
from uuid import uuid4

from pmtui.errors import WorkspaceError
from pmtui.store.log.presence import CROWD, LONGEST_NAME, REST, SIGN, Present, present_of, read_word
from pmtui.store.postgres.connection import Link

_CROWD = 20
"""Sessions from which on each tells of itself more seldom, so that the server has no more to pass on."""

_ANSWERING, _LOOK = 2.0, 0.05
"""Seconds in which a session that looks for news each 0.9 s has answered, and between two looks of ours."""


class _Heard(NamedTuple):
    """One other session, and when it was heard of last."""

    present: Present
    at: float


class ServerPresence:
    """Presence by notifications.

    Args:
        link: The connection, on which others are heard as well.
        user: Who this is.
        host: The host that this session runs on.
        silent: Whether this session is not to be seen.
    """

    def __init__(self, link: Link, user: str, host: str, *, silent: bool = False) -> None:
        self._link = link
        self._user, self._host = user, host
        self._session = uuid4().hex
        self._silent = silent
        self._told: tuple[str, bool] | None = None
        self._written = 0.0
        self._taken = link.taken
        self._is_asked = False
        self._has_asked = False
        self._heard: dict[str, _Heard] = {}
        self._seen: tuple[Present, ...] = ()

    @property
    def _rest(self) -> float:
        """Seconds between two words at least: the more listen, the fewer words."""
        return REST * max(1.0, len(self._heard) / _CROWD)

    @property
    def _sign(self) -> float:
        return max(SIGN, self._rest)

    def tell(self, document: str, *, editing: bool) -> None:
        """Notify the others where this has changed and the last time is a while ago, or a new one asks."""
        now = time.monotonic()
        if self._taken != self._link.taken:
            self._taken, self._told, self._has_asked = self._link.taken, None, False
        changed = (document, editing) != self._told
        due = changed or self._is_asked or now - self._written >= self._sign
        if self._silent or not due or now - self._written < (0 if self._is_asked else self._rest):
            return
        told = Present(self._user, self._host, os.getpid(), document, editing)._asdict()
        if self._link.notify(json.dumps({"session": self._session, "asks": not self._has_asked, **told})):
            self._told, self._written = (document, editing), now
            self._is_asked, self._has_asked = False, True

    def others(self) -> tuple[Present, ...]:
        """Who has been heard of lately."""
        now = time.monotonic()
        for payload in self._link.words():
            self._take(payload, now)
        gone = [each for each, heard in self._heard.items() if now - heard.at > 2 * self._sign + SIGN / 3]
        for each in gone:
            del self._heard[each]
        self._seen = tuple(sorted(heard.present for heard in self._heard.values()))
        return self._seen

    def _take(self, payload: str, now: float) -> None:
        """Take in a word; one that makes no sense is passed over."""
        told = read_word(payload.encode("utf-8", "replace"))
        session = told.get("session")
        if not isinstance(session, str) or len(session) > LONGEST_NAME or session == self._session:
            return
        self._is_asked = self._is_asked or told.get("asks") is True
        if told.get("gone") is True:
            self._heard.pop(session, None)
        elif (present := present_of(told)) is not None and (
            session in self._heard or len(self._heard) < CROWD
        ):
            self._heard[session] = _Heard(present, now)

    def roll_call(self) -> tuple[Present, ...]:
        """Ask the others to tell of themselves, and wait until each has had the time to.

        Raises:
            WorkspaceError: The server passes nothing on.
        """
        if not self._link.listens:
            raise WorkspaceError(
                f"{self._link.name} passes no notifications on: who has it open is not known"
            )
        until, asked = time.monotonic() + _ANSWERING, False
        while time.monotonic() < until:
            asked = asked or self._link.notify(json.dumps({"session": self._session, "asks": True}))
            time.sleep(_LOOK)
            self._link.has_news(0)
        return self.others()

    @property
    def seen(self) -> tuple[Present, ...]:
        """Who was there at the last look."""
        return self._seen

    def leave(self) -> None:
        """Tell the others that this session goes."""
        if not self._silent and self._told is not None:
            with suppress(WorkspaceError):
                self._link.notify(json.dumps({"session": self._session, "gone": True}))
