"""How large numbers may be, and rounding that no number can end.

Python's decimal numbers keep 28 digits, and rounding one that has more is an error; sums, products and
what is typed are rounded here with room for all of them.
"""

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from pmtui.errors import InputError, quoted

LARGEST = 10**15
"""Typed numbers stay below this, on both sides of zero."""

DECIMALS = 30
"""The most digits after the decimal mark."""

_WIDE = Context(prec=400)
"""Room for any sum and product of numbers that are not too large."""


def whole_number(text: str) -> int | None:
    """A whole number from 0 in plain digits; `None` for anything else, and for one that is too large."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < len(str(LARGEST)) else None


def rounded_to(value: Decimal, digits: int) -> Decimal:
    """A number with so many digits after the decimal mark, half rounded up."""
    try:
        return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _WIDE)
    except InvalidOperation:  # beyond all bounds; nothing of it would be cut off
        return value


def scaled(value: Decimal, places: int) -> Decimal:
    """A number with its decimal mark moved to the right, exactly."""
    return value.scaleb(places, _WIDE)


def trimmed(value: Decimal) -> str:
    """A number in plain digits, without zeros at the end of its decimals."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def bounded(value: Decimal, text: str) -> Decimal:
    """The number, if it is not too large and not too finely divided.

    Args:
        value: What was read.
        text: What was typed, for the message.

    Raises:
        InputError: It is.
    """
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise InputError(f"{quoted(text)} is not a number")
    if value and value.adjusted() >= len(str(LARGEST)) - 1:
        raise InputError(f"{quoted(text)} is too large; numbers stay below {LARGEST:,}")
    if exponent < -DECIMALS:
        raise InputError(f"{quoted(text)} has more than {DECIMALS} decimals")
    return value
