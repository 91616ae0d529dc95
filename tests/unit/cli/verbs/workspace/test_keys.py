import json

from pmtui.cli.verbs.workspace.keys import keys_text
from pmtui.commands import COMMANDS, Keymap


def test_the_text_has_a_line_for_each_command_under_its_group() -> None:
    lines = keys_text(Keymap()).splitlines()
    assert lines[0] == "Screens"
    for command in COMMANDS.values():
        assert any(f" {command.id} " in line and line.endswith(command.help) for line in lines)


def test_the_markdown_table_keeps_its_columns_whatever_the_keys_are() -> None:
    table = keys_text(
        Keymap({"look-up": ("vertical_line", "grave_accent", "comma")}), markdown=True
    ).splitlines()
    assert len(table) == len(COMMANDS) + 2
    assert {line.replace("\\|", "").count("|") for line in table} == {7}
    assert any(line.startswith("| `\\|` `` ` `` `,` | Look up |") for line in table)


def test_the_json_lists_the_keys_in_force() -> None:
    rows = json.loads(keys_text(Keymap({"quit": ("ctrl+q",)}), as_json=True))
    assert [row["id"] for row in rows] == list(COMMANDS)
    assert next(row for row in rows if row["id"] == "quit")["keys"] == ["ctrl+q"]
