"""Money as text: the one place that decides how many decimals an amount shows, long, whole or short.

Nothing here imports pydantic: boards and lists are drawn with it before a model is needed. Whatever is
printed here with its currency, `pmtui.models.values.money.parse_money` reads back.
"""

from collections.abc import Mapping
from decimal import Decimal

from pmtui.models.stored import JsonValue
from pmtui.models.values.amount import Amount
from pmtui.models.values.currency_names import minor_digits
from pmtui.models.values.numbers import rounded_to, trimmed

NOTHING = "-"
"""How reports print no money at all."""

_SCALES = ((Decimal(10) ** 9, "b"), (Decimal(10) ** 6, "m"), (Decimal(10) ** 3, "k"))
_WHOLE = 10
_LARGE = 1000
_THOUSAND = 3


def plain_money(amount: Decimal, code: str) -> str:
    """An amount as it is edited and exported: `1054.00 USD`."""
    return f"{_padded(amount, code):f} {code}"


def long_money(amount: Decimal, code: str) -> str:
    """An exact amount for people, thousands set apart: `1,054.00 USD`, `1,054 JPY`."""
    return f"{_padded(amount, code):,f} {code}"


def long_sums(sums: Mapping[str, Decimal]) -> str:
    """Exact sums of several currencies side by side; `-` for none."""
    return " + ".join(long_money(amount, code) for code, amount in sorted(sums.items())) or NOTHING


def whole_amount(amount: Decimal) -> str:
    """An amount without decimals, thousands set apart, for a column whose head names the currency."""
    exact = rounded_to(amount, 0)
    return f"{exact or abs(exact):,f}"


def whole_money(amount: Decimal, code: str) -> str:
    """An amount without decimals: `1,054 USD`."""
    return f"{whole_amount(amount)} {code}"


def whole_sums(sums: Mapping[str, Decimal], total: Decimal | None = None, currency: str = "") -> str:
    """Sums of several currencies side by side, without decimals; `-` for none.

    Args:
        sums: By currency.
        total: What they come to by the workspace's rates; it goes first, and its parts stand beside it.
        currency: The currency of the total.
    """
    if total is not None:
        return f"{whole_money(total, currency)} ({whole_sums(sums)})"
    return " + ".join(whole_money(amount, code) for code, amount in sorted(sums.items())) or NOTHING


def figure(amount: Decimal, code: str) -> str:
    """The money of a metric: no decimals from 1,000 and for whole amounts, else the currency's."""
    digits = 0 if abs(amount) >= _LARGE else minor_digits(code)
    exact = rounded_to(amount, digits)
    if exact == exact.to_integral_value():
        exact = rounded_to(exact, 0)
    return f"{exact or abs(exact):,f}"


def short_amount(amount: Decimal, code: str = "") -> str:
    """An amount in about five cells: `950`, `4.5k`, `48k`, `1.2m`."""
    for scale, letter in _SCALES:
        if abs(amount) >= scale:
            scaled = amount / scale
            digits = 0 if abs(scaled) >= _WHOLE or scaled == scaled.to_integral_value() else 1
            return f"{rounded_to(scaled, digits):f}".removesuffix(".0") + letter
    if amount == amount.to_integral_value():
        return f"{amount:.0f}"
    return f"{rounded_to(amount, minor_digits(code)):f}"


def short_money(value: JsonValue, currency: str) -> str:
    """Stored money, short; with its currency where that is not the workspace's."""
    if not isinstance(value, dict):
        return ""
    return short_amount_of(
        Amount(Decimal(str(value.get("amount", 0))), str(value.get("currency", ""))), currency
    )


def short_amount_of(amount: Amount | None, currency: str) -> str:
    """An amount, short; with its currency if that is not the workspace's; empty for none."""
    if amount is None:
        return ""
    short = short_amount(amount.amount, amount.currency)
    return short if amount.currency == currency else f"{short} {amount.currency}"


def short_sums(sums: Mapping[str, Decimal], currency: str, total: Decimal | None = None) -> str:
    """Sums of several currencies side by side, the workspace's first; unlike ones are never added.

    Args:
        sums: By currency.
        currency: The workspace's.
        total: What they come to by the workspace's rates; it goes first, and its parts stand beside it.
    """
    if not sums:
        return "0"
    if total is not None:
        return f"{short_amount(total, currency)} ({short_sums(sums, currency)})"
    order = sorted(sums, key=lambda code: (code != currency, code))
    return " + ".join(
        short_amount(sums[code], code) + ("" if code == currency else f" {code}") for code in order
    )


def _padded(amount: Decimal, code: str) -> Decimal:
    """An amount with at least the decimals of its currency; what has more keeps them, but for zeros at the end.

    Three decimals where the currency has other than three get a fourth, so that the point is read as what it is.
    """
    digits = minor_digits(code)
    needed = max(digits, len(trimmed(amount).partition(".")[2]))
    return rounded_to(amount, needed + 1 if needed == _THOUSAND != digits else needed)
