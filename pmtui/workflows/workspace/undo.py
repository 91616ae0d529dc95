"""Taking back any single command: what others did stays, and what later work stands on is not taken away."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from pmtui.errors import ConflictError, PmtuiError
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipelines import Pipeline
from pmtui.models.kinds import KINDS, kind_of
from pmtui.models.registry import links_of, part_links_of
from pmtui.models.stored import JsonValue, Stored
from pmtui.models.values.folding import squeezed
from pmtui.store.changes import Change, ChangeSet, Transaction
from pmtui.store.undo import taking_back, to_take_back, told
from pmtui.store.validation import problem_of, validated
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows.deals.pipelines import refuse_broken
from pmtui.workflows.deals.targets import refuse_twin_targets
from pmtui.workflows.references import references
from pmtui.workflows.roadmap.dependencies import refuse_circles

_NAMED = 3
"""Records in the way that are named; more are counted."""


def take_back(workspace: Workspace, seq: int = 0) -> Commit:
    """Take back one command, whoever did it and whatever came after; the undo of it can be taken back by redo.

    Args:
        workspace: Where it was done.
        seq: Its number in the history; 0 for the user's latest command that still stands.

    Raises:
        NothingFound: There is none, or it is taken back already.
        InputError: It is one that stays.
        ConflictError: Later work stands on it; the command that did it is named.
    """
    transaction = to_take_back(workspace.records, workspace.user, seq)
    refuse_standing(workspace, transaction)
    return workspace.undo(transaction.seq)


def refuse_standing(workspace: Workspace, transaction: Transaction) -> ChangeSet:
    """The changes that take a command back, once it is known that nothing stands on it.

    Raises:
        ConflictError: Later work stands on it.
    """
    changes = taking_back(transaction, workspace, workspace.records)
    after = {(change.kind, change.id): _after(workspace, change) for change in changes}
    found = [
        *_referring(workspace, changes, after),
        *_dangling(workspace, after),
        *_stageless(workspace, after),
        *_invalid(workspace, after),
    ]
    if not found:
        found += _against_rules(workspace, changes)
    if found:
        shown = "; ".join(_since(workspace, transaction, each) for each in found[:_NAMED])
        more = f"; and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
        raise ConflictError(f"later work stands on {transaction.name}: {shown}{more}; nothing was written")
    return changes


class _Standing:
    """Something that stands on a command: what it is, and the record and field that would be left in the air."""

    def __init__(self, problem: str, kind: str = "", document_id: str = "", field: str = "") -> None:
        self.problem, self.kind, self.id, self.field = problem, kind, document_id, field


_After = Mapping[tuple[str, str], Stored | None]


def _after(workspace: Workspace, change: Change) -> Stored | None:
    """A document as it would be."""
    if change.now is None:
        return None
    stored = {**(workspace.stored(change.kind, change.id) or {}), **change.now, "id": change.id}
    return {name: value for name, value in stored.items() if value is not None}


def _referring(workspace: Workspace, changes: ChangeSet, after: _After) -> Iterator[_Standing]:
    """Records that refer to one that would go."""
    gone = [change.id for change in changes if change.now is None]
    for each in references(workspace, gone) if gone else ():
        left = after.get((each.kind, each.id), workspace.stored(each.kind, each.id))
        if left is not None and each.to in _links(each.kind, left):
            yield _Standing(f"{each.id} refers to {each.to} in {each.field}", each.kind, each.id, each.field)


def _dangling(workspace: Workspace, after: _After) -> Iterator[_Standing]:
    """Links that would come back and lead to what is no longer there."""
    for (kind, document_id), stored in after.items():
        before = _links(kind, workspace.stored(kind, document_id) or {})
        for to in _links(kind, stored or {}) - before:
            of = kind_of(to).name
            if after.get((of, to)) is None and ((of, to) in after or to not in workspace.rows(of)):
                yield _Standing(f"{document_id} would refer to {to}, which has been deleted", of, to)


def _links(kind: str, stored: Mapping[str, JsonValue]) -> set[str]:
    """The ids that a document links to, in its parts too."""
    if kind not in KINDS:
        return set()
    found = [stored.get(name) for name in links_of(kind)]
    for name, links in part_links_of(kind).items():
        parts = stored.get(name)
        found += [
            part.get(field)
            for part in (parts if isinstance(parts, list) else ())
            if isinstance(part, dict)
            for field in links
        ]
    flat = [each for value in found for each in (value if isinstance(value, list) else [value])]
    return {each for each in flat if isinstance(each, str) and each}


def _stageless(workspace: Workspace, after: _After) -> Iterator[_Standing]:
    """Deals whose stage or pipeline would be gone."""
    touched = {kind for kind, _ in after}
    if not touched & {"pipeline", "deal"}:
        return
    pipelines = {
        **{each.id: (each.name, {stage.name for stage in each.stages}) for each in workspace.pipelines},
    }
    for (kind, document_id), stored in after.items():
        if kind == "pipeline" and stored is None:
            pipelines.pop(document_id, None)
        elif kind == "pipeline" and stored is not None and not problem_of(kind, stored):
            made = validated(kind, stored)
            assert isinstance(made, Pipeline)
            pipelines[document_id] = (made.name, {stage.name for stage in made.stages})
    main = workspace.pipelines.main.id
    by_name = {squeezed(name): stages for name, stages in pipelines.values()}
    of_main = pipelines[main][1] if main in pipelines else set()
    rows: Iterable[tuple[str, Mapping[str, JsonValue] | None]] = (
        ((each, after.get(("deal", each), row)) for each, row in workspace.rows("deal").items())
        if "pipeline" in touched
        else ((each, row) for (kind, each), row in after.items() if kind == "deal")
    )
    for document_id, row in rows:
        if row is None:
            continue
        deal = DealRow(row)
        stages = by_name.get(squeezed(deal.pipeline)) if deal.pipeline else of_main
        if stages is None:
            problem = f"{document_id} would be in the pipeline {deal.pipeline}, which does not exist"
            yield _Standing(problem, "deal", document_id, "pipeline")
        elif deal.stage and deal.stage not in stages:
            problem = f"{document_id} would be in the stage {deal.stage}, which does not exist"
            yield _Standing(problem, "deal", document_id, "stage")


def _invalid(workspace: Workspace, after: _After) -> Iterator[_Standing]:
    """Documents that would no longer be valid."""
    for (kind, document_id), stored in after.items():
        if stored is not None and kind in KINDS and (problem := problem_of(kind, stored)):
            yield _Standing(f"{document_id} {problem}", kind, document_id)


def _against_rules(workspace: Workspace, changes: ChangeSet) -> Iterator[_Standing]:
    """What the rules have against the records as they would be together."""
    checks: tuple[Callable[[], object], ...] = (
        lambda: refuse_twin_targets(workspace, changes),
        lambda: refuse_circles(changes, workspace.rows("feature")),
        lambda: refuse_broken_pipelines(workspace, changes),
    )
    for check in checks:
        try:
            check()
        except PmtuiError as error:
            yield _Standing(str(error))


def refuse_broken_pipelines(workspace: Workspace, changes: ChangeSet) -> None:
    """Refuse changes after which a pipeline would have two stages of one name, or lack a meaning.

    Raises:
        InputError: One would.
    """
    for change in changes:
        stored = _after(workspace, change) if change.kind == "pipeline" else None
        if stored is not None:
            made = validated("pipeline", stored)
            assert isinstance(made, Pipeline)
            refuse_broken(workspace, made)


def _since(workspace: Workspace, transaction: Transaction, found: _Standing) -> str:
    """What stands on a command, with the later command that put it there."""
    if not found.id:
        return found.problem
    for record in workspace.records():
        if record.head.seq <= transaction.seq:
            break
        if record.mentions(found.id) and any(
            change.kind == found.kind
            and change.id == found.id
            and (not found.field or change.now is None or found.field in change.now)
            for change in record.read().changes
        ):
            return f"{found.problem}, since {told(record.head)}"
    return found.problem
