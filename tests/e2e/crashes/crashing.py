"""The processes that the crash tests kill: they commit without end and say so on a pipe."""

import itertools
import multiprocessing
import random
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from pmtui.errors import ConflictError
from pmtui.models.deals.deal import Deal
from pmtui.models.values.clock import Clock
from pmtui.store.changes import ChangeSet
from pmtui.store.events import Changed
from pmtui.store.open_workspace import create_place, open_place
from pmtui.store.workspace import Workspace

FORK = multiprocessing.get_context("fork")

PAIR = ("D-1", "D-2")
"""Two deals that every commit of `commit_forever` counts up together."""


def opened(place: Path | str, user: str = "ann", *, read_only: bool = False) -> Workspace:
    """The workspace in a folder, or of an address."""
    return open_place(str(place), user=user, clock=Clock(), read_only=read_only)


def begin(place: Path | str) -> None:
    """Make a workspace that holds the pair, at zero."""
    workspace = create_place(str(place), user="ann", clock=Clock())
    changes = ChangeSet("Begin")
    for _ in PAIR:
        changes.create(Deal(title="Counter", pushes=0, notes="x" * 300))
    workspace.commit(changes)
    workspace.close()


def counts(workspace: Workspace) -> tuple[int, ...]:
    """What the pair stands at, and the number of deals that were added beside it."""
    return (*(_pushes(workspace, each) for each in PAIR), len(workspace.rows("deal")) - len(PAIR))


def _pushes(workspace: Workspace, document_id: str) -> int:
    deal = workspace.get(document_id)
    assert isinstance(deal, Deal)
    return deal.pushes


def count_up(workspace: Workspace) -> int:
    """Count up both of the pair and add a deal, in one transaction; tells the count."""
    changes = ChangeSet("Count up")
    count = _pushes(workspace, PAIR[0]) + 1
    for each in PAIR:
        deal = workspace.get(each)
        changes.update(deal, deal.model_copy(update={"pushes": count}))
    changes.create(Deal(title=f"Number {count}", notes="y" * (count * 37 % 900)))
    workspace.commit(changes)
    return count


def commit_forever(place: Path | str, seed: int, acknowledge: Connection) -> None:
    """Open, commit, checkpoint, close and open again until killed; every commit is acknowledged."""
    chance = random.Random(seed)
    while True:
        workspace = opened(place)
        for _ in range(chance.randrange(1, 30)):
            acknowledge.send(count_up(workspace))
            if chance.random() < 0.3:
                workspace.checkpoint()
        if chance.random() < 0.5:
            workspace.close()
        else:
            workspace.let_go()


def commit_many(place: Path | str, user: str, times: int, tell: Connection) -> None:
    """Commit a deal and count up a shared one, so many times each; tells the ids that were allocated."""
    workspace = opened(place, user)
    ids = []
    for number in range(times):
        changes = ChangeSet("Add")
        fresh = changes.create(Deal(title=f"{user} {number}"))
        ids.append(workspace.commit(changes).ids[fresh])
        for attempt in itertools.count():
            shared = workspace.get(PAIR[0])
            assert isinstance(shared, Deal)
            up = ChangeSet("Count up")
            up.update(shared, shared.model_copy(update={"pushes": shared.pushes + 1}))
            try:
                if workspace.commit(up).seq:
                    break  # else somebody had just counted to the same number
            except ConflictError:
                assert attempt < times * 10
        if number % 40 == 0:
            workspace.checkpoint()
    workspace.close()
    tell.send(ids)


def follow(place: Path | str, read_only: bool, stop: Connection, tell: Connection) -> None:
    """Take in what others commit until told to stop; tells what it missed and what it holds."""
    workspace = opened(place, "reader", read_only=read_only)
    first = workspace.seq
    heard: list[Changed] = []
    workspace.subscribe(heard.append)
    while not stop.poll():
        workspace.poll()
        assert workspace.seq == first + len(heard)
    workspace.poll()
    tell.send((workspace.seq - first - len(heard), workspace.notices, workspace.tables))
    workspace.let_go()


def started(target: object, *arguments: object) -> tuple[BaseProcess, Connection]:
    """A forked process, and the end of a pipe that it tells of its work on."""
    here, there = FORK.Pipe(duplex=False)
    assert callable(target)
    process = FORK.Process(target=target, args=(*arguments, there), daemon=True)
    process.start()
    there.close()
    return process, here
