"""The workspace's own terms, read without opening it."""

import sys
from collections.abc import Mapping

from pmtui.address import is_address
from pmtui.cli.options import Options
from pmtui.errors import PmtuiError


def own_terms(options: Options) -> Mapping[str, Mapping[str, object]]:
    """Terms as stored, by slug; none without a workspace, or where its server cannot be reached."""
    place = options.loaded().places.workspace
    if not place:
        return {}
    if not is_address(place):
        from pmtui.store.read_terms_fast import own_terms as read_terms

        return read_terms(str(options.folder()))
    from pmtui.store.open_workspace import own_terms_on_server

    try:
        return own_terms_on_server(place)
    except PmtuiError as error:
        print(f"pmtui: without the team's own terms: {error}", file=sys.stderr)
        return {}
