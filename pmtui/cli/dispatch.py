"""From a command line to the verb that it names."""

from collections.abc import Sequence

from pmtui.cli.options import Options
from pmtui.cli.parser import parse


def dispatch(words: Sequence[str]) -> int:
    """Run a command line; without a verb the workspace opens on the terminal.

    Raises:
        PmtuiError: It could not be done.
    """
    verb, given = parse(words)
    options = Options(
        workspace=given.workspace,
        user=given.user,
        read_only=given.read_only,
        low_bandwidth=given.low_bandwidth,
        screen_reader=given.screen_reader,
        restricted=given.restricted,
        today=given.today,
        as_of=given.as_of,
    )
    if verb is None:
        from pmtui.cli.launch_tui import open_workspace_screen

        return open_workspace_screen("", options)
    return verb.run(options, given)
