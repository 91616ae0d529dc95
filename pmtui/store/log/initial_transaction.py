"""The beginning of a workspace: its first transaction."""

from pmtui.models.deals.pipeline_presets import preset
from pmtui.models.settings import Settings
from pmtui.models.values.clock import Clock
from pmtui.store.changes import ChangeSet, Transaction
from pmtui.store.hostname import host
from pmtui.store.log.merge import settle, stamp
from pmtui.store.log.snapshot import Snapshot
from pmtui.store.log.state import State

MAKER = "pmtui"
"""The signer of the first transaction, so that it is nobody's to undo."""


def first_transaction(clock: Clock, pipeline: str, currency: str) -> Transaction:
    """The first transaction of a workspace: its settings and its main pipeline.

    Raises:
        InputError: There is no such pipeline preset.
    """
    changes = ChangeSet("Make the workspace")
    changes.create(Settings.model_validate({"id": "workspace", "currency": currency}))
    changes.create(preset(pipeline))
    now = clock.now()
    settled, _ = settle(State(Snapshot()), changes, now)
    return Transaction(1, stamp(now), f"{MAKER}@{host()}", changes.name, settled)
