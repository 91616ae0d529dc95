"""`pmtui rates` and `pmtui fiscal-year`: what unlike currencies are worth, and when the year begins."""

import sys
from collections.abc import Sequence

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.errors import FieldError, InputError, NothingFound
from pmtui.models.deals.pipelines import Settings
from pmtui.models.fields import Reading, made_part, write_row
from pmtui.models.rate import Rate
from pmtui.models.values.currency_names import currency_code
from pmtui.models.values.dates import MONTH_NAMES, MONTHS, parse_date
from pmtui.models.values.money import parse_number
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands

_PAIR, _RATE = 2, 3


def rates(options: Options, words: Sequence[str], *, day: str, drop: bool, as_json: bool) -> int:
    """`pmtui rates [FROM TO [FIGURE] [--day DAY] [--drop]]`: print the rates, or set or drop one.

    Raises:
        InputError: A currency is unknown, or the figure or the day cannot be read.
        NothingFound: There are no rates; `--json` prints an empty list all the same.
    """
    if words and len(words) != (_PAIR if drop else _RATE):
        raise InputError("rates takes FROM TO FIGURE, such as EUR USD 1.08, or FROM TO with --drop")
    with opened(options, writing=bool(words)) as workspace:
        before = workspace.settings
        if words:
            how = record_commands.reading(workspace, options.date_order())
            kept = _without(before, words, day, how) if drop else _with(before, words, day, how)
            _set(
                workspace,
                before,
                "rates",
                kept,
                f"{'Drop' if drop else 'Set'} the rate {words[0]} to {words[1]}",
            )
        elif as_json:
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


def fiscal_year(options: Options, month: str) -> int:
    """`pmtui fiscal-year [MONTH]`: print the month that the fiscal year begins with, or set it.

    Raises:
        InputError: It is no month.
    """
    with opened(options, writing=bool(month)) as workspace:
        before = workspace.settings
        if month:
            number = _month(month)
            _set(
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
        number for number, name in enumerate(MONTH_NAMES, 1) if len(word) > _PAIR and name.startswith(word)
    ]
    if not found:
        raise FieldError("fiscal_year_start", f"{text!r} is no month; say 1 to 12, or a name such as april")
    return found[0]


def _set(workspace: Workspace, before: Settings, field: str, value: object, name: str) -> None:
    changes = ChangeSet(name)
    changes.update(before, before.model_copy(update={field: value}))
    print(workspace.commit(changes).name, file=sys.stderr)
