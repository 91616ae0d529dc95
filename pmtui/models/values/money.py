"""Money: an exact amount and its currency. Unlike currencies are never added."""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, WithJsonSchema, field_validator

from pmtui.errors import FieldError, InputError, quoted
from pmtui.models.stored_model import StoredModel
from pmtui.models.values.currency_names import currency_code
from pmtui.models.values.numbers import bounded, rounded_to, scaled

MINOR_UNITS = {
    "BHD": 3, "CLP": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KRW": 0, "KWD": 3, "OMR": 3,
    "PYG": 0, "TND": 3, "UGX": 0, "VND": 0, "XAF": 0, "XOF": 0,
}  # fmt: skip
"""Digits after the decimal mark where ISO 4217 gives other than 2."""

_LONGEST = 200
"""Letters of the longest number that is read."""

_HUGE = 100
"""Digits on either side of the decimal mark that no sum of typed amounts can have."""

_SCALES = {"": 0, "k": 3, "m": 6, "mn": 6, "mio": 6, "b": 9, "bn": 9}
_PARTS = re.compile(
    r"^(?P<open>\()?(?P<sign>[-+−])?\s*(?P<before>[^\d\s.,()+\-−']{0,3}?)\s*(?P<sign2>[-+−])?"
    r"(?P<digits>\d[\d.,'\s\u00a0\u202f]*|[.,]\d+)(?P<scale>(?:k(?!č)|mn|mio|m|bn|b)(?![a-z]{2}(?![a-z])))?\s*"
    r"(?P<after>[^\d\s.,()]{0,3})(?P<close>\))?$",
    re.IGNORECASE,
)
_NAMED_LAST = re.compile(
    r"^(?P<digits>\(?[+\-−]?\s*[\d.,][\d.,'\s]*(?:k|mn|mio|m|bn|b)?\)?)(?:\s+|(?<=\d))(?P<name>[^\W\d_][^\d]{3,})$",
    re.IGNORECASE,
)
_NAMED_FIRST = re.compile(r"^(?P<name>[^\W\d_][^\d]{2,}[^\W\d_.]\.?)\s*(?P<digits>[(+\-−]?\s*[\d.,].*)$")


class Money(StoredModel):
    """An amount in one currency.

    Attributes:
        amount: Exact, in the currency's main unit; at least the currency's minor digits are kept.
        currency: ISO 4217 code, such as `EUR`.
    """

    model_config = ConfigDict(defer_build=False)

    amount: Decimal
    currency: Annotated[str, WithJsonSchema({"type": "string", "pattern": "[A-Z]{3}"})]

    @field_validator("currency")
    @classmethod
    def _is_a_code(cls, value: str) -> str:
        return currency_code(value)

    @field_validator("amount")
    @classmethod
    def _is_sane(cls, value: Decimal) -> Decimal:
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int):
            raise ValueError("an amount is a finite number")
        if value.adjusted() > _HUGE or exponent < -_HUGE:
            raise ValueError("the amount is beyond all bounds")
        return value

    def model_post_init(self, context: object) -> None:
        """Pad the amount to the currency's minor digits, so that equal money is written alike."""
        digits = MINOR_UNITS.get(self.currency, 2)
        exponent = self.amount.as_tuple().exponent
        if isinstance(exponent, int) and exponent > -digits:
            object.__setattr__(self, "amount", rounded_to(self.amount, digits))

    def plus(self, other: Self) -> Self:
        """The sum of two amounts in the same currency.

        Raises:
            InputError: The currencies differ.
        """
        if other.currency != self.currency:
            raise InputError(f"{self.currency} and {other.currency} are not added")
        return self.model_copy(update={"amount": self.amount + other.amount})


Code = Annotated[str, AfterValidator(currency_code)]
"""An ISO 4217 code."""


