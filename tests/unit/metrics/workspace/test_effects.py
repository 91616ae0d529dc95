"""What a change of the settings does is what it then did: the preview is held against the commit."""

from decimal import Decimal

from pmtui.metrics.compute import compute
from pmtui.metrics.workspace import effects
from pmtui.models.deals.deal_rows import DealRow, TargetRow
from pmtui.models.rate import Rate
from pmtui.models.roadmap.score_parts import Criterion
from pmtui.models.settings import Trait
from pmtui.store.workspace import Workspace
from pmtui.workflows.deals.lead_score import set_profile
from pmtui.workflows.deals.pipelines import set_stage
from pmtui.workflows.roadmap.scoring import set_criteria
from pmtui.workflows.workspace.settings import set_fiscal_year
from tests.conftest import TODAY


def stage(demo: Workspace, name: str) -> effects.StageDeals:
    return effects.stage_deals(demo, demo.pipelines.main)[name]


def weighted(demo: Workspace) -> Decimal:
    deals = (
        deal for deal in DealRow.all(demo.tables) if deal.stage == "Proposal" and deal.amount is not None
    )
    return sum(
        (
            deal.amount.amount * (deal.probability or 0) / 100
            for deal in deals
            if deal.amount and deal.amount.currency == "USD"
        ),
        Decimal(),
    )


def test_another_chance_names_the_deals_that_follow_and_those_set_by_hand(demo: Workspace) -> None:
    found = stage(demo, "Proposal").chance(65)
    assert [(line.label, line.change, line.stays) for line in found.lines[:-1]] == [
        ("Sable suite", "60 % ▸ 65 %", False),
        ("Orchard renewal", "60 % ▸ 65 %", False),
        ("Arbor platform", "60 %, set by hand", True),
    ]
    before = weighted(demo)
    commit = set_stage(demo, "", "Proposal", {"probability": "65"})
    assert sum(kind == "deal" for kind, _ in commit.changed) == sum(
        not line.stays for line in found.lines[:-1]
    )
    assert (before, weighted(demo)) == (Decimal("46800"), Decimal("48300"))
    assert found.lines[-1].change == "47k + 18k EUR ▸ 48k + 20k EUR"


def test_another_limit_names_the_deals_that_would_rot(demo: Workspace) -> None:
    found = stage(demo, "Qualified").rot(1)
    set_stage(demo, "", "Qualified", {"rot_days": "1"})
    rotting = {deal.title for deal in DealRow.all(demo.tables) if deal.stage == "Qualified"} & {
        str(demo.rows("deal")[each]["title"]) for each in compute(demo, "stalled-deals")[0].inputs[0].ids
    }
    assert {line.label for line in found.lines} <= rotting


def test_other_rates_and_another_currency_come_to_what_reports_then_say(demo: Workspace) -> None:
    money = effects.MoneyAtRates(demo)
    rate = Rate.model_validate({"currency": "EUR", "into": "USD", "day": TODAY, "figure": "2"})
    assert money.at([rate]).summary == "all open deals together: no figure without a rate ▸ 289k USD"
    assert "no figure without a rate" in money.into("EUR").lines[0].change


def test_a_target_shows_its_share_before_and_after(demo: Workspace) -> None:
    before = next(TargetRow(row) for row in demo.rows("target").values() if row.get("owner") == "ann")
    after = TargetRow({**before.stored, "amount": {"amount": "100000", "currency": "USD"}})
    assert (
        effects.target_effects(demo, before, after)
        .lines[0]
        .change.split(" ▸ ")[1]
        .startswith("31k of 100k, 31 %")
    )
    assert "no target" in effects.target_effects(demo, None, after).lines[0].change


def test_another_fiscal_year_names_the_periods_of_today(demo: Workspace) -> None:
    found = effects.fiscal_year_effects(demo, 4)
    assert [(line.label, line.amount, line.change) for line in found.lines[:2]] == [
        ("this quarter", "2026-Q4", "▸ FY27-Q3"),
        ("ends", "2026-12-31", "▸ 2026-12-31"),
    ]
    set_fiscal_year(demo, "april")
    assert effects.fiscal_year_effects(demo, 4).lines[0].amount == "FY27-Q3"


def test_other_criteria_and_another_profile_tell_whose_score_moves(demo: Workspace) -> None:
    criteria = (Criterion(name="Customer value", weight=1), *demo.settings.scorecard[1:])
    told = effects.criteria_effects(demo, criteria)
    set_criteria(demo, criteria)
    assert effects.criteria_effects(demo, criteria).lines == ()
    traits = (Trait(field="industry", values=("software",)),)
    leads = effects.profile_effects(demo, traits)
    set_profile(demo, traits)
    assert effects.profile_effects(demo, traits).lines == ()
    assert told.summary.endswith("score differently")
    assert leads.summary.endswith("score differently")


def test_a_new_name_counts_what_bears_the_old_one(demo: Workspace) -> None:
    found = effects.renaming(demo, (("deal", lambda row: DealRow(row).owner == "ann"),))
    assert found.lines[0].change == "25 take the new name"
    assert effects.renaming(demo, (("deal", lambda row: False),)).summary == "nothing bears the name yet"
