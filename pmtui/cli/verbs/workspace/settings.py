"""`pmtui config` and `pmtui locate`: the settings in force, why they are so, and where things are kept."""

import json
import re

from pmtui.address import shown, without_secrets
from pmtui.config import Explained, Loaded, explain
from pmtui.terminal.json_text import json_text

_PAIR = re.compile(r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}")


def run_config(loaded: Loaded, *, as_json: bool = False) -> str:
    """Every setting with its value, where the value comes from, and what it is for.

    The text is a `config.toml` that would set the same.
    """
    rows = [row._replace(value=_safe(row)) for row in explain(loaded)]
    if as_json:
        return json_text([row._asdict() for row in rows], indent=2)
    blocks = [f"# {row.help}\n# from: {row.origin}\n{row.name} = {_toml(row.value)}" for row in rows]
    return "\n\n".join(blocks)


def run_locate(loaded: Loaded, *, as_json: bool = False) -> str:
    """The paths of the settings, of the keys and of the workspace, whether or not they exist."""
    places = {name: shown(str(path or "")) for name, path in loaded.places._asdict().items()}
    if as_json:
        return json_text(places, indent=2)
    width = max(len(name) for name in places)
    return "\n".join(
        f"{name:<{width}}  {path or '(there is no home folder)'}" for name, path in places.items()
    )


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
