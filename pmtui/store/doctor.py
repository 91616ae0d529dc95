"""The doctor: looks at every document and every file of a workspace, and changes nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from pmtui.models.deals.pipelines import Pipelines
from pmtui.models.kinds import KINDS, canonical_id, kind_of, number_of
from pmtui.models.registry import links_of
from pmtui.models.stored import JsonValue
from pmtui.store.log.state import is_numbered
from pmtui.store.progress_callback import Tick, passed_over
from pmtui.store.validation import problem_of
from pmtui.store.workspace import Workspace


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        kind: The kind of the document, or `file`.
        id: The document's id, or the file's name.
        problem: One clause that says what is wrong.
        advice: How to mend it; empty where nobody can say.
    """

    kind: str
    id: str
    problem: str
    advice: str = field(default="", compare=False)


def examine(workspace: Workspace, tick: Tick = passed_over) -> list[Finding]:
    """The problems of a workspace: documents in the order of their tables, then files.

    Args:
        workspace: The workspace.
        tick: Called with the number of documents checked so far.
    """
    looked = count(1)
    found = [
        Finding(kind, document_id, problem, _advice(kind, document_id))
        for (kind, document_id), problem in workspace.apart.items()
    ]
    found += [
        finding
        for kind in workspace.tables
        for finding in _documents(workspace, kind, lambda: tick(next(looked)))
    ]
    return found + [Finding("file", where, problem) for where, problem in workspace.problems()]


def _documents(workspace: Workspace, kind: str, looked: Callable[[], None]) -> Iterator[Finding]:
    rows = workspace.rows(kind)
    if kind not in KINDS:
        if rows:
            yield Finding(kind, "", f"{len(rows)} documents of a kind that this pmtui does not know")
        return
    pipelines = workspace.pipelines if kind == "deal" and not _is_broken(workspace) else None
    for document_id, stored in rows.items():
        looked()
        if problem := problem_of(kind, stored):
            yield Finding(kind, document_id, problem, _advice(kind, document_id))
        problems = [_id_problem(workspace, kind, document_id)]
        problems += _dangling(workspace, kind, document_id)
        problems.append(_stage_problem(pipelines, stored))
        yield from (Finding(kind, document_id, problem) for problem in problems if problem)


def _is_broken(workspace: Workspace) -> bool:
    """Whether a pipeline is not valid, which is a finding of its own."""
    if any(kind == "pipeline" for kind, _ in workspace.apart):
        return True
    return any(problem_of("pipeline", stored) for stored in workspace.rows("pipeline").values())


def _advice(kind: str, document_id: str) -> str:
    if not is_numbered(kind) and kind != "term":
        return "`pmtui undo` or `pmtui restore FILE` brings back what it was"
    return f"`pmtui set {document_id} FIELD=VALUE` mends it, `pmtui delete {document_id}` removes it"


def _id_problem(workspace: Workspace, kind: str, document_id: str) -> str:
    if workspace.rows(kind)[document_id].get("id") != document_id:
        return "is stored under another id than it has"
    if not is_numbered(kind):
        return ""
    if kind_of(document_id).name != kind or canonical_id(document_id) != document_id:
        return f"is no id of a {kind}"
    if number_of(document_id) > workspace.counters.get(kind, 0):
        return "its number may be given to another document: it lies beyond the last one allocated"
    return ""


def _dangling(workspace: Workspace, kind: str, document_id: str) -> list[str]:
    """The links of a document that point nowhere."""
    stored = workspace.rows(kind)[document_id]
    problems = []
    for name, target in links_of(kind).items():
        value = stored.get(name)
        for link in value if isinstance(value, list) else [value]:
            if isinstance(link, str) and link and not _exists(workspace, target, link):
                problems.append(f"{name}: there is no {target or 'document'} {link}")
    return problems


def _exists(workspace: Workspace, kind: str, document_id: str) -> bool:
    kinds = [kind] if kind else list(workspace.tables)
    return any(document_id in workspace.rows(each) for each in kinds)


def _stage_problem(pipelines: Pipelines | None, deal: Mapping[str, JsonValue]) -> str:
    if pipelines is None:
        return ""
    name, stage = str(deal.get("pipeline") or ""), str(deal.get("stage") or "")
    pipeline = pipelines.find(name)
    if pipeline is None:
        return f"pipeline: there is no pipeline {name!r}"
    return "" if not stage or pipeline.stage(stage) else f"stage: the pipeline has no stage {stage!r}"
