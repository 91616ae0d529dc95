"""`pmtui profile`: print or set what the ideal customer is like, by which leads are scored."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.errors import NothingFound
from pmtui.models.row_text import join_list, join_row
from pmtui.workflows.assignments import plain_assignments
from pmtui.workflows.deals.lead_score import read_trait, set_profile


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui profile [FIELD=ROW... | --drop]`: print or set what the ideal customer is like.

    Raises:
        InputError: A trait is about no field of leads.
        NothingFound: There is no profile: it is learnt from the accounts.
    """
    traits = [read_trait(name, text) for name, text in plain_assignments(given.traits).items()]
    with opened(options, writing=bool(traits or given.drop)) as workspace:
        if traits or given.drop:
            set_profile(workspace, traits)
            return 0
        for trait in workspace.settings.profile:
            row = join_row(join_list(trait.values), [("weight", str(trait.weight))])
            print(f"{trait.field}={row}")
        if not workspace.settings.profile:
            raise NothingFound("no profile is set: leads are scored by the accounts there are")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "traits",
        nargs="*",
        metavar="FIELD=ROW",
        help="such as: 'industry=software, fintech | weight=3' 'size=50-200 | weight=2'",
    )
    parser.add_argument("--drop", action="store_true", help="none: learn it from the accounts")


VERB = Verb(
    "profile",
    "print or set what the ideal customer is like, by which leads are scored",
    run,
    _arguments,
    also="ideal customer, icp, lead scoring, lead score",
)
