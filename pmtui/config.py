"""The settings of one person on one machine, and where pmtui keeps things.

They come, the later over the earlier, from the defaults, `config.toml`, the environment
(`PMTUI_THEME` and so on) and the command line. Documents are unknown here.
"""

import errno
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args, get_origin, get_type_hints

from pmtui.address import in_order, is_address
from pmtui.base_folders import config_folder, data_folder, expanded
from pmtui.errors import InputError, nearest, quoted
from pmtui.foreign_files import SETTINGS_SIZE, NoSuchFile, parse_toml, read_foreign_text
from pmtui.private_files import make_private_folder, open_private

Animation = Literal["none", "basic", "full"]
Clipboard = Literal["auto", "osc52", "native", "file"]
Borders = Literal["auto", "unicode", "ascii"]
DateOrder = Literal["", "dmy", "mdy", "ymd"]
DecimalMark = Literal["", ".", ","]

_PREFIX = "PMTUI_"
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


class Settings(NamedTuple):
    """What a person may choose; every field has a default that works.

    A named tuple, since `dataclasses` takes half as long to import as Python takes to start.
    """

    workspace: str = ""
    """The workspace to open: a folder, or `postgresql://...`; empty for the usual one of `pmtui locate`."""
    user: str = ""
    """The name your changes are signed with, and what `me` means in filters; empty for your login name."""
    theme: str = ""
    """A theme, as `ctrl+t` lists them, such as `nord` or `high-contrast`; empty for one that fits the terminal."""
    borders: Borders = "auto"
    """What lines are drawn with: `unicode`, `ascii`, or `auto` to go by the locale."""
    animation: Animation = "none"
    """How much moves on its own: `none`, `basic` or `full`; none is right over SSH."""
    screen_reader: bool = False
    """Whether a screen reader reads along: the cursor stands where one line says what is current; nothing is drawn."""
    low_bandwidth: bool = False
    """Whether to send as little as possible: no borders, scrolling by half pages, fewer repaints."""
    mouse: bool = True
    """Whether clicks, the wheel and drags are taken; false leaves the mouse to the terminal, for marking text."""
    clipboard: Clipboard = "auto"
    """How `y` copies: `osc52` by the terminal, `native` by the system's program, to a `file`, or `auto`."""
    editor: str = ""
    """The program for long text, with its options; empty for `$VISUAL` or `$EDITOR`."""
    date_order: DateOrder = ""
    """How you write 3/4/2026: `dmy`, `mdy` or `ymd`; empty to be told when a date may be read two ways."""
    decimal_mark: DecimalMark = ""
    """How you write one and a half: `.` or `,`; empty to be told when an amount may be read two ways."""
    read_only: bool = False
    """Whether every change is refused."""


class Places(NamedTuple):
    """Where things are kept, whether or not they exist yet: what `pmtui locate` prints."""

    config: Path | None
    """The file of settings; `None` for a person without a home."""
    keys: Path | None
    """The file of remapped keys; `None` for a person without a home."""
    workspace: str
    """The workspace that opens when none is named: a folder or a URL; empty for a person without a home."""


class Loaded(NamedTuple):
    """The settings in force and how they came to be."""

    settings: Settings
    """The settings themselves."""
    origins: dict[str, str]
    """Where each field's value comes from: `default`, a file, a variable such as `PMTUI_THEME`, an option."""
    places: Places
    """Where the files are."""


class Explained(NamedTuple):
    """One line of `pmtui config`."""

    name: str
    """The key in `config.toml`."""
    value: str | bool
    """The value in force."""
    origin: str
    """Where it comes from."""
    help: str
    """What it is for."""


def load(environ: Mapping[str, str] | None = None, options: Mapping[str, str | bool] | None = None) -> Loaded:
    """The settings in force.

    Args:
        environ: The environment; the process's own when left out. `PMTUI_CONFIG` names another
            settings file than the usual one.
        options: What the command line says, by field; it wins. Shown as `--low-bandwidth` and so on.

    Raises:
        InputError: A key is unknown or a value does not fit; the file or variable, the key and what
            would fit are named.
    """
    environ = os.environ if environ is None else environ
    config = config_path(environ)
    settings, origins = Settings(), dict.fromkeys(_types(), "default")
    for name, value in _from_file(config).items():
        settings, origins[name] = _with(settings, name, value, f"{config}: {name}"), str(config)
    for name in _types():
        variable = f"{_PREFIX}{name.upper()}"
        if variable in environ:
            settings, origins[name] = (
                _with(settings, name, _word(name, environ[variable]), variable),
                variable,
            )
    for name, given in (options or {}).items():
        option = f"--{name.replace('_', '-')}"
        settings, origins[name] = _with(settings, name, given, option), option
    settings = settings._replace(workspace=workspace_place(settings.workspace, environ))
    usual = data_folder(environ) and os.path.join(data_folder(environ), "workspace")
    keys = config.with_name("keys.toml") if config else None
    return Loaded(settings, origins, Places(config, keys, settings.workspace or usual))


def workspace_place(typed: str, environ: Mapping[str, str]) -> str:
    """A folder with `~` replaced by a home, or an address as libpq reads it.

    Raises:
        InputError: There is no such home, the name is none that a folder can have, or it only looks
            like an address.
    """
    place = in_order(typed)
    if is_address(place):
        return place
    place = expanded(place, environ)
    if place.startswith("~"):
        raise InputError(
            f"the workspace: there is no home folder for {place.partition('/')[0]!r}; name its path"
        )
    try:
        os.lstat(place)
    except UnicodeEncodeError:
        raise InputError(f"the workspace: {quoted(place)} is no file name in this locale") from None
    except ValueError:
        raise InputError("the workspace: no folder has a name with a NUL character") from None
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
            raise InputError(f"the workspace: {quoted(place)}: {error.strerror}") from None
    return place


