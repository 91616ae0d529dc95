"""`pmtui config` and `pmtui locate`: the settings in force, why they are so, and where things are kept."""

import argparse

from pmtui.address import shown
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.config import Loaded
from pmtui.terminal.json_text import json_text


def located(loaded: Loaded, *, as_json: bool = False) -> str:
    """The paths of the settings, of the keys and of the workspace, whether or not they exist."""
    places = {name: shown(str(path or "")) for name, path in loaded.places._asdict().items()}
    if as_json:
        return json_text(places, indent=2)
    width = max(len(name) for name in places)
    return "\n".join(
        f"{name:<{width}}  {path or '(there is no home folder)'}" for name, path in places.items()
    )


def _run(options: Options, given: argparse.Namespace) -> int:
    print(located(options.loaded(), as_json=given.json))
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "locate",
    "print where settings, keys and the workspace are",
    _run,
    _arguments,
    also="where are my files, paths, folders",
)
