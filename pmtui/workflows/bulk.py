"""An act on many documents at once: who takes part, and who is refused and why, before one transaction."""

from collections.abc import Callable, Sequence

from pmtui.errors import InputError
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace
from pmtui.workflows.roadmap.shipping import ShippingBlockedError

_SHOWN = 5


def sorted_out(
    workspace: Workspace, ids: Sequence[str], make: Callable[[Sequence[str]], ChangeSet]
) -> tuple[tuple[str, ...], str]:
    """Return the documents that an act can be done to, and a line on each that refuses it.

    Args:
        workspace: Where they are.
        ids: The documents.
        make: Makes the changes of some of them, or refuses.

    Raises:
        InputError: All of them refuse.
    """
    try:
        make(ids)
    except ShippingBlockedError:
        return tuple(ids), ""
    except InputError as error:
        last = error
    else:
        return tuple(ids), ""
    taken, refused = [], []
    for each in ids:
        try:
            make([each])
        except ShippingBlockedError:
            taken.append(each)
        except InputError as error:
            refused.append(f"{workspace.names.label(each)}: {error}")
        else:
            taken.append(each)
    if not taken:
        raise last
    more = [f"and {len(refused) - _SHOWN:,} more"] if len(refused) > _SHOWN else []
    return tuple(taken), "\n".join(["Refused:", *refused[:_SHOWN], *more])
