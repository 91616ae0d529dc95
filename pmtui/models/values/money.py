"""Money: an exact amount and its currency. Unlike currencies are never added."""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, WithJsonSchema, field_validator

from pmtui.errors import FieldError, InputError, quoted
from pmtui.models.stored_model import StoredModel
from pmtui.models.values.currency_names import currency_code, is_shared_sign, known_currency, minor_digits
from pmtui.models.values.money_text import long_money
from pmtui.models.values.numbers import bounded, rounded_to, scaled, trimmed

_LONGEST = 200
"""Letters of the longest number that is read."""

_HUGE = 100
"""Digits on either side of the decimal mark that no sum of typed amounts can have."""

_SCALES = {
    "": 0, "k": 3, "thousand": 3, "tsd": 3, "m": 6, "mn": 6, "mio": 6, "million": 6, "millions": 6,
    "b": 9, "bn": 9, "billion": 9, "billions": 9,
}  # fmt: skip
_PARTS = re.compile(
    r"^(?P<open>\()?(?P<sign>[-+−])?\s*(?P<before>[^\d()+\-−]{0,60}?)\s*(?P<sign2>[-+−])?(?P<open2>\()?"
    r"(?P<digits>\d[\d.,'’\s\u00a0\u202f]*|[.,]\d+)(?P<after>[^\d]{0,60}?)(?P<close>\))?$"
)
_ABBREVIATED = re.compile(r"[^\W\d_]$")


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
        """Give the amount the currency's minor digits, and no more zeros, so that equal money is written alike."""
        digits = minor_digits(self.currency)
        exponent = self.amount.as_tuple().exponent
        if isinstance(exponent, int) and exponent != -digits:
            needed = max(digits, len(trimmed(self.amount).partition(".")[2]))
            object.__setattr__(self, "amount", rounded_to(self.amount, needed))

    @property
    def text(self) -> str:
        """The exact amount for people: `1,054.00 USD`."""
        return long_money(self.amount, self.currency)

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
        decimal_mark: `.` or `,` for numbers that could be read two ways; empty to refuse these.

    Raises:
        InputError: It is no number, or `1.234` may be read two ways.
    """
    match = _matched(text)
    scale, name = _scale_and_name(match["after"], "") if match else (0, "")
    if match is None or match["before"] or name:
        raise InputError(f"{quoted(text)} is not a number")
    return _value(match, text, scale, decimal_mark)


def parse_money(text: str, currency: str, decimal_mark: str = "") -> Money:
    """Read an amount as people write it: `12k`, `€1.2m`, `1.234,56 EUR`, `12.50 Kč`, `(500)`.

    Args:
        text: What was typed.
        currency: The currency where the text names none.
        decimal_mark: `.` or `,` for amounts that could be read two ways; empty to refuse these.

    Raises:
        FieldError: It is no amount of money, names an unknown currency, or can be read two ways.
    """
    match = _matched(text)
    if match is None:
        raise FieldError("", f"{quoted(text)} is not an amount of money, such as 12k, 1054.00 or €1.2m")
    before, (scale, after) = match["before"].strip(), _scale_and_name(match["after"], currency)
    try:
        codes = {currency_code(name, currency) for name in (before, after) if name} or {
            currency_code(currency)
        }
    except ValueError as error:
        raise FieldError("", f"{quoted(text)} is not an amount of money: {error}") from None
    if len(codes) > 1:
        raise FieldError("", f"{quoted(text)} names two currencies")
    code = codes.pop()
    try:
        amount = _value(match, text, scale, decimal_mark, minor_digits(code))
    except InputError as error:
        raise FieldError("", str(error)) from None
    if not minor_digits(code) and amount != amount.to_integral_value():
        raise FieldError("", f"{quoted(text)} has decimals; {code} has none")
    return Money(amount=amount, currency=code)


def is_plainly_money(text: str) -> bool:
    """Whether a text can be nothing but money: a number with a currency, a scale or decimals."""
    match = _matched(text)
    if match is None:
        return False
    scale, name = _scale_and_name(match["after"], "")
    named = [word for word in (match["before"].strip(), name) if word]
    if any(
        not known_currency(word) or (word.isascii() and word.isalpha() and len(word) < 3) for word in named
    ):
        return False  # the `R` of `Room R2` is no rand
    mark = re.search(r"[.,](\d{1,2})$", match["digits"].strip())
    return bool(scale or named or mark)


def apart(text: str) -> tuple[str, str]:
    """The number of an amount and the currency that it names: `31 EUR` is `31` and `EUR`; empty for none."""
    match = _matched(text)
    name = (match["before"].strip() or _scale_and_name(match["after"], "")[1]) if match else ""
    return text.replace(name, "", 1).strip() if name else text, name


def _matched(text: str) -> re.Match[str] | None:
    """The parts of an amount; `None` for what is none, or too long for one."""
    text = text.strip()
    return _PARTS.match(text) if len(text) <= _LONGEST else None


def _scale_and_name(after: str, own: str) -> tuple[int, str]:
    """The text after the digits: the powers of ten of a scale, and the name of a currency.

    A currency takes precedence over a scale: the `K` of `12 KES` is not a thousand, that of `12k KES` is.
    """
    after = after.strip()
    if known_currency(after, own) or is_shared_sign(after):
        return 0, after
    word = after.casefold()
    for scale in sorted(filter(None, _SCALES), key=len, reverse=True):
        rest = after[len(scale) :].removeprefix(".") if word.startswith(scale) else after
        name = rest.strip()
        if rest != after and (not name or rest[0] == " " or known_currency(name, own)):
            return _SCALES[scale], name
    return 0, after


def _value(
    match: re.Match[str], text: str, scale: int, decimal_mark: str, minor: int | None = None
) -> Decimal:
    digits = re.sub(r"[\s'’\u00a0\u202f]", "", match["digits"])
    if digits[0] in ".," and _ABBREVIATED.search(match["before"]):
        digits = digits[1:]  # the point of `Rs.500` belongs to the abbreviation
    opened, closed = bool(match["open"] or match["open2"]), bool(match["close"])
    if opened != (closed and "(" not in match["after"]):
        raise InputError(f"{quoted(text)} has an unmatched parenthesis")
    mark = _decimal_mark(digits, text, decimal_mark, minor, scaled=scale > 0)
    plain = _without_thousands(digits, text, mark)
    try:
        value = bounded(scaled(Decimal(plain), scale), text)
    except InvalidOperation:
        raise InputError(f"{quoted(text)} is not a number") from None
    sign = match["sign"] or match["sign2"] or ""
    negative = opened or "-" in sign or "−" in sign
    return value.copy_negate() if negative else value


def _without_thousands(digits: str, text: str, mark: str) -> str:
    """The digits with `.` as the decimal mark and nothing between the thousands."""
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


def _decimal_mark(digits: str, text: str, usual: str, minor: int | None, *, scaled: bool) -> str:
    """Decide which mark is the decimal one; the usual one decides where both readings make sense.

    Args:
        digits: The number, without white space.
        text: What was typed, for the message.
        usual: `.`, `,`, or empty where nobody has said.
        minor: Digits after the mark that the currency has.
        scaled: Whether a scale follows, so that digits after a mark are decimals.
    """
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if points > 1 or commas > 1:
        return "," if points else "."
    mark = "," if commas else "."
    whole, _, fraction = digits.partition(mark)
    if len(fraction) != 3 or not 1 <= len(whole) <= 3 or whole == "0" or scaled:
        return mark
    if minor == 0:
        return "," if mark == "." else "."
    if mark == usual:
        return mark
    if mark == ",":
        return "."
    if usual != "," and minor == 3:
        return mark
    if usual == "," and minor != 3:
        return usual
    raise InputError(
        f"{quoted(text)} may be {whole}{fraction} or {whole}.{fraction}00; write it without the point"
    )
