"""The score of a lead, 0 to 100, with its reasons: how well it fits the ideal customer, and what is known."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pmtui.errors import FieldError, InputError, quoted
from pmtui.models.customers.customer_rows import AccountRow
from pmtui.models.deals.deal_rows import LeadRow
from pmtui.models.deals.lead import LETTERS
from pmtui.models.registry import check_field
from pmtui.models.row_text import split_list, split_row
from pmtui.models.settings import Trait
from pmtui.models.stored import JsonValue
from pmtui.models.values.folding import folded
from pmtui.models.values.numbers import whole_number
from pmtui.models.workspace_rows import SettingsRow, TraitRow
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace

FIT, KNOWN = 65, 35
"""The points for fitting the profile, and for the answers that the frame asks for."""

FREE_MAIL = (
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "gmx.de", "web.de", "icloud.com",
)  # fmt: skip
"""Where private people have their mail: what follows the @ is no company."""

_WARM = ("referral", "existing customer", "partner", "networking")
_ALIKE = 2
_BAND = re.compile(r"^(?:([<>])\s*(\d{1,15})|(\d{1,15})\s*-\s*(\d{1,15}))$")

Row = Mapping[str, JsonValue]


class Point(NamedTuple):
    """Part of a lead's score."""

    points: int
    """How many."""
    reason: str
    """Why they are given."""


def score(lead: LeadRow, tables: Mapping[str, Mapping[str, Row]]) -> Iterator[Point]:
    """The points of a lead, each with its reason; together 0 to 100.

    Fit is told by the profile in the settings; where there is none, by the customers there are.
    """
    settings = SettingsRow.of(tables, "workspace")
    profile = settings.profile if settings is not None else ()
    if profile:
        yield from _fitting(lead, profile)
    else:
        yield from _learnt(lead, list(AccountRow.all(tables)))
    answers, asked = lead.qualification, LETTERS[lead.frame]
    known = [name for name in asked if answers.get(name)]
    if known:
        yield Point(KNOWN * len(known) // len(asked), f"known: {', '.join(known)}")


def set_profile(workspace: Workspace, traits: Sequence[Trait]) -> Commit:
    """Say what the ideal customer is like; no traits let it be learnt from the accounts.

    Raises:
        InputError: A trait is about no field of leads, or counts nothing.
    """
    checked_profile(traits)
    settings = workspace.settings
    changes = ChangeSet("Set the ideal customer's profile")
    changes.update(settings, settings.model_copy(update={"profile": tuple(traits)}))
    return workspace.commit(changes)


def checked_profile(traits: Sequence[Trait]) -> None:
    """Refuse traits that are about no field of leads, or count nothing.

    Raises:
        InputError: There is one.
    """
    for trait in traits:
        check_field("lead", trait.field)
        if not trait.values or trait.weight < 1:
            raise InputError(f"{trait.field}: a trait needs a value and a weight from 1")


def read_trait(field: str, text: str) -> Trait:
    """A trait as it is typed: `industry` and `software, fintech | weight=3`.

    Raises:
        FieldError: It has another part, or the weight is no whole number from 1.
    """
    values, colon, end = text.rpartition(":")
    if colon and end.strip().isdecimal():
        raise FieldError(
            field, f"{quoted(text)} is not a trait; write {f'{values} | weight={end.strip()}'!r}"
        )
    values, parts = split_row(text)
    weight = "1"
    for key, value in parts:
        if key != "weight":
            raise FieldError(field, f"has no part {quoted(key)}; write weight=3")
        weight = value
    number = whole_number(weight)
    if not number:
        raise FieldError(field, f"the weight is a whole number from 1, not {quoted(weight)}")
    return Trait(field=field, values=tuple(split_list(values)), weight=number)


def _fitting(lead: LeadRow, profile: Sequence[TraitRow]) -> Iterator[Point]:
    """The points for the traits that a lead has, each by its weight among all."""
    whole = sum(trait.weight for trait in profile) or 1
    for trait in profile:
        said = lead.stored.get(trait.field)
        values = [str(each) for each in said] if isinstance(said, list) else [str(said or "")]
        if any(_is(value, wanted) for value in values for wanted in trait.values):
            yield Point(FIT * trait.weight // whole, f"{trait.field} is {', '.join(values)}")


def _is(value: str, wanted: str) -> bool:
    """Whether a value is the wanted one; `50-200`, `<50` and `>200` are bands of numbers."""
    band = _BAND.match(wanted)
    number = re.match(r"\d{1,15}", value.replace(",", ""))
    if band is None or number is None or "-" in value:
        return bool(value) and folded(value) == folded(wanted)
    found = int(number[0])
    if band[1]:
        return found < int(band[2]) if band[1] == "<" else found > int(band[2])
    return int(band[3]) <= found <= int(band[4])


def _learnt(lead: LeadRow, accounts: Sequence[AccountRow]) -> Iterator[Point]:
    """The points for being like the accounts there are, for a company's address and a warm start."""
    industry = folded(lead.industry)
    alike = sum(folded(account.industry) == industry for account in accounts) if industry else 0
    if alike >= _ALIKE:
        yield Point(30, f"{alike} accounts are in {lead.industry}")
    domain = lead.email.rpartition("@")[2].lower()
    if domain and domain not in FREE_MAIL:
        yield Point(15, f"writes from {domain}")
    if folded(lead.source) in _WARM:
        yield Point(20, f"came by {lead.source}")
