"""What a form knows beyond its fields: the outcome of a deal's stage, the method that scores, the usual words."""

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from pmtui.models.customers.contact import ROLES
from pmtui.models.deals.deal import LOST_REASONS, SOURCES
from pmtui.models.deals.lead import LETTERS
from pmtui.models.discovery.insight import INSIGHT_SOURCES
from pmtui.models.fields import Field
from pmtui.models.values.folding import folded
from pmtui.rules.roadmap.scores import CRITERION, METHODS, SCORECARD, Method
from pmtui.store.workspace import Workspace

_OFFERED = 20
_ALIKE = 0.75
_CHURN = ("price", "product", "service", "poor fit", "company closed", "other")
_KANO = ("kano", "kano_answers")


def facts_of(workspace: Workspace, kind: str, texts: Mapping[str, str]) -> Mapping[str, str]:
    """What follows from what is typed: whether a deal's stage is open, won or lost."""
    if kind != "deal":
        return {}
    stages = workspace.pipelines.of(texts.get("pipeline", "")).stages
    stage = next((each for each in stages if folded(each.name) == folded(texts.get("stage", ""))), None)
    return {"outcome": stage.kind if stage is not None else "open"}


def unused_inputs(kind: str, texts: Mapping[str, str], method: str) -> Collection[str]:
    """The inputs of the methods by which a feature is not scored.

    Args:
        kind: The kind of document.
        texts: What is typed.
        method: The method in use; empty for the first that has an input, else the first of all.
    """
    if kind != "feature":
        return ()
    used = next((each for each in METHODS if each.key == method), None)
    used = used or next(
        (each for each in METHODS if any(texts.get(name) for name in _inputs(each))), METHODS[0]
    )
    return {name for each in METHODS for name in _inputs(each)} - _inputs(used)


def _inputs(method: Method) -> set[str]:
    if method.key == SCORECARD:
        return {"scores"}
    names = {asked.field for asked in method.inputs if not asked.field.startswith(CRITERION)}
    return names | set(_KANO) if "kano" in names else names


def usual_words(workspace: Workspace, kind: str, spec: Field, texts: Mapping[str, str]) -> Sequence[str]:
    """The words that are usual in a field: names of records, stages, owners, and what was used before."""
    if spec.link:
        return workspace.names.all_of(spec.link)
    if spec.among:
        return [name for among in spec.among for name in workspace.names.all_of(among)]
    if spec.choices:
        return spec.choices
    fixed: Mapping[str, Sequence[str]] = {
        "stages": [stage.name for stage in workspace.pipelines.of(texts.get("pipeline", "")).stages],
        "pipelines": [pipeline.name for pipeline in workspace.pipelines],
        "sources": SOURCES,
        "lost-reasons": LOST_REASONS,
        "churn-reasons": _CHURN,
        "roles": ROLES,
        "insight-sources": INSIGHT_SOURCES,
        "letters": tuple(LETTERS.get(texts.get("frame", ""), ())),
        "criteria": [criterion.name for criterion in workspace.settings.scorecard],
    }
    if spec.suggest in ("letters", "criteria", "stages", "pipelines"):
        return fixed[spec.suggest]
    used = {str(row[spec.name]) for row in workspace.rows(kind).values() if spec.name in row}
    return list(dict.fromkeys([*fixed.get(spec.suggest, ()), *(sorted(used) if spec.suggest else ())]))


def suggestions(words: Sequence[str], text: str) -> Sequence[str]:
    """The words that what is typed may become: those that begin with it, then those that hold it."""
    wanted = folded(text)
    found = [word for word in words if folded(word).startswith(wanted)]
    found += [word for word in words if wanted in folded(word) and not folded(word).startswith(wanted)]
    return found[:_OFFERED]


def near_words(words: Sequence[str], text: str) -> Sequence[str]:
    """The words that may have been meant by one that is none of them, the nearest first."""
    by_folded = {folded(word): word for word in words}
    near = get_close_matches(folded(text), by_folded, n=3, cutoff=_ALIKE)
    return [by_folded[word] for word in near]
