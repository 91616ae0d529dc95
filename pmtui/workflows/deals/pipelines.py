"""The pipelines as data: made, renamed and dropped; their stages changed, added, renamed and taken out."""

from collections.abc import Mapping

from pydantic import ValidationError

from pmtui.errors import InputError, nearest, quoted
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipeline_presets import preset
from pmtui.models.deals.pipelines import Pipeline, Stage
from pmtui.models.document import Percent
from pmtui.models.field_errors import field_errors
from pmtui.models.row_text import split_list
from pmtui.models.values.numbers import whole_number
from pmtui.rules.deals.outcome import is_open, outcome_of
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.terminal.text import clean_line
from pmtui.workflows.glossary.terms import slug

FORECASTS = ("commit", "best case", "pipeline", "omitted", "closed")
_FIELDS = ("name", "probability", "rot_days", "forecast", "exit", "enforced", "reason_optional", "place")
_WHOLE: Percent = 100
_TRUE, _FALSE = ("yes", "true", "1"), ("no", "false", "0", "")


def add_pipeline(workspace: Workspace, name: str, preset_name: str = "default") -> Commit:
    """Make another pipeline with the stages of a preset.

    Raises:
        InputError: There is one of that name or no such preset, or a stage would mean something else here.
    """
    name = _named(name, "a pipeline")
    if workspace.pipelines.find(name) is not None:
        raise InputError(f"there is a pipeline {name} already")
    made = preset(preset_name, name).model_copy(update={"id": slug(name)})
    for stage in made.stages:
        _agree(workspace, stage)
    changes = ChangeSet(f"Add the pipeline {made.name}")
    changes.create(made)
    return workspace.commit(changes)


def rename_pipeline(workspace: Workspace, name: str, to: str) -> Commit:
    """Give a pipeline another name, its deals with it.

    Raises:
        InputError: There is none of that name, or one of the new name already.
    """
    pipelines = workspace.pipelines
    pipeline, to = pipelines.of(name), _named(to, "a pipeline")
    if pipelines.find(to) not in (None, pipeline):
        raise InputError(f"there is a pipeline {to} already")
    changes = ChangeSet(f"Rename the pipeline {pipeline.name} to {to}")
    changes.update(pipeline, pipeline.model_copy(update={"name": to}))
    if pipelines.key(pipeline):
        for deal in _deals(workspace, pipeline):
            changes.update(deal, deal.model_copy(update={"pipeline": to}))
    return workspace.commit(changes)


def drop_pipeline(workspace: Workspace, name: str) -> Commit:
    """Take out a pipeline that holds no deals.

    Raises:
        InputError: There is none of that name, it is the main one, or deals are in it.
    """
    pipeline = workspace.pipelines.of(name)
    if pipeline.id == workspace.pipelines.main.id:
        raise InputError(f"{pipeline.name} is the main pipeline: it stays")
    held = _deals(workspace, pipeline)
    if held:
        raise InputError(f"{len(held):,} deals are in {pipeline.name}: move them to another one first")
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
        values: Fields as typed: name, probability, rot_days, forecast, exit, enforced, reason_optional, place (from 1).

    Raises:
        InputError: There is no such pipeline, stage or field, or the field cannot take its value.
    """
    pipeline = workspace.pipelines.of(pipeline_name)
    stage = pipeline.stage_named(name)
    changed = _changed(stage, values)
    same = pipeline.stage(changed.name)
    if same not in (None, stage):
        raise InputError(f"{pipeline.name} has a stage {changed.name} already")
    _agree(workspace, changed, pipeline)
    stages = [changed if each.name == stage.name else each for each in pipeline.stages]
    if "place" in values:
        stages.remove(changed)
        stages.insert(_place(values["place"]) - 1, changed)
    changes = ChangeSet(f"Set {', '.join(values)} of the stage {stage.name}")
    changes.update(pipeline, pipeline.model_copy(update={"stages": tuple(stages)}))
    renamed, revalued = changed.name != stage.name, changed.probability != stage.probability
    for deal in _deals(workspace, pipeline) if renamed or revalued else ():
        after = _renamed(deal, stage.name, changed.name) if renamed else deal
        if revalued and after.stage == changed.name and follows_stage(after, changed):
            after = after.model_copy(update={"probability": changed.probability})
        changes.update(deal, after)
    return workspace.commit(changes)


def follows_stage(deal: Deal, stage: Stage) -> bool:
    """Whether a deal in a stage takes the stage's chance of winning: it is open, and nobody set it by hand."""
    return is_open(stage) and deal.probability_by == "stage"


