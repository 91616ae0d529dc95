"""The pipelines as data: made, renamed and dropped; their stages changed, added, moved and taken out."""

from collections.abc import Mapping

from pmtui.errors import FieldError, InputError
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipeline_presets import preset
from pmtui.models.deals.pipelines import Pipeline, Stage
from pmtui.models.values.folding import squeezed
from pmtui.rules.deals.outcome import OUTCOMES, is_open, outcome_of
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows.deals.stage_fields import changed_stage, named, place_of
from pmtui.workflows.glossary.terms import slug
from pmtui.workflows.record_commands import moving


def add_pipeline(workspace: Workspace, name: str, preset_name: str = "default") -> Commit:
    """Make another pipeline with the stages of a preset.

    Raises:
        InputError: There is one of that name or no such preset, or a stage would mean something else here.
    """
    name = named(name, "a pipeline")
    if workspace.pipelines.find(name) is not None:
        raise InputError(f"there is a pipeline {name} already")
    made = preset(preset_name, name).model_copy(update={"id": slug(name)})
    refuse_broken(workspace, made)
    changes = ChangeSet(f"Add the pipeline {made.name}")
    changes.create(made)
    return workspace.commit(changes)


def rename_pipeline(workspace: Workspace, name: str, to: str) -> Commit:
    """Give a pipeline another name, its deals with it.

    Raises:
        InputError: There is none of that name, or one of the new name already.
    """
    pipelines = workspace.pipelines
    pipeline, to = pipelines.of(name), named(to, "a pipeline")
    if pipelines.find(to) not in (None, pipeline):
        raise InputError(f"there is a pipeline {to} already")
    changes = ChangeSet(f"Rename the pipeline {pipeline.name} to {to}")
    changes.update(pipeline, pipeline.model_copy(update={"name": to}))
    if pipelines.key(pipeline):
        for deal in _deals(workspace, pipeline):
            changes.update(deal, deal.model_copy(update={"pipeline": to}))
    return workspace.commit(changes)


def make_main(workspace: Workspace, name: str) -> Commit:
    """Make a pipeline the main one, which holds the deals that name none; deals stay in their pipelines.

    Raises:
        InputError: There is none of that name, or it is the main one.
    """
    pipelines = workspace.pipelines
    chosen, main = pipelines.of(name), pipelines.main
    if chosen.id == main.id:
        raise InputError(f"{main.name} is the main pipeline already")
    changes = ChangeSet(f"Make {chosen.name} the main pipeline")
    of_chosen, of_main = _deals(workspace, chosen), _deals(workspace, main)
    changes.update(main, main.model_copy(update={"name": chosen.name, "stages": chosen.stages}))
    changes.update(chosen, chosen.model_copy(update={"name": main.name, "stages": main.stages}))
    for deal in of_chosen:
        changes.update(deal, deal.model_copy(update={"pipeline": ""}))
    for deal in of_main:
        changes.update(deal, deal.model_copy(update={"pipeline": main.name}))
    return workspace.commit(changes)


def drop_pipeline(workspace: Workspace, name: str) -> Commit:
    """Take out a pipeline that holds no deals.

    Raises:
        InputError: There is none of that name, it is the main one, or deals are in it.
    """
    pipeline = workspace.pipelines.of(name)
    if pipeline.id == workspace.pipelines.main.id:
        raise InputError(f"{pipeline.name} is the main pipeline: it stays")
    held = [deal.id for deal in _deals(workspace, pipeline)]
    if held:
        raise InputError(f"{_counted(held)} in {pipeline.name}: move {_them(held)} to another one first")
    changes = ChangeSet(f"Drop the pipeline {pipeline.name}")
    changes.delete(pipeline)
    return workspace.commit(changes)


