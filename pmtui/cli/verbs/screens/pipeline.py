"""`pmtui pipeline`: open the workspace at the pipeline."""

from functools import partial

from pmtui.cli.launch_tui import open_workspace_screen
from pmtui.cli.verb import Verb

VERB = Verb(
    "pipeline",
    "open the workspace at the pipeline",
    partial(open_workspace_screen, "show-pipeline"),
    apart=True,
)
