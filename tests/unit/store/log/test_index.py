"""The index: with it a workspace is as without it, only that little is read; one that does not fit is passed over."""

import random
import threading
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import pmtui
from pmtui.models.customers.account import Account
from pmtui.models.deals.deal import Deal
from pmtui.models.stored import Stored
from pmtui.models.values.clock import Clock
from pmtui.models.values.money import Money
from pmtui.store.changes import ChangeSet
from pmtui.store.log import checkpoint, migrations
from pmtui.store.log import index as index_module
from pmtui.store.log.snapshot import checksum_of, encode_snapshot, read_snapshot
from pmtui.store.open_workspace import open_workspace
from pmtui.store.query.lazy_table import Documents
from pmtui.store.query.sorted_view import Listing
from pmtui.store.query.stored_orders import ARRANGEMENTS, deal_lane, deal_part
from pmtui.store.tables import Tables
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import Opener, add_deal, delete, edit

LOGS = ("files",)
STAGES = ("Prospecting", "Qualified", "Proposal", "Won", "Lost")
TITLES = ("Ünïcode", '"},\n    "9": {', "[b]bold[/b]", "tab\there", "plain")


def filled(workspace: Workspace, count: int = 40) -> None:
    """Commit deals of all kinds: with and without money, day, pipeline and stage."""
    chance = random.Random(3)
    changes = ChangeSet("Fill")
    account = changes.create(Account(name="Acme", notes='"id": "D-1"'))
    for number in range(count):
        stage = chance.choice(STAGES)
        changes.create(
            Deal(
                title=f"{chance.choice(TITLES)} {number}",
                account=account,
                amount=None
                if number % 5 == 0
                else Money(amount=Decimal(number * 10), currency=chance.choice(("USD", "EUR"))),
                stage=stage,
                probability=chance.randrange(101),
                pipeline=chance.choice(("", "", "Renewals")),
                expected_close=None
                if number % 7 == 0
                else date(2026, 11, 1) + timedelta(chance.randrange(60)),
                closed=date(2026, 11, 2) if stage in ("Won", "Lost") else None,
            )
        )
    workspace.commit(changes)


@pytest.fixture
def indexed(opened: Opener, folder: Path) -> Path:
    """The folder of a workspace with an index."""
    workspace = opened()
    filled(workspace)
    workspace.checkpoint()
    workspace.let_go()
    assert (folder / "workspace.index").exists()
    return folder


def deals(workspace: Workspace) -> Documents:
    """The deals, which are read as they are used."""
    rows = workspace.rows("deal")
    assert isinstance(rows, Documents)
    return rows


def unread(workspace: Workspace) -> int:
    """How many deals nobody has read."""
    rows = deals(workspace)
    return sum(not isinstance(rows.written(each), dict) for each in rows)


def listings(workspace: Workspace, name: str) -> list[tuple[Listing, Listing]]:
    """For each part of an order: as it was kept, and worked out anew."""
    arrangement, kept = ARRANGEMENTS[name], workspace.arranged(name)
    assert kept is not None
    rows, found = workspace.rows(arrangement.kind), []
    for part, lanes in kept.parts.items():

        def within(row: object, part: str = part) -> bool:
            assert isinstance(row, dict)
            return arrangement.part_of is None or arrangement.part_of(row) == part

        order, lane_of = arrangement.order(workspace.rows("pipeline")), arrangement.lane_of
        found.append(
            (Listing(rows, order, lane_of, within, lanes), Listing(dict(rows), order, lane_of, within))
        )
    return found


def assert_same(one: Listing, other: Listing) -> None:
    """Two listings show the same, and know of each document where it is."""
    assert sorted(one.lanes()) == sorted(other.lanes())
    assert len(one) == len(other)
    for lane in other.lanes():
        shown = [other.key(place, lane) for place in range(other.count(lane))]
        assert [one.key(place, lane) for place in range(one.count(lane))] == shown
        assert one.sums([lane]) == other.sums([lane])
        assert [one.find(each) for each in shown] == [other.find(each) for each in shown]


def test_opening_reads_no_document_and_asking_for_one_reads_one(indexed: Path) -> None:
    workspace = open_workspace(indexed, user="ann", clock=Clock())
    before = unread(workspace)
    assert before == len(workspace.rows("deal")) == 40
    assert workspace.get("D-7").id == "D-7"
    assert workspace.arranged("pipeline") is not None
    assert unread(workspace) == before - 1
    workspace.let_go()


def test_what_is_read_is_what_was_written(indexed: Path) -> None:
    path = indexed / "workspace.json"
    whole, lazy = read_snapshot(path), read_snapshot(path, indexed / "workspace.index")
    assert isinstance(lazy.tables["deal"], Documents)
    assert b"".join(encode_snapshot(lazy)) == path.read_bytes()
    assert lazy.tables == whole.tables
    assert (lazy.seq, lazy.schema, lazy.counters) == (whole.seq, whole.schema, whole.counters)


