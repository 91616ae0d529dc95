"""`pmtui pipelines`: list the pipelines, or make, rename or drop one."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.cli.verb import Verb
from pmtui.workflows.deals import pipelines as work


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui pipelines [NAME [--preset P | --rename NEW | --main | --drop]]`: list, make or change pipelines.

    Raises:
        InputError: There is one of that name already, or none, or no such preset.
    """
    with opened(options, writing=bool(given.name)) as workspace:
        if not given.name:
            shown = list(workspace.pipelines)
            if given.json:
                print_json([each.model_dump(mode="json", include={"id", "name", "stages"}) for each in shown])
            for each in () if given.json else shown:
                print(f"{each.name}  {' > '.join(stage.name for stage in each.stages)}")
        elif given.drop:
            work.drop_pipeline(workspace, given.name)
        elif given.main:
            work.make_main(workspace, given.name)
        elif given.rename:
            work.rename_pipeline(workspace, given.name, given.rename)
        else:
            work.add_pipeline(workspace, given.name, given.preset or "default")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="?", default="", metavar="NAME", help="makes one, unless told otherwise"
    )
    parser.add_argument(
        "--preset", default="", metavar="P", help="whose stages it begins with, such as hubspot"
    )
    parser.add_argument("--rename", default="", metavar="NEW")
    parser.add_argument("--main", action="store_true", help="the one of deals that name none")
    parser.add_argument("--drop", action="store_true", help="one that holds no deals")
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "pipelines",
    "list the pipelines, or make, rename or drop one",
    run,
    _arguments,
    also="new pipeline, sales processes",
)
