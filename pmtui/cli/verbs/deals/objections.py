"""`pmtui objections`: print the answers to objections, those that won most first."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.cli.verb import Verb
from pmtui.errors import NothingFound
from pmtui.workflows.deals.objections import library


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui objections [WORDS...]`: the answers that were given, those that won most first.

    Raises:
        NothingFound: There is none.
    """
    with opened(options) as workspace:
        found = library(workspace.rows("deal"), workspace.pipelines.whole, " ".join(given.words))
        if given.json:
            print_json(
                [
                    {**each.__dict__, "win_rate": None if each.win_rate is None else float(each.win_rate)}
                    for each in found
                ]
            )
        for each in () if given.json else found:
            rate = f", {each.win_rate:.0%} of {each.won + each.lost} won" if each.win_rate is not None else ""
            print(f"{each.objection} > {each.answer}  ({each.used}x, {each.accepted} accepted{rate})")
        if not found:
            raise NothingFound(
                'no objection with an answer yet; they stand on deals: objections="doubt > answer"'
            )
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "objections",
    "print the answers to objections, those that won most first",
    run,
    _arguments,
    also="answers, rebuttals, objection handling, too expensive",
)
