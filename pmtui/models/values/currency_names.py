"""Currencies as people and other tools name them: by code, by sign, by name, or by several of these at once."""

import re

SYMBOLS = {
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB",
    "₺": "TRY", "zł": "PLN", "Kč": "CZK", "₪": "ILS", "R$": "BRL", "A$": "AUD", "C$": "CAD",
}  # fmt: skip
"""Currency signs people type, and the currency they mean here."""

_NAMES = {
    "AUD": "australian dollar",
    "BRL": "real|reais|brazilian real|brazilian reais",
    "CAD": "canadian dollar",
    "CHF": "franken|swiss franc|schweizer franken",
    "CNY": "yuan|renminbi|rmb|chinese yuan",
    "CZK": "czech koruna|czech crown|koruna",
    "DKK": "danish krone|danish kroner",
    "EUR": "euro",
    "GBP": "pound|sterling|pound sterling|british pound|british pound sterling",
    "HUF": "forint|hungarian forint",
    "ILS": "shekel|new shekel",
    "INR": "rupee|indian rupee",
    "JPY": "yen|japanese yen",
    "KRW": "won|korean won",
    "MXN": "mexican peso",
    "NOK": "norwegian krone|norwegian kroner",
    "NZD": "new zealand dollar",
    "PLN": "zloty|złoty|polish zloty",
    "RUB": "ruble|rouble|russian ruble",
    "SEK": "krona|swedish krona|kronor|swedish kronor",
    "SGD": "singapore dollar",
    "TRY": "lira|turkish lira",
    "USD": "dollar|us dollar|u.s. dollar|american dollar|united states dollar",
    "ZAR": "rand|south african rand",
}
_CODE_OF = {
    spelled: code
    for code, names in _NAMES.items()
    for name in names.split("|")
    for spelled in (name, f"{name}s")
}
_CODE = re.compile(r"[A-Z]{3}")
_CODES_INSIDE = re.compile(r"(?<![A-Za-z.])[A-Z]{3}(?![A-Za-z.])")
_LONGEST = 60


def currency_code(text: str) -> str:
    """The ISO 4217 code that a code, a sign or a name stands for: `eur`, `€`, `Euro`, `Euro (EUR)`.

    Raises:
        ValueError: It is none of these, or names several.
    """
    typed = " ".join(text[:_LONGEST].split())
    if found := SYMBOLS.get(typed) or _CODE_OF.get(typed.casefold()):
        return found
    code = typed.upper()
    if _CODE.fullmatch(code) and code.isascii():
        return code
    inside: set[str] = set(_CODES_INSIDE.findall(typed))
    if len(inside) == 1:
        return inside.pop()
    raise ValueError(f"{typed!r} is not a currency code such as USD")
