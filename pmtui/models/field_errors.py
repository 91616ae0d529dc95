"""Errors of pydantic in words for people: which field, which value, which rule."""

from decimal import Decimal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pmtui.errors import FieldError, quoted
from pmtui.models.typed_part import plain_number


def field_errors(error: ValidationError) -> list[FieldError]:
    """Pydantic's errors, one per field, in words for people."""
    found = []
    for each in error.errors(include_url=False):
        name = str(each["loc"][0]) if each["loc"] else ""
        found.append(FieldError(name, "is required" if each["type"] == "missing" else _in_words(each)))
    return found


def _in_words(error: ErrorDetails) -> str:
    """One of pydantic's errors with the value that it is about: `6 must be less than or equal to 5`."""
    message, value = error["msg"].removeprefix("Value error, "), error["input"]
    rule = message.removeprefix("Input should be ")
    if rule != message and isinstance(value, int | float | Decimal | str):
        return (
            f"{quoted(value) if isinstance(value, str) else plain_number(Decimal(str(value)))} must be {rule}"
        )
    return message[:1].lower() + message[1:]
