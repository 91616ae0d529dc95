"""The label of a period as a field of documents."""

from typing import Annotated

from pydantic import AfterValidator

from pmtui.errors import InputError
from pmtui.models.values.period import parse_label
from pmtui.models.values.text_fields import Title


def _label(text: str) -> str:
    try:
        return parse_label(text)
    except InputError as error:
        raise ValueError(str(error)) from None


PeriodLabel = Annotated[Title, AfterValidator(_label)]
"""A period as it is written everywhere: `2026-Q4`, `2026-11`, `2026`."""