def set_stage(workspace: Workspace, pipeline_name: str, name: str, values: Mapping[str, str]) -> Commit:
    """Change a stage; one that is renamed takes its deals and their logs with it.

    Its open deals take a new chance of winning, but for those whose chance was set by hand.

    Args:
        workspace: Where it is.
        pipeline_name: The pipeline; empty for the main one.
        name: The stage.
        values: Fields as typed: those of `stage_fields.FIELDS`; the place counts from 1.

    Raises:
        InputError: There is no such pipeline, stage or field, or the field cannot take its value.
    """
    pipeline = workspace.pipelines.of(pipeline_name)
    stage = pipeline.stage_named(name)
    changed = checked_stage(workspace, pipeline_name, name, values)
    stages = [changed if each.name == stage.name else each for each in pipeline.stages]
    if "place" in values:
        stages.remove(changed)
        stages.insert(place_of(values["place"]) - 1, changed)
    changes = ChangeSet(f"Set {', '.join(values)} of the stage {stage.name}")
    changes.update(pipeline, pipeline.model_copy(update={"stages": tuple(stages)}))
    renamed, revalued = changed.name != stage.name, changed.probability != stage.probability
    for deal in _deals(workspace, pipeline) if renamed or revalued else ():
        after = _renamed(deal, stage.name, changed.name) if renamed else deal
        if revalued and after.stage == changed.name and follows_stage(after, changed):
            after = after.model_copy(update={"probability": changed.probability})
        changes.update(deal, after)
    return workspace.commit(changes)


def checked_stage(workspace: Workspace, pipeline_name: str, name: str, values: Mapping[str, str]) -> Stage:
    """A stage as it would be with other values; nothing is written.

    Raises:
        InputError: There is no such pipeline, stage or field, or the field cannot take its value.
    """
    pipeline = workspace.pipelines.of(pipeline_name)
    stage = pipeline.stage_named(name)
    changed = changed_stage(stage, values)
    if changed.kind != stage.kind and (held := deals_in(workspace, pipeline, stage.name)):
        raise FieldError(
            "kind",
            f"{_counted(held)} in {stage.name}, which is {stage.kind}; move {_them(held)} to another stage first",
        )
    stages = tuple(changed if each.name == stage.name else each for each in pipeline.stages)
    refuse_broken(workspace, pipeline.model_copy(update={"stages": stages}), changed)
    return changed


def follows_stage(deal: Deal | DealRow, stage: Stage) -> bool:
    """Whether a deal in a stage takes the stage's chance of winning: it is open, and nobody set it by hand."""
    return is_open(stage) and deal.probability_by == "stage"


def add_stage(workspace: Workspace, pipeline_name: str, name: str, values: Mapping[str, str]) -> Commit:
    """Add a stage, an open one before the stages that are likelier to win unless a place is given.

    Raises:
        InputError: There is no such pipeline, or a stage of that name, or a field cannot take its value.
    """
    pipeline, name = workspace.pipelines.of(pipeline_name), named(name, "a stage")
    made = changed_stage(Stage(name=name, probability=50, rot_days=30), values)
    stages = list(pipeline.with_open_stage(made.name, made.probability).stages)
    place = next(index for index, each in enumerate(stages) if each.name == made.name)
    if pipeline.stage(name) is not None:
        raise InputError(f"{pipeline.name} has a stage {name} already")
    del stages[place]
    stages.insert(place_of(values["place"]) - 1 if "place" in values else place, made)
    after = pipeline.model_copy(update={"stages": tuple(stages)})
    refuse_broken(workspace, after, made)
    changes = ChangeSet(f"Add the stage {made.name}")
    changes.update(pipeline, after)
    return workspace.commit(changes)


def move_stage(workspace: Workspace, pipeline_name: str, name: str, steps: int) -> Commit:
    """Move a stage some places on, or back, among the stages of its pipeline.

    Raises:
        InputError: There is no such pipeline or stage, or it is at the end already.
    """
    pipeline = workspace.pipelines.of(pipeline_name)
    stage = pipeline.stage_named(name)
    stages = [each for each in pipeline.stages if each.name != stage.name]
    place = pipeline.stages.index(stage) + steps
    if not 0 <= place <= len(stages):
        raise InputError(f"{stage.name} is the {'first' if steps < 0 else 'last'} stage already")
    stages.insert(place, stage)
    changes = ChangeSet(f"Move the stage {stage.name} {'up' if steps < 0 else 'down'}")
    changes.update(pipeline, pipeline.model_copy(update={"stages": tuple(stages)}))
    return workspace.commit(changes)


