"""The one act that a row asks for: its task is done, its step ticked, its lead answered, its launch decided on."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from pmtui.models.customers.customer_rows import AccountRow
from pmtui.models.deals.deal_rows import ActivityRow, DealRow, LeadRow
from pmtui.models.discovery.discovery_rows import InsightRow
from pmtui.models.roadmap.roadmap_rows import FeatureRow, LaunchRow, ObjectiveRow, ProductRow, RequestRow
from pmtui.models.row import Stored
from pmtui.rules.customers.follow_up import renewal_due
from pmtui.rules.deals.leads import is_worked_on
from pmtui.rules.deals.outcome import is_open
from pmtui.rules.roadmap.features import is_open as is_unshipped
from pmtui.rules.row_moves import Rows, stage_of

Act = Literal[
    "task", "step", "exit", "close", "answer", "touch", "issue", "renewal", "launch", "item", "review", "stage",
    "end", "gate", "requirement", "promise", "progress", "",
]  # fmt: skip
"""What is to be done; empty for nothing."""

WORDS: Mapping[Act, str] = {
    "task": "done",
    "step": "done",
    "exit": "checklist",
    "close": "new date",
    "answer": "answered",
    "touch": "in touch",
    "issue": "solved",
    "renewal": "renewal",
    "launch": "go or no-go",
    "item": "done",
    "review": "review",
    "stage": "next stage",
    "end": "end it",
    "gate": "gate",
    "requirement": "met",
    "promise": "promise",
    "progress": "check in",
}
"""The word of each act in the footer."""


class RowAct(NamedTuple):
    """What a record asks for."""

    act: Act
    """The act; empty for none."""
    why: str = ""
    """Why there is none."""


def act_of(kind: str, row: Stored, rows: Rows, today: date) -> RowAct:
    """The act that a record asks for, wherever its row is shown."""
    asked = _ACTS.get(kind)
    return (
        asked(row, rows, today) if asked is not None else RowAct("", f"there is nothing to do about a {kind}")
    )


def _activity(row: Stored, rows: Rows, today: date) -> RowAct:
    activity = ActivityRow(row)
    done = activity.done
    return RowAct("task") if done is None else RowAct("", f"{activity.id} was done on {done}")


def _deal(row: Stored, rows: Rows, today: date) -> RowAct:
    """The checklist of its stage, else its next step."""
    deal = DealRow(row)
    stage = stage_of(deal, rows)
    if stage is not None and not is_open(stage):
        return RowAct("", f"{deal.id} is {stage.kind}: nothing is left to do about it")
    if stage is not None and stage.exit:
        return RowAct("exit")
    if deal.next_step or deal.next_step_due is not None:
        return RowAct("step")
    return RowAct("", f"{deal.id} has no next step, and its stage {deal.stage} no checklist")


def _lead(row: Stored, rows: Rows, today: date) -> RowAct:
    lead = LeadRow(row)
    if not is_worked_on(lead):
        return RowAct("", f"{lead.id} is {lead.status}: nothing is left to do about it")
    return RowAct("answer" if lead.answered is None or not lead.next_step else "step")


def _account(row: Stored, rows: Rows, today: date) -> RowAct:
    account = AccountRow(row)
    if any(not issue.done for issue in account.issues):
        return RowAct("issue")
    if renewal_due(account, today) is not None:
        return RowAct("renewal")
    return RowAct("", f"{account.id} has no open issue and no renewal that is due")


def _contact(row: Stored, rows: Rows, today: date) -> RowAct:
    return RowAct("touch")


def _launch(row: Stored, rows: Rows, today: date) -> RowAct:
    launch = LaunchRow(row)
    if launch.launched is None:
        return RowAct("launch")
    return RowAct("", f"{launch.id} was launched on {launch.launched}") if launch.review else RowAct("review")


def _product(row: Stored, rows: Rows, today: date) -> RowAct:
    product = ProductRow(row)
    if product.lifecycle == "retired":
        return RowAct("", f"{product.id} is retired")
    return RowAct("end")


def _insight(row: Stored, rows: Rows, today: date) -> RowAct:
    insight = InsightRow(row)
    return (
        RowAct("gate") if insight.gate == "open" else RowAct("", f"{insight.id} has {insight.gate} the gate")
    )


def _feature(row: Stored, rows: Rows, today: date) -> RowAct:
    feature = FeatureRow(row)
    if not is_unshipped(feature):
        return RowAct("", f"{feature.id} is {feature.status}")
    if any(not each.done for each in feature.requirements):
        return RowAct("requirement")
    return RowAct("", f"{feature.id} has no requirement that is still open")


def _request(row: Stored, rows: Rows, today: date) -> RowAct:
    feature = rows("feature").get(RequestRow(row).feature or "")
    if feature is not None and not is_unshipped(FeatureRow(feature)):
        return RowAct(
            "", f"{FeatureRow(feature).id} is {FeatureRow(feature).status}: there is nothing to promise"
        )
    return RowAct("promise")


def _objective(row: Stored, rows: Rows, today: date) -> RowAct:
    objective = ObjectiveRow(row)
    return (
        RowAct("progress") if objective.key_results else RowAct("", f"{objective.id} has no key results yet")
    )


_ACTS: Mapping[str, Callable[[Stored, Rows, date], RowAct]] = {
    "activity": _activity,
    "deal": _deal,
    "lead": _lead,
    "account": _account,
    "contact": _contact,
    "launch": _launch,
    "product": _product,
    "insight": _insight,
    "feature": _feature,
    "request": _request,
    "objective": _objective,
}
