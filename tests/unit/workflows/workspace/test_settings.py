"""The settings of the workspace: each reads what people type, refuses what is nonsense, and is one undo."""

from collections.abc import Callable, Mapping

import pytest

from pmtui.errors import InputError
from pmtui.models.values.clock import Clock
from pmtui.rules.periods import period_of, week_of
from pmtui.store.doctor import examine
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals import pipelines
from pmtui.workflows.workspace import settings
from pmtui.workflows.workspace.people import TEAMS, people, rename_person
from tests.conftest import TODAY

Act = Callable[[Workspace], object]


def rate(there: Workspace, *words: str, day: str = "") -> object:
    return settings.set_rate(there, settings.read_rate(words, day, record_commands.reading(there)))


REFUSED: Mapping[str, tuple[Act, str]] = {
    "a currency that does not exist": (lambda w: settings.set_currency(w, "EUD"), "unknown currency 'EUD'"),
    "a month that does not exist": (lambda w: settings.set_fiscal_year(w, "13"), "'13' is no month"),
    "a month of two letters": (lambda w: settings.set_fiscal_year(w, "ma"), "'ma' is no month"),
    "a week that begins on a tuesday": (
        lambda w: settings.set_week_start(w, "tuesday"), "a week begins on monday, sunday, saturday",
    ),
    "a mark that is neither": (lambda w: settings.mark(w, "test"), "trial or production"),
    "a rate of one currency to itself": (lambda w: rate(w, "EUR", "EUR", "1"), "a rate joins two currencies"),
    "a rate of nothing": (lambda w: rate(w, "EUR", "USD", "0"), "greater than 0"),
    "a rate that is no number": (lambda w: rate(w, "EUR", "USD", "much"), "figure"),
    "a rate that is not there": (
        lambda w: settings.drop_rates(w, ("EUR", "USD")), "there is no rate from EUR to USD",
    ),
    "a reason twice": (lambda w: settings.add_loss_reason(w, "Price"), "Price is a reason already"),
    "a reason without a name": (lambda w: settings.add_loss_reason(w, " "), "a reason needs a name"),
    "the reason that asks which feature": (
        lambda w: settings.drop_loss_reason(w, "missing feature"), "asks which feature was missing",
    ),
    "a reason that is not there": (
        lambda w: settings.rename_loss_reason(w, "pric", "cost"), "did you mean 'price'",
    ),
    "an owner nothing belongs to": (lambda w: rename_person(w, "zoe", "Zoe"), "nothing belongs to zoe"),
    "an owner without a name": (lambda w: rename_person(w, "ann", " "), "a name is needed"),
    "a main pipeline that is it already": (
        lambda w: pipelines.make_main(w, "Sales"), "is the main pipeline already",
    ),
    "a chance of a won stage": (
        lambda w: pipelines.set_stage(w, "", "Won", {"probability": "50"}), "Won is won: its chance is 100",
    ),
    "the kind of a stage with deals": (
        lambda w: pipelines.set_stage(w, "", "Prospecting", {"kind": "lost"}),
        "1 deal is in Prospecting, which is open",
    ),
    "the only stage of its kind": (
        lambda w: pipelines.set_stage(w, "", "Won", {"kind": "open"}), "needs a stage that is won",
    ),
    "a first stage moved up": (
        lambda w: pipelines.move_stage(w, "", "Prospecting", -1), "is the first stage already",
    ),
    "deals dropped with their stage": (
        lambda w: pipelines.drop_stage(w, "", "Prospecting"), "1 deal is in Prospecting",
    ),
    "deals of a stage to one of another kind": (
        lambda w: pipelines.drop_stage(w, "", "Prospecting", "Won"), "go to another stage that is open",
    ),
}  # fmt: skip


@pytest.fixture
def there(workspace: Workspace) -> Workspace:
    """A workspace with one deal of Ann's."""
    record_commands.add(workspace, "deal", {"title": "One", "owner": "ann"})
    return workspace


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused_and_changes_nothing(there: Workspace, case: str) -> None:
    act, reason = REFUSED[case]
    seq = there.seq
    with pytest.raises(InputError, match=reason):
        act(there)
    assert there.seq == seq


