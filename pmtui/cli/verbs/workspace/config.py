"""`pmtui config` and `pmtui locate`: the settings in force, why they are so, and where things are kept."""

import argparse
import json
import re

from pmtui.address import shown, without_secrets
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.config import Explained, Loaded, explain
from pmtui.foreign_files import real_path
from pmtui.terminal.json_text import json_text

_PAIR = re.compile(r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}")


def settings_text(loaded: Loaded, *, as_json: bool = False) -> str:
    """Every setting with its value, where the value comes from, and what it is for.

    The text is a `config.toml` that would set the same.
    """
    rows = [row._replace(value=_safe(row)) for row in explain(loaded)]
    if as_json:
        return json_text([row._asdict() for row in rows], indent=2)
    blocks = [f"# {row.help}\n# from: {row.origin}\n{row.name} = {_toml(row.value)}" for row in rows]
    return "\n\n".join(blocks)


def _safe(row: Explained) -> str | bool:
    """A setting's value as it may be printed: without a password."""
    if not isinstance(row.value, str):
        return row.value
    return shown(row.value) if row.name == "workspace" else without_secrets(row.value, (row.value,))


def _toml(value: str | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _PAIR.sub(_long_escape, json_text(value))


def _long_escape(pair: re.Match[str]) -> str:
    """A sign beyond the first plane, which JSON writes as two escapes and TOML as one."""
    code = ord(json.loads(f'"{pair[0]}"'))
    return f"\\U{code:08x}"


def _run(options: Options, given: argparse.Namespace) -> int:
    if given.set:
        from pmtui.config import write_settings
        from pmtui.interchange.imports.headers import parse_pairs

        file = options.loaded().places.config
        options.refuse_file(real_path(file) if file else "")
        values = parse_pairs("--set", given.set)
        if values.get("theme"):
            from pmtui.widgets.frame.themes import known_theme

            known_theme(values["theme"])
        write_settings(file, values)
    print(settings_text(options.loaded(), as_json=given.json))
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--explain", action="store_true", help="with what each is for, as printed anyway")
    parser.add_argument("--set", nargs="+", default=[], metavar="NAME=VALUE", help="write to config.toml")


VERB = Verb(
    "config",
    "print the settings in force and where they come from",
    _run,
    _arguments,
    also="settings, preferences, options, configuration",
)
