"""`pmtui stage`: print a pipeline's stages, or change, add or drop one."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.models.deals.pipelines import Stage
from pmtui.rules.deals.outcome import is_open
from pmtui.workflows.assignments import plain_assignments
from pmtui.workflows.deals import pipelines as work


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui stage [NAME [FIELD=VALUE...] [--add | --drop]] [--pipeline P]`: print the stages, or change one.

    Raises:
        InputError: There is no such pipeline, stage or field, or the field cannot take its value.
    """
    name = " ".join(word for word in given.words if "=" not in word)
    values = plain_assignments([word for word in given.words if "=" in word])
    if not name and (values or given.add or given.drop):
        raise InputError("stage takes a name and fields, such as: stage Proposal probability=60")
    with opened(options, writing=bool(values or given.add or given.drop)) as workspace:
        if given.add:
            work.add_stage(workspace, given.pipeline, name, values)
        elif given.drop:
            work.drop_stage(workspace, given.pipeline, name, given.to)
        elif values:
            commit = work.set_stage(workspace, given.pipeline, name, values)
            if "probability" in values:
                count = sum(kind == "deal" for kind, _ in commit.changed)
                told = "1 open deal follows" if count == 1 else f"{count:,} open deals follow"
                print(f"{told}; those whose probability was set by hand stay", file=sys.stderr)
        else:
            chosen = workspace.pipelines.of(given.pipeline)
            shown = [chosen.stage_named(name)] if name else list(chosen.stages)
            if given.json:
                print_json([each.model_dump(mode="json") for each in shown])
            for each in () if given.json else shown:
                told = f"{each.name}  {each.probability} %  {each.kind}  {each.forecast}  {_told(each)}"
                print(told.rstrip())
    return 0


def _told(stage: Stage) -> str:
    rot = f"rots after {stage.rot_days} days" if stage.rot_days is not None and is_open(stage) else ""
    criteria = f"{'demands' if stage.enforced else 'asks'}: {'; '.join(stage.exit)}" if stage.exit else ""
    return "  ".join(part for part in (rot, criteria) if part)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="NAME FIELD=VALUE", help="such as: Proposal enforced=yes")
    parser.add_argument("--pipeline", default="", metavar="P", help="the main one unless given")
    parser.add_argument("--add", action="store_true")
    parser.add_argument("--drop", action="store_true", help="its deals go to another stage, with --to")
    parser.add_argument(
        "--to", default="", metavar="STAGE", help="the stage that takes the deals of a dropped one"
    )
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "stage",
    "print a pipeline's stages, or change, add or drop one",
    run,
    _arguments,
    also="stages, exit criteria, probabilities, rot days, pipeline stages",
)
