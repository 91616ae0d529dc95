import re
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from textual.keys import _character_to_key

from pmtui.commands import _TABLE, COMMANDS, GROUPS, PLACES, WHERE, Command, Keymap
from pmtui.errors import InputError
from pmtui.key_sets import SETS
from pmtui.keys_file import load_keymap
from pmtui.terminal.key_names import PUNCTUATION


def keymap_of(tmp_path: Path, text: str) -> Keymap:
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")
    return load_keymap(path)


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        keymap_of(tmp_path, text)
    assert str(tmp_path / "keys.toml") in str(caught.value)
    return str(caught.value)


def test_no_two_commands_have_one_id() -> None:
    assert len(COMMANDS) == len(_TABLE)


def test_a_command_is_whole() -> None:
    rules: dict[str, Callable[[Command], object]] = {
        "a name in kebab case": lambda command: re.fullmatch(r"[a-z]+(-[a-z]+)*", command.id),
        "an action named for it": lambda command: command.action == command.id.replace("-", "_"),
        "an action that Python can call": lambda command: command.action.isidentifier(),
        "a title with a capital": lambda command: command.title[:1].isupper(),
        "help without a full stop": lambda command: command.help and not command.help.endswith("."),
        "a key": lambda command: command.keys,
        "a known scope": lambda command: command.scope in PLACES,
        "a known group": lambda command: command.group in GROUPS,
    }
    lacking = [
        (each.id, rule) for each in COMMANDS.values() for rule, holds in rules.items() if not holds(each)
    ]
    assert lacking == []


def test_every_command_has_an_id_of_its_own() -> None:
    import pmtui.commands

    assert len({command.id for command in pmtui.commands._TABLE}) == len(pmtui.commands._TABLE)


def test_every_scope_is_explained_and_stands_for_places() -> None:
    assert PLACES.keys() == WHERE.keys()
    assert all(PLACES.values())


def test_no_default_key_needs_alt_a_function_key_or_ctrl_with_shift() -> None:
    for command in COMMANDS.values():
        for key in command.keys:
            assert "alt+" not in key
            assert not {"ctrl", "shift"} <= set(key.split("+"))
            assert not re.fullmatch(r"f\d+", key)


def test_footer_ranks_are_distinct_where_they_meet() -> None:
    ranked = [command for command in COMMANDS.values() if command.footer_rank]
    for one, other in combinations(ranked, 2):
        if PLACES[one.scope] & PLACES[other.scope]:
            assert one.footer_rank != other.footer_rank, (one.id, other.id)


def test_signs_are_named_as_textual_names_them() -> None:
    for sign, name in PUNCTUATION.items():
        assert _character_to_key(sign) == name


def test_without_a_file_the_defaults_are_in_force(tmp_path: Path) -> None:
    keymap = load_keymap(tmp_path / "none.toml")
    assert keymap.keys("down") == ("j", "down")
    assert keymap.overrides() == {}


def test_a_line_in_the_file_replaces_a_commands_keys(tmp_path: Path) -> None:
    keymap = keymap_of(tmp_path, 'look-up = "ctrl+f"\nhelp = ["?", "f1"]\n')
    assert keymap.keys("look-up") == ("ctrl+f",)
    assert keymap.labels("help") == "?, f1"
    assert keymap.overrides() == {"look-up": "ctrl+f", "help": "question_mark,f1"}
    assert keymap.keys("down") == ("j", "down")


def test_two_commands_can_swap_keys(tmp_path: Path) -> None:
    keymap = keymap_of(tmp_path, 'up = "j"\ndown = "k"\n')
    assert (keymap.keys("up"), keymap.keys("down")) == (("j",), ("k",))


def test_an_empty_list_takes_a_command_off_the_keys(tmp_path: Path) -> None:
    keymap = keymap_of(tmp_path, "delete = []\n")
    assert keymap.keys("delete") == ()
    assert keymap.label("delete") == ""
    assert keymap.overrides() == {"delete": "unbound"}