def test_a_checkpoint_of_documents_that_nobody_read_holds_them_all(indexed: Path) -> None:
    workspace = open_workspace(indexed, user="ann", clock=Clock())
    edit(workspace, "D-3", title="Renamed")
    delete(workspace, "D-4")
    new = add_deal(workspace, "New")
    assert unread(workspace) > 30
    expected = {kind: {**table} for kind, table in workspace.as_of(date.today()).tables.items()}
    workspace.checkpoint()
    workspace.let_go()
    (indexed / "workspace.index").unlink()
    again = open_workspace(indexed, user="ann", clock=Clock())
    assert again.tables == expected
    assert {"D-3", new} <= set(again.rows("deal"))
    assert "D-4" not in again.rows("deal")
    again.let_go()


def test_a_copy_stays_as_it_was(indexed: Path) -> None:
    workspace = open_workspace(indexed, user="ann", clock=Clock())
    rows = deals(workspace)
    copy, title = rows.copy(), rows["D-3"]["title"]
    edit(workspace, "D-3", title="Renamed")
    delete(workspace, "D-4")
    assert (copy["D-3"]["title"], "D-4" in copy, len(copy)) == (title, True, 40)
    assert set(rows.changed()) == {"D-3", "D-4"}
    before = rows.at_first("D-3")
    assert before is not None
    assert before["title"] == title
    workspace.let_go()


@pytest.mark.parametrize("name", ["pipeline", "deals"])
def test_a_kept_order_is_the_one_that_is_worked_out(indexed: Path, name: str) -> None:
    workspace = open_workspace(indexed, user="ann", clock=Clock())
    found = listings(workspace, name)
    assert len(found) == (2 if name == "pipeline" else 1)
    for kept, anew in found:
        assert_same(kept, anew)
    workspace.let_go()


@pytest.mark.parametrize("name", ["pipeline", "deals"])
def test_what_was_committed_since_is_put_in_its_place(indexed: Path, name: str) -> None:
    """Both what stands in the journal when the workspace is opened, and what comes while a list is open."""
    first = open_workspace(indexed, user="ann", clock=Clock())
    change(first, random.Random(1))
    first.let_go()
    workspace = open_workspace(indexed, user="ann", clock=Clock())
    assert isinstance(workspace.rows("deal"), Documents)
    kept = [each for each, _ in listings(workspace, name)]
    for seed in range(2, 5):
        before = set(workspace.rows("deal"))
        change(workspace, random.Random(seed))
        for listing in kept:
            listing.update(before | set(workspace.rows("deal")))
        for listing, (_, anew) in zip(kept, listings(workspace, name), strict=True):
            assert_same(listing, anew)
    workspace.let_go()


def change(workspace: Workspace, chance: random.Random) -> None:
    """Move, edit, delete and add deals."""
    ids = chance.sample(sorted(workspace.rows("deal")), 12)
    for each in ids[:9]:
        amount = Money(amount=Decimal(chance.randrange(900)), currency="USD")
        fields = chance.choice(
            (
                {"stage": chance.choice(STAGES)},
                {"amount": amount},
                {"amount": None},
                {"expected_close": date(2026, 12, chance.randrange(1, 28))},
                {"closed": date(2026, 11, 5)},
                {"pipeline": "Renewals"},
            )
        )
        edit(workspace, each, **fields)
    for each in ids[9:]:
        delete(workspace, each)
    add_deal(workspace, "New", stage=chance.choice(STAGES))


def test_a_list_that_is_made_again_begins_from_what_was_kept(indexed: Path) -> None:
    """Whoever holds a listing changes its lanes; the next one must not see that."""
    workspace = open_workspace(indexed, user="ann", clock=Clock())
    one = [kept for kept, _ in listings(workspace, "pipeline")]
    edit(workspace, "D-2", stage="Lost")
    for listing in one:
        listing.update(["D-2"])
    for kept, anew in listings(workspace, "pipeline"):
        assert_same(kept, anew)
    workspace.let_go()


def opens_whole(folder: Path) -> bool:
    """Whether the documents are all there, and read at once."""
    workspace = open_workspace(folder, user="ann", clock=Clock())
    try:
        assert not workspace.notices
        assert len(workspace.rows("deal")) == 40
        assert workspace.tables == read_snapshot(folder / "workspace.json").tables
        return not isinstance(workspace.rows("deal"), Documents)
    finally:
        workspace.let_go()


def test_any_damage_to_the_index_means_that_it_is_passed_over(indexed: Path) -> None:
    path, chance = indexed / "workspace.index", random.Random(5)
    content = path.read_bytes()
    for place in [0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(60))]:
        path.write_bytes(
            content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]
        )
        assert opens_whole(indexed), place
    for length in (0, 1, 9, 200, len(content) - 1):
        path.write_bytes(content[:length])
        assert opens_whole(indexed), length
    path.write_bytes(content)
    assert not opens_whole(indexed)


