"""Open, won and lost: by the kind of the stage, and by nothing else."""

from datetime import date

import pytest

from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.deals.pipeline_presets import PRESETS, preset
from pmtui.models.row import Stored
from pmtui.models.values.period import parse_period
from pmtui.rules.deals.counts import is_decided_in, win_rate
from pmtui.rules.deals.outcome import Outcome, Stages

TODAY = date(2026, 11, 23)
STAGES = Stages([preset("default")])


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_has_an_end_for_won_and_one_for_lost(name: str) -> None:
    stages = Stages([preset(name)])
    assert len(stages.named("won")) == len(stages.named("lost")) == 1
    assert stages.over == {*stages.named("won"), *stages.named("lost")}


def test_models_and_rows_of_a_pipeline_mean_the_same() -> None:
    model = preset("default")
    stored: dict[str, Stored] = {"sales": model.model_dump(mode="json")}
    assert Stages([model]) == Stages.stored(stored)
    assert hash(Stages([model])) == hash(Stages.stored(stored))


def test_a_stage_that_no_pipeline_has_is_open() -> None:
    assert STAGES.outcome("Somewhere") == "open"
    assert not STAGES.is_over("")


@pytest.mark.parametrize(
    ("stage", "opened", "closed", "day", "outcome"),
    [
        ("Won", "2026-10-01", "2026-11-01", "2026-11-23", "won"),
        ("Won", "2026-10-01", "2026-11-01", "2026-11-01", "won"),
        ("Won", "2026-10-01", "2026-11-01", "2026-10-31", "open"),
        ("Lost", "2026-10-01", "2026-11-01", "2026-09-30", None),
        ("Won", "2026-10-01", "2026-12-24", "2026-11-23", "won"),
        ("Won", "2026-10-01", "", "2026-11-01", "won"),
        ("Proposal", "2026-12-24", "", "2026-11-23", "open"),
        ("Proposal", "2026-12-24", "", "2026-11-22", None),
        ("Proposal", "2026-10-01", "2026-10-05", "2026-11-23", "open"),
    ],
)
def test_what_a_deal_was_on_a_day_is_told_by_its_stage_and_before_today_by_its_days(
    stage: str, opened: str, closed: str, day: str, outcome: Outcome | None
) -> None:
    deal = DealRow({"stage": stage, "opened": opened or None, "closed": closed or None})
    assert STAGES.outcome_on(deal, date.fromisoformat(day), TODAY) == outcome


@pytest.mark.parametrize(
    ("outcome", "closed", "decided"),
    [
        ("won", "2026-10-01", True),
        ("lost", "2026-12-31", True),
        ("won", "2026-09-30", False),
        ("lost", "2027-01-01", False),
        ("open", "2026-11-01", False),
        ("won", None, False),
    ],
)
def test_a_deal_is_decided_in_the_period_that_holds_the_day_it_closed(
    outcome: Outcome, closed: str | None, decided: bool
) -> None:
    assert is_decided_in(DealRow({"closed": closed}), outcome, parse_period("2026-Q4", TODAY)) is decided


@pytest.mark.parametrize(("won", "lost", "share"), [(7, 3, "0.7"), (0, 3, "0"), (3, 0, "1"), (0, 0, None)])
def test_the_win_rate_is_won_of_won_and_lost(won: int, lost: int, share: str | None) -> None:
    found = win_rate(won, lost)
    assert (None if found is None else str(found)) == share