def drop_stage(workspace: Workspace, pipeline_name: str, name: str, to: str = "") -> Commit:
    """Take out a stage; the deals in it go to another one.

    Args:
        workspace: Where it is.
        pipeline_name: The pipeline; empty for the main one.
        name: The stage.
        to: The stage of the same kind that takes its deals; empty if it holds none.

    Raises:
        InputError: There is no such pipeline or stage, deals are in it and no stage is given for them, or it is the
            last of its meaning.
    """
    pipeline = workspace.pipelines.of(pipeline_name)
    stage = pipeline.stage_named(name)
    held = deals_in(workspace, pipeline, stage.name)
    left = tuple(each for each in pipeline.stages if each.name != stage.name)
    if not any(outcome_of(each) == outcome_of(stage) for each in left):
        raise InputError(f"{stage.name} is the only stage that is {stage.kind}: it stays")
    if held and not to:
        raise InputError(f"{_counted(held)} in {stage.name}: move {_them(held)} first, or say where to")
    changes = ChangeSet(f"Drop the stage {stage.name}")
    if held:
        taker = pipeline.stage_named(to)
        if taker.name == stage.name or outcome_of(taker) != outcome_of(stage):
            raise InputError(f"the deals of {stage.name} go to another stage that is {stage.kind}")
        if is_open(stage):
            changes = moving(workspace, held, taker.name)
            changes.name = f"Drop the stage {stage.name}, its deals to {taker.name}"
        else:
            for each in held:
                deal = workspace.get(each)
                assert isinstance(deal, Deal)
                changes.update(deal, _renamed(deal, stage.name, taker.name))
    changes.update(pipeline, pipeline.model_copy(update={"stages": left}))
    return workspace.commit(changes)


def _counted(held: list[str]) -> str:
    return f"{len(held):,} deal{' is' if len(held) == 1 else 's are'}"


def _them(held: list[str]) -> str:
    return "it" if len(held) == 1 else "them"


def deals_in(workspace: Workspace, pipeline: Pipeline, stage: str) -> list[str]:
    """The ids of the deals in a stage."""
    key = workspace.pipelines.key(pipeline)
    return [deal.id for deal in DealRow.all(workspace.tables) if deal.pipeline == key and deal.stage == stage]


def _deals(workspace: Workspace, pipeline: Pipeline) -> list[Deal]:
    """The deals of a pipeline."""
    key = workspace.pipelines.key(pipeline)
    ids = [deal.id for deal in DealRow.all(workspace.tables) if deal.pipeline == key]
    return [deal for each in ids if isinstance(deal := workspace.get(each), Deal)]


def _renamed(deal: Deal, before: str, after: str) -> Deal:
    log = tuple(
        each.model_copy(update={"stage": after}) if each.stage == before else each for each in deal.stage_log
    )
    return deal.model_copy(update={"stage": after if deal.stage == before else deal.stage, "stage_log": log})


def refuse_broken(workspace: Workspace, pipeline: Pipeline, changed: Stage | None = None) -> None:
    """Refuse a pipeline with two stages of one name, without a meaning, or with one that differs elsewhere.

    Args:
        workspace: The other pipelines.
        pipeline: The pipeline as it would be.
        changed: The stage that was changed; all of them if it is left out.

    Raises:
        InputError: It is one.
    """
    seen: set[str] = set()
    for stage in pipeline.stages:
        if squeezed(stage.name) in seen:
            raise InputError(f"{pipeline.name} has a stage {stage.name} already")
        seen.add(squeezed(stage.name))
    for outcome in OUTCOMES:
        if not any(outcome_of(stage) == outcome for stage in pipeline.stages):
            raise InputError(f"{pipeline.name} needs a stage that is {outcome}")
    for stage in pipeline.stages if changed is None else (changed,):
        for other_pipeline in workspace.pipelines:
            other = other_pipeline.stage(stage.name) if other_pipeline.id != pipeline.id else None
            if other is not None and other.kind != stage.kind:
                raise InputError(
                    f"{stage.name} is {other.kind} in {other_pipeline.name} and cannot be {stage.kind} here"
                )
