"""Merging: a change made on an older state is applied field by field, or refused where fields collide."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pmtui.errors import ConflictError, InputError
from pmtui.models.kinds import KINDS, canonical_id, is_fresh, kind_of, number_of
from pmtui.models.stored import JsonValue, Stored
from pmtui.store.changes import Change, with_ids, without_stamps
from pmtui.store.log.state import is_numbered


def stamp(moment: datetime) -> str:
    """A moment in UTC as it is stored: ISO 8601, all of the same length, so that text order is time order."""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


Numbers = Callable[[str, int, int], Sequence[int]]
"""Gives numbers for ids: of a kind, all greater than the second argument, as many as the third says."""


def following(kind: str, after: int, count: int) -> Sequence[int]:
    """The next numbers."""
    return range(after + 1, after + count + 1)


class Current(Protocol):
    """The documents that a change set is settled on."""

    @property
    def counters(self) -> Mapping[str, int]:
        """The highest number ever allocated, by kind."""
        ...

    def stored(self, kind: str, document_id: str) -> Stored | None:
        """A document as it is stored; `None` where there is none."""
        ...


def settle(
    state: Current,
    changes: Iterable[Change],
    now: datetime,
    numbers: Numbers = following,
    *,
    kinds: bool = False,
) -> tuple[tuple[Change, ...], dict[str, str]]:
    """The result of a change set on the current state: ids allocated, versions counted, stamps set.

    Args:
        state: The state under the lock; it is left as it is.
        changes: As their author made them, on whatever state they saw.
        now: The moment of the commit.
        numbers: Where the numbers of new ids come from.
        kinds: Whether they may include documents of kinds that this pmtui does not know, as the log has them.

    Returns:
        The changes to write, and the id that each fresh one became.

    Raises:
        ConflictError: A field was changed by somebody else since its author saw it.
        InputError: A document that brings its own id already exists.
    """
    pending = list(changes)
    ids = _allocated(
        state.counters, [change for change in pending if change.was is None], numbers, kinds=kinds
    )
    moment = stamp(now)
    settled = (_settle(state, change, ids, moment) for change in pending)
    return tuple(change for change in settled if change is not None), ids


def _allocated(
    counters: Mapping[str, int], created: Iterable[Change], numbers: Numbers, *, kinds: bool
) -> dict[str, str]:
    """An id for every fresh one: numbers that no document ever had, nor brings along in the same set."""
    highest = dict(counters)
    fresh: dict[str, list[str]] = {}
    for change in created:
        _check_id(change, kinds=kinds)
        if is_fresh(change.id):
            fresh.setdefault(change.kind, []).append(change.id)
        elif is_numbered(change.kind):
            highest[change.kind] = max(highest.get(change.kind, 0), number_of(change.id))
    return {
        each: f"{KINDS[kind].prefix}-{number}"
        for kind, names in fresh.items()
        for each, number in zip(names, numbers(kind, highest.get(kind, 0), len(names)), strict=True)
    }


def _check_id(change: Change, *, kinds: bool) -> None:
    """Refuse an id that its kind cannot have; with `kinds` a kind of a newer pmtui may have any."""
    if change.kind not in KINDS:
        if kinds and not is_fresh(change.id):
            return
        raise InputError(f"there is no kind {change.kind!r}")
    if not is_numbered(change.kind):
        if not change.id or is_fresh(change.id):
            raise InputError(f"a {change.kind} needs an id of its own")
    elif not is_fresh(change.id) and (
        kind_of(change.id).name != change.kind or canonical_id(change.id) != change.id
    ):
        raise InputError(f"{change.id!r} is not an id of a {change.kind}")


def _settle(state: Current, change: Change, ids: Mapping[str, str], moment: str) -> Change | None:
    current = state.stored(change.kind, ids.get(change.id, change.id))
    if change.was is None:
        return _created(change, current, ids, moment)
    if change.now is None:
        return _deleted(change, current)
    if current is None:
        raise ConflictError(f"{change.id} has been deleted in the meantime; nothing was written")
    was, now = _differing(change, current, ids)
    if not now:
        return None
    version = _version(current)
    was |= {"version": version, "updated_at": current.get("updated_at")}
    now |= {"version": version + 1, "updated_at": moment}
    return Change(change.kind, change.id, was, now)


def _created(
    change: Change, current: Mapping[str, JsonValue] | None, ids: Mapping[str, str], moment: str
) -> Change:
    document_id = ids.get(change.id, change.id)
    if current is not None:
        raise InputError(f"there is already a {change.kind} {document_id}")
    values = with_ids(change.kind, change.now or {}, ids) if ids else dict(change.now or {})
    created = values.get("created_at") or moment
    fresh: dict[str, JsonValue] = {"created_at": created, "updated_at": moment, "version": 1}
    if (version := _version(values)) > 0:
        fresh = {"version": version + 1, "updated_at": moment}
    return Change(change.kind, document_id, None, {**values, **fresh, "id": document_id})


def _deleted(change: Change, current: Mapping[str, JsonValue] | None) -> Change | None:
    if current is None:
        return None
    if _version(current) != change.version and without_stamps(current) != without_stamps(change.was or {}):
        raise ConflictError(
            f"{change.id} has been changed in the meantime and was not deleted; look at it again"
        )
    return Change(change.kind, change.id, current, None)


def _differing(
    change: Change, current: Mapping[str, JsonValue], ids: Mapping[str, str]
) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    """The fields that the change still has to set, as (old, new)."""
    wanted = with_ids(change.kind, change.now or {}, ids) if ids else dict(change.now or {})
    before = change.was or {}
    was: dict[str, JsonValue] = {}
    now: dict[str, JsonValue] = {}
    clashes = []
    for name, value in wanted.items():
        theirs = current.get(name)
        if theirs == value:
            continue
        if theirs != before.get(name) and as_read(change.kind, current).get(name) != before.get(name):
            clashes.append(clash(change.kind, name, theirs, value))
        was[name], now[name] = theirs, value
    if clashes:
        raise ConflictError(
            f"{change.id} has been changed in the meantime: {'; '.join(clashes)}; nothing was written"
        )
    return was, now


def as_read(kind: str, current: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    """A document as its model stores it: what another version wrote may lack the empty fields that this one has."""
    from pmtui.models.document import to_stored
    from pmtui.store.validation import problem_of, validated

    return current if kind not in KINDS or problem_of(kind, current) else to_stored(validated(kind, current))


def clash(kind: str, name: str, theirs: JsonValue, value: JsonValue) -> str:
    """Both values of a field as people read them."""
    from pmtui.models.stored_text import stored_text

    return f"{name} is now {stored_text(kind, name, theirs)}, yours is {stored_text(kind, name, value)}"


def _version(values: Mapping[str, JsonValue]) -> int:
    version = values.get("version", 0)
    return version if isinstance(version, int) else 0
