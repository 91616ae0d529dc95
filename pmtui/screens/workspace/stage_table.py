"""The stages of a pipeline as a table, and the reasons for a loss."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from pmtui.errors import InputError
from pmtui.metrics.workspace.effects import Effects, StageDeals, renaming, stage_deals
from pmtui.models.deals.deal_rows import DealRow, LeadRow
from pmtui.models.deals.pipelines import Pipeline, Stage
from pmtui.models.row_text import join_list, split_list
from pmtui.models.values.folding import folded
from pmtui.models.values.money_text import short_sums
from pmtui.rules.deals.outcome import MISSING_FEATURE, is_lost, is_open
from pmtui.screens.frame.session import Session
from pmtui.screens.workspace.settings_table import NOTHING, Act, SettingsTable, wide_columns
from pmtui.store.query.derivations.deals_by_stage import DEALS_BY_STAGE
from pmtui.widgets.drawing.data_sources import Cell, Column
from pmtui.workflows.deals import pipelines
from pmtui.workflows.deals.stage_fields import CHOICES
from pmtui.workflows.workspace import settings

_FIELDS: Mapping[str, str] = {
    "stage": "name",
    "kind": "kind",
    "chance": "probability",
    "rots": "rot_days",
    "forecast": "forecast",
    "leave": "exit",
    "must": "enforced",
}
"""The columns that are edited, and the field of a stage that each stands for."""


class StageTable(SettingsTable):
    """The stages of one pipeline.

    Args:
        session: The workspace, keys and settings.
        name: The pipeline.
    """

    ADDS: ClassVar[str] = "stage"
    MOVES: ClassVar[bool] = True

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self.pipeline: Pipeline = self.workspace.pipelines.of(name)
        """The pipeline, as it was when the table was read."""
        self._key = self.workspace.pipelines.key(self.pipeline)
        self._is_main = self.pipeline.id == self.workspace.pipelines.main.id
        self._found = stage_deals(self.workspace, self.pipeline)

    @property
    def _open(self) -> list[StageDeals]:
        return [each for each in self._found.values() if is_open(each.stage)]

    @property
    def count(self) -> str:
        """The number of its open deals."""
        return f"{sum(map(len, self._open)):,}"

    @property
    def note(self) -> str:
        """Its stages, and what is open in them."""
        sums: dict[str, Decimal] = {}
        for each in self._open:
            for code, amount in each.money.items():
                sums[code] = sums.get(code, Decimal()) + amount
        main = " · the main one" if self._is_main else ""
        told = short_sums(sums, self.workspace.settings.currency)
        return f"{len(self._found)} stages · {self.count} open · {told}{main}"

    @property
    def columns(self) -> tuple[Column, ...]:
        """What a stage is, and what is in it."""
        return wide_columns(
            self,
            (
                ("stage", "stage", "left"), ("kind", "kind", "left"), ("chance", "chance %", "right"),
                ("rots", "rots, days", "right"), ("forecast", "forecast", "left"), ("deals", "deals", "right"),
                ("money", "money", "right"), ("leave", "leave when", "right"), ("must", "must", "left"),
            ),
            "leave",
        )  # fmt: skip

    def row_keys(self) -> Sequence[str]:
        """The names of the stages."""
        return [stage.name for stage in self.pipeline.stages]

    def cell(self, key: str, column: str) -> Cell:
        """One cell of a stage."""
        stage = self._stage(key)
        if column == "deals":
            return Cell(f"{len(self._found[key]):,}" if key in self._found else "")
        if column == "money":
            money = self._found[key].money if key in self._found else {}
            return Cell(short_sums(money, self.workspace.settings.currency) if money else "")
        if column == "leave":
            return Cell(_leaving(stage))
        return Cell(self.text(key, column))

    def text(self, key: str, column: str) -> str:
        """A field of a stage as it is typed."""
        stage = self._stage(key)
        if column == "must":
            optional = stage.reason_optional
            return _yes(not optional if is_lost(stage) else stage.enforced)
        if column == "leave":
            return join_list(stage.exit)
        if column == "rots":
            return "" if stage.rot_days is None or not is_open(stage) else str(stage.rot_days)
        return str(getattr(stage, _FIELDS[column])) if column in _FIELDS else ""

    def locked(self, key: str, column: str) -> str:
        """Why a cell of a stage is not typed in."""
        stage = self._stage(key)
        if column not in _FIELDS:
            return "counted from the deals in the stage"
        if not is_open(stage) and column in ("chance", "rots"):
            return f"a stage that is {stage.kind} has no {'chance of its own' if column == 'chance' else 'limit'}"
        if not is_open(stage) and (column == "leave" or (column == "must" and not is_lost(stage))):
            return f"nothing is asked before a deal leaves a stage that is {stage.kind}"
        return ""

    def choices(self, key: str, column: str) -> Sequence[str]:
        """The words for a kind, a category, and yes or no."""
        return CHOICES.get(_FIELDS.get(column, ""), ())

    def _values(self, key: str, column: str, text: str) -> dict[str, str]:
        """What was typed into a cell, as a field of the stage."""
        if column == "must" and is_lost(self._stage(key)):
            return {"reason_optional": _other(text)}
        return {_FIELDS[column]: text}

    def effects(self, key: str, column: str, text: str) -> Effects:
        """What another value of a stage does."""
        deals = self._found.get(key)
        if column == "stage" and folded(text) == folded(key):
            return NOTHING
        stage = pipelines.checked_stage(self.workspace, self.name, key, self._values(key, column, text))
        if deals is None:
            return NOTHING
        if column == "stage":
            return renaming(
                self.workspace,
                (("deal", lambda row: DealRow(row).stage == key and DealRow(row).pipeline == self._key),),
            )
        if column == "chance":
            return deals.chance(stage.probability)
        if column == "rots":
            return deals.rot(stage.rot_days)
        if column == "forecast":
            return deals.forecast(stage.forecast)
        if column == "leave":
            return deals.exit(split_list(text))
        return _of_flags(self._stage(key), stage)

    def keeping(self, key: str, column: str, text: str) -> Act:
        """Change the stage."""
        values = self._values(key, column, text)
        return lambda: pipelines.set_stage(self.workspace, self.name, key, values)

    def adding(self, text: str, key: str | None) -> Act:
        """Add a stage behind another one."""
        place = (
            {"place": str(self.row_keys().index(key) + 2)}
            if key in self.row_keys() and key is not None
            else {}
        )
        return lambda: pipelines.add_stage(self.workspace, self.name, text, place)

    def deleting(self, key: str) -> Act:
        """Drop the stage."""
        return lambda: pipelines.drop_stage(self.workspace, self.name, key)

    def deals(self, key: str) -> Sequence[DealRow]:
        """The deals in a stage."""
        return self._found[key].deals if key in self._found else ()

    def takers(self, key: str) -> Sequence[str]:
        """The stages that may take its deals when it is dropped; empty if it holds none."""
        if not self.deals(key):
            return ()
        kind = self._stage(key).kind
        return [stage.name for stage in self.pipeline.stages if stage.kind == kind and stage.name != key]

    def dropping_to(self, key: str, to: str) -> Act:
        """Drop the stage, its deals to another one."""
        return lambda: pipelines.drop_stage(self.workspace, self.name, key, to)

    def moving(self, key: str, steps: int) -> Act:
        """Move the stage."""
        return lambda: pipelines.move_stage(self.workspace, self.name, key, steps)

    def about(self, key: str) -> tuple[str, Sequence[tuple[str, str]]]:
        """What is asked before a deal leaves the stage."""
        stage = self._stage(key)
        if not is_open(stage):
            needs = "needs no reason" if stage.reason_optional else "needs a reason"
            return f"{stage.name}  {stage.kind}", ((needs, ""),) if is_lost(stage) else ()
        must = "must be met" if stage.enforced else "asked"
        lines = [(f"{place}  {text}", must) for place, text in enumerate(stage.exit, 1)]
        return f"{stage.name}  leave when", lines or [("nothing is asked", "")]

    def _stage(self, key: str) -> Stage:
        return self.pipeline.stage_named(key)

    @property
    def document(self) -> tuple[str, str]:
        """The pipeline."""
        return "pipeline", self.pipeline.id


def _of_flags(before: Stage, after: Stage) -> Effects:
    if before.reason_optional != after.reason_optional:
        told = "may be lost without a reason" if after.reason_optional else "is not lost without a reason"
        return Effects(f"a deal {told}")
    if before.enforced != after.enforced:
        told = "cannot leave before all checks are met" if after.enforced else "may leave with checks open"
        return Effects(f"a deal {told}")
    return NOTHING


def _leaving(stage: Stage) -> str:
    if is_open(stage):
        return f"{len(stage.exit)} check{'' if len(stage.exit) == 1 else 's'}" if stage.exit else ""
    return "" if not is_lost(stage) or stage.reason_optional else "reason"


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _other(text: str) -> str:
    word = text.strip().lower()
    return {"yes": "no", "no": "yes"}.get(word, text)


class PipelineTable(SettingsTable):
    """The pipelines themselves: their names and which is the main one."""

    ADDS: ClassVar[str] = "pipeline"

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self._pipelines = self.workspace.pipelines

    @property
    def document(self) -> tuple[str, str]:
        """No document of its own."""
        return "", ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Name, stages, and whether it is the main one."""
        return wide_columns(
            self,
            (("name", "pipeline", "left"), ("main", "main", "left"), ("stages", "stages", "right"),
             ("deals", "deals", "right")),
        )  # fmt: skip

    def row_keys(self) -> Sequence[str]:
        """The names of the pipelines."""
        return [pipeline.name for pipeline in self._pipelines]

    def text(self, key: str, column: str) -> str:
        """One cell of a pipeline."""
        there = self._pipelines
        pipeline = there.of(key)
        if column == "name":
            return pipeline.name
        if column == "main":
            return _yes(pipeline.id == there.main.id)
        if column == "stages":
            return f"{len(pipeline.stages)}"
        own = there.key(pipeline)
        return f"{self.workspace.derived(DEALS_BY_STAGE).count(own):,}"

    def locked(self, key: str, column: str) -> str:
        """Why a cell is not typed in."""
        return "counted; its stages are edited under its own name" if column in ("stages", "deals") else ""

    def choices(self, key: str, column: str) -> Sequence[str]:
        """Yes makes it the main one."""
        return ("yes", "no") if column == "main" else ()

    def effects(self, key: str, column: str, text: str) -> Effects:
        """What another name does, or another main pipeline."""
        if column == "main":
            if text != "yes":
                raise InputError("make another pipeline the main one instead")
            return Effects(f"{key} holds the deals that name no pipeline; deals stay where they are")
        pipeline = self.workspace.pipelines.of(key)
        if self.workspace.pipelines.find(text) not in (None, pipeline):
            raise InputError(f"there is a pipeline {text} already")
        own = self.workspace.pipelines.key(pipeline)
        return renaming(self.workspace, (("deal", lambda row: DealRow(row).pipeline == own),))

    def keeping(self, key: str, column: str, text: str) -> Act:
        """Rename it, or make it the main one."""
        if column == "main":
            return lambda: pipelines.make_main(self.workspace, key)
        return lambda: pipelines.rename_pipeline(self.workspace, key, text)

    def adding(self, text: str, key: str | None) -> Act:
        """Add a pipeline: `Partners`, or `Partners | preset=hubspot` for other stages than the usual ones."""
        name, _, preset = text.partition("|")
        chosen = preset.partition("=")[2].strip() or "default"
        return lambda: pipelines.add_pipeline(self.workspace, name, chosen)

    @property
    def add_hint(self) -> str:
        """A name, and perhaps a preset."""
        return "name of the new pipeline, such as Partners, or Partners | preset=hubspot"

    def deleting(self, key: str) -> Act:
        """Drop the pipeline."""
        return lambda: pipelines.drop_pipeline(self.workspace, key)

    def about(self, key: str) -> tuple[str, Sequence[tuple[str, str]]]:
        """Its stages."""
        pipeline = self._pipelines.of(key)
        return key, [(stage.name, f"{stage.probability} %") for stage in pipeline.stages]


