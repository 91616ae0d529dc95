"""`pmtui rates`: print or set what unlike currencies are worth."""

import argparse
from collections.abc import Sequence

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.cli.setting_output import set_setting
from pmtui.cli.verb import Verb
from pmtui.errors import FieldError, InputError, NothingFound
from pmtui.models.fields import Reading, made_part, write_row
from pmtui.models.rate import Rate
from pmtui.models.settings import Settings
from pmtui.models.values.currency_names import currency_code
from pmtui.models.values.dates import parse_date
from pmtui.models.values.money import parse_number
from pmtui.workflows import record_commands

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
        before = workspace.settings
        if words:
            how = record_commands.reading(workspace, options.date_order())
            kept = (
                _without(before, words, given.day, how)
                if given.drop
                else _with(before, words, given.day, how)
            )
            set_setting(
                workspace,
                before,
                "rates",
                kept,
                f"{'Drop' if given.drop else 'Set'} the rate {words[0]} to {words[1]}",
            )
        elif given.json:
            print_json([rate.model_dump(mode="json") for rate in before.rates])
        else:
            for rate in before.rates:
                print(write_row(rate))
            if not before.rates:
                raise NothingFound("there are no rates; set one such as: pmtui rates EUR USD 1.08")
    return 0


def _with(settings: Settings, words: Sequence[str], day: str, how: Reading) -> tuple[Rate, ...]:
    code, into = _codes(words)
    values: dict[str, object] = {
        "currency": code,
        "into": into,
        "day": parse_date(day, how.today, how.date_order) if day else how.today,
        "figure": parse_number(words[2], how.decimal_mark or "."),
    }
    fresh = made_part(Rate, values)
    others = [
        rate for rate in settings.rates if (rate.currency, rate.into, rate.day) != (code, into, fresh.day)
    ]
    return tuple(sorted((*others, fresh), key=lambda rate: (rate.currency, rate.into, rate.day)))


def _without(settings: Settings, words: Sequence[str], day: str, how: Reading) -> tuple[Rate, ...]:
    pair = _codes(words)
    on = parse_date(day, how.today, how.date_order) if day else None
    kept = tuple(
        rate
        for rate in settings.rates
        if (rate.currency, rate.into) != pair or (on is not None and rate.day != on)
    )
    if kept == settings.rates:
        raise InputError(f"there is no rate from {pair[0]} to {pair[1]}{f' of {on}' if on else ''}")
    return kept


def _codes(words: Sequence[str]) -> tuple[str, str]:
    try:
        return currency_code(words[0]), currency_code(words[1])
    except ValueError as error:
        raise FieldError("rates", str(error)) from None


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
