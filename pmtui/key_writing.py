"""Keys written into a person's `keys.toml`: its other lines and its comments stay as they are."""

from pathlib import Path

from pmtui.commands import COMMANDS
from pmtui.config import write_private
from pmtui.errors import InputError, nearest
from pmtui.foreign_files import SETTINGS_SIZE, NoSuchFile, read_foreign_text
from pmtui.keys_file import load_keymap
from pmtui.terminal.key_names import parse_key


def read_keys(text: str) -> tuple[str, ...] | None:
    """Keys as they are typed, with commas between; `none` for no key, `usual` for the usual ones, which are `None`.

    Raises:
        InputError: One of them is no key.
    """
    word = text.strip().lower()
    if word in ("", "none", "usual"):
        return None if word == "usual" else ()
    words = [word.strip() for word in text.replace(",,", "comma,").split(",")]
    return tuple(dict.fromkeys(parse_key(word) for word in words if word))


def keys_with(path: Path | None, command_id: str, keys: tuple[str, ...] | None) -> str:
    """The text of a `keys.toml` in which a command has other keys, proved to be fine.

    Args:
        path: The file; it may be missing.
        command_id: The command.
        keys: Its keys; `None` for the usual ones.

    Raises:
        InputError: There is no such command, another command has one of the keys, or the file is wrong.
    """
    if path is None:
        raise InputError("there is no home folder for keys; set HOME or XDG_CONFIG_HOME")
    if command_id not in COMMANDS:
        raise InputError(f"unknown command {command_id!r}{nearest(command_id, tuple(COMMANDS))}")
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    load_keymap(path)
    try:
        before = read_foreign_text(path, SETTINGS_SIZE)
    except NoSuchFile:
        before = ""
    try:
        document = tomlkit.parse(before)
        if keys is None:
            document.pop(command_id, None)
        else:
            document[command_id] = keys[0] if len(keys) == 1 else list(keys)
        text = tomlkit.dumps(document)
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: cannot be changed: {error}; change it in an editor") from None
    _prove(path, text)
    return text


def _prove(path: Path, text: str) -> None:
    """Read the text as the file would be read.

    Raises:
        InputError: Two commands would share a key, or a key is none.
    """
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_text(text, encoding="utf-8")
        try:
            load_keymap(trial)
        except InputError as error:
            raise InputError(str(error).replace(str(trial), str(path))) from None


def write_keys(path: Path | None, command_id: str, keys: tuple[str, ...] | None) -> None:
    """Give a command other keys; see `keys_with`.

    Raises:
        InputError: It cannot have them, or the file cannot be written.
    """
    text = keys_with(path, command_id, keys)
    assert path is not None
    write_private(path, text)
