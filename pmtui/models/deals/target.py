"""The target: the money somebody, or the whole team, is to win in a period."""

from typing import Annotated

from pydantic import AfterValidator

from pmtui.errors import InputError
from pmtui.models.document import About, Document
from pmtui.models.values.money import Money
from pmtui.models.values.period import parse_label
from pmtui.models.values.text_fields import Title


def _label(text: str) -> str:
    try:
        return parse_label(text)
    except InputError as error:
        raise ValueError(str(error)) from None


PeriodLabel = Annotated[Title, AfterValidator(_label)]
"""A period as it is written everywhere: `2026-Q4`, `2026-11`, `2026`."""


class Target(Document):
    """What is to be won in a period; its owner is whose it is, and one without an owner is the team's."""

    period: Annotated[PeriodLabel, About("Period", "such as 2026-Q4, 2026-11 or 2026", "sales-target")]
    amount: Annotated[Money, About("Amount", "what is to be won, such as 250k", "sales-quota")]
