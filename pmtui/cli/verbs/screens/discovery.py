"""`pmtui discovery`: open the workspace at the discovery."""

from functools import partial

from pmtui.cli.launch_tui import open_workspace_screen
from pmtui.cli.verb import Verb

VERB = Verb(
    "discovery",
    "open the workspace at the discovery",
    partial(open_workspace_screen, "show-discovery"),
    apart=True,
)
