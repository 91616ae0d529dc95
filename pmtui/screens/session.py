"""What every screen is given: the workspace, the keys and the settings in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.store.workspace import Workspace


@dataclass(frozen=True)
class Session:
    """One person at work in one workspace.

    Attributes:
        workspace: The documents.
        settings: What the person chose.
        keymap: The keys in force.
        restricted: Whether other programs and files elsewhere are out of reach.
        ascii: Whether lines and signs are drawn with ASCII alone.
    """

    workspace: Workspace
    settings: Settings
    keymap: Keymap
    restricted: bool = False
    ascii: bool = False

    @property
    def title(self) -> str:
        """What the workspace is called: the name of its folder."""
        return self.workspace.path.name or str(self.workspace.path)


SCREENS: Sequence[tuple[str, str]] = (
    ("show-today", "Today"),
    ("show-glossary", "Glossary"),
    ("show-roadmap", "Roadmap"),
    ("show-pipeline", "Pipeline"),
    ("show-customers", "Customers"),
    ("show-discovery", "Discovery"),
)
"""The screens in the order of their keys, as (command, title)."""
