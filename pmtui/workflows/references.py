"""References to a record: listed before it is deleted, and emptied with it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pmtui.models.document import Document, Part
from pmtui.models.kinds import KINDS, kind_of
from pmtui.models.registry import MODELS, links_of, part_links_of
from pmtui.models.row import OptionalMoney, Row
from pmtui.models.stored import JsonValue
from pmtui.models.values.money_text import whole_sums
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace


class _MoneyRow(Row):
    """The money on a record of any kind."""

    __slots__ = ()
    amount = OptionalMoney()
    recurring_value = OptionalMoney()


class Reference(NamedTuple):
    """A record that refers to another one."""

    kind: str
    """The kind of the record that refers."""
    id: str
    """That record."""
    field: str
    """The field that holds the link, or the parts that do."""
    to: str
    """The record that it refers to."""


def references(workspace: Workspace, ids: Collection[str]) -> list[Reference]:
    """Find what refers to some records; those records themselves apart. O(documents of the kinds that may)."""
    return list(_references(workspace, frozenset(ids)))


def _references(workspace: Workspace, ids: frozenset[str]) -> Iterator[Reference]:
    kinds = {kind_of(each).name for each in ids}
    for kind in MODELS:
        names = [name for name, to in links_of(kind).items() if to in ("", *kinds)]
        parts = [
            (name, [field for field, to in links.items() if to in ("", *kinds)])
            for name, links in part_links_of(kind).items()
        ]
        looked_at = [*((name, []) for name in names), *((name, fields) for name, fields in parts if fields)]
        for document_id, row in workspace.rows(kind).items() if looked_at else ():
            for name, fields in looked_at:
                held = row.get(name)
                if held is not None:
                    for to in dict.fromkeys(_linked(held, fields, ids)):
                        if not (document_id in ids and kind in kinds):
                            yield Reference(kind, document_id, name, to)


def _linked(held: JsonValue, fields: Sequence[str], ids: frozenset[str]) -> Iterator[str]:
    """The ids among some that a stored field links to: by itself, as one of several, or in its parts."""
    if isinstance(held, str):
        if held in ids:
            yield held
    elif isinstance(held, list):
        for each in held:
            if isinstance(each, dict):
                yield from (to for field in fields if isinstance(to := each.get(field), str) and to in ids)
            elif isinstance(each, str) and each in ids:
                yield each


def told(workspace: Workspace, found: Sequence[Reference]) -> str:
    """The references by kind, with the money behind them: `2 deals (36,000 USD), 1 contact`."""
    records = dict.fromkeys((each.kind, each.id) for each in found)
    counts = Counter(kind for kind, _ in records)
    parts = []
    for kind, count in counts.items():
        sums: defaultdict[str, Decimal] = defaultdict(Decimal)
        for document_id in (record for of, record in records if of == kind):
            for code, amount in _money(workspace.rows(kind)[document_id]):
                sums[code] += amount
        money = whole_sums(sums) if sums else ""
        noun = kind if count == 1 else KINDS[kind].plural
        parts.append(f"{count:,} {noun}{f' ({money})' if money else ''}")
    return ", ".join(parts)


def _money(stored: Mapping[str, JsonValue]) -> Iterator[tuple[str, Decimal]]:
    row = _MoneyRow(stored)
    for held in (row.amount, row.recurring_value):
        if held is not None:
            yield held.currency, held.amount


def repoint(workspace: Workspace, changes: ChangeSet, found: Sequence[Reference], new: str = "") -> None:
    """Let what refers to records refer to another one, or to none.

    Args:
        workspace: Where they are.
        changes: Takes the changes.
        found: What refers.
        new: The other record; empty for none. A part that is nothing without its link goes.
    """
    by_record: defaultdict[tuple[str, str], list[Reference]] = defaultdict(list)
    for each in found:
        by_record[each.kind, each.id].append(each)
    for (kind, document_id), links in by_record.items():
        before = workspace.find(document_id, kind)
        if before is None:
            continue
        after = before
        for link in links:
            after = _repointed(after, link, "" if document_id == new else new)
        changes.update(before, after)


def _repointed(document: Document, link: Reference, new: str) -> Document:
    held = getattr(document, link.field)
    if not isinstance(held, tuple):
        value: object = new or None
    elif all(isinstance(each, str) for each in held):
        kept = (new if each == link.to else each for each in held)
        value = tuple(dict.fromkeys(each for each in kept if each))
    else:
        value = tuple(part for each in held if (part := _repointed_part(each, link, new)) is not None)
    return document.model_copy(update={link.field: value})


def _repointed_part(part: Part, link: Reference, new: str) -> Part | None:
    fields = [name for name in part_links_of(link.kind)[link.field] if getattr(part, name) == link.to]
    if not fields:
        return part
    if not new and any(type(part).model_fields[name].is_required() for name in fields):
        return None
    return part.model_copy(update=dict.fromkeys(fields, new or None))
