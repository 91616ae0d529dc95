"""One setting of the workspace on the command line: printed, or set and what was done told."""

import sys
from collections.abc import Callable

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.models.settings import Settings
from pmtui.store.workspace import Commit, Workspace


def print_or_set(
    options: Options,
    text: str,
    change: Callable[[Workspace, str], Commit],
    value: Callable[[Settings], object],
) -> int:
    """Print a setting, or set it; the result is the exit code.

    Args:
        options: The workspace.
        text: The new value; empty to print the one there is.
        change: Sets it.
        value: Reads it off the settings.
    """
    with opened(options, writing=bool(text)) as workspace:
        if text:
            print(change(workspace, text).name, file=sys.stderr)
        else:
            print(value(workspace.settings))
    return 0