DONE: Mapping[str, tuple[Act, Act, object]] = {
    "currency": (lambda w: settings.set_currency(w, "eur"), lambda w: w.settings.currency, "EUR"),
    "fiscal year": (
        lambda w: settings.set_fiscal_year(w, "Apr"), lambda w: period_of(w, TODAY).label, "FY27-Q3",
    ),
    "week": (
        lambda w: settings.set_week_start(w, "sun"), lambda w: str(week_of(w, TODAY)[1]), "2026-11-28",
    ),
    "mark": (lambda w: settings.mark(w, "Production"), lambda w: w.is_production, True),
    "rate": (lambda w: rate(w, "EUR", "USD", "1.08"), lambda w: len(w.settings.rates), 1),
    "reason": (
        lambda w: settings.add_loss_reason(w, "merger"), lambda w: settings.loss_reasons(w)[-1], "merger",
    ),
    "order of reasons": (
        lambda w: settings.move_loss_reason(w, "price", 1), lambda w: settings.loss_reasons(w)[:2],
        ("competitor", "price"),
    ),
    "owner": (
        lambda w: rename_person(w, "ANN", "Ann Lee"), lambda w: w.rows("deal")["D-1"]["owner"], "Ann Lee",
    ),
    "kind of an empty stage": (
        lambda w: pipelines.set_stage(w, "", "Negotiation", {"kind": "won"}),
        lambda w: w.pipelines.main.stage_named("Negotiation").probability, 100,
    ),
    "a stage moved": (
        lambda w: pipelines.move_stage(w, "", "Proposal", -1),
        lambda w: [stage.name for stage in w.pipelines.main.stages][2:4], ["Proposal", "Discovery"],
    ),
    "a stage dropped with a place for its deals": (
        lambda w: pipelines.drop_stage(w, "", "Prospecting", "Discovery"),
        lambda w: (w.rows("deal")["D-1"]["stage"], w.pipelines.main.stage("Prospecting")), ("Discovery", None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DONE)
def test_a_setting_is_one_command_that_undo_takes_back(there: Workspace, case: str) -> None:
    act, value, expected = DONE[case]
    before, seq = value(there), there.seq
    act(there)
    assert value(there) == expected
    assert there.seq == seq + 1
    assert examine(there) == []
    there.undo()
    assert value(there) == before


def test_a_renamed_reason_goes_along_on_deals_and_leads(there: Workspace) -> None:
    record_commands.move(there, ["D-1"], "Lost", "Price")
    record_commands.add(there, "lead", {"name": "Pia", "status": "disqualified", "reason": "price"})
    settings.rename_loss_reason(there, "price", "too dear")
    assert there.rows("deal")["D-1"]["lost_reason"] == "too dear"
    assert there.rows("lead")["N-1"]["reason"] == "too dear"
    assert settings.loss_reasons(there)[0] == "too dear"


def test_two_owners_become_one_unless_their_targets_clash(there: Workspace) -> None:
    for owner in ("ann", "ben"):
        record_commands.add(
            there,
            "target",
            record_commands.read_fields(
                "target",
                {"owner": owner, "period": "2026-Q4", "amount": "9k"},
                record_commands.reading(there),
            ),
        )
    with pytest.raises(InputError, match="has a target for 2026-Q4 already"):
        rename_person(there, "ben", "ann")
    record_commands.delete(there, ["T-2"])
    record_commands.add(there, "feature", {"title": "F", "owner": "ben", "teams": ("core", "web")})
    rename_person(there, "ben", "ann")
    rename_person(there, "web", "core", TEAMS)
    assert {person.name: dict(person.counts) for person in people(there)} == {
        "ann": {"feature": 1, "deal": 1, "target": 1}
    }
    assert there.rows("feature")["F-1"]["teams"] == ["core"]


def test_another_main_pipeline_keeps_every_deal_where_it_is(there: Workspace) -> None:
    pipelines.add_pipeline(there, "Partners", "pipedrive")
    how = record_commands.reading(there)
    words = {"title": "Two", "pipeline": "Partners"}
    record_commands.add(there, "deal", record_commands.read_fields("deal", words, how))
    pipelines.make_main(there, "Partners")
    assert there.pipelines.main.name == "Partners"
    assert [row.get("pipeline", "") for row in there.rows("deal").values()] == ["Sales", ""]
    assert examine(there) == []
    there.undo()
    assert [row.get("pipeline", "") for row in there.rows("deal").values()] == ["", "Partners"]


def test_a_rate_moves_to_another_day_but_not_onto_another_rate(there: Workspace) -> None:
    rate(there, "EUR", "USD", "1.08", day="2026-10-01")
    rate(there, "EUR", "USD", "1.10", day="2026-11-01")
    first, second = there.settings.rates
    how = record_commands.reading(there)
    with pytest.raises(InputError, match="there is a rate from EUR to USD of 2026-11-01 already"):
        settings.set_rate(
            there, settings.read_rate(("EUR", "USD", "1.08"), "2026-11-01", how), settings.key_of(first)
        )
    settings.set_rate(
        there, settings.read_rate(("EUR", "USD", "1.11"), "2026-12-01", how), settings.key_of(second)
    )
    assert [str(each.day) for each in there.settings.rates] == ["2026-10-01", "2026-12-01"]


@pytest.mark.parametrize(
    ("starts", "day", "last"),
    [("monday", 22, 22), ("monday", 23, 29), ("sunday", 22, 28), ("sunday", 28, 28), ("saturday", 27, 27),
     ("saturday", 28, 34 - 30)],
)  # fmt: skip
def test_the_week_ends_on_the_day_before_it_begins(
    workspace: Workspace, starts: str, day: int, last: int
) -> None:
    settings.set_week_start(workspace, starts)
    assert week_of(workspace, TODAY.replace(day=day))[1].day == last
    assert isinstance(workspace.clock, Clock)
