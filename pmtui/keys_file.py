"""The file of keys: `keys.toml`, read and checked."""

from collections.abc import Mapping
from pathlib import Path

from pmtui.commands import COMMANDS, PLACES, Keymap, usual_keymap
from pmtui.errors import InputError, nearest
from pmtui.foreign_files import SETTINGS_SIZE, NoSuchFile, parse_toml, read_foreign_text
from pmtui.key_sets import SETS
from pmtui.terminal.key_names import key_label, parse_key


def load_keymap(path: Path | None) -> Keymap:
    """The keys in force with the changes in a `keys.toml`; the defaults where there is no such file.

    `set = "vim"` or `set = "plain"` begins with a set that ships. Each other line is `command-id = "key"` or
    `command-id = ["key", "key"]`; `[]` takes a command off the keys.

    Raises:
        InputError: The file is no TOML, or names an unknown command or key, or gives one key twice;
            file, command and key are named.
    """
    if path is None:
        return usual_keymap()
    try:
        entries = dict(parse_toml(read_foreign_text(path, SETTINGS_SIZE), str(path)))
    except NoSuchFile:
        return usual_keymap()
    base = _set(path, entries.pop("set", "usual"))
    changes = {command_id: _entry(path, command_id, value) for command_id, value in entries.items()}
    return Keymap({**base, **changes}, str(path))


def _set(path: Path, name: object) -> Mapping[str, tuple[str, ...]]:
    """The keys of a set that ships, by its name."""
    if not isinstance(name, str) or name not in SETS:
        raise InputError(f"{path}: set: there is no set of keys {name!r}{nearest(str(name), tuple(SETS))}")
    return SETS[name]


def _entry(path: Path, command_id: str, value: object) -> tuple[str, ...]:
    """The keys on one line of `keys.toml`."""
    if command_id not in COMMANDS:
        raise InputError(f"{path}: unknown command {command_id!r}{_near(command_id)}")
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise InputError(f"{path}: {command_id} takes a key or a list of keys, not {value!r}")
    try:
        keys = tuple(dict.fromkeys(parse_key(word) for word in words))
    except InputError as error:
        raise InputError(f"{path}: {command_id}: {error}") from None
    command = COMMANDS[command_id]
    if "form" in PLACES[command.scope] and not any(map(_is_typed, command.keys)):
        for key in filter(_is_typed, keys):
            raise InputError(
                f"{path}: {command_id}: {key_label(key)!r} would be typed into forms, where it works"
            )
    if not keys and command_id == "quit":
        raise InputError(f"{path}: quit needs a key")
    return keys


def _is_typed(key: str) -> bool:
    """Whether a key types a character."""
    return len(key_label(key)) == 1 or key == "space"


def _near(command_id: str) -> str:
    hint = nearest(command_id, tuple(COMMANDS))
    return hint if hint.startswith("; did") else "; `pmtui keys` lists them"