def totals(amounts: Iterable[Money]) -> dict[str, Decimal]:
    """The sum of the amounts for each currency."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for money in amounts:
        sums[money.currency] += money.amount
    return dict(sums)


def parse_number(text: str, decimal_mark: str = "") -> Decimal:
    """Read a number with thousands separators, a sign, parentheses or a scale such as `12k`.

    Args:
        text: The number alone, without a currency.
        decimal_mark: `.` or `,` where it is known; empty to decide from the text.

    Raises:
        InputError: It is no number, or `1.234` may be read two ways.
    """
    match = _matched(text)
    if match is None or match["before"] or match["after"]:
        raise InputError(f"{quoted(text)} is not a number")
    return _value(match, text, decimal_mark)


def parse_money(text: str, currency: str, decimal_mark: str = "") -> Money:
    """Read an amount as people write it: `12k`, `€1.2m`, `1.234,56 EUR`, `(500)`.

    Args:
        text: What was typed.
        currency: The currency where the text names none.
        decimal_mark: `.` or `,` where it is known; empty to decide from the text.

    Raises:
        FieldError: It is no amount of money, or can be read two ways.
    """
    match = _matched(_with_code(text))
    if match is None:
        raise FieldError("", f"{quoted(text)} is not an amount of money, such as 12k, 1054.00 or €1.2m")
    sign = match["before"] or match["after"]
    if match["before"] and match["after"] and match["before"] != match["after"]:
        raise FieldError("", f"{quoted(text)} names two currencies")
    try:
        code = currency_code(sign or currency)
    except ValueError:
        unknown = quoted(sign or currency)
        raise FieldError(
            "", f"{quoted(text)} is not an amount of money: unknown currency {unknown}"
        ) from None
    try:
        return Money(amount=_value(match, text, decimal_mark), currency=code)
    except InputError as error:
        raise FieldError("", str(error)) from None


def _with_code(text: str) -> str:
    """An amount with the code of its currency instead of its name: `5 Euro` is `5 EUR`."""
    text = text.strip()
    if len(text) > _LONGEST or _PARTS.match(text):
        return text
    for form in (_NAMED_LAST, _NAMED_FIRST):
        if match := form.match(text):
            try:
                return f"{match['digits'].strip()} {currency_code(match['name'].strip())}"
            except ValueError:
                continue
    return text


def _matched(text: str) -> re.Match[str] | None:
    """The parts of a number; `None` for what is none, or too long for one."""
    text = text.strip()
    return _PARTS.match(text) if len(text) <= _LONGEST else None


def _value(match: re.Match[str], text: str, decimal_mark: str) -> Decimal:
    digits = re.sub(r"[\s'\u00a0\u202f]", "", match["digits"])
    scale = _SCALES[(match["scale"] or "").lower()]
    if bool(match["open"]) != bool(match["close"]):
        raise InputError(f"{quoted(text)} has an unmatched parenthesis")
    plain = _without_thousands(digits, text, decimal_mark, scaled=scale > 0)
    try:
        value = bounded(scaled(Decimal(plain), scale), text)
    except InvalidOperation:
        raise InputError(f"{quoted(text)} is not a number") from None
    negative = bool(match["open"]) or "-" in (sign := (match["sign"] or match["sign2"] or "")) or "−" in sign
    return value.copy_negate() if negative else value


def _without_thousands(digits: str, text: str, decimal_mark: str, *, scaled: bool) -> str:
    """The digits with `.` as the decimal mark and nothing between the thousands."""
    mark = decimal_mark or _decimal_mark(digits, text, scaled=scaled)
    other = "," if mark == "." else "."
    whole, _, fraction = digits.partition(mark)
    if mark in fraction or other in fraction or not _grouped(whole, other):
        raise InputError(f"{quoted(text)} is not a number with {mark!r} as the decimal mark")
    return f"{whole.replace(other, '') or '0'}.{fraction or '0'}"


def _grouped(whole: str, separator: str) -> bool:
    """Whether separators stand only where thousands (or Indian lakhs) do."""
    if separator not in whole:
        return True
    head, *groups = whole.split(separator)
    return 1 <= len(head) <= 3 and len(groups[-1]) == 3 and all(len(group) in (2, 3) for group in groups)


def _decimal_mark(digits: str, text: str, *, scaled: bool) -> str:
    """Decide which mark is the decimal one, or refuse where both readings make sense."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if points > 1 or commas > 1:
        return "," if points else "."
    mark = "," if commas else "."
    whole, _, fraction = digits.partition(mark)
    if len(fraction) != 3 or not 1 <= len(whole) <= 3 or whole == "0" or scaled:
        return mark
    if mark == ",":
        return "."
    raise InputError(
        f"{quoted(text)} may be {whole}{fraction} or {whole}.{fraction}00; write it without the point"
    )
