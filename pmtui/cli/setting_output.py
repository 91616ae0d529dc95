"""One setting of the workspace, changed as a command of its own."""

import sys

from pmtui.models.settings import Settings
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace


def set_setting(workspace: Workspace, before: Settings, field: str, value: object, name: str) -> None:
    """Set a setting, and say so.

    Args:
        workspace: Whose setting it is.
        before: The settings as they are.
        field: The field to set.
        value: Its new value.
        name: What the command is called in the history.
    """
    changes = ChangeSet(name)
    changes.update(before, before.model_copy(update={field: value}))
    print(workspace.commit(changes).name, file=sys.stderr)
