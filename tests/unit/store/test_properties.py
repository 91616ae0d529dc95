"""Random lives of a workspace end as a plain dict says they should; what is written is read as it was."""

import copy
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from pmtui.errors import ConflictError, InputError, NothingFound
from pmtui.models.deals.deal import Deal
from pmtui.models.stored import JsonValue
from pmtui.models.values.clock import Clock
from pmtui.store.changes import Change, ChangeSet, Transaction, without_stamps
from pmtui.store.checksummed_line import is_whole
from pmtui.store.log.codec import decode, decode_head, encode
from pmtui.store.log.merge import settle
from pmtui.store.log.snapshot import Snapshot, encode_snapshot, read_snapshot
from pmtui.store.log.state import State
from pmtui.store.open_workspace import create_place, open_place
from pmtui.store.postgres import connection
from pmtui.store.tables import Tables
from pmtui.store.workspace import Workspace
from tests.postgres import Server

Fields = dict[str, str]
Docs = dict[str, Fields]
USERS = ("ann", "bob")
REFUSED = (ConflictError, InputError)


class Step(NamedTuple):
    """One command as the model keeps it: what a document was and is; `None` for not there."""

    id: str
    was: Fields | None
    now: Fields | None


class Model:
    """What the workspace should do, on plain dicts."""

    def __init__(self) -> None:
        self.docs: Docs = {}
        self.seen: dict[str, Docs] = {user: {} for user in USERS}
        self.done: dict[str, list[Step]] = {user: [] for user in USERS}
        self.undone: dict[str, list[Step]] = {user: [] for user in USERS}
        self.last = 0

    def fits(self, step: Step) -> bool:
        """Whether a step can be made on the documents as they are."""
        current = self.docs.get(step.id)
        if step.was is None:
            return current is None
        if step.now is None:
            return current is None or current == step.was
        if current is None:
            return False
        return all(current.get(name, "") in (step.was[name], value) for name, value in step.now.items())

    def make(self, step: Step) -> None:
        """Make a step that fits."""
        if step.now is None:
            self.docs.pop(step.id, None)
        elif step.was is None:
            self.docs[step.id] = dict(step.now)
        else:
            fields = {**self.docs[step.id], **step.now}
            self.docs[step.id] = {name: value for name, value in fields.items() if value}


def content(workspace: Workspace) -> Docs:
    """The deals as the model has them."""
    return {
        key: {name: str(row[name]) for name in ("title", "source") if name in row}
        for key, row in workspace.rows("deal").items()
    }


class Lives(RuleBasedStateMachine):
    """Two people, each with the workspace open, neither waiting for the other."""

    server: Server | None = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp()) / "w"
        self.site = self.server.fresh() if self.server is not None else str(self.folder)
        self.model = Model()
        self.open: dict[str, Workspace] = {}

    @initialize()
    def begin(self) -> None:
        create_place(self.site, user="ann", clock=Clock()).close()
        for user in USERS:
            self.open[user] = open_place(self.site, user=user, clock=Clock())

    def teardown(self) -> None:
        for workspace in self.open.values():
            workspace.close()
        if self.open:
            last = open_place(self.site, user="carl", clock=Clock())
            assert content(last) == self.model.docs
            assert last.notices == ()
            assert last.problems() == []
            last.close()
        shutil.rmtree(self.folder.parent)

    def synced(self, user: str) -> None:
        self.model.seen[user] = copy.deepcopy(self.model.docs)

    def command(self, user: str, changes: ChangeSet, step: Step) -> None:
        """Commit, and expect what the model says."""
        fits = self.model.fits(step)
        before = self.open[user].seq
        try:
            commit = self.open[user].commit(changes)
        except REFUSED:
            assert not fits
        else:
            assert fits
            old = copy.deepcopy(self.model.docs.get(step.id))
            self.model.make(step)
            differs = self.model.docs.get(step.id) != old
            assert (commit.seq > before) is differs
            if differs:
                if step.was is not None and step.now is not None and old is not None:
                    changed = {name: new for name, new in step.now.items() if old.get(name, "") != new}
                    step = Step(step.id, {name: old.get(name, "") for name in changed}, changed)
                self.model.done[user].append(step)
                self.model.undone[user].clear()
        self.synced(user)

    @rule(user=st.sampled_from(USERS), title=st.sampled_from("ABC"))
    def create(self, user: str, title: str) -> None:
        self.model.last += 1
        changes = ChangeSet("Create")
        changes.create(Deal(title=title))
        self.command(user, changes, Step(f"D-{self.model.last}", None, {"title": title}))

    @rule(
        user=st.sampled_from(USERS),
        which=st.integers(0, 3),
        values=st.fixed_dictionaries(
            {}, optional={"title": st.sampled_from("ABC"), "source": st.sampled_from(["", "web", "mail"])}
        ),
    )
    def edit(self, user: str, which: int, values: Fields) -> None:
        seen = self.model.seen[user]
        if not seen:
            return
        key = sorted(seen)[which % len(seen)]
        before = self.open[user].get(key)
        changes = ChangeSet("Edit")
        changes.update(before, before.model_copy(update=values))
        now = {name: value for name, value in values.items() if value != seen[key].get(name, "")}
        if now:
            self.command(user, changes, Step(key, {name: seen[key].get(name, "") for name in now}, now))

    @rule(user=st.sampled_from(USERS), which=st.integers(0, 3))
    def delete(self, user: str, which: int) -> None:
        seen = self.model.seen[user]
        if not seen:
            return
        key = sorted(seen)[which % len(seen)]
        changes = ChangeSet("Delete")
        changes.delete(self.open[user].get(key))
        self.command(user, changes, Step(key, dict(seen[key]), None))

    @rule(user=st.sampled_from(USERS), redo=st.booleans())
    def undo_or_redo(self, user: str, redo: bool) -> None:
        model = self.model
        source, target = (model.undone, model.done) if redo else (model.done, model.undone)
        wanted = source[user][-1] if source[user] else None
        step = wanted and (wanted if redo else Step(wanted.id, wanted.now, wanted.was))
        try:
            self.open[user].redo() if redo else self.open[user].undo()
        except NothingFound:
            assert step is None
        except REFUSED:
            assert step is not None
            assert not model.fits(step)
        else:
            assert step is not None
            assert wanted is not None
            assert model.fits(step)
            model.make(step)
            source[user].pop()
            target[user].append(wanted)
        self.synced(user)

    @rule(user=st.sampled_from(USERS))
    def poll(self, user: str) -> None:
        self.open[user].poll()
        self.synced(user)

    @rule(user=st.sampled_from(USERS))
    def checkpoint(self, user: str) -> None:
        self.open[user].checkpoint()

    @rule(user=st.sampled_from(USERS), close=st.booleans())
    def reopen(self, user: str, close: bool) -> None:
        self.open[user].close() if close else self.open[user].let_go()
        self.open[user] = open_place(self.site, user=user, clock=Clock())
        self.synced(user)

    @invariant()
    def everybody_sees_what_the_model_says(self) -> None:
        for user, workspace in self.open.items():
            assert content(workspace) == self.model.seen[user]


