"""The workspace as cells and cards see it: derived values, read where they are needed, never copied."""

from collections.abc import Mapping
from datetime import date

from pmtui.rules.roadmap.promises import Signs
from pmtui.store.query.derived import TODAY, Derived, Source
from pmtui.store.query.name_index import Names
from pmtui.store.query.promise_signs import PROMISE_SIGNS
from pmtui.store.query.stored_rows import Rows
from pmtui.store.query.stored_stages import stored_stages
from pmtui.workflows.deals.activity_index import TOUCHES, Touches


def _closed(workspace: Source) -> frozenset[str]:
    return frozenset(
        str(stage["name"])
        for stages in stored_stages(workspace.rows("pipeline")).values()
        for stage in stages
        if stage.get("kind", "open") != "open"
    )


def _rot(workspace: Source) -> Mapping[tuple[str, str], int]:
    return {
        (pipeline, str(stage["name"])): days
        for pipeline, stages in stored_stages(workspace.rows("pipeline")).items()
        for stage in stages
        if isinstance(days := stage.get("rot_days"), int)
    }


def _currency(workspace: Source) -> str:
    return str(workspace.rows("settings").get("workspace", {}).get("currency", "USD"))


_CLOSED = Derived(_closed, frozenset({"pipeline"}))
_ROT = Derived(_rot, frozenset({"pipeline"}))
_CURRENCY = Derived(_currency, frozenset({"settings"}))


class CellContext:
    """What cells and cards are drawn by.

    Attributes:
        workspace: Where the documents are.
    """

    __slots__ = ("workspace",)

    def __init__(self, workspace: Source) -> None:
        self.workspace = workspace

    @property
    def today(self) -> date:
        """The day that dates are relative to."""
        return self.workspace.derived(TODAY)

    @property
    def currency(self) -> str:
        """The workspace's currency, which goes without saying."""
        return self.workspace.derived(_CURRENCY)

    @property
    def names(self) -> Names:
        """The names of linked documents."""
        return self.workspace.names

    @property
    def closed(self) -> frozenset[str]:
        """The stages that are won or lost: nothing is late there."""
        return self.workspace.derived(_CLOSED)

    @property
    def rot(self) -> Mapping[tuple[str, str], int]:
        """The idle days after which a deal rots, by its pipeline and stage."""
        return self.workspace.derived(_ROT)

    @property
    def touches(self) -> Touches:
        """The activities by what they are about."""
        return self.workspace.derived(TOUCHES)

    @property
    def tables(self) -> Rows:
        """The stored documents."""
        return self.workspace.tables

    @property
    def promises(self) -> Signs:
        """How the promises stand."""
        return self.workspace.derived(PROMISE_SIGNS)
