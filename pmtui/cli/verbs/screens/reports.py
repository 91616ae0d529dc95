"""`pmtui reports`: open the workspace at the reports."""

from functools import partial

from pmtui.cli.launch_tui import open_workspace_screen
from pmtui.cli.verb import Verb

VERB = Verb(
    "reports", "open the workspace at the reports", partial(open_workspace_screen, "show-reports"), apart=True
)