Lives.TestCase.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
TestLives = Lives.TestCase


def test_lives_on_a_server(postgres_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "LISTEN", "LISTEN")  # a look asks, so that it sees all there is
    monkeypatch.setattr(connection, "ANSWER", 10.0)
    few = settings(max_examples=15, stateful_step_count=30, deadline=None, database=None)
    monkeypatch.setattr(Lives, "server", postgres_server)
    run_state_machine_as_test(Lives, settings=few)


json_values: st.SearchStrategy[JsonValue] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
documents = st.dictionaries(st.text(max_size=6), json_values, max_size=4)
sides = st.none() | documents
changes = st.builds(Change, st.text(max_size=5), st.text(max_size=5), sides, sides, st.just(0))
transactions = st.builds(
    Transaction,
    st.integers(1, 2**40),
    st.just("2026-01-01T00:00:00.000000Z"),
    st.text(max_size=8),
    st.text(max_size=20),
    st.lists(changes, max_size=3).map(tuple),
    st.integers(0, 9),
    st.integers(0, 9),
)


@settings(deadline=None)
@given(transactions)
def test_a_transaction_is_read_as_it_was_written(transaction: Transaction) -> None:
    line = encode(transaction)
    assert is_whole(line)
    assert line.count(b"\n") == 1
    assert decode(line) == transaction
    head = decode_head(line)
    assert (head.seq, head.by, head.name) == (transaction.seq, transaction.by, transaction.name)
    assert (head.undoes, head.redoes) == (transaction.undoes, transaction.redoes)


def _tables(rows: dict[str, list[dict[str, JsonValue]]]) -> Tables:
    prefixes = {"deal": "D-", "term": "", "account": "A-"}
    return {
        kind: {f"{prefixes[kind]}{n}": {"id": f"{prefixes[kind]}{n}", **row} for n, row in enumerate(each, 1)}
        for kind, each in rows.items()
    }


rows = st.lists(documents.map(lambda row: {k: v for k, v in row.items() if k != "id"}), max_size=4)
numbers = st.dictionaries(st.sampled_from(["deal", "account"]), st.integers(0, 99))
tables = st.fixed_dictionaries({"term": rows, "account": rows, "deal": rows}).map(_tables)


@settings(deadline=None)
@given(
    tables, st.integers(0, 2**40), st.dictionaries(st.sampled_from(["deal", "account"]), st.integers(0, 99))
)
def test_a_checkpoint_is_read_as_it_was_written(tables: Tables, seq: int, counters: dict[str, int]) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "w.json"
        path.write_bytes(b"".join(encode_snapshot(Snapshot(seq, 1, counters, tables))))
        snapshot = read_snapshot(path)
    assert (snapshot.seq, snapshot.counters) == (seq, counters)
    assert {kind: table for kind, table in snapshot.tables.items() if kind in tables} == tables


FIELDS = ("owner", "source", "lost_reason", "next_step")
values = st.fixed_dictionaries({name: st.sampled_from(["", "x", "y"]) for name in FIELDS})


def _state(fields: dict[str, str]) -> State:
    row: dict[str, JsonValue] = {"id": "D-1", "title": "t", "version": 1}
    return State(Snapshot(tables={"deal": {"D-1": {**row, **{n: v for n, v in fields.items() if v}}}}))


def _edit(before: dict[str, str], after: dict[str, str]) -> ChangeSet:
    edit = ChangeSet("Edit")
    edit.update(Deal(id="D-1", title="t", **before), Deal(id="D-1", title="t", **after))
    return edit


@settings(deadline=None)
@given(values, values, values)
def test_two_edits_merge_to_the_same_in_either_order_or_conflict_in_both(
    base: dict[str, str], one: dict[str, str], two: dict[str, str]
) -> None:
    results: list[dict[str, JsonValue] | None] = []
    for order in ((one, two), (two, one)):
        state = _state(base)
        try:
            for seq, edit in enumerate((_edit(base, each) for each in order), start=1):
                settled, _ = settle(state, edit, Clock().now())
                state.apply(Transaction(seq, "", "", "", settled))
        except ConflictError:
            results.append(None)
        else:
            results.append(without_stamps(state.tables["deal"]["D-1"]))
    assert results[0] == results[1]
    clash = any(len({base[name], one[name], two[name]}) == 3 for name in FIELDS)
    assert (results[0] is None) is clash
