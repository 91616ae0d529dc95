"""What somebody else commits while the monkey is at the screen."""

from contextlib import suppress
from random import Random

from pmtui.errors import PmtuiError
from pmtui.models.kinds import KINDS
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.pilot.monkey.acts import Foreign

_STAGES = ("Prospecting", "Qualified", "Discovery", "Proposal", "Negotiation")


def commit_elsewhere(other: Workspace, step: Foreign, chance: Random) -> None:
    """Commit as the other person; what the rules refuse is theirs to be told."""
    other.poll()
    pick = step.pick
    kinds = [kind for kind in KINDS if kind not in ("term", "settings", "pipeline") and other.rows(kind)]
    ids = [each for kind in kinds for each in other.rows(kind)] or [""]
    document = ids[int(pick * (len(ids) - 1))]
    with suppress(PmtuiError):
        if step.what == "add" or not document:
            record_commands.add(other, "deal", {"title": f"Foreign {pick:.3f}"})
        elif step.what == "amend":
            record_commands.edit(other, [document], {"notes": f"Seen at {pick:.4f}\nby somebody else"})
        elif step.what == "delete":
            other.commit(record_commands.deleting(other, [document]))
        elif step.what == "stage":
            deals = list(other.rows("deal")) or [""]
            stage = chance.choice(_STAGES)
            record_commands.edit(other, [deals[int(pick * (len(deals) - 1))]], {"stage": stage})
        elif step.what == "settings":
            record_commands.edit(other, ["workspace"], {"notes": f"{pick:.3f}"})
        else:
            other.undo()
