"""What is printed is for people: no Python in lists and conflicts, and nobody's undo in the demo."""

import json
import re
from pathlib import Path

import pytest

from pmtui.cli import main
from pmtui.errors import ConflictError
from pmtui.models.kinds import KINDS
from pmtui.models.values.money import Money
from pmtui.store.changes import ChangeSet
from pmtui.store.open_workspace import open_workspace
from pmtui.store.workspace import Workspace

_PYTHON = re.compile(r"datetime\.|Decimal\(|\{'|\b[A-Z]\w+\(\w+=|\w+='|None|True|False")


@pytest.fixture
def at_demo(demo: Workspace, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The demo, named for the command line."""
    monkeypatch.setenv("PMTUI_WORKSPACE", str(tmp_path / "demo"))
    monkeypatch.setenv("PMTUI_USER", "ann")
    return demo


@pytest.mark.parametrize("form", ["--csv", "--json", ""])
def test_no_list_shows_python(at_demo: Workspace, capsys: pytest.CaptureFixture[str], form: str) -> None:
    for kind in KINDS.values():
        if kind.internal or not at_demo.rows(kind.name):
            continue
        assert main(["list", kind.plural, *([form] if form else [])]) == 0
        found = _PYTHON.search(capsys.readouterr().out)
        assert found is None, (kind.name, found)


def test_a_log_in_csv_is_json_a_line(at_demo: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "deals", "--columns", "stage_log", "--csv"]) == 0
    assert '{""stage"": ""Prospecting"", ""on"": ""' in capsys.readouterr().out


def test_a_conflict_tells_both_values_in_words(workspace: Workspace, tmp_path: Path) -> None:
    from pmtui.workflows import record_commands

    record_commands.add(workspace, "deal", {"title": "Acme", "amount": Money(amount=10, currency="USD")})
    seen = workspace.get("D-1")
    other = open_workspace(tmp_path / "acme", user="bob", clock=workspace.clock)
    for who, amount in ((other, 20), (workspace, 30)):
        changes = ChangeSet("Change the amount")
        changes.update(seen, seen.model_copy(update={"amount": Money(amount=amount, currency="USD")}))
        if who is other:
            who.commit(changes)
            other.close()
            continue
        with pytest.raises(ConflictError, match=r"amount is now 20\.00 USD, yours is 30\.00 USD"):
            who.commit(changes)


def test_the_beginning_of_the_demo_is_nobodys_to_undo(
    at_demo: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    count = len(at_demo.rows("deal"))
    at_demo.close()
    assert main(["undo"]) == 1
    assert capsys.readouterr().err == "pmtui: ann has nothing to undo\n"
    assert main(["add", "deal", "title=Mine"]) == 0
    assert main(["undo"]) == 0
    assert main(["undo"]) == 1
    capsys.readouterr()
    assert main(["list", "deals", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == count