def add_stage(workspace: Workspace, pipeline_name: str, name: str, values: Mapping[str, str]) -> Commit:
    """Add an open stage, before the stages that are likelier to win unless a place is given.

    Raises:
        InputError: There is no such pipeline, or a stage of that name, or a field cannot take its value.
    """
    pipeline, name = workspace.pipelines.of(pipeline_name), _named(name, "a stage")
    if pipeline.stage(name) is not None:
        raise InputError(f"{pipeline.name} has a stage {name} already")
    made = _changed(Stage(name=name, probability=50, rot_days=30), values)
    _agree(workspace, made, pipeline)
    stages = list(pipeline.with_open_stage(made.name, made.probability).stages)
    place = next(index for index, each in enumerate(stages) if each.name == made.name)
    del stages[place]
    stages.insert(_place(values["place"]) - 1 if "place" in values else place, made)
    changes = ChangeSet(f"Add the stage {made.name}")
    changes.update(pipeline, pipeline.model_copy(update={"stages": tuple(stages)}))
    return workspace.commit(changes)


def drop_stage(workspace: Workspace, pipeline_name: str, name: str) -> Commit:
    """Take out a stage that holds no deals.

    Raises:
        InputError: There is no such pipeline or stage, deals are in it, or it is the last of its meaning.
    """
    pipeline = workspace.pipelines.of(pipeline_name)
    stage = pipeline.stage_named(name)
    held = [deal for deal in _deals(workspace, pipeline) if deal.stage == stage.name]
    if held:
        raise InputError(f"{len(held):,} deals are in {stage.name}: move them first")
    left = tuple(each for each in pipeline.stages if each.name != stage.name)
    if not any(outcome_of(each) == outcome_of(stage) for each in left):
        raise InputError(f"{stage.name} is the only stage that is {stage.kind}: it stays")
    changes = ChangeSet(f"Drop the stage {stage.name}")
    changes.update(pipeline, pipeline.model_copy(update={"stages": left}))
    return workspace.commit(changes)


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


def _agree(workspace: Workspace, stage: Stage, besides: Pipeline | None = None) -> None:
    """A stage means the same in every pipeline that has it."""
    for pipeline in workspace.pipelines:
        other = pipeline.stage(stage.name) if besides is None or pipeline.id != besides.id else None
        if other is not None and other.kind != stage.kind:
            raise InputError(
                f"{stage.name} is {other.kind} in {pipeline.name} and cannot be {stage.kind} here"
            )


def _named(name: str, what: str) -> str:
    """A name on one clean line.

    Raises:
        InputError: Nothing of it is left.
    """
    cleaned = clean_line(name)
    if not cleaned:
        raise InputError(f"{what} needs a name")
    return cleaned


def _place(text: str) -> int:
    number = whole_number(text)
    if not number:
        raise InputError(f"place is a number from 1, not {quoted(text)}")
    return number


def _changed(stage: Stage, values: Mapping[str, str]) -> Stage:
    updates: dict[str, object] = {}
    for name, text in values.items():
        if name not in _FIELDS:
            raise InputError(f"unknown field {name!r} of a stage{nearest(name, _FIELDS)}")
        if name != "place":
            updates[name] = _read(name, text.strip())
    try:
        return Stage.model_validate({**stage.model_dump(), **updates})
    except ValidationError as error:
        raise field_errors(error)[0] from None


def _read(name: str, text: str) -> object:
    """The value of a stage's field from text."""
    if name == "name":
        return _named(text, "a stage")
    if name == "exit":
        return tuple(split_list(text))
    if name in ("enforced", "reason_optional") and text.lower() in (*_TRUE, *_FALSE):
        return text.lower() in _TRUE
    if name == "forecast" and text in FORECASTS:
        return text
    if name == "rot_days" and not text:
        return None
    number = whole_number(text)
    if number is not None and (name == "rot_days" or (name == "probability" and number <= _WHOLE)):
        return number
    raise InputError(f"{name} is {_TAKES[name]}, not {quoted(text)}")


_TAKES = {
    "name": "a word or two",
    "enforced": "yes or no",
    "reason_optional": "yes or no",
    "forecast": "commit, best case, pipeline or omitted",
    "rot_days": "a whole number of days, or nothing for never",
    "probability": "a whole number from 0 to 100",
}