def config_path(environ: Mapping[str, str]) -> Path | None:
    """The settings file: `PMTUI_CONFIG`, or `pmtui/config.toml` below `$XDG_CONFIG_HOME` or `~/.config`.

    `None` for a person without a home.
    """
    if named := environ.get(f"{_PREFIX}CONFIG"):
        return Path(expanded(named, environ))
    folder = config_folder(environ)
    return Path(folder, "config.toml") if folder else None


def explain(loaded: Loaded) -> tuple[Explained, ...]:
    """Every setting with its value, where it comes from and what it is for."""
    help_of = _docstrings()
    return tuple(
        Explained(name, getattr(loaded.settings, name), loaded.origins[name], help_of[name])
        for name in _types()
    )


def _from_file(path: Path | None) -> Mapping[str, object]:
    """The entries of a settings file; none for a file that is missing."""
    if path is None:
        return {}
    try:
        text = read_foreign_text(path, SETTINGS_SIZE)
    except NoSuchFile:
        return {}
    return _checked(path, text)


def _checked(path: Path, text: str) -> Mapping[str, object]:
    """The entries of a settings file, with known keys and values that fit.

    Raises:
        InputError: A key is unknown or a value does not fit, or it is not TOML.
    """
    entries = parse_toml(text, str(path))
    for name in entries:
        if name not in _types():
            raise InputError(f"{path}: unknown key {name!r}{nearest(name, tuple(_types()))}")
    for name, value in entries.items():
        _with(Settings(), name, value, f"{path}: {name}")
    return entries


def write_settings(path: Path | None, values: Mapping[str, str]) -> None:
    """Write settings into a `config.toml`; its other lines and its comments stay as they are.

    Args:
        path: The file; made where it is not there.
        values: Words by key, as the environment would have them.

    Raises:
        InputError: A key is unknown or a value does not fit, or the file is wrong or cannot be written.
    """
    if path is None:
        raise InputError("there is no home folder for settings; set HOME or XDG_CONFIG_HOME")
    new = {name: check_setting(name, word) for name, word in values.items()}
    try:
        before = read_foreign_text(path, SETTINGS_SIZE)
    except NoSuchFile:
        before = ""
    _checked(path, before)
    write_private(path, _changed(path, before, new))


def check_setting(name: str, word: str) -> object:
    """The value of a setting from a word.

    Raises:
        InputError: The key is unknown or the value does not fit.
    """
    if name not in _types():
        raise InputError(f"--set: unknown key {name!r}{nearest(name, tuple(_types()))}")
    value = _word(name, word)
    _with(Settings(), name, value, f"--set: {name}")
    return value


def choices_of(name: str) -> tuple[str, ...]:
    """The words that a setting may be; empty if it is free."""
    wanted = _types()[name]
    if wanted is bool:
        return "yes", "no"
    return get_args(wanted) if get_origin(wanted) is Literal else ()


def write_private(path: Path, text: str) -> None:
    """Replace a person's file of settings as a whole, or make it.

    Raises:
        InputError: It cannot be written; what was there stays.
    """
    try:
        make_private_folder(path.parent)
        target = os.path.realpath(path)  # where settings are kept among other files, and linked to
        beside = f"{target}.{os.getpid()}.part"
        with open(open_private(beside), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None


def _changed(path: Path, before: str, new: Mapping[str, object]) -> str:
    """The text of a settings file with some values changed, proved to say what it should.

    Raises:
        InputError: It cannot be changed without saying something else.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(before)
        for name, value in new.items():
            document[name] = value
        text = tomlkit.dumps(document)
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: cannot be changed: {error}; change it in an editor") from None
    if _checked(path, text) != {**_checked(path, before), **new}:
        raise InputError(f"{path}: cannot be changed; change it in an editor")
    return text


@cache
def _types() -> dict[str, object]:
    return get_type_hints(Settings)


def _word(name: str, text: str) -> object:
    """A variable's text as its field's type; text that is no truth value is left for `_with` to refuse."""
    if _types()[name] is not bool:
        return text
    return True if text.lower() in _TRUE else False if text.lower() in _FALSE else text


def _with(settings: Settings, name: str, value: object, where: str) -> Settings:
    """The settings with one field changed, after its type was checked."""
    wanted = _types()[name]
    if get_origin(wanted) is Literal:
        choices = get_args(wanted)
        if value not in choices:
            words = ", ".join(repr(choice) for choice in choices)
            raise InputError(f"{where} is one of {words}, not {value!r}")
    elif wanted is bool and not isinstance(value, bool):
        raise InputError(f"{where} is true or false, not {value!r}")
    elif wanted is str and not isinstance(value, str):
        raise InputError(f"{where} is text in quotes, not {value!r}")
    return Settings(**(settings._asdict() | {name: value}))


def _docstrings() -> dict[str, str]:
    """The docstring under each field of `Settings`, read from the source, so that it is written once."""
    import ast
    import inspect

    body = ast.parse(inspect.getsource(Settings)).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for statement, after in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            found[statement.target.id] = str(after.value.value)
    return found
