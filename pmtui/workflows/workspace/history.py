"""The history: every command, newest first, by whom and when, and whether it still stands."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pmtui.models.values.clock import local_text
from pmtui.store.changes import Transaction
from pmtui.store.log.codec import Head
from pmtui.store.log.initial_transaction import MAKER
from pmtui.store.workspace import Workspace


class HistoryLine(NamedTuple):
    """One command of the history."""

    seq: int
    """Its number."""
    when: str
    """When it was committed, in the user's zone: `2026-11-23 09:00`."""
    by: str
    """Who did it, `user@host`."""
    name: str
    """What they did."""
    taken_back_by: int
    """The command that took it back; 0 if it stands."""
    stays: bool
    """Whether it cannot be taken back: it began the workspace, or took another one back."""


def history_lines(workspace: Workspace, about: str = "") -> Iterator[HistoryLine]:
    """The commands, newest first: all of them, or those that touched one document. O(1) for each.

    Args:
        workspace: Whose they are.
        about: The document's id; empty for all.
    """
    if about:
        yield from _lines(workspace.history(about))
    else:
        yield from _lines(record.head for record in workspace.records())


def _lines(heads: Iterable[Head | Transaction]) -> Iterator[HistoryLine]:
    decided: dict[int, int] = {}
    for head in heads:
        if target := head.undoes or head.redoes:
            decided.setdefault(target, head.seq if head.undoes else 0)
        back = decided.get(head.redoes or head.seq, 0)
        yield HistoryLine(
            head.seq,
            local_text(head.at),
            head.by,
            head.name,
            back if back != head.seq else 0,
            bool(head.undoes) or head.user == MAKER,
        )
