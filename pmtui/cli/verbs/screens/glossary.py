"""`pmtui glossary`: open the workspace at the glossary."""

from functools import partial

from pmtui.cli.launch_tui import open_workspace_screen
from pmtui.cli.verb import Verb

VERB = Verb(
    "glossary",
    "open the workspace at the glossary",
    partial(open_workspace_screen, "show-glossary"),
    apart=True,
)