def test_sequences_are_kept_apart_from_single_keys(tmp_path: Path) -> None:
    assert Keymap().sequences() == {("g", "g"): "first", ("g", "p"): "process"}
    assert Keymap().single_keys("first") == ("home",)
    keymap = keymap_of(tmp_path, 'last = "g e"\n')
    assert keymap.sequences() == {("g", "g"): "first", ("g", "p"): "process", ("g", "e"): "last"}


def test_the_same_key_may_serve_in_places_that_never_meet() -> None:
    assert "tab" in COMMANDS["next-view"].keys
    assert "tab" in COMMANDS["next-field"].keys


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('lookup = "x"', "unknown command 'lookup'; did you mean 'look-up'?"),
        ('zzzzz = "x"', "unknown command 'zzzzz'; `pmtui keys` lists them"),
        ('undo = "pagedwn"', "undo: unknown key 'pagedwn'; did you mean 'pagedown'?"),
        ('undo = "crtl+z"', "undo: unknown modifier 'crtl' in the key 'crtl+z'; did you mean 'ctrl'?"),
        ('undo = "ctrl+i"', "undo: a terminal sends 'ctrl+i' as 'tab'; use that"),
        ('undo = ""', "undo: an empty key"),
        ("undo = 3", "undo takes a key or a list of keys, not 3"),
        ("undo = [3]", "undo takes a key or a list of keys, not [3]"),
        ("quit = []", "quit needs a key"),
        ('submit = "x"', "submit: 'x' would be typed into forms, where it works"),
        ('long-text = "space"', "long-text: 'space' would be typed into forms, where it works"),
        ('undo = "e"', "the key 'e' is given to both 'edit' and 'undo'"),
        ('undo = "?"', "the key '?' is given to both 'undo' and 'help'"),
        ('undo = "g"', "the key 'g' is given to both 'first' and 'undo'"),
        ('undo = "j j"', "the key 'j' is given to both 'down' and 'undo'"),
        ("undo = ", "Invalid value"),
    ],
)
def test_a_bad_line_is_refused_with_file_key_and_what_would_do(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(tmp_path, text)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="is not UTF-8"):
        load_keymap(path)


def test_the_footer_of_a_place_leads_with_the_keys_to_keep() -> None:
    board = Keymap().footer_commands("board")
    assert board[:3] == (("help", "help"), ("open", "open"), ("new", "new"))
    form = Keymap().footer_commands("form")
    assert ("submit", "save") in form
    assert ("move-on", "move on") not in form


def test_declaring_commands_imports_nothing_heavy() -> None:
    code = "import sys, pmtui.commands, pmtui.config; pmtui.config.load(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"textual", "rich", "pydantic", "tomllib", "dataclasses", "platformdirs"} & set(loaded)


@pytest.mark.parametrize("name", list(SETS))
def test_the_sets_that_ship_clash_nowhere_and_know_every_command(name: str, tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    file.write_text(
        f'set = "{name}"\nbrief = "B"\nlanes = "ctrl+b"\n' if name == "plain" else f'set = "{name}"\n'
    )
    keymap = load_keymap(file)
    assert set(SETS[name]) <= set(COMMANDS)
    assert all(keymap.keys(command) == keys for command, keys in SETS[name].items())
    assert keymap.is_free("5") == (name == "vim")


def test_a_set_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    file.write_text('set = "vin"\n')
    with pytest.raises(InputError, match=r"no set of keys 'vin'.*vim"):
        load_keymap(file)


def test_the_keys_with_alt_are_those_that_somebody_gave_a_command() -> None:
    assert Keymap().alt_keys() == frozenset()
    changes = {"show-glossary": ("2", "alt+g"), "first": ("alt+shift+x g", "home")}
    assert Keymap(changes).alt_keys() == {"alt+g", "alt+shift+x"}
