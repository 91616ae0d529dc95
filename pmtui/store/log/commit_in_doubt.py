"""Doubt: a commit that was asked for and not answered, until it can be seen whether it was written."""

import time
from collections.abc import Callable, Mapping

from pmtui.errors import WorkspaceError
from pmtui.models.stored import JsonValue
from pmtui.store.changes import Transaction, without_stamps

_MINUTES = 15
"""How long somebody may take to save again what was in doubt; after that the same again is meant."""


class Doubt:
    """One attempt to commit.

    Args:
        key: What tells it from every other attempt, by anybody: a UUID, or the line itself.

    Attributes:
        sent: What was sent and not answered; `None` before that, or once it is known not to be written.
        cleared: Whether it is known to have been written.
    """

    def __init__(self, key: object) -> None:
        self.key = key
        self.sent: Transaction | None = None
        self.cleared = False
        self._since = time.monotonic()

    def is_cleared_by(self, key: object) -> bool:
        """Whether a transaction of this key tells that it was written."""
        if key == self.key:
            self.cleared = True
            return True
        return False

    @property
    def is_recent(self) -> bool:
        """Whether somebody may still mean this attempt when they save again."""
        return time.monotonic() - self._since <= _MINUTES * 60

    def repeats(self, made: Transaction) -> bool:
        """Whether a transaction would make the same documents again under the same name.

        What it would have changed besides differs no more, so it need not be looked at: only that it
        touches nothing else.
        """
        if self.sent is None or not self.is_recent:
            return False
        if (self.sent.undoes and made.undoes) or (self.sent.redoes and made.redoes):
            return True  # pressed again, it would take back what was done before
        ours, theirs = _created(self.sent), _created(made)
        known = {(each.kind, each.id) for each in self.sent.changes}
        rest = {(each.kind, each.id) for each in made.changes if each.was is not None}
        return self.sent.name == made.name and bool(theirs) and ours == theirs and rest <= known


class Doubts:
    """Commits of one log that got no answer: at most one, since the next one settles it.

    Args:
        tell: Reports to the person that a commit in doubt was written.
    """

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._doubt: Doubt | None = None
        self._tell = tell

    @property
    def is_open(self) -> bool:
        """Whether something was in doubt lately: it may be what is being saved, so that no failure may say that
        nothing was written; not even once it was seen, for what fails was not compared with it.
        """
        return self._doubt is not None and self._doubt.is_recent

    def settle(self) -> None:
        """Everything that stands in the log was seen, and nobody else is writing: what was not seen is not there."""
        if self._doubt is not None and not self._doubt.cleared:
            self._doubt = None

    def keep(self, doubt: Doubt) -> None:
        """Remember a commit that was asked for and not answered."""
        self._doubt = doubt

    def saw(self, key: object, name: str) -> None:
        """See a transaction in the log."""
        if self._doubt is not None and self._doubt.is_cleared_by(key):
            self._tell(f"{name!r} had been written after all")

    def refuse_twice(self, made: Transaction) -> None:
        """Refuse what had been written after all, and is now saved again; after all that stands in the log.

        Raises:
            WorkspaceError: It is there already.
        """
        doubt, self._doubt = self._doubt, None
        if doubt is None or not doubt.cleared:
            return
        if doubt.repeats(made):
            raise WorkspaceError(f"{made.name!r} had been written already; it was not written again")
        self._doubt = doubt


def _created(transaction: Transaction) -> list[tuple[str, JsonValue]]:
    """The documents that a transaction makes, without what the store gave them; their ids by their order."""
    made = [each for each in transaction.changes if each.was is None and each.now is not None]
    places = {each.id: f"?{place}" for place, each in enumerate(made)}
    return [(each.kind, _placed(without_stamps(each.now or {}), places)) for each in made]


def _placed(value: JsonValue | Mapping[str, JsonValue], places: Mapping[str, str]) -> JsonValue:
    if isinstance(value, str):
        return places.get(value, value)
    if isinstance(value, list):
        return [_placed(each, places) for each in value]
    if isinstance(value, Mapping):
        return {name: _placed(each, places) for name, each in value.items()}
    return value
