"""Several pipelines: each with its own stages, order, probabilities and boards."""

from datetime import date
from pathlib import Path

import pytest
from tinydb import where

from pmtui.errors import InputError
from pmtui.interchange.imports.import_options import Choices
from pmtui.interchange.imports.planning import plan_import
from pmtui.interchange.imports.reader import read_table
from pmtui.metrics.compute import compute
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.pipelines import Pipelines
from pmtui.models.values.clock import Clock
from pmtui.store.doctor import examine
from pmtui.store.open_workspace import create_workspace
from pmtui.store.query.filters import parse_filter
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals import pipelines

TODAY = date(2026, 11, 23)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Sales as shipped, and Partners with Pipedrive's stages."""
    made = create_workspace(tmp_path / "w", user="ann", clock=Clock(TODAY))
    pipelines.add_pipeline(made, "Partners", "pipedrive")
    return made


def _add(workspace: Workspace, **fields: str) -> str:
    how = record_commands.reading(workspace)
    return record_commands.add(workspace, "deal", record_commands.read_fields("deal", fields, how)).changed[
        0
    ][1]


def _deal(workspace: Workspace, deal_id: str) -> Deal:
    found = workspace.get(deal_id)
    assert isinstance(found, Deal)
    return found


def test_a_deal_passes_the_stages_of_its_own_pipeline(workspace: Workspace) -> None:
    partner = _add(workspace, title="Reseller", pipeline="partners")
    direct = _add(workspace, title="Direct")
    assert (_deal(workspace, partner).pipeline, _deal(workspace, partner).stage) == ("Partners", "Qualified")
    assert (_deal(workspace, direct).pipeline, _deal(workspace, direct).stage) == ("", "Prospecting")
    record_commands.step(workspace, [partner, direct], 1)
    assert [_deal(workspace, each).stage for each in (partner, direct)] == ["Contact Made", "Qualified"]
    assert [_deal(workspace, each).probability for each in (partner, direct)] == [20, 20]
    with pytest.raises(InputError, match="unknown stage 'Discovery'"):
        record_commands.move(workspace, [partner], "Discovery")


def test_the_main_pipeline_may_be_named_and_is_kept_as_none(workspace: Workspace) -> None:
    assert _deal(workspace, _add(workspace, title="Direct", pipeline="sales")).pipeline == ""
    with pytest.raises(InputError, match="unknown pipeline 'Partner'; did you mean"):
        _add(workspace, title="Wrong", pipeline="Partner")


def test_into_another_pipeline_a_deal_keeps_a_stage_that_is_there_too(workspace: Workspace) -> None:
    same = _add(workspace, title="Same", stage="Qualified")
    other = _add(workspace, title="Other", stage="Negotiation")
    record_commands.edit(workspace, [same, other], {"pipeline": "Partners"})
    assert [(each.pipeline, each.stage) for each in (_deal(workspace, same), _deal(workspace, other))] == [
        ("Partners", "Qualified"),
        ("Partners", "Qualified"),
    ]
    assert [len(_deal(workspace, each).stage_log) for each in (same, other)] == [1, 2]


def test_filters_know_the_stages_and_names_of_all_pipelines(workspace: Workspace) -> None:
    partner = _add(workspace, title="Reseller", pipeline="Partners", stage="Demo Scheduled")
    direct = _add(workspace, title="Direct")

    def matching(text: str) -> list[str]:
        test = parse_filter("deal", text, workspace.filter_context)
        return [each for each, row in workspace.rows("deal").items() if test(row)]

    assert matching("pipeline:partners") == [partner]
    assert matching("pipeline:sales") == [direct]
    assert matching("stage:demo") == [partner]
    assert matching("is:open") == [partner, direct]


def test_metrics_count_each_deal_by_its_own_pipeline(workspace: Workspace) -> None:
    partner = _add(workspace, title="Reseller", pipeline="Partners", amount="100")
    _add(workspace, title="Direct", stage="Qualified", amount="40")
    record_commands.move(workspace, [partner], "Demo Scheduled")
    found = {each.label: each.value for each in compute(workspace, "pipeline-value", by="pipeline")}
    assert found == {"Partners": 100, "Sales": 40}
    converted = {each.label: each.value for each in compute(workspace, "stage-conversion")}
    assert converted["Qualified"] == 0.5
    assert converted["Contact Made"] == 1


def test_a_stage_means_the_same_everywhere(workspace: Workspace) -> None:
    pipelines.add_pipeline(workspace, "Direct", "salesforce")
    with pytest.raises(InputError, match="Closed Won is won in Direct and cannot be open here"):
        pipelines.set_stage(workspace, "", "Proposal", {"name": "Closed Won"})


