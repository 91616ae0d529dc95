"""The settings that the whole workspace works by, each changed as one command that undo takes back."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from pmtui.errors import FieldError, InputError, nearest
from pmtui.models.deals.deal import LOST_REASONS, Deal
from pmtui.models.deals.lead import Lead
from pmtui.models.fields import Reading, made_part
from pmtui.models.rate import Rate
from pmtui.models.settings import WEEK_DAYS
from pmtui.models.values.currency_names import currency_code
from pmtui.models.values.dates import MONTH_NAMES, MONTHS, parse_date
from pmtui.models.values.folding import folded
from pmtui.models.values.money import parse_number
from pmtui.rules.deals.outcome import MISSING_FEATURE
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.terminal.text import clean_line

Element = TypeVar("Element")

_LEAST = 3
"""Letters by which a month is known."""


def change_setting(workspace: Workspace, field: str, value: object, name: str) -> Commit:
    """Change one setting.

    Args:
        workspace: Whose setting it is.
        field: The field.
        value: Its new value, valid.
        name: The name of the command in the history.
    """
    before = workspace.settings
    changes = ChangeSet(name)
    changes.update(before, before.model_copy(update={field: value}))
    return workspace.commit(changes)


# Currency, year, week


def read_currency(text: str) -> str:
    """A currency as it is typed.

    Raises:
        FieldError: It is no ISO 4217 code; the nearest is named.
    """
    try:
        return currency_code(text.strip())
    except ValueError as error:
        raise FieldError("currency", str(error)) from None


def set_currency(workspace: Workspace, text: str) -> Commit:
    """Let amounts without a currency be in another one, and totals in it.

    Raises:
        FieldError: It is no currency.
    """
    code = read_currency(text)
    return change_setting(workspace, "currency", code, f"Make {code} the base currency")


def read_month(text: str) -> int:
    """A month as it is typed: a number, or three letters or more of its name.

    Raises:
        FieldError: It is none.
    """
    word = text.strip().lower()
    if word.isdecimal() and 1 <= int(word[:3]) <= len(MONTHS):
        return int(word)
    found = [
        number for number, name in enumerate(MONTH_NAMES, 1) if len(word) >= _LEAST and name.startswith(word)
    ]
    if not found:
        raise FieldError("fiscal_year_start", f"{text!r} is no month; say 1 to 12, or a name such as april")
    return found[0]


def set_fiscal_year(workspace: Workspace, text: str) -> Commit:
    """Let the fiscal year begin with another month.

    Raises:
        FieldError: It is no month.
    """
    number = read_month(text)
    name = f"Begin the fiscal year in {MONTH_NAMES[number - 1]}"
    return change_setting(workspace, "fiscal_year_start", number, name)


def read_week_start(text: str) -> str:
    """The first day of the week as it is typed, two letters or more.

    Raises:
        FieldError: No week begins with it.
    """
    word = folded(text)
    found = [day for day in WEEK_DAYS if len(word) > 1 and day.startswith(word)]
    if not found:
        raise FieldError("week_start", f"a week begins on {', '.join(WEEK_DAYS)}; not on {text!r}")
    return found[0]


def set_week_start(workspace: Workspace, text: str) -> Commit:
    """Let the week begin on another day.

    Raises:
        FieldError: No week begins with it.
    """
    day = read_week_start(text)
    return change_setting(workspace, "week_start", day, f"Begin the week on {day}")


# Rates


def read_rate(words: Sequence[str], day: str, how: Reading) -> Rate:
    """A rate as it is typed.

    Args:
        words: The currency, the one it is worth something in, and the figure.
        day: The first day on which it holds; empty for today.
        how: How text is read.

    Raises:
        FieldError: A currency is unknown, or the figure or the day cannot be read.
    """
    code, into = read_pair(words)
    values: dict[str, object] = {
        "currency": code,
        "into": into,
        "day": parse_date(day, how.today, how.date_order) if day.strip() else how.today,
        "figure": _figure(words[2], how),
    }
    return made_part(Rate, values)


def _figure(text: str, how: Reading) -> Decimal:
    try:
        return parse_number(text, how.decimal_mark or ".")
    except (ValueError, InputError) as error:
        raise FieldError("figure", str(error)) from None


def read_pair(words: Sequence[str]) -> tuple[str, str]:
    """Two currencies as they are typed.

    Raises:
        FieldError: One of them is unknown.
    """
    try:
        return currency_code(words[0].strip()), currency_code(words[1].strip())
    except ValueError as error:
        raise FieldError("rates", str(error)) from None


RateKey = tuple[str, str, date]
"""The currencies that a rate joins, and its first day."""


def key_of(rate: Rate) -> RateKey:
    """What no two rates share."""
    return rate.currency, rate.into, rate.day


def with_rate(rates: Sequence[Rate], rate: Rate, instead_of: RateKey | None = None) -> tuple[Rate, ...]:
    """The rates with another one, in their order, in the place of the one it replaces.

    Raises:
        FieldError: It would move onto another rate of the same two and the same day.
    """
    if instead_of not in (None, key_of(rate)) and any(key_of(each) == key_of(rate) for each in rates):
        raise FieldError("day", f"there is a rate from {rate.currency} to {rate.into} of {rate.day} already")
    others = [each for each in rates if key_of(each) not in (key_of(rate), instead_of)]
    return tuple(sorted((*others, rate), key=key_of))


def set_rate(workspace: Workspace, rate: Rate, instead_of: RateKey | None = None) -> Commit:
    """Set a rate, in the place of the one of the same two and the same day.

    Args:
        workspace: Whose rates they are.
        rate: The rate.
        instead_of: The rate that it replaces, where its day or its currencies are changed.

    Raises:
        FieldError: It would move onto another one.
    """
    kept = with_rate(workspace.settings.rates, rate, instead_of)
    return change_setting(workspace, "rates", kept, f"Set the rate {rate.currency} to {rate.into}")


def drop_rates(workspace: Workspace, pair: tuple[str, str], on: date | None = None) -> Commit:
    """Take away the rates of two currencies, or the one of a day.

    Raises:
        InputError: There is none.
    """
    before = workspace.settings.rates
    kept = tuple(
        rate for rate in before if (rate.currency, rate.into) != pair or (on is not None and rate.day != on)
    )
    if kept == before:
        raise InputError(f"there is no rate from {pair[0]} to {pair[1]}{f' of {on}' if on else ''}")
    return change_setting(workspace, "rates", kept, f"Drop the rate {pair[0]} to {pair[1]}")


# Loss reasons


def loss_reasons(workspace: Workspace) -> tuple[str, ...]:
    """The reasons for a loss that are offered."""
    return workspace.settings.loss_reasons or LOST_REASONS


def add_loss_reason(workspace: Workspace, name: str) -> Commit:
    """Offer another reason.

    Raises:
        FieldError: It has no name, or is offered already.
    """
    name, known = clean_line(name), loss_reasons(workspace)
    _refuse_reason(name, known)
    return change_setting(workspace, "loss_reasons", (*known, name), f"Add the loss reason {name}")


def rename_loss_reason(workspace: Workspace, name: str, to: str) -> Commit:
    """Give a reason another name, on the deals and leads that bear it too.

    Raises:
        FieldError: There is no such reason, it stays, or there is one of the new name.
    """
    known, to = loss_reasons(workspace), clean_line(to)
    name = _known_reason(name, known)
    _refuse_reason(to, [each for each in known if each != name])
    changes = ChangeSet(f"Rename the loss reason {name} to {to}")
    before = workspace.settings
    renamed = tuple(to if each == name else each for each in known)
    changes.update(before, before.model_copy(update={"loss_reasons": renamed}))
    for kind, field in (("deal", "lost_reason"), ("lead", "reason")):
        for document_id, row in workspace.rows(kind).items():
            if folded(str(row.get(field) or "")) == folded(name):
                document = workspace.get(document_id)
                assert isinstance(document, Deal | Lead)
                changes.update(document, document.model_copy(update={field: to}))
    return workspace.commit(changes)


def drop_loss_reason(workspace: Workspace, name: str) -> Commit:
    """Offer a reason no longer; what bears it keeps it.

    Raises:
        FieldError: There is no such reason, or it stays.
    """
    known = loss_reasons(workspace)
    name = _known_reason(name, known)
    kept = tuple(each for each in known if each != name)
    return change_setting(workspace, "loss_reasons", kept, f"Drop the loss reason {name}")


def move_loss_reason(workspace: Workspace, name: str, steps: int) -> Commit:
    """Offer a reason earlier or later.

    Raises:
        FieldError: There is no such reason.
        InputError: It is at the end already.
    """
    known = loss_reasons(workspace)
    kept = moved(known, _position(name, known), steps)
    return change_setting(workspace, "loss_reasons", kept, f"Move the loss reason {name}")


def moved(elements: Sequence[Element], place: int, steps: int) -> tuple[Element, ...]:
    """Elements with one of them some places on, or back.

    Raises:
        InputError: It is at the end already.
    """
    if not 0 <= place + steps < len(elements):
        raise InputError(f"it is the {'first' if steps < 0 else 'last'} already")
    kept = list(elements)
    kept.insert(place + steps, kept.pop(place))
    return tuple(kept)


def _position(name: str, known: Sequence[str]) -> int:
    wanted = folded(name)
    found = [place for place, each in enumerate(known) if folded(each) == wanted]
    if not found:
        raise FieldError("loss_reasons", f"there is no reason {name!r}{nearest(name, known)}")
    return found[0]


def _known_reason(name: str, known: Sequence[str]) -> str:
    """The reason of a name, which may be changed."""
    found = known[_position(name, known)]
    if folded(found) == MISSING_FEATURE:
        raise FieldError(
            "loss_reasons", f"{found} stays: a deal that is lost for it asks which feature was missing"
        )
    return found


def _refuse_reason(name: str, others: Sequence[str]) -> None:
    if not name:
        raise FieldError("loss_reasons", "a reason needs a name")
    if any(folded(each) == folded(name) for each in others):
        raise FieldError("loss_reasons", f"{name} is a reason already")


# The mark


MARKS = ("trial", "production")
"""What a workspace is marked as."""


def mark(workspace: Workspace, text: str) -> Commit:
    """Mark the workspace as production, which frames every screen, or as a trial.

    Raises:
        FieldError: It is neither.
    """
    word = text.strip().lower()
    if word not in MARKS:
        raise FieldError("production", f"a workspace is marked as {' or '.join(MARKS)}, not {text!r}")
    name = "Mark the workspace as production" if word == "production" else "Mark the workspace as a trial"
    return change_setting(workspace, "production", word == "production", name)
