"""Duplicates: which records are likely the same, and making one of two, undoably."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.models.customers.customer_rows import AccountRow, ContactRow
from pmtui.models.deals.deal_rows import LeadRow
from pmtui.models.document import Document, to_stored
from pmtui.models.fields import build, written
from pmtui.models.kinds import KINDS, kind_of
from pmtui.models.registry import MODELS
from pmtui.models.stored import JsonValue
from pmtui.models.values import folding
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows.references import references, repoint

_LEGAL = frozenset(
    (
        "gmbh", "ag", "inc", "ltd", "llc", "limited", "corp", "corporation", "co", "company",
        "sa", "srl", "bv", "plc", "oy", "ab", "kg", "spa", "sarl",
    )
)  # fmt: skip
_KEPT = ("id", "created_at", "updated_at", "version")

EMPTY_MEANS = frozenset(
    ("churned", "churn_reason", "closed", "lost_reason", "lost_note", "done", "reason", "do_not_contact")
)
"""The fields of which an empty one says something: that a customer stayed, that a lead is worked on."""


_TOLD_BY = {"the same e-mail": "email", "the same domain": "domain"}


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


class Lookalike(NamedTuple):
    """A record that looks like one that is about to be added."""

    id: str
    """The record that is there."""
    reason: str
    """The trait they share."""
    field: str
    """The field that tells."""


def lookalikes(
    tables: Mapping[str, Mapping[str, Mapping[str, JsonValue]]], kind: str, values: Mapping[str, object]
) -> list[Lookalike]:
    """The records that look like one that is about to be added: the same e-mail, domain or name. O(records).

    Args:
        tables: The stored documents.
        kind: What is added; only kinds that are merged have look-alikes.
        values: Its fields.
    """
    if not KINDS[kind].merges:
        return []
    signs = set(_signs(kind, to_stored(build(kind, None, values))))
    found: list[Lookalike] = []
    for document_id, row in tables[kind].items() if signs else ():
        shared = next((sign for sign in _signs(kind, row) if sign in signs), None)
        if shared is not None:
            reason = shared[0]
            found.append(Lookalike(document_id, reason, _TOLD_BY.get(reason, "name")))
    return found


def merge(workspace: Workspace, keep: str, drop: str, take: Collection[str] = ()) -> Commit:
    """Make one of two records, in one commit.

    What the kept one lacks it takes from the other, unless lacking it says something; lists and notes are joined;
    what pointed at the other points at it; the other is deleted.

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
    repoint(workspace, changes, references(workspace, [dropped.id]), kept.id)
    changes.delete(dropped)
    return workspace.commit(changes)


def takes_other(name: str, value: str) -> bool:
    """Whether a field of the record that stays is filled from the other one, as it is empty and means nothing."""
    return not value and name not in EMPTY_MEANS


def _signs(kind: str, row: Mapping[str, JsonValue]) -> Iterator[tuple[str, str]]:
    """The traits that a record could share with its duplicate: the name of each, and its value."""
    if kind == "account":
        account = AccountRow(row)
        domain, email, name, where = account.domain.lower().removeprefix("www."), "", account.name, ""
    elif kind == "contact":
        contact = ContactRow(row)
        domain, email, name, where = "", contact.email.lower(), contact.name, contact.account or ""
    else:
        lead = LeadRow(row)
        domain, email, name, where = "", lead.email.lower(), lead.name, _plain_name(lead.company)
    if email:
        yield "the same e-mail", email
    if domain:
        yield "the same domain", domain
    if plain := _plain_name(name):
        yield "the same name there" if where else "the same name", f"{plain}@{where}"


def _plain_name(name: str) -> str:
    """A name without its legal form, signs and spaces: `GTX Pro, Inc.` is `gtxpro`."""
    words = folding.words_of(name)
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
            yield name, theirs if takes_other(name, written(mine)) else mine