def test_an_index_of_another_checkpoint_is_passed_over(indexed: Path) -> None:
    """As a kill between writing the one and the other leaves it, and a person who puts a backup back."""
    path = indexed / "workspace.index"
    old = path.read_bytes()
    workspace = open_workspace(indexed, user="ann", clock=Clock())
    edit(workspace, "D-3", title="Renamed")
    workspace.checkpoint()
    workspace.let_go()
    assert path.read_bytes() != old
    path.write_bytes(old)
    assert opens_whole(indexed)


def test_an_index_of_another_pmtui_or_schema_is_passed_over(
    indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as other:
        other.setattr(index_module, "_MAKER", f"{pmtui.__version__}.1")
        assert opens_whole(indexed)
    with monkeypatch.context() as other:
        other.setitem(migrations.STEPS, migrations.schema(), lambda tables: tables)
        assert opens_whole(indexed)
    assert not opens_whole(indexed)


def test_a_checkpoint_that_is_damaged_where_nobody_looks_is_found_out(indexed: Path) -> None:
    path = indexed / "workspace.json"
    data = bytearray(path.read_bytes())
    data[data.rindex(b'"title": "') + 12] ^= 1
    path.write_bytes(data)
    workspace = open_workspace(indexed, user="ann", clock=Clock())
    assert any("rebuilt" in each for each in workspace.notices)
    assert len(workspace.rows("deal")) == 40
    workspace.let_go()


def test_an_index_that_cannot_be_written_is_not_missed(indexed: Path) -> None:
    (indexed / "workspace.index").unlink()
    (indexed / "workspace.index").mkdir()
    workspace = open_workspace(indexed, user="ann", clock=Clock())
    edit(workspace, "D-3", title="Renamed")
    workspace.checkpoint()
    workspace.let_go()
    assert opens_whole(indexed)


def test_few_documents_need_no_index(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "MANY", 41)
    data = (indexed / "workspace.json").read_bytes()
    tables = read_snapshot(indexed / "workspace.json").tables
    assert index_module.encode_index(data, checksum_of(data), tables) == b""


def test_orders_are_kept_for_each_pipeline(indexed: Path) -> None:
    workspace = open_workspace(indexed, user="ann", clock=Clock())
    kept = workspace.arranged("pipeline")
    assert kept is not None
    for part, lanes in kept.parts.items():
        for lane in lanes:
            for *_, document_id in lane.entries:
                row = workspace.rows("deal")[document_id]
                assert (deal_part(row), deal_lane(row)) == (part, lane.name)
    assert workspace.arranged("contacts") is None
    workspace.let_go()


def test_what_one_thread_reads_never_takes_the_place_of_what_another_sets(
    indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread sets a document in the middle of the reading of all of them."""
    rows = read_snapshot(indexed / "workspace.json", indexed / "workspace.index").tables["deal"]
    setting = threading.Thread(target=lambda: rows.__setitem__("D-1", {"id": "D-1", "title": "set"}))
    read = Documents._read

    def interrupted(documents: Documents, place: int) -> Stored:
        if place == len(rows) - 1:
            setting.start()
            setting.join(0.05)
        return read(documents, place)

    monkeypatch.setattr(Documents, "_read", interrupted)
    assert len(list(rows.values())) == 40
    setting.join()
    assert rows["D-1"]["title"] == "set"


@pytest.mark.parametrize("spoil", ["gone", "damaged", "of another pmtui"])
def test_an_index_that_does_not_fit_is_written_anew_on_close(indexed: Path, spoil: str) -> None:
    path = indexed / "workspace.index"
    fitting = path.read_bytes()
    if spoil == "gone":
        path.unlink()
    else:
        path.write_bytes(
            fitting[:-1] if spoil == "damaged" else fitting.replace(b'"pmtui":"', b'"pmtui":"9', 1)
        )
    before = (indexed / "workspace.json").read_bytes(), (indexed / "journal.jsonl").read_bytes()
    open_workspace(indexed, user="ann", clock=Clock()).close()
    assert path.read_bytes() == fitting
    assert ((indexed / "workspace.json").read_bytes(), (indexed / "journal.jsonl").read_bytes()) == before
    assert path.stat().st_mode & 0o777 == 0o600


def test_no_index_is_written_of_a_checkpoint_that_has_just_been_replaced(
    indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = indexed / "workspace.index"
    path.unlink()
    workspace = open_workspace(indexed, user="ann", clock=Clock())
    encoded = index_module.encode_index

    def meanwhile(data: bytes, checksum: str, tables: Tables) -> bytes:
        monkeypatch.setattr(checkpoint, "encode_index", encoded)
        other = open_workspace(indexed, user="bob", clock=Clock())
        edit(other, "D-3", title="Renamed")
        other.checkpoint()
        other.let_go()
        return encoded(data, checksum, tables)

    monkeypatch.setattr(checkpoint, "encode_index", meanwhile)
    assert workspace.wants_checkpoint()
    workspace.checkpoint()
    workspace.let_go()
    assert not opens_whole(indexed)


def test_who_may_only_read_writes_no_index(indexed: Path) -> None:
    (indexed / "workspace.index").unlink()
    open_workspace(indexed, user="ann", clock=Clock(), read_only=True).close()
    assert not (indexed / "workspace.index").exists()
