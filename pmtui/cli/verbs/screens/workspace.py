"""`pmtui workspace`: open the workspace at what the team works by."""

from functools import partial

from pmtui.cli.launch_tui import open_workspace_screen
from pmtui.cli.verb import Verb

VERB = Verb(
    "workspace",
    "open the workspace at what the team works by: stages, targets, settings, history",
    partial(open_workspace_screen, "show-workspace"),
    apart=True,
)
