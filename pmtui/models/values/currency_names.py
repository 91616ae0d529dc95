"""Currencies by their ISO 4217 code, with their minor units, and the other names that people have for them."""

import re
from collections.abc import Mapping

from pmtui.errors import nearest

_CODES_BY_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ITL ESP PTE TRL",
    2: (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD "
        "CAD CDF CHE CHF CHW CNH CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
        "GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP "
        "LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD "
        "PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC "
        "SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG "
        "ZWL ATS BEF DEM EEK FIM FRF GRD IEP LTL LUF LVL MTL NLG SIT SKK CYP"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
MINOR_UNITS: Mapping[str, int] = {
    code: digits for digits, codes in _CODES_BY_DIGITS.items() for code in codes.split()
}
"""Digits after the decimal mark of every ISO 4217 currency: those in use, and those that old records hold."""

SYMBOLS: Mapping[str, str] = {
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB",
    "₺": "TRY", "zł": "PLN", "Kč": "CZK", "₪": "ILS", "R$": "BRL", "A$": "AUD", "AU$": "AUD", "C$": "CAD",
    "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "MX$": "MXN", "Mex$": "MXN",
    "CN¥": "CNY", "JP¥": "JPY", "元": "CNY", "円": "JPY", "RM": "MYR", "Rp": "IDR", "₱": "PHP", "฿": "THB",
    "₫": "VND", "₴": "UAH", "₦": "NGN", "₵": "GHS", "GH₵": "GHS", "₡": "CRC", "₲": "PYG", "₸": "KZT",
    "₼": "AZN", "₾": "GEL", "₮": "MNT", "₭": "LAK", "៛": "KHR", "৳": "BDT", "؋": "AFN", "KSh": "KES",
    "USh": "UGX", "TSh": "TZS", "Ft": "HUF", "lei": "RON", "лв": "BGN", "ден": "MKD", "дин": "RSD",
    "din": "RSD", "KM": "BAM", "kn": "HRK", "R": "ZAR", "Rs": "INR", "Fr": "CHF", "SFr": "CHF", "S/": "PEN",
    "Bs": "BOB", "AR$": "ARS", "CLP$": "CLP", "COL$": "COP", "RD$": "DOP", "FCFA": "XOF", "CFA": "XOF",
    "DM": "DEM", "RMB": "CNY", "Dh": "AED", "Dhs": "AED", "SR": "SAR", "QR": "QAR", "KD": "KWD", "BD": "BHD",
    "JD": "JOD", "DT": "TND", "NIS": "ILS", "TL": "TRY", "Kčs": "CZK", "руб": "RUB", "грн": "UAH",
}  # fmt: skip
"""Currency signs people type, and the currency they mean here."""

_NAMES: Mapping[str, str] = {
    "AED": "dirham|uae dirham",
    "ARS": "argentine peso",
    "AUD": "australian dollar",
    "BRL": "real|reais|brazilian real|brazilian reais",
    "CAD": "canadian dollar",
    "CHF": "franken|swiss franc|schweizer franken",
    "CLP": "chilean peso",
    "CNY": "yuan|renminbi|rmb|chinese yuan",
    "COP": "colombian peso",
    "CZK": "czech koruna|czech crown|koruna|korun",
    "DKK": "danish krone|danish kroner",
    "EGP": "egyptian pound",
    "EUR": "euro",
    "GBP": "pound|sterling|pound sterling|british pound|british pound sterling",
    "HKD": "hong kong dollar",
    "HUF": "forint|hungarian forint",
    "IDR": "rupiah|indonesian rupiah",
    "ILS": "shekel|new shekel",
    "INR": "rupee|indian rupee",
    "JPY": "yen|japanese yen",
    "KES": "kenyan shilling",
    "KRW": "won|korean won",
    "KWD": "kuwaiti dinar",
    "MXN": "mexican peso",
    "MYR": "ringgit|malaysian ringgit",
    "NGN": "naira|nigerian naira",
    "NOK": "norwegian krone|norwegian kroner",
    "NZD": "new zealand dollar",
    "PHP": "philippine peso",
    "PLN": "zloty|złoty|polish zloty",
    "RON": "leu|romanian leu",
    "RUB": "ruble|rouble|russian ruble",
    "SAR": "riyal|saudi riyal",
    "SEK": "krona|swedish krona|kronor|swedish kronor",
    "SGD": "singapore dollar",
    "THB": "baht|thai baht",
    "TRY": "lira|turkish lira",
    "TWD": "taiwan dollar|new taiwan dollar",
    "UAH": "hryvnia",
    "USD": "dollar|us dollar|u.s. dollar|american dollar|united states dollar",
    "VND": "dong|vietnamese dong",
    "ZAR": "rand|south african rand",
}
# Signs of plain letters are exact: `Ft` is a forint, `ft` a foot.
_CODE_OF: Mapping[str, str] = {
    **{sign.casefold(): code for sign, code in SYMBOLS.items() if not (sign.isascii() and sign.isalpha())},
    **{
        spelled: code
        for code, names in _NAMES.items()
        for name in names.split("|")
        for spelled in (name, f"{name}s")
    },
}
_SHARED: Mapping[str, tuple[str, ...]] = dict.fromkeys(("kr", "Kr", "KR"), ("DKK", "ISK", "NOK", "SEK"))
"""Signs that several currencies have."""

_CODE = re.compile(r"[A-Za-z]{3}")
_CODES_INSIDE = re.compile(r"(?<![A-Za-z.])[A-Z]{3}(?![A-Za-z.])")
_LONGEST = 60


def is_shared_sign(text: str) -> bool:
    """Whether several currencies have this sign, such as `kr`."""
    return text.strip().rstrip(".") in _SHARED


def minor_digits(code: str) -> int:
    """Digits after the decimal mark that a currency has; 2 for a code that is not in the list."""
    return MINOR_UNITS.get(code, 2)


def known_currency(text: str, own: str = "") -> str:
    """The code of a currency that is named by exactly its code, sign or name; empty for anything else.

    Args:
        text: What was typed.
        own: The workspace's currency, which decides between those that share a sign such as `kr`.
    """
    typed = " ".join(text[:_LONGEST].split())
    if typed.upper() in MINOR_UNITS and typed.isascii():
        return typed.upper()
    plain = typed.casefold()
    for names, name in ((SYMBOLS, typed), (_CODE_OF, plain)):
        if found := names.get(name) or names.get(name.rstrip(".")):
            return found
    return own if own in _SHARED.get(typed.rstrip("."), ()) else ""


def currency_code(text: str, own: str = "") -> str:
    """The ISO 4217 code that a code, a sign or a name stands for: `eur`, `€`, `Euro`, `Euro (EUR)`.

    Args:
        text: What was typed.
        own: The workspace's currency, which decides between those that share a sign such as `kr`.

    Raises:
        ValueError: It is none of these, or names several; the message says which is nearest.
    """
    if found := known_currency(text, own):
        return found
    typed = " ".join(text[:_LONGEST].split())
    inside = {code for code in _CODES_INSIDE.findall(typed) if code in MINOR_UNITS}
    if len(inside) == 1:
        return str(inside.pop())
    if several := _SHARED.get(typed.rstrip(".")):
        raise ValueError(f"{typed!r} may be {', '.join(several)}; write the code")
    if _CODE.fullmatch(typed):
        raise ValueError(f"unknown currency {typed!r}{_nearest_code(typed.upper())}")
    raise ValueError(f"unknown currency {typed!r}; a code such as USD is needed")


def _nearest_code(code: str) -> str:
    """A closing clause with the nearest code, a much used one first; empty if none is near."""
    for often in _OFTEN:
        if sorted(often) == sorted(code) or sum(map(str.__eq__, often, code)) == len(code) - 1:
            return f"; did you mean {often!r}?"
    near = nearest(code, tuple(MINOR_UNITS))
    return near if near.endswith("?") else ""


_OFTEN = (
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "CNY", "INR", "SEK", "NOK", "DKK", "PLN", "CZK", "BRL",
    "MXN", "NZD", "SGD", "HKD", "ZAR",
)  # fmt: skip
"""The currencies that are meant first."""
