"""Taking back any single command: others' work stays, and what later work stands on is refused by name."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.cli import main
from pmtui.errors import ConflictError, InputError, NothingFound
from pmtui.models.deals.deal import Deal
from pmtui.models.stored import JsonValue
from pmtui.store.changes import ChangeSet, Transaction, without_stamps
from pmtui.store.doctor import examine
from pmtui.store.open_workspace import create_workspace, open_workspace
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals import pipelines
from pmtui.workflows.workspace.undo import take_back
from tests.conftest import TODAY, StillClock


def add(workspace: Workspace, kind: str, **fields: str) -> str:
    how = record_commands.reading(workspace)
    return record_commands.add(workspace, kind, record_commands.read_fields(kind, fields, how)).changed[0][1]


def test_a_command_in_the_middle_is_taken_back_and_what_came_after_stays(workspace: Workspace) -> None:
    deal = add(workspace, "deal", title="One")
    record_commands.edit(workspace, [deal], {"title": "Two"})
    chosen = workspace.seq
    record_commands.edit(workspace, [deal], {"source": "referral"})
    assert take_back(workspace, chosen).name == f"Undo: Set title of {deal} One"
    row = workspace.rows("deal")[deal]
    assert (row["title"], row["source"]) == ("One", "referral")
    with pytest.raises(NothingFound, match=f"#{chosen} .* is taken back already, by #{workspace.seq}"):
        take_back(workspace, chosen)
    workspace.redo()
    assert workspace.rows("deal")[deal]["title"] == "Two"
    take_back(workspace, chosen)
    assert workspace.rows("deal")[deal]["title"] == "One"


def test_anybodys_command_can_be_taken_back_and_is_then_no_longer_theirs_to_undo(tmp_path: Path) -> None:
    ann = create_workspace(tmp_path / "w", user="ann", clock=StillClock())
    ben = open_workspace(tmp_path / "w", user="ben", clock=StillClock())
    first = add(ben, "deal", title="Ben's first")
    second = add(ben, "deal", title="Ben's second")
    ann.poll()
    take_back(ann, ann.seq)
    ben.poll()
    assert second not in ben.rows("deal")
    take_back(ben)
    assert first not in ben.rows("deal")
    with pytest.raises(NothingFound, match="ben has nothing to undo"):
        take_back(ben)


REFUSED: Mapping[str, tuple[Callable[[Workspace], object], Callable[[Workspace], object], str]] = {
    "a field that was changed again": (
        lambda w: record_commands.edit(w, ["D-1"], {"title": "Two"}),
        lambda w: record_commands.edit(w, ["D-1"], {"title": "Three"}),
        r"D-1 title is now Three, yours is One, since #\d+ of ann, Set title of D-1",
    ),
    "a record that was edited since": (
        lambda w: add(w, "account", name="Bolt"),
        lambda w: record_commands.edit(w, ["A-1"], {"industry": "software"}),
        r"A-1 has been changed in the meantime, since #\d+ of ann, Set industry of A-1",
    ),
    "a record that was deleted since": (
        lambda w: record_commands.edit(w, ["D-1"], {"title": "Two"}),
        lambda w: record_commands.delete(w, ["D-1"]),
        r"D-1 has been deleted in the meantime, since #\d+ of ann, Delete D-1",
    ),
    "a record that others refer to": (
        lambda w: add(w, "account", name="Bolt"),
        lambda w: record_commands.edit(w, ["D-1"], {"account": "A-1"}),
        r"D-1 refers to A-1 in account, since #\d+ of ann, Set account of D-1",
    ),
    "a stage that deals have come to": (
        lambda w: pipelines.add_stage(w, "", "Pilot", {}),
        lambda w: record_commands.move(w, ["D-1"], "Pilot"),
        r"D-1 would be in the stage Pilot, which does not exist, since #\d+ of ann, Move D-1",
    ),
    "a pipeline that deals have come to": (
        lambda w: pipelines.add_pipeline(w, "Partners", "pipedrive"),
        lambda w: record_commands.edit(w, ["D-1"], {"pipeline": "Partners"}),
        r"D-1 would be in the pipeline Partners, which does not exist, since #\d+ of ann",
    ),
    "a stage whose name has been given again": (
        lambda w: pipelines.set_stage(w, "", "Proposal", {"name": "Offer"}),
        lambda w: pipelines.add_stage(w, "", "Proposal", {}),
        r"Sales has a stage Proposal already",
    ),
    "a target that has a twin by now": (
        lambda w: record_commands.delete(w, ["T-1"]),
        lambda w: add(w, "target", period="2026-Q4", amount="80k"),
        r"the team has a target for 2026-Q4 already",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_later_work_stands_on_is_refused_and_the_later_command_is_named(
    workspace: Workspace, case: str
) -> None:
    command, later, reason = REFUSED[case]
    add(workspace, "deal", title="One")
    add(workspace, "target", period="2026-Q4", amount="90k")
    command(workspace)
    chosen, work = workspace.seq, workspace.seq + 1
    later(workspace)
    before = {kind: dict(workspace.rows(kind)) for kind in workspace.tables}
    with pytest.raises(ConflictError, match=reason):
        take_back(workspace, chosen)
    assert {kind: dict(workspace.rows(kind)) for kind in workspace.tables} == before
    take_back(workspace, work)
    take_back(workspace, chosen)
    assert examine(workspace) == []


def test_a_link_to_what_has_been_deleted_does_not_come_back(workspace: Workspace) -> None:
    account = add(workspace, "account", name="Bolt")
    deal = add(workspace, "deal", title="One", account=account)
    record_commands.edit(workspace, [deal], {"account": None})
    chosen = workspace.seq
    record_commands.delete(workspace, [account])
    with pytest.raises(
        ConflictError, match=f"{deal} would refer to {account}, which has been deleted, since"
    ):
        take_back(workspace, chosen)


def test_two_changes_of_different_stages_are_taken_back_apart(workspace: Workspace) -> None:
    pipelines.set_stage(workspace, "", "Proposal", {"probability": "65"})
    chosen = workspace.seq
    pipelines.set_stage(workspace, "", "Negotiation", {"rot_days": "7"})
    pipelines.set_stage(workspace, "", "Proposal", {"rot_days": "9"})
    pipelines.add_stage(workspace, "", "Pilot", {"place": "1"})
    take_back(workspace, chosen)
    stages = {stage.name: stage for stage in workspace.pipelines.main.stages}
    assert (stages["Proposal"].probability, stages["Proposal"].rot_days) == (60, 9)
    assert (stages["Negotiation"].rot_days, "Pilot" in stages) == (7, True)


def test_what_began_the_workspace_stays_and_an_undo_is_not_undone(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="#1 began the workspace"):
        take_back(workspace, 1)
    add(workspace, "deal", title="One")
    take_back(workspace)
    with pytest.raises(InputError, match=r"took #2 back; `pmtui redo`"):
        take_back(workspace, workspace.seq)
    with pytest.raises(NothingFound, match="there is no command #99"):
        take_back(workspace, 99)


def test_the_command_line_takes_the_same_number(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    add(workspace, "deal", title="One")
    chosen = workspace.seq
    add(workspace, "deal", title="Two")
    workspace.checkpoint()
    start = ["--workspace", str(workspace.path), "--user", "ann", "--today", TODAY.isoformat()]
    assert main([*start, "undo", str(chosen), "--commit", "1"]) == 2
    assert main([*start, "undo", str(chosen)]) == 0
    assert "Undo: Add deal One" in capsys.readouterr().err
    assert main([*start, "undo", "--commit", str(chosen)]) == 1
    workspace.poll()
    assert [row["title"] for row in workspace.rows("deal").values()] == ["Two"]


# Random histories, held against a model of single fields

_FIELDS = ("title", "source", "next_step")
_STEP = st.tuples(
    st.sampled_from(("set", "set", "set", "add", "delete", "undo")),
    st.integers(0, 2),
    st.sampled_from(_FIELDS),
    st.sampled_from(("a", "b", "c")),
)


def state(workspace: Workspace) -> dict[str, dict[str, JsonValue]]:
    return {each: without_stamps(row) for each, row in workspace.rows("deal").items()}


def _without_none(row: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    return {name: value for name, value in row.items() if value is not None}


def act(workspace: Workspace, step: tuple[str, int, str, str]) -> None:
    """Do one thing, if there is something to do it to."""
    what, number, field, value = step
    ids = list(workspace.rows("deal"))
    changes = ChangeSet(f"{what} {field} {value}")
    if what == "add" or not ids:
        changes.create(Deal.model_validate({"title": value}))
    else:
        before = workspace.get(ids[number % len(ids)])
        if what == "delete":
            changes.delete(before)
        else:
            changes.update(before, before.model_copy(update={field: value}))
    workspace.commit(changes)


def expectation(
    chosen: Transaction, before: Mapping[str, Mapping[str, JsonValue]]
) -> dict[str, dict[str, JsonValue]] | None:
    """The deals without a command; `None` if later work stands on it."""
    expected = {each: dict(row) for each, row in before.items()}
    for change in chosen.changes:
        now = before.get(change.id)
        if change.was is None:
            if now is not None and now != without_stamps(change.now or {}):
                return None
            expected.pop(change.id, None)
        elif change.now is None:
            if now is not None:
                return None
            expected[change.id] = without_stamps(change.was)
        else:
            names = [name for name in change.now if name not in ("version", "updated_at")]
            was, made = change.was, change.now
            if now is None or any(now.get(name) not in (was.get(name), made.get(name)) for name in names):
                return None
            expected[change.id].update({name: was.get(name) for name in names})
    return {each: _without_none(row) for each, row in expected.items()}


@given(st.lists(_STEP, min_size=2, max_size=9), st.integers(0, 8))
def test_undo_of_one_command_gives_back_what_it_changed_and_nothing_else(
    steps: list[tuple[str, int, str, str]], number: int
) -> None:
    with TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder) / "w", user="ann", clock=StillClock())
        add(workspace, "deal", title="a")
        for step in steps:
            with suppress(NothingFound, ConflictError):
                take_back(workspace) if step[0] == "undo" else act(workspace, step)
        commands = [each for each in workspace.history() if each.seq > 1 and not each.undoes]
        chosen = commands[number % len(commands)]
        before = state(workspace)
        expected = expectation(chosen, before)
        if chosen.seq in {each.undoes for each in workspace.history()}:
            with pytest.raises(NothingFound):
                take_back(workspace, chosen.seq)
        elif expected is None:
            with pytest.raises(ConflictError, match=r"since #\d+ of ann"):
                take_back(workspace, chosen.seq)
            assert state(workspace) == before
        else:
            take_back(workspace, chosen.seq)
            assert state(workspace) == expected
            assert examine(workspace) == []
        workspace.let_go()
