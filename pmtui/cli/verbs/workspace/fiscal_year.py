"""`pmtui fiscal-year`: print or set the month that the fiscal year begins with."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.setting_output import set_setting
from pmtui.cli.verb import Verb
from pmtui.errors import FieldError
from pmtui.models.values.dates import MONTH_NAMES, MONTHS

_LEAST = 3
"""Letters by which a month is known."""


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui fiscal-year [MONTH]`: print the month that the fiscal year begins with, or set it.

    Raises:
        InputError: It is no month.
    """
    with opened(options, writing=bool(given.month)) as workspace:
        before = workspace.settings
        if given.month:
            number = _month(given.month)
            set_setting(
                workspace,
                before,
                "fiscal_year_start",
                number,
                f"Begin the fiscal year in {MONTH_NAMES[number - 1]}",
            )
        else:
            print(before.fiscal_year_start)
    return 0


def _month(text: str) -> int:
    word = text.strip().lower()
    if word.isdecimal() and 1 <= int(word[:3]) <= len(MONTHS):
        return int(word)
    found = [
        number for number, name in enumerate(MONTH_NAMES, 1) if len(word) >= _LEAST and name.startswith(word)
    ]
    if not found:
        raise FieldError("fiscal_year_start", f"{text!r} is no month; say 1 to 12, or a name such as april")
    return found[0]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "month", nargs="?", default="", metavar="MONTH", help="1 to 12, or a name such as april"
    )


VERB = Verb(
    "fiscal-year",
    "print or set the month that the fiscal year begins with",
    run,
    _arguments,
    also="financial year, quarters begin",
)
