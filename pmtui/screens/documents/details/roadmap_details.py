"""Details of a feature and of a launch besides their fields: how far it is, what it waits for."""

from collections.abc import Iterator

from pmtui.models.document import to_stored
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.typed_part import plain_number
from pmtui.rules.roadmap.features import done_share, is_shipped, slip, starts_too_soon
from pmtui.rules.roadmap.kano import verdict_text
from pmtui.rules.roadmap.ranking import result_text
from pmtui.rules.roadmap.scores import METHODS, SCORECARD, input_text, verdict_of
from pmtui.rules.roadmap.shipping import check_blocks
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Workspace
from pmtui.widgets.record.detail import DetailLine
from pmtui.workflows.roadmap.launch_decision import blockers_of


def feature_lines(feature: Feature, session: Session) -> Iterator[DetailLine]:
    """The share that is done, the checks that block it, slip, money spent, what it waits for."""
    lines = [*_state(feature), *_waiting(feature, session.workspace)]
    lines += _score(feature)
    yield from lines


def _score(feature: Feature) -> Iterator[DetailLine]:
    """The inputs of the score, its method, and its date."""
    method = next((each for each in METHODS if each.title == feature.scored_by), None)
    if method is None:
        return
    row = FeatureRow(to_stored(feature))
    values = {each.title: input_text(row, each.field) for each in method.inputs}
    if method.key == SCORECARD:
        values = {each.criterion: plain_number(each.score) for each in feature.scores}
    parts = ", ".join(f"{name} {value}" for name, value in values.items() if value)
    figure = "" if method.formula is None else f"{result_text(method, row, {})} from "
    told = f"{figure}{parts} · since {feature.scored_on}"
    yield DetailLine(f"By {method.title}", told, "", method.headword)


def _state(feature: Feature) -> Iterator[DetailLine]:
    share = done_share(feature)
    if share is not None:
        done = sum(each.done for each in feature.requirements)
        told = f"{share:.0%}: {done} of {len(feature.requirements)} requirements"
        yield DetailLine("Done", told, "good" if share == 1 else "", "definition-of-done")
    blocking = [check.rule for check in feature.compliance if check_blocks(check)]
    if blocking:
        yield DetailLine("Blocks launch", "; ".join(blocking), "risk", "compliance")
    elif feature.compliance:
        yield DetailLine("Compliance", "every check is met or waived", "good", "compliance")
    if feature.kano_answers:
        told = verdict_text(verdict_of(FeatureRow(to_stored(feature))))
        yield DetailLine("Kano", f"{told} · {len(feature.kano_answers):,} answers", "", "kano-model")
    days = slip(feature)
    if days:
        told = f"{abs(days):,} days {'later' if days > 0 else 'earlier'} than first planned"
        yield DetailLine("Slip", told, "risk" if days > 0 else "good", "plan-vs-actual-slip")
    budget, actual = feature.budget, feature.actual
    if budget and actual and budget.currency == actual.currency and budget.amount:
        over = actual.amount - budget.amount
        left = f"{over:,} over" if over > 0 else f"{-over:,} left"
        told = f"{actual.amount / budget.amount:.0%} of the budget, {left}"
        yield DetailLine("Spent", told, "risk" if over > 0 else "", "budget-variance")


def _waiting(feature: Feature, workspace: Workspace) -> Iterator[DetailLine]:
    """The features that have to come first, with their dates, and those that wait for this one."""
    for each in feature.depends_on:
        needed = workspace.find(each)
        if not isinstance(needed, Feature):
            continue
        over = is_shipped(needed)
        ends = needed.shipped if over else needed.target
        late = starts_too_soon(feature, needed)
        when = f"{'shipped' if over else 'ends'} {ends}" if ends else "shipped" if over else "no date"
        told = f"{needed.title} · {when}{' !' if late else ''}"
        yield DetailLine("Waits for", told, "risk" if late else "", "dependency", needed.id)
    for other in FeatureRow.all(workspace.tables):
        if feature.id in other.depends_on:
            yield DetailLine("Needed by", other.title, "", "dependency", other.id)


def launch_lines(launch: Launch, session: Session) -> Iterator[DetailLine]:
    """How much of the checklist is done, and all that keeps the launch from going."""
    workspace = session.workspace
    if launch.launched:
        return
    found = blockers_of(workspace, launch)
    key = session.keymap.label("check-out")
    ask = f" · {key} decides" if key else ""
    count = f"{len(found)} {'thing blocks' if len(found) == 1 else 'things block'} it"
    yield DetailLine(
        f"{count if found else 'Nothing blocks it'}{ask}", heading=True, headword="go-no-go-decision"
    )
    if launch.checklist:
        done = sum(each.done for each in launch.checklist)
        yield DetailLine("Checklist", f"{done} of {len(launch.checklist)} done", headword="launch-checklist")
    for each in found:
        if each.id == launch.id:
            topic, _, rest = each.text.partition(": ")
            yield DetailLine(topic if rest else "", rest or topic, "risk", "launch-checklist")
        else:
            told = f"{workspace.names.label(each.id)}: {each.text}"
            yield DetailLine(each.id, told, "risk", target=each.id)
