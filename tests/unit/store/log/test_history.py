"""History and time travel: every transaction, each once, and the workspace as it stood on a day."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pmtui.errors import ConflictError, WorkspaceError
from pmtui.models.values.clock import Clock
from pmtui.store.changes import Transaction
from pmtui.store.log import history
from pmtui.store.log.codec import decode_head, encode
from pmtui.store.workspace import Workspace
from tests.unit.store.conftest import Opener, add_deal, deal_of, delete, edit

TODAY = date(2026, 11, 23)
MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)


def names(workspace: Workspace, document_id: str = "") -> list[str]:
    return [transaction.name for transaction in workspace.history(document_id)]


def test_history_tells_every_transaction_once_and_the_newest_first(opened: Opener) -> None:
    workspace = opened()
    add_deal(workspace, "One")
    workspace.checkpoint()
    edit(workspace, "D-1", title="Two")
    workspace.checkpoint()
    edit(workspace, "D-1", title="Three")
    assert names(workspace) == ["Edit D-1", "Edit D-1", "Add deal One", "Make the workspace"]
    assert [each.seq for each in opened().history()] == [4, 3, 2, 1]


def test_history_of_a_document_leaves_out_the_others(workspace: Workspace) -> None:
    add_deal(workspace, "One")
    add_deal(workspace, "D-1 by name only")
    edit(workspace, "d1", title="Two")
    delete(workspace, "D-1")
    assert names(workspace, "d-1") == ["Delete D-1", "Edit d1", "Add deal One"]


def test_a_transaction_says_who_when_and_what(workspace: Workspace) -> None:
    before = datetime.now(UTC)
    add_deal(workspace, "One")
    told = next(workspace.history())
    assert (told.user, told.name, len(told.changes)) == ("ann", "Add deal One", 1)
    assert before <= datetime.fromisoformat(told.at) <= datetime.now(UTC)


def test_as_of_shows_every_document_as_it_stood_at_the_end_of_a_day(opened: Opener) -> None:
    monday, tuesday, friday = (opened(day=day) for day in (MONDAY, TUESDAY, FRIDAY))
    add_deal(monday, "One")
    tuesday.poll()
    edit(tuesday, "D-1", title="Two", source="referral")
    friday.poll()
    add_deal(friday, "Other")
    delete(friday, "D-1")
    workspace = opened()
    workspace.checkpoint()
    assert not workspace.as_of(MONDAY - timedelta(days=1)).rows("deal")
    assert deal_of(workspace.as_of(MONDAY), "D-1").title == "One"
    for day in (TUESDAY, date(2026, 3, 5)):
        deal = deal_of(workspace.as_of(day), "D-1")
        assert (deal.title, deal.source) == ("Two", "referral")
    assert list(workspace.as_of(FRIDAY).rows("deal")) == ["D-2"]
    assert list(workspace.rows("deal")) == ["D-2"]


def test_the_past_has_its_own_clock_and_history_and_takes_no_commit(opened: Opener) -> None:
    monday, friday = opened(day=MONDAY), opened(day=FRIDAY)
    add_deal(monday, "One")
    friday.poll()
    edit(friday, "D-1", title="Two")
    past = friday.as_of(TUESDAY)
    assert past.read_only
    assert past.clock == Clock(TUESDAY)
    assert names(past) == ["Add deal One"]
    for refused in (lambda: add_deal(past), past.undo, past.backup):
        with pytest.raises(WorkspaceError, match="earlier day"):
            refused()
    past.close()
    assert add_deal(friday, "Still open") == "D-2"


def test_where_clocks_differ_the_order_is_that_of_the_commits(opened: Opener) -> None:
    ahead, behind = opened("ann", date(2026, 3, 9)), opened("bob", date(2026, 3, 2))
    add_deal(ahead, "One")
    behind.poll()
    edit(behind, "D-1", title="Two")
    ahead.poll()
    edit(ahead, "D-1", title="Three")
    behind.poll()
    for workspace in (ahead, behind, opened("carl")):
        assert [each.name for each in workspace.history("D-1")] == ["Edit D-1", "Edit D-1", "Add deal One"]
        assert deal_of(workspace, "D-1").title == "Three"
        assert deal_of(workspace, "D-1").version == 3
    with pytest.raises(ConflictError, match="title is now"):
        behind.undo()
    ahead.undo()
    behind.poll()
    assert behind.undo().name == "Undo: Edit D-1"
    assert deal_of(behind, "D-1").title == "One"


def test_what_was_entered_later_for_an_earlier_day_stands_on_that_day(opened: Opener) -> None:
    friday = opened(day=FRIDAY)
    add_deal(friday, "On Friday")
    edit(friday, "D-1", title="Edited on Friday")
    monday = opened(day=MONDAY)
    add_deal(monday, "Backdated")
    edit(monday, "D-1", title="Edited for Monday")
    past = opened().as_of(TUESDAY)
    assert [row["title"] for row in past.rows("deal").values()] == ["Backdated"]


def test_a_field_set_later_for_an_earlier_day_has_that_value_on_that_day(opened: Opener) -> None:
    add_deal(opened(day=MONDAY), "Monday")
    edit(opened(day=FRIDAY), "D-1", title="Friday", source="web")
    edit(opened(day=MONDAY), "D-1", title="Monday after all")
    deal = deal_of(opened().as_of(TUESDAY), "D-1")
    assert (deal.title, deal.source) == ("Monday after all", "")


def test_a_set_clock_does_not_thin_out_backups_nor_date_copies(opened: Opener, folder: Path) -> None:
    workspace = opened(day=date(2040, 1, 1))
    add_deal(workspace)
    workspace.checkpoint()
    copies = [path.name for path in (folder / "backups").iterdir()]
    assert copies == [f"workspace-{datetime.now(UTC):%Y-%m-%d}.json"]


def line(seq: int, name: str = "Edit") -> bytes:
    return encode(Transaction(seq, "2026-01-01T00:00:00.000000Z", "ann@host", name))


def test_history_takes_no_line_twice(tmp_path: Path) -> None:
    history.append(tmp_path, [line(1), line(2)])
    history.append(tmp_path, [line(1), line(2), line(3)])
    assert history.history_files(tmp_path)[0].read_bytes() == line(1) + line(2) + line(3)


def test_what_stands_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "2026-01.jsonl").write_bytes(line(1) + line(2) + line(1) + line(2) + line(3))
    (tmp_path / "2026-02.jsonl").write_bytes(line(3) + line(4))
    assert [decode_head(each).seq for each in history.read_since(tmp_path, 1)] == [2, 3, 4]
    assert [decode_head(each).seq for each in history.read_newest_first(tmp_path)] == [4, 3, 2, 1]


def test_a_line_torn_by_a_kill_is_replaced(tmp_path: Path) -> None:
    history.append(tmp_path, [line(1)])
    path = history.history_files(tmp_path)[0]
    with path.open("ab") as file:
        file.write(line(2, "torn" * 99)[:-20])
    assert history.last_seq(tmp_path) == 1
    history.append(tmp_path, [line(2)])
    assert path.read_bytes() == line(1) + line(2)


@pytest.mark.parametrize("size", [1, 16_000, 20_000, 200_000])
def test_the_last_line_is_found_however_long_it_is(tmp_path: Path, size: int) -> None:
    history.append(tmp_path, [line(1), line(2, "x" * size)])
    assert history.last_seq(tmp_path) == 2


def test_a_clock_that_has_gone_back_a_month_leaves_the_order_of_files(tmp_path: Path) -> None:
    (tmp_path / "2999-12.jsonl").write_bytes(line(1))
    history.append(tmp_path, [line(2)])
    assert [path.name for path in history.history_files(tmp_path)] == ["2999-12.jsonl"]
    assert [decode_head(each).seq for each in history.read_newest_first(tmp_path)] == [2, 1]


def test_other_files_in_the_folder_are_no_history(tmp_path: Path) -> None:
    (tmp_path / "notes.jsonl").write_text("{}\n")
    assert history.history_files(tmp_path) == []
