"""`pmtui rates`: print or set what unlike currencies are worth."""

import argparse
import sys

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.cli.verb import Verb
from pmtui.errors import InputError, NothingFound
from pmtui.models.fields import write_row
from pmtui.models.values.dates import parse_date
from pmtui.workflows import record_commands
from pmtui.workflows.workspace import settings

_PAIR, _RATE = 2, 3


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui rates [FROM TO [FIGURE] [--day DAY] [--drop]]`: print the rates, or set or drop one.

    Raises:
        InputError: A currency is unknown, or the figure or the day cannot be read.
        NothingFound: There are no rates; `--json` prints an empty list all the same.
    """
    words = given.words
    if words and len(words) != (_PAIR if given.drop else _RATE):
        raise InputError("rates takes FROM TO FIGURE, such as EUR USD 1.08, or FROM TO with --drop")
    with opened(options, writing=bool(words)) as workspace:
        rates = workspace.settings.rates
        if words:
            how = record_commands.reading(workspace, options.date_order())
            if given.drop:
                on = parse_date(given.day, how.today, how.date_order) if given.day else None
                commit = settings.drop_rates(workspace, settings.read_pair(words), on)
            else:
                commit = settings.set_rate(workspace, settings.read_rate(words, given.day, how))
            print(commit.name, file=sys.stderr)
        elif given.json:
            print_json([rate.model_dump(mode="json") for rate in rates])
        else:
            for rate in rates:
                print(write_row(rate))
            if not rates:
                raise NothingFound("there are no rates; set one such as: pmtui rates EUR USD 1.08")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="FROM TO FIGURE", help="such as: EUR USD 1.08")
    parser.add_argument("--day", default="", metavar="DAY", help="the first day it holds; today by default")
    parser.add_argument("--drop", action="store_true", help="take the rates FROM TO away")
    parser.add_argument("--json", action="store_true", help="as JSON")


VERB = Verb(
    "rates",
    "print or set what currencies are worth, for totals and comparisons",
    run,
    _arguments,
    also="exchange rates, currencies, conversion, fx",
)
