"""The words that records hold in a field, the most frequent first: what filters complete."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice

from pmtui.store.query.derived import Derived, Source

_LOOKED_AT = 20_000
"""Records that are looked at: enough to know the usual words, and the same time in the largest workspace."""

_KEPT = 200


@cache
def used_words(kind: str, field: str) -> Derived[Sequence[str]]:
    """The declaration of the words in a field of a kind."""

    def words(source: Source) -> Sequence[str]:
        counts: Counter[str] = Counter()
        for row in islice(source.rows(kind).values(), _LOOKED_AT):
            held = row.get(field)
            counts.update(map(str, held if isinstance(held, list) else (held,) if held else ()))
        return [word for word, _ in counts.most_common(_KEPT)]

    return Derived(words, frozenset({kind}))
