"""The verbs on the settings of the workspace: each prints what holds, sets it, and refuses what is nonsense."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtui.cli import main
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.conftest import TODAY

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(workspace: Workspace, home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line on a workspace with one deal; gives exit code, output and messages."""
    record_commands.add(workspace, "deal", {"title": "One", "owner": "ann"})
    workspace.checkpoint()
    start = ["--workspace", str(workspace.path), "--user", "ann", "--today", TODAY.isoformat()]

    def running(*words: str) -> tuple[int, str, str]:
        code = main([*start, *words])
        told = capsys.readouterr()
        return code, told.out.strip(), told.err.strip()

    return running


@pytest.mark.parametrize(
    ("verb", "before", "value", "after", "wrong"),
    [
        ("currency", "USD", "eur", "EUR", "EUX"),
        ("fiscal-year", "1", "april", "4", "smarch"),
        ("week-start", "monday", "sun", "sunday", "tuesday"),
    ],
)
def test_a_value_is_printed_set_and_refused(
    run: Run, verb: str, before: str, value: str, after: str, wrong: str
) -> None:
    assert run(verb) == (0, before, "")
    assert run(verb, wrong)[0] == 2
    assert run(verb, value)[0] == 0
    assert run(verb)[1] == after
    assert run("undo")[0] == 0
    assert run(verb)[1] == before


def test_reasons_for_a_loss_are_listed_added_renamed_and_dropped(run: Run) -> None:
    assert "price" in run("loss-reasons")[1].splitlines()
    assert run("loss-reasons", "merger")[2] == "Add the loss reason merger"
    assert run("loss-reasons", "merger", "--rename", "takeover")[0] == 0
    assert run("loss-reasons", "takeover", "--drop")[0] == 0
    assert "takeover" not in run("loss-reasons")[1]
    assert run("loss-reasons", "--drop")[0] == 2
    assert run("loss-reasons", "takeover", "--drop")[0] == 2


def test_people_are_listed_and_renamed(run: Run) -> None:
    assert run("people")[1] == "ann  deal 1"
    assert run("people", "ann", "--rename", "Ann Lee")[0] == 0
    assert json.loads(run("people", "--json")[1])[0] == {"name": "ann", "records": {}}
    assert run("people", "zoe", "--rename", "Zoe")[0] == 2
    assert run("people", "zoe")[0] == 2


def test_history_is_printed_by_page_and_says_what_was_taken_back(run: Run) -> None:
    run("currency", "EUR")
    run("week-start", "sunday")
    run("undo", "3")
    lines = run("history", "--limit", "2")[1].splitlines()
    assert [line.split()[0] for line in lines] == ["5", "4"]
    older = run("history", "--before", "4", "--limit", "1")[1]
    assert older.endswith("Make EUR the base currency  (taken back by #5)")
    assert run("undo", "3")[0] == 1
    assert run("undo", "1")[0] == 2
    assert [each["seq"] for each in json.loads(run("history", "--json", "--before", "3")[1])] == [2, 1]


def test_keys_are_written_into_their_file_and_clashes_refused(run: Run, home: Path) -> None:
    file = home / ".config" / "pmtui" / "keys.toml"
    assert run("keys", "--set", "delete=d,delete")[0] == 0
    assert tomllib.loads(file.read_text(encoding="utf-8")) == {"delete": ["d", "delete"]}
    code, _, told = run("keys", "--set", "delete=j")
    assert code == 2
    assert "'j' is given to both" in told
    assert run("keys", "--set", "delet=x")[0] == 2
    assert run("keys", "--set", "quit=none")[0] == 2
    assert tomllib.loads(file.read_text(encoding="utf-8")) == {"delete": ["d", "delete"]}
    file.write_text('# mine\ndelete = ["d", "delete"]\n', encoding="utf-8")
    assert run("keys", "--set", "delete=usual", "copy=none")[0] == 0
    assert file.read_text(encoding="utf-8") == "# mine\ncopy = []\n"


def test_pipelines_are_made_the_main_one(run: Run) -> None:
    assert run("pipelines", "Partners", "--preset", "pipedrive")[0] == 0
    assert run("pipelines", "Partners", "--main")[0] == 0
    assert run("pipelines")[1].splitlines()[0].startswith("Partners  ")
    assert run("pipelines", "Partners", "--main")[0] == 2


def test_a_stage_is_moved_and_dropped_with_a_place_for_its_deals(run: Run) -> None:
    assert run("stage", "Prospecting", "--drop")[0] == 2
    assert run("stage", "Prospecting", "--drop", "--to", "Won")[0] == 2
    assert run("stage", "Prospecting", "--drop", "--to", "Discovery")[0] == 0
    assert "Discovery" in run("show", "D-1")[1]


def test_playbooks_are_made_given_steps_shown_and_dropped(run: Run) -> None:
    assert run("playbook", "Kick off", "--new", "deal")[0] == 0
    assert run("playbook", "kick off", "--steps", "Call | type=call | after=2", "Write")[0] == 0
    assert run("playbook", "kick off", "--show")[1].splitlines() == ["Call | type=call | after=2", "Write"]
    assert run("playbook", "kick off", "D-1")[1].split() == ["E-1", "E-2"]
    assert run("playbook", "kick off", "--drop")[0] == 0
    assert run("playbook", "kick off", "--show")[0] == 2
    assert run("playbook", "--drop")[0] == 2
