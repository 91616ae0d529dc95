"""`pmtui who`: who has the workspace open, and where they are."""

import sys

from pmtui.cli import output
from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.errors import InputError


def who(options: Options, *, as_json: bool) -> int:
    """Print the open sessions, a line each; exit 1 where there is none.

    Raises:
        InputError: The workspace is on a server, where nobody keeps this.
    """
    from pmtui.address import is_address
    from pmtui.store.host import host
    from pmtui.store.presence import FolderPresence

    if is_address(options.place()):
        raise InputError("who is where is known of workspaces in a folder, not of those on a server")
    with opened(options) as workspace:
        found = FolderPresence(workspace.path, workspace.user, host(), silent=True).others()
        if as_json:
            output.print_json([each._asdict() for each in found])
            return 0 if found else 1
        for each in found:
            label = f"{each.document} {workspace.names.label(each.document)}" if each.document else "-"
            print(f"{each.user}@{each.host}  {'edits' if each.editing else 'looks at'}  {label}")
        if not found:
            print("nobody has it open", file=sys.stderr)
        return 0 if found else 1
