"""Lists merged element by element: one that two people changed in different places keeps what both did."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import orjson

from pmtui.models.stored import JsonValue


class _Hunk(NamedTuple):
    """Elements of the common base, from `first` up to `last`, and what stands in their place."""

    first: int
    last: int
    now: tuple[JsonValue, ...]


def merged_list(base: JsonValue, theirs: JsonValue, ours: JsonValue) -> list[JsonValue] | None:
    """Merge two changed states of a list; `None` if they change the same element, or are not lists.

    Args:
        base: The list before both changes.
        theirs: What it has become.
        ours: What we would have made of the base.
    """
    if not (isinstance(base, list) and isinstance(theirs, list) and isinstance(ours, list)):
        return None
    pending, mine = list(_hunks(base, theirs)), list(_hunks(base, ours))
    for hunk in mine:
        clashing = [other for other in pending if _overlap(hunk, other) and hunk != other]
        if len(clashing) > 1:
            return None
        if clashing:
            both = _both(base, clashing[0], hunk)
            if both is None:
                return None
            pending[pending.index(clashing[0])] = both
        elif hunk not in pending:
            pending.append(hunk)
    found = list(base)
    for hunk in sorted(pending, key=lambda each: (each.first, each.last), reverse=True):
        found[hunk.first : hunk.last] = hunk.now
    return found


def _hunks(base: Sequence[JsonValue], other: Sequence[JsonValue]) -> Iterator[_Hunk]:
    """The elements in which a list differs from its base; as many for as many are told apart one by one."""
    keys, others = (
        [orjson.dumps(each, option=orjson.OPT_SORT_KEYS) for each in side] for side in (base, other)
    )
    for tag, first, last, start, end in SequenceMatcher(None, keys, others, autojunk=False).get_opcodes():
        if tag == "replace" and last - first == end - start:
            yield from (
                _Hunk(place, place + 1, (other[start + place - first],)) for place in range(first, last)
            )
        elif tag != "equal":
            yield _Hunk(first, last, tuple(other[start:end]))


def _overlap(one: _Hunk, other: _Hunk) -> bool:
    """Whether two hunks change the same element, or an element and a place inside it."""
    if one.first == one.last or other.first == other.last:
        place, whole = (one, other) if one.first == one.last else (other, one)
        return whole.first < place.first < whole.last
    return one.first < other.last and other.first < one.last


def _both(base: Sequence[JsonValue], theirs: _Hunk, ours: _Hunk) -> _Hunk | None:
    """One changed part with the fields that both changed; `None` if they changed the same field."""
    if (theirs.first, theirs.last) != (ours.first, ours.last) or len(theirs.now) != 1 or len(ours.now) != 1:
        return None
    before, here, there = base[ours.first], ours.now[0], theirs.now[0]
    if theirs.last - theirs.first != 1 or not (
        isinstance(before, dict) and isinstance(here, dict) and isinstance(there, dict)
    ):
        return None
    found = dict(there)
    for name in {**before, **here}:
        was, wanted, now = before.get(name), here.get(name), there.get(name)
        if wanted in (was, now):
            continue
        if now != was:
            return None
        if wanted is None:
            found.pop(name, None)
        else:
            found[name] = wanted
    return _Hunk(ours.first, ours.last, (found,))
