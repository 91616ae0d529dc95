"""Changing one setting of the workspace."""

import sys

from pmtui.models.settings import Settings
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace


def set_setting(workspace: Workspace, before: Settings, field: str, value: object, name: str) -> None:
    """Change one setting of the workspace, and tell the name of the command."""
    changes = ChangeSet(name)
    changes.update(before, before.model_copy(update={field: value}))
    print(workspace.commit(changes).name, file=sys.stderr)
