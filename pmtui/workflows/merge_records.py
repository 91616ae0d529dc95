"""Duplicates: which records are likely the same, and making one of two, undoably."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.models.document import Document
from pmtui.models.fields import build, written
from pmtui.models.kinds import KINDS, kind_of
from pmtui.models.registry import MODELS, links_of, part_links_of
from pmtui.models.stored import JsonValue
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace

_LEGAL = frozenset(
    (
        "gmbh", "ag", "inc", "ltd", "llc", "limited", "corp", "corporation", "co", "company",
        "sa", "srl", "bv", "plc", "oy", "ab", "kg", "spa", "sarl",
    )
)  # fmt: skip
_KEPT = ("id", "created_at", "updated_at", "version")


class Pair(NamedTuple):
    """Two records that may be one."""

    first: str
    """The older one."""
    second: str
    """The other."""
    reason: str
    """Why."""


def likely_duplicates(tables: Mapping[str, Mapping[str, Mapping[str, JsonValue]]], kind: str) -> list[Pair]:
    """The pairs of records of a kind that share an address, or a name but for its legal form.

    Records are put together by what they share and never compared each with each.

    Raises:
        InputError: Records of this kind are not merged.
    """
    if not KINDS[kind].merges:
        raise InputError(f"{KINDS[kind].plural} are not merged; accounts, contacts and leads are")
    found: dict[tuple[str, str], str] = {}
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for each, row in tables[kind].items():
        for reason, value in _signs(kind, row):
            groups[reason, value].append(each)
    for (reason, _), ids in groups.items():
        for first, second in pairwise(ids):
            found.setdefault((first, second), reason)
    return [Pair(first, second, reason) for (first, second), reason in found.items()]


def merge(workspace: Workspace, keep: str, drop: str, take: Collection[str] = ()) -> Commit:
    """Make one of two records, in one commit.

    What the kept one lacks it takes from the other; lists and notes are joined; what pointed at the other
    points at it; the other is deleted.

    Args:
        workspace: Where they are.
        keep: The record that stays.
        drop: The one that goes.
        take: Fields in which the value of the one that goes wins.

    Raises:
        InputError: They are not two records of a kind that is merged, or there is no such field.
    """
    kept, dropped = workspace.get(keep), workspace.get(drop)
    kind = kind_of(kept.id).name
    if kept.id == dropped.id or kind_of(dropped.id).name != kind or not KINDS[kind].merges:
        raise InputError("merge takes two different accounts, contacts or leads")
    for name in take:
        if name not in MODELS[kind].model_fields or name in _KEPT:
            raise InputError(f"{name!r} is no field of a {kind} that could be taken")
    changes = ChangeSet(f"Merge {dropped.id} into {kept.id}")
    values = {name: value for name, value in _joined(kept, dropped, take) if value != getattr(kept, name)}
    if values:
        changes.update(kept, build(kind, kept, values))
    for other in MODELS:
        for name, target in links_of(other).items():
            if target in ("", kind):
                _repoint(workspace, changes, other, name, dropped.id, kept.id)
        for name, links in part_links_of(other).items():
            fields = [field for field, target in links.items() if target in ("", kind)]
            if fields:
                _repoint_parts(workspace, changes, (other, name, fields), dropped.id, kept.id)
    changes.delete(dropped)
    return workspace.commit(changes)


def _signs(kind: str, row: Mapping[str, JsonValue]) -> Iterator[tuple[str, str]]:
    """What a record could share with its duplicate, with how that is called."""
    email = str(row.get("email") or "").lower()
    if email:
        yield "the same e-mail", email
    domain = str(row.get("domain") or "").lower().removeprefix("www.")
    if kind == "account" and domain:
        yield "the same domain", domain
    name = _plain_name(str(row.get("name") or ""))
    if kind == "account" and name:
        yield "the same name", name
    elif name:
        where = row.get("account") if kind == "contact" else _plain_name(str(row.get("company") or ""))
        if where:
            yield "the same name there", f"{name}@{where}"


def _plain_name(name: str) -> str:
    """A name without its legal form, signs and spaces: `GTX Pro, Inc.` is `gtxpro`."""
    words = "".join(letter if letter.isalnum() else " " for letter in name.casefold()).split()
    return "".join(word for word in words if word not in _LEGAL) or "".join(words)


def _joined(kept: Document, dropped: Document, take: Collection[str]) -> Iterator[tuple[str, object]]:
    for name in type(kept).model_fields:
        mine, theirs = getattr(kept, name), getattr(dropped, name)
        if name in _KEPT:
            continue
        if name in take:
            yield name, theirs
        elif isinstance(mine, tuple) and isinstance(theirs, tuple):
            yield name, (*mine, *(each for each in theirs if each not in mine))
        elif isinstance(mine, dict) and isinstance(theirs, dict):
            yield name, {**theirs, **mine}
        elif name == "notes":
            yield name, "\n\n".join(part for part in (mine, theirs) if part)
        else:
            yield name, mine if written(mine) else theirs


def _repoint(workspace: Workspace, changes: ChangeSet, kind: str, name: str, old: str, new: str) -> None:
    """Let the links of a kind that pointed at one record point at another."""
    for each, row in list(workspace.rows(kind).items()):
        value = row.get(name)
        if value != old and not (isinstance(value, list) and old in value):
            continue
        before = workspace.find(each, kind)
        if before is None or each == new:
            continue
        linked = getattr(before, name)
        after = tuple(new if link == old else link for link in linked) if isinstance(linked, tuple) else new
        changes.update(before, before.model_copy(update={name: after}))


def _repoint_parts(
    workspace: Workspace, changes: ChangeSet, where: tuple[str, str, Collection[str]], old: str, new: str
) -> None:
    """Let the links in the parts of a kind that pointed at one record point at another."""
    kind, name, fields = where
    for each, row in list(workspace.rows(kind).items()):
        stored = row.get(name)
        held = [part for part in stored if isinstance(part, dict)] if isinstance(stored, list) else []
        before = (
            workspace.find(each, kind) if any(part.get(f) == old for part in held for f in fields) else None
        )
        if before is None or each == new:
            continue
        parts = tuple(
            part.model_copy(update={field: new for field in fields if getattr(part, field) == old})
            for part in getattr(before, name)
        )
        changes.update(before, before.model_copy(update={name: parts}))
