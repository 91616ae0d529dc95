"""`pmtui demo`: open a throw-away copy of the demo workspace, or keep one."""

import argparse
import sys
from pathlib import Path

from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.errors import WorkspaceError


def run(options: Options, given: argparse.Namespace) -> int:
    """Open the demo workspace in a folder that is gone afterwards, or make one that stays.

    Raises:
        WorkspaceError: The folder to keep it in is not empty.
    """
    if given.keep is not None:
        return _keep(options, given.keep)
    from pmtui.cli.launch_tui import open_demo

    return open_demo(options)


def _keep(options: Options, folder: str) -> int:
    """Make the demo workspace in a folder of its own, and open it where there is a terminal.

    Raises:
        WorkspaceError: The folder is not empty, or is no folder.
    """
    options.refuse_file(folder)
    path = Path(folder).expanduser()
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        what = "is not empty" if path.is_dir() else "is a file"
        raise WorkspaceError(f"{path} {what}; nothing was written there. Name a folder that is new or empty")
    from pmtui.cli.demo_workspace import make_demo

    make_demo(path, options)
    print(f"made the demo workspace in {path}; pmtui --workspace {path} opens it", file=sys.stderr)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--keep", metavar="DIR", help="make one that stays, in a folder that is new or empty")


VERB = Verb(
    "demo",
    "open a throw-away copy of the demo workspace, or keep one",
    run,
    _arguments,
    also="sample data, example",
    apart=True,
)
