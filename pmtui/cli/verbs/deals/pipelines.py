"""`pmtui pipelines` and `pmtui stage`: the pipelines and their stages, printed and changed."""

import sys
from collections.abc import Sequence

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.errors import InputError
from pmtui.models.deals.pipelines import Stage
from pmtui.rules.deals.outcome import is_open
from pmtui.workflows.assignments import plain_assignments
from pmtui.workflows.deals import pipelines as work


def pipelines(options: Options, name: str, *, preset: str, rename: str, drop: bool, as_json: bool) -> int:
    """`pmtui pipelines [NAME [--preset P | --rename NEW | --drop]]`: list the pipelines, or make or change one.

    Raises:
        InputError: There is one of that name already, or none, or no such preset.
    """
    with opened(options, writing=bool(name)) as workspace:
        if not name:
            shown = list(workspace.pipelines)
            if as_json:
                print_json([each.model_dump(mode="json", include={"id", "name", "stages"}) for each in shown])
            for each in () if as_json else shown:
                print(f"{each.name}  {' > '.join(stage.name for stage in each.stages)}")
        elif drop:
            work.drop_pipeline(workspace, name)
        elif rename:
            work.rename_pipeline(workspace, name, rename)
        else:
            work.add_pipeline(workspace, name, preset or "default")
    return 0


def stage(
    options: Options, words: Sequence[str], *, pipeline: str, add: bool, drop: bool, as_json: bool
) -> int:
    """`pmtui stage [NAME [FIELD=VALUE...] [--add | --drop]] [--pipeline P]`: print the stages, or change one.

    Raises:
        InputError: There is no such pipeline, stage or field, or the field cannot take its value.
    """
    name = " ".join(word for word in words if "=" not in word)
    values = plain_assignments([word for word in words if "=" in word])
    if not name and (values or add or drop):
        raise InputError("stage takes a name and fields, such as: stage Proposal probability=60")
    with opened(options, writing=bool(values or add or drop)) as workspace:
        if add:
            work.add_stage(workspace, pipeline, name, values)
        elif drop:
            work.drop_stage(workspace, pipeline, name)
        elif values:
            commit = work.set_stage(workspace, pipeline, name, values)
            if "probability" in values:
                count = sum(kind == "deal" for kind, _ in commit.changed)
                told = "1 open deal follows" if count == 1 else f"{count:,} open deals follow"
                print(f"{told}; those whose probability was set by hand stay", file=sys.stderr)
        else:
            chosen = workspace.pipelines.of(pipeline)
            shown = [chosen.stage_named(name)] if name else list(chosen.stages)
            if as_json:
                print_json([each.model_dump(mode="json") for each in shown])
            for each in () if as_json else shown:
                told = f"{each.name}  {each.probability} %  {each.kind}  {each.forecast}  {_told(each)}"
                print(told.rstrip())
    return 0


def _told(stage: Stage) -> str:
    rot = f"rots after {stage.rot_days} days" if stage.rot_days is not None and is_open(stage) else ""
    criteria = f"{'demands' if stage.enforced else 'asks'}: {'; '.join(stage.exit)}" if stage.exit else ""
    return "  ".join(part for part in (rot, criteria) if part)
