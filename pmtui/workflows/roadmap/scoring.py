"""Scoring features: the inputs of a method taken from what was typed, kept with the method and the day."""

from collections.abc import Iterable, Mapping, Sequence

from pmtui.errors import FieldError, InputError
from pmtui.models.fields import Reading, build, fields_of, read, read_row
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.score_parts import Criterion, CriterionScore
from pmtui.models.values.folding import folded
from pmtui.models.values.money import parse_number
from pmtui.rules.roadmap.scores import CRITERION
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows.roadmap.features import refuse_nonsense

Typed = Mapping[str, str]
"""The text typed for the inputs of a feature, by field."""


def scored(feature: Feature, typed: Typed, how: Reading) -> Feature:
    """The feature with other inputs; an empty one is taken away.

    Args:
        feature: The feature.
        typed: What was typed, by field; `scores:` and a criterion for one of the scorecard.
        how: How text is read.

    Raises:
        FieldError: An input cannot take its text.
    """
    values: dict[str, object] = {}
    scores = {folded(each.criterion): each for each in feature.scores}
    for name, text in typed.items():
        if not name.startswith(CRITERION):
            values[name] = read(fields_of("feature")[name], text, how)
            continue
        criterion = name.removeprefix(CRITERION)
        scores.pop(folded(criterion), None)
        if text.strip():
            try:
                score = CriterionScore(criterion=criterion, score=float(parse_number(text, how.decimal_mark)))
            except (ValueError, InputError):
                raise FieldError(criterion, f"{text!r} is no score from 1 to 5") from None
            scores[folded(criterion)] = score
        values["scores"] = tuple(scores.values())
    after = build("feature", feature, values)
    assert isinstance(after, Feature)
    refuse_nonsense(feature, after, how.today)
    return after


def scoring(workspace: Workspace, typed: Mapping[str, Typed], method: str, how: Reading) -> ChangeSet:
    """The changes that give features other inputs; method and day are kept with them.

    Raises:
        FieldError: An input cannot take its text.
        InputError: One of them is not a feature.
    """
    found = {each: workspace.get(each) for each in typed}
    named = next(iter(found), "") if len(found) == 1 else f"{len(found):,} features"
    changes = ChangeSet(f"Score {named} by {method}")
    for each, before in found.items():
        if not isinstance(before, Feature):
            raise InputError(f"{each} is no feature")
        after = scored(before, typed[each], how)
        told = {"scored_by": method, "scored_on": workspace.clock.today()}
        changes.update(before, after.model_copy(update=told))
    return changes


def read_criterion(text: str, how: Reading) -> Criterion:
    """A criterion as it is typed: `Customer value | weight=3`.

    Raises:
        InputError: It has no name, or its weight is no number, or 0.
    """
    name, colon, weight = text.rpartition(":")
    if colon and weight.strip().lstrip("-").replace(".", "").isdecimal():
        raise InputError(
            f"{text!r} is not a criterion; write {f'{name.strip()} | weight={weight.strip()}'!r}"
        )
    return read_row(Criterion, text, how)


def set_criteria(workspace: Workspace, criteria: Sequence[Criterion]) -> Commit:
    """Say what the scorecard judges features by; none brings the usual criteria back.

    Raises:
        InputError: Two of them share a name.
    """
    refuse_twins(each.name for each in criteria)
    settings = workspace.settings
    changes = ChangeSet("Set the criteria of the scorecard")
    changes.update(settings, settings.model_copy(update={"criteria": tuple(criteria)}))
    return workspace.commit(changes)


def refuse_twins(names: Iterable[str]) -> None:
    """Refuse two criteria of one name, case apart.

    Raises:
        InputError: There are.
    """
    seen: set[str] = set()
    for name in names:
        if folded(name) in seen:
            raise InputError(f"two criteria are called {name!r}")
        seen.add(folded(name))