class LossReasonTable(SettingsTable):
    """The reasons for a loss that forms offer."""

    ADDS: ClassVar[str] = "reason"
    MOVES: ClassVar[bool] = True

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self._reasons = settings.loss_reasons(self.workspace)

    @cached_property
    def _given(self) -> Counter[str]:
        """How often each reason was given."""
        return Counter(folded(deal.lost_reason) for deal in DealRow.all(self.workspace.tables))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The reason, and how often it was given."""
        return wide_columns(self, (("reason", "reason", "left"), ("deals", "deals lost", "right")))

    def row_keys(self) -> Sequence[str]:
        """The reasons."""
        return self._reasons

    def text(self, key: str, column: str) -> str:
        """One cell of a reason."""
        if column == "reason":
            return key
        return f"{self._given[folded(key)]:,}"

    def locked(self, key: str, column: str) -> str:
        """Why a cell is not typed in."""
        if column == "deals":
            return "counted from the deals that were lost"
        return (
            "a deal lost for it asks which feature was missing: it stays"
            if folded(key) == MISSING_FEATURE
            else ""
        )

    def effects(self, key: str, column: str, text: str) -> Effects:
        """Which deals and leads take the new name."""
        wanted = folded(key)
        return renaming(
            self.workspace,
            (
                ("deal", lambda row: folded(DealRow(row).lost_reason) == wanted),
                ("lead", lambda row: folded(LeadRow(row).reason) == wanted),
            ),
        )

    def keeping(self, key: str, column: str, text: str) -> Act:
        """Rename the reason."""
        return lambda: settings.rename_loss_reason(self.workspace, key, text)

    def adding(self, text: str, key: str | None) -> Act:
        """Offer another reason."""
        return lambda: settings.add_loss_reason(self.workspace, text)

    def deleting(self, key: str) -> Act:
        """Offer it no longer."""
        return lambda: settings.drop_loss_reason(self.workspace, key)

    def moving(self, key: str, steps: int) -> Act:
        """Offer it earlier or later."""
        return lambda: settings.move_loss_reason(self.workspace, key, steps)

    def about(self, key: str) -> tuple[str, Sequence[tuple[str, str]]]:
        """Where it is said whether a reason is needed."""
        lost = [stage for stage in self.workspace.pipelines.whole.stages if is_lost(stage)]
        told = [
            (stage.name, "reason optional" if stage.reason_optional else "needs a reason") for stage in lost
        ]
        return "Stages that are lost", [*told, ("the column `must` of the stage says which", "")]
