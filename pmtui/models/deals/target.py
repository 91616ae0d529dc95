"""The target: the money somebody, or the whole team, is to win in a period."""

from typing import Annotated

from pmtui.models.document import About, Document
from pmtui.models.form.section import Section
from pmtui.models.values.money import Money
from pmtui.models.values.period_label import PeriodLabel

_TARGET = Section("Target")


class Target(Document):
    """The amount to win in a period: by its owner, or by the team if it has none."""

    period: Annotated[
        PeriodLabel, About("Period", "such as 2026-Q4, 2026-11 or 2026", "sales-target", section=_TARGET)
    ]
    amount: Annotated[Money, About("Amount", "what is to be won, such as 250k", "sales-quota")]
