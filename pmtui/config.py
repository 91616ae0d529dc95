"""The settings of one person on one machine, and where pmtui keeps things.

They come, the later over the earlier, from the defaults, `config.toml`, the environment
(`PMTUI_THEME` and so on) and the command line. Documents are unknown here.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args, get_origin, get_type_hints

from pmtui.errors import InputError, nearest

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
    low_bandwidth: bool = False
    """Whether to send as little as possible: no borders, scrolling by half pages, fewer repaints."""
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

    config: Path
    """The file of settings."""
    keys: Path
    """The file of remapped keys."""
    workspace: str
    """The workspace that opens when none is named: a folder or a URL."""


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
    usual = str(_base(environ, "XDG_DATA_HOME", "~/.local/share") / "workspace")
    places = Places(config, config.with_name("keys.toml"), os.path.expanduser(settings.workspace) or usual)
    return Loaded(settings, origins, places)


def config_path(environ: Mapping[str, str]) -> Path:
    """The settings file: `PMTUI_CONFIG`, or `pmtui/config.toml` below `$XDG_CONFIG_HOME` or `~/.config`."""
    if named := environ.get(f"{_PREFIX}CONFIG"):
        return Path(named).expanduser()
    return _base(environ, "XDG_CONFIG_HOME", "~/.config") / "config.toml"


def explain(loaded: Loaded) -> tuple[Explained, ...]:
    """Every setting with its value, where it comes from and what it is for."""
    help_of = _docstrings()
    return tuple(
        Explained(name, getattr(loaded.settings, name), loaded.origins[name], help_of[name])
        for name in _types()
    )


def _base(environ: Mapping[str, str], variable: str, usual: str) -> Path:
    """Our folder below an XDG base directory; by hand, as importing platformdirs takes as long as Python.

    A relative path in the variable is ignored, as the XDG specification asks.
    """
    named = environ.get(variable, "")
    return Path(named if named.startswith("/") else usual).expanduser() / "pmtui"


def _from_file(path: Path) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from None
    import tomllib

    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: {error}") from None
    for name in entries:
        if name not in _types():
            raise InputError(f"{path}: unknown key {name!r}{nearest(name, tuple(_types()))}")
    return entries


def write_settings(path: Path, values: Mapping[str, str]) -> None:
    """Write settings into a `config.toml`; its other lines and its comments stay as they are.

    Args:
        path: The file; made where it is not there.
        values: Words by key, as the environment would have them.

    Raises:
        InputError: A key is unknown or a value does not fit, or the file is wrong or cannot be written.
    """
    import json

    _from_file(path)
    new = {}
    for name, word in values.items():
        if name not in _types():
            raise InputError(f"--set: unknown key {name!r}{nearest(name, tuple(_types()))}")
        value = _word(name, word)
        _with(Settings(), name, value, f"--set: {name}")
        new[name] = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for place, line in enumerate(lines):
        name = line.partition("=")[0].strip()
        if name in new:
            comment = line.partition(" #")[2]
            lines[place] = new.pop(name) + (f"  #{comment}" if comment else "")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = path.resolve()  # where settings are kept among other files, and linked to
        beside = target.with_suffix(".toml.part")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write("\n".join([*lines, *new.values()]) + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None


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
