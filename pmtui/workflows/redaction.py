"""Discretion: what leaves the house names no customer."""

import re
from collections.abc import Iterator, Sequence

from pmtui.models.customers.customer_rows import AccountRow
from pmtui.models.kinds import KINDS
from pmtui.models.values.folding import folded
from pmtui.store.tables import Tables

_LEGAL = re.compile(r"[\s,]+(?:gmbh|ag|inc|ltd|llc|plc|corp|co|sa|bv|ab|kg|oy)\.?$", re.IGNORECASE)
_WORD = re.compile(r"\w+")


class Discretion:
    """Takes the names of accounts, contacts and leads out of texts.

    A name of several words is found in any case, and whatever stands between them; one of a single word
    only as it is written, or in capitals: `Arbor` is a customer where `arbor` may be a tree.

    Args:
        tables: Where they stand.
    """

    def __init__(self, tables: Tables) -> None:
        self._names: set[tuple[str, ...]] = set()
        for name in _names(tables):
            words = tuple(_WORD.findall(name))
            if len(words) > 1:
                self._names.add(tuple(folded(word) for word in words))
            elif words and len(words[0]) > 1:
                self._names |= {(words[0],), (words[0].capitalize(),), (words[0].upper(),)}
        self._longest = max((len(name) for name in self._names), default=0)

    def said(self, text: str) -> str:
        """The text with `a customer` in the place of each name."""
        words = list(_WORD.finditer(text))
        pieces, kept, place = [], 0, 0
        while place < len(words):
            length = self._length(words[place : place + self._longest])
            if length:
                last = words[place + length - 1]
                pieces += [text[kept : words[place].start()], "a customer"]
                kept = last.end()
            place += length or 1
        return "".join([*pieces, text[kept:]])

    def _length(self, words: Sequence[re.Match[str]]) -> int:
        """How many of the words are a name, counted from the first; 0 where none begins there."""
        for length in range(len(words), 1, -1):
            if tuple(folded(word[0]) for word in words[:length]) in self._names:
                return length
        return int((words[0][0],) in self._names)


def _names(tables: Tables) -> Iterator[str]:
    """The names of companies and people: with and without legal form, by web domain, and for short by it."""
    for kind, field in ((declared.name, field) for declared in KINDS.values() for field in declared.discreet):
        for row in tables[kind].values():
            name = str(row.get(field) or "")
            yield name
            yield _LEGAL.sub("", name)
    for account in AccountRow.all(tables):
        yield account.domain.removeprefix("www.").partition(".")[0].capitalize()
