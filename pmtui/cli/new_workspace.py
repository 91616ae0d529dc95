"""An empty workspace, made at a start or by `pmtui init`."""

import sys

from pmtui.address import shown
from pmtui.cli.options import Options
from pmtui.errors import InputError
from pmtui.models.values.currency_names import currency_code
from pmtui.store.open_workspace import create_place


def make_workspace(options: Options, *, pipeline: str, currency: str) -> None:
    """Make an empty workspace at the place that the options name.

    Raises:
        InputError: There is no such preset or currency.
        WorkspaceError: There is a workspace already, or the folder cannot be written.
    """
    place = options.place()
    try:
        code = currency_code(currency)
    except ValueError as error:
        raise InputError(f"--currency: {error}") from None
    workspace = create_place(
        place, user=options.signer(), clock=options.clock(), pipeline=pipeline, currency=code
    )
    workspace.close()
    print(f"made an empty workspace in {shown(place)}", file=sys.stderr)
