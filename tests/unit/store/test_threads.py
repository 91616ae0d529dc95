"""Commits in one thread while another reads: what is read stays whole, and events come where they are asked for."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue

import pytest

from pmtui.errors import BusyError, ConflictError, WorkspaceError
from pmtui.models.deals.deal import Deal
from pmtui.store.changes import ChangeSet, Transaction
from pmtui.store.events import Changed
from pmtui.store.log.lock import WriteLock
from pmtui.store.log.transaction_log import Prepare
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import PATIENCE, Opener, add_deal, deal_of, edit


class Home:
    """A thread that reads, as that of an interface: functions are posted to it, and it calls them."""

    def __init__(self, workspace: Workspace) -> None:
        self._posted: SimpleQueue[tuple[Callable[[], None], threading.Event]] = SimpleQueue()
        workspace.hand_over_to(self._post)

    def _post(self, call: Callable[[], None]) -> None:
        done = threading.Event()
        self._posted.put((call, done))
        assert done.wait(PATIENCE)

    def until(self, ready: Callable[[], bool], look: Callable[[], object]) -> None:
        """Look, and call what is posted, until something is so."""
        end = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < end
            look()
            try:
                call, done = self._posted.get(timeout=0.001)
            except Empty:
                continue
            call()
            done.set()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """Threads that commit."""
    with ThreadPoolExecutor(4) as made:
        yield made


def test_what_is_read_changes_in_the_reading_thread_alone(opened: Opener, pool: ThreadPoolExecutor) -> None:
    ann, bob = opened("ann"), opened("bob")
    for number in range(20):
        add_deal(ann, f"Deal {number}")
    home, here = Home(ann), threading.get_ident()
    heard: list[tuple[int, Changed]] = []
    ann.subscribe(lambda event: heard.append((threading.get_ident(), event)))
    told: list[int] = []

    def look() -> None:
        """Go through all documents: a table that grew meanwhile would end this with an error."""
        seen = [str(row["title"]) for row in ann.rows("deal").values()]
        told.append(len(seen))
        ann.poll()
        bob.poll()

    jobs = [pool.submit(add_deal, ann, f"Mine {number}") for number in range(30)]
    jobs += [pool.submit(add_deal, bob, f"Bob's {number}") for number in range(10)]
    home.until(lambda: all(job.done() for job in jobs) and ann.seq == bob.seq == 61, look)
    ids = [job.result() for job in jobs]
    assert len(set(ids)) == len(jobs)
    assert {thread for thread, _ in heard} == {here}
    assert len(heard) == len(jobs)
    assert sum(event.elsewhere for _, event in heard) == 10
    assert told == sorted(told)
    assert ann.tables == bob.tables


def test_a_commit_sees_what_others_of_its_process_wrote_even_before_it_was_taken_over(
    opened: Opener, pool: ThreadPoolExecutor
) -> None:
    ann = opened("ann")
    add_deal(ann, "Deal")
    before = deal_of(ann, "D-1")
    home = Home(ann)

    def set_owner(owner: str) -> None:
        changes = ChangeSet(f"Give to {owner}")
        changes.update(before, before.model_copy(update={"owner": owner}))
        ann.commit(changes)

    first = pool.submit(set_owner, "ben")
    end = time.monotonic() + PATIENCE
    while opened("bob").seq < 3:  # written, and not taken over: nobody looks at what was posted
        assert time.monotonic() < end
    assert deal_of(ann, "D-1").owner == ""
    second = pool.submit(set_owner, "cid")
    home.until(lambda: first.done() and second.done(), bool)
    first.result()
    with pytest.raises(ConflictError, match=r"owner is now .*ben"):
        second.result()
    assert deal_of(ann, "D-1").owner == "ben"


def test_undo_redo_and_checkpoints_may_be_made_in_threads_too(
    opened: Opener, pool: ThreadPoolExecutor
) -> None:
    ann = opened("ann")
    add_deal(ann, "Deal")
    home = Home(ann)
    for work in (ann.undo, ann.redo, ann.checkpoint, lambda: edit(ann, "D-1", title="Other"), ann.undo):
        job = pool.submit(work)
        home.until(job.done, lambda: list(ann.rows("deal").values()))
        job.result()
    assert deal_of(ann, "D-1").title == "Deal"
    assert opened().tables == ann.tables


def test_looking_for_news_waits_for_nobody_who_writes(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = opened("ann")
    begun, go_on = threading.Event(), threading.Event()
    append = ann._log.append

    def slow(prepare: Prepare, wait: float | None = None) -> Transaction | None:
        begun.set()
        assert go_on.wait(PATIENCE)
        return append(prepare, wait)

    monkeypatch.setattr(ann._log, "append", slow)
    thread = threading.Thread(target=add_deal, args=(ann, "Slow"))
    thread.start()
    assert begun.wait(PATIENCE)
    ann.poll()
    assert ann.trouble == ""
    with pytest.raises(BusyError, match="nothing was written"):
        ann.commit(ChangeSet("Nothing"), wait=0.01)
    go_on.set()
    thread.join()
    assert [row["title"] for row in ann.rows("deal").values()] == ["Slow"]


def test_a_held_lock_names_who_holds_it_and_a_commit_waits_no_longer_than_it_may(
    opened: Opener, site: str, folder: object
) -> None:
    ann = opened("ann")
    changes = ChangeSet("Add")
    changes.create(Deal(title="Waiting"))
    ready, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with WriteLock(ann.path / "lock"):
            ready.set()
            assert go_on.wait(PATIENCE)

    thread = threading.Thread(target=hold)
    thread.start()
    assert ready.wait(PATIENCE)
    with pytest.raises(BusyError, match=r"process \d+ on .* nothing was written") as caught:
        ann.commit(changes, wait=0.05)
    assert "process" in caught.value.holder
    waiting = threading.Thread(target=ann.commit, args=(changes,))
    waiting.start()
    end = time.monotonic() + PATIENCE
    while not ann.waiting_for:
        assert time.monotonic() < end
        time.sleep(0.01)
    assert "process" in ann.waiting_for
    go_on.set()
    waiting.join()
    thread.join()
    assert ann.waiting_for == ""
    assert len(ann.rows("deal")) == 1


def test_an_interface_that_is_gone_keeps_no_commit_from_being_taken_over(opened: Opener) -> None:
    ann = opened("ann")

    def gone(call: Callable[[], None]) -> None:
        raise RuntimeError("App is not running")

    ann.hand_over_to(gone)
    thread = threading.Thread(target=add_deal, args=(ann, "Late"))
    thread.start()
    thread.join()
    assert [row["title"] for row in ann.rows("deal").values()] == ["Late"]
    ann.let_go()
    with pytest.raises(WorkspaceError, match="has been closed"):
        add_deal(ann, "Later")
