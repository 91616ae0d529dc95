"""Texts that have ended programs: what fuzz tests feed to every field, verb and reader."""

import random
from collections.abc import Iterator

NUMBERS = (
    "9" * 27, "-" + "9" * 27, "9" * 27 + ".99", "9" * 300, "9" * 5_000, "9" * 300 + "bn", "0." + "0" * 300 + "1",
    "1e5", "1e400", "1e999999999", "1E-999999999", "nan", "-nan", "sNaN", "inf", "-inf", "Infinity", "0x10", "1_000",
    "１２", "٣", "²", "½", "①", "1.2.3", "-0", "+", "--1", "1,2,3", ".", ",", "'", "1'000", "12kk", "12k", "999999bn",
    "(5", "5)", "(5)", "−5", "5%", "500%", "%", "1 2 3", "0", "-1", "1.5", "007",
)  # fmt: skip
MONEY = (
    "€", "€€5", "5 Euro", "5 euros", "Euro", "Euro 5", "US Dollar", "5 USD EUR", "$€5", "USD", "5 XYZ", "5 usd",
    "€1.2m", "1.234,56 EUR", "KWD 1.2345", "¥1.5", "$" + "9" * 27, "9" * 27 + " EUR", "1e999999999 USD", "12k EUR",
)  # fmt: skip
DATES = (
    "0001-01-01", "9999-12-31", "0000-00-00", "2026-02-30", "2026-12-31", "+99999999w", "+99999w", "-99999d",
    "+99999y", "in 999999999 days", "in 3 days", "end of 0001", "end of 9999", "start of 0000", "end of 2200",
    "q4 9999", "9999-q4", "q1 0000", "0000-q1", "0001-q1", "today", "next", "last", "next week", "eom", "eoq",
    "31/12/9999", "1/1/1", "3/4/26", "²/³/2026", "٣/٤/2026", "٢٠٢٦-١٢-٣١", "2026-W54", "2026-W00", "9999-W53",
    "0001-W01", "9999-W52", "0000-W01", "fri", "last fri", "0001", "9999", "0000", "9999-12", "0001-01", "0000-01",
    "0001-01-01..9999-12-31", "2026-12-31..2026-01-01", "0000-01-01..0000-01-02", "last year", "next quarter",
    "2026-12-31T25:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "mon 14:00", "14:00-15:30",
    "1 feb 0001", "feb 30", "29 feb", "99 jan 9999", "jan 1, 0000",
)  # fmt: skip
SHAPES = (
    "", " ", "\n", "\t", "\r\n", "\x0b", "[", "]", "{", "}", "[]", "{}", "[" * 2_000, "{" * 2_000, "(" * 2_000,
    "((((", '{"a":' * 2_000, "a:b:c", ":", ": :", ">", ">>", "a > b = c", "=", "==", "= =", "|", "||", "\\", '"',
    '"unclosed', "'", "''", "%s", "%(x)s", "{0}", "{x!r}", "$HOME", "`id`", "-", "--", "-x", "--x", "*", "?", "?1",
    "@", "#", "/", "//", "..", "../..", "~", "~nobody/x", "/dev/zero", "a,b,,c", ",,,", ";", ";;;", "a;b", "a\nb\n",
    "name: value", "name:", ":value", "x" * 10_000, "x " * 5_000, "40 Pro seat @ 31 -5%", "9 x @ 9",
    "1 a @ " + "9" * 40,
    "a: quality: done > ok", "rule > evidence = met", "payment: 30 / 60 = 45", "5% off > term", "yes", "no", "maybe",
)  # fmt: skip
SIGNS = (
    "\x00", "\x1b[31mred", "\x1b]0;title\x07", "\x9b31m", "\x7f", "\u202eabc", "\u2066x\u2069", "\u200b", "\u200d",
    "\u2028", "\ufeff", "\ud800", "\udcff", "\U000e0041", "😀" * 50, "e\u0301" * 50, "ǅ", "ß", "İ", "\u0130", "א", "ﬀ",
)  # fmt: skip
IDS = (
    "D-1",
    "d1",
    "D-999999999999",
    "D-" + "9" * 30,
    "A-1",
    "F-1",
    "E-1",
    "T-1",
    "O-1",
    "Z-1",
    "D-0",
    "D--1",
    "D-١",
)

TEXTS = NUMBERS + MONEY + DATES + SHAPES + SIGNS + IDS
"""All of them."""


def texts(seed: int, count: int) -> Iterator[str]:
    """Nasty texts that are not in the lists: pieces of them put together and torn apart.

    Args:
        seed: The same seed gives the same texts.
        count: How many.
    """
    chance = random.Random(seed)
    for _ in range(count):
        pieces = [chance.choice(TEXTS) for _ in range(chance.randint(1, 3))]
        text = chance.choice(("", " ", ":", ",", "\n", " = ", " > ")).join(piece[:200] for piece in pieces)
        if chance.random() < 0.3:
            place = chance.randrange(len(text) + 1)
            text = text[:place] + chance.choice("0123456789-+.,:/%@|=>\"'\\ \x1bé") + text[place:]
        yield text
