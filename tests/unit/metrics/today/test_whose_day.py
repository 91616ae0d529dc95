"""Whose day is told: mine where I have records, somebody's, or everybody's."""

import json

import pytest

from pmtui.cli import main
from pmtui.metrics.today.day import LENSES, day, has_records
from pmtui.store.workspace import Workspace
from tests.conftest import TODAY


def told(workspace: Workspace, capsys: pytest.CaptureFixture[str], user: str, *words: str) -> set[str]:
    """The owners of the lines that the command line tells a user."""
    capsys.readouterr()
    main(
        ["--workspace", str(workspace.path), "--user", user, "--today", str(TODAY), "today", *words, "--json"]
    )
    return {line["owner"] for section in json.loads(capsys.readouterr().out) for line in section["lines"]}


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("owner", ["ann", "ben", "mira"])
def test_the_days_of_all_owners_are_parts_of_everybodys(demo: Workspace, lens: str, owner: str) -> None:
    chosen = next(each for each in LENSES if each == lens)
    whole = {section.key: set(section.lines) for section in day(demo, chosen, 1_000)}
    for section in day(demo, chosen, 1_000, owner.upper()):
        assert {line.owner for line in section.lines} == {owner}
        assert set(section.lines) == {line for line in whole[section.key] if line.owner == owner}


def test_a_day_of_somebody_is_cut_like_everybodys(demo: Workspace) -> None:
    for section in day(demo, "all", 1, "ann"):
        full = next(each for each in day(demo, "all", 1_000, "ann") if each.key == section.key)
        assert (len(section.lines), section.more) == (1, len(full.lines) - 1)


def test_the_command_line_tells_mine_where_i_have_records(
    demo: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.checkpoint()
    assert told(demo, capsys, "ben") == {"ben"}
    assert told(demo, capsys, "ben", "--owner", "ann") == {"ann"}
    assert {"ann", "ben", "cleo"} <= told(demo, capsys, "ben", "--owner", "all")
    assert {"ann", "ben", "cleo"} <= told(demo, capsys, "stranger")
    assert told(demo, capsys, "stranger", "--owner", "me") == set()
    assert has_records(demo, "ben")
    assert not has_records(demo, "stranger")