def test_renaming_a_stage_takes_its_deals_and_their_logs_along(workspace: Workspace) -> None:
    partner = _add(workspace, title="Reseller", pipeline="Partners")
    direct = _add(workspace, title="Direct", stage="Qualified")
    record_commands.step(workspace, [partner], 1)
    pipelines.set_stage(workspace, "Partners", "Qualified", {"name": "Fit checked"})
    assert [each.stage for each in _deal(workspace, partner).stage_log] == ["Fit checked", "Contact Made"]
    assert _deal(workspace, direct).stage == "Qualified"
    workspace.undo()
    assert workspace.pipelines.of("Partners").stage("Qualified") is not None


def test_stages_are_added_by_probability_or_place_and_dropped_when_empty(workspace: Workspace) -> None:
    pipelines.add_stage(workspace, "", "Pilot", {"probability": "70", "rot_days": ""})
    pipelines.add_stage(workspace, "", "First look", {"place": "1"})
    names = [stage.name for stage in workspace.pipelines.main.stages]
    assert names == [
        "First look", "Prospecting", "Qualified", "Discovery", "Proposal", "Pilot", "Negotiation", "Won", "Lost",
    ]  # fmt: skip
    _add(workspace, title="Direct", stage="Pilot")
    with pytest.raises(InputError, match="1 deal is in Pilot"):
        pipelines.drop_stage(workspace, "", "Pilot")
    pipelines.drop_stage(workspace, "", "First look")
    with pytest.raises(InputError, match="only stage that is won"):
        pipelines.drop_stage(workspace, "", "Won")


def test_a_pipeline_is_renamed_with_its_deals_and_dropped_when_empty(workspace: Workspace) -> None:
    partner = _add(workspace, title="Reseller", pipeline="Partners")
    pipelines.rename_pipeline(workspace, "partners", "Channel")
    assert _deal(workspace, partner).pipeline == "Channel"
    with pytest.raises(InputError, match="1 deal is in Channel"):
        pipelines.drop_pipeline(workspace, "Channel")
    record_commands.delete(workspace, [partner])
    pipelines.drop_pipeline(workspace, "Channel")
    assert [each.name for each in workspace.pipelines] == ["Sales"]
    with pytest.raises(InputError, match="main pipeline"):
        pipelines.drop_pipeline(workspace, "Sales")


def test_the_whole_has_each_stage_once_open_ones_first(workspace: Workspace) -> None:
    whole = workspace.pipelines.whole
    names = [stage.name for stage in whole.stages]
    assert len(names) == len(set(names)) == 5 + 4 + 2
    assert [stage.kind for stage in whole.stages] == ["open"] * 9 + ["won", "lost"]
    assert Pipelines([workspace.pipelines.main]).whole is workspace.pipelines.main


def test_doctor_misses_a_pipeline_that_is_gone(workspace: Workspace) -> None:
    partner = _add(workspace, title="Reseller", pipeline="Partners")
    workspace.table("deal").update({"pipeline": "Gone"}, cond=where("id") == partner)
    assert [(each.id, each.problem) for each in examine(workspace)] == [
        (partner, "pipeline: there is no pipeline 'Gone'")
    ]


CSV = "Deal,Pipeline,Stage,Amount\nOne,{a},Qualified,1\nTwo,{b},Pilot,2\n"


@pytest.mark.parametrize(
    ("a", "b", "pipelines_after", "deals"),
    [
        ("Sales Pipeline", "Sales Pipeline", ["Sales", "Partners"], ["", ""]),
        ("Default", "Default", ["Sales", "Partners"], ["", ""]),
        ("Partner pipeline", "Renewals", ["Sales", "Partners", "Partner pipeline", "Renewals"], None),
        ("Partners", "Renewals", ["Sales", "Partners", "Renewals"], ["Partners", "Renewals"]),
    ],
)
def test_an_import_finds_or_makes_the_pipelines_it_names(
    workspace: Workspace, tmp_path: Path, a: str, b: str, pipelines_after: list[str], deals: list[str] | None
) -> None:
    file = tmp_path / "deals.csv"
    file.write_text(CSV.format(a=a, b=b))
    made = plan_import(workspace, "deal", read_table(file), Choices({}))
    assert made.report.rejected == 0
    workspace.commit(made.changes)
    assert [each.name for each in workspace.pipelines] == pipelines_after
    if deals is not None:
        assert [_deal(workspace, each).pipeline for each in ("D-1", "D-2")] == deals
    assert examine(workspace) == []
    again = plan_import(workspace, "deal", read_table(file), Choices({}))
    assert again.report.unchanged == 2
