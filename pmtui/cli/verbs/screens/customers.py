"""`pmtui customers`: open the workspace at the customers."""

from functools import partial

from pmtui.cli.launch_tui import open_workspace_screen
from pmtui.cli.verb import Verb

VERB = Verb(
    "customers",
    "open the workspace at the customers",
    partial(open_workspace_screen, "show-customers"),
    apart=True,
)
