"""Launches: their checklists and dates, what blocks them, deciding, launching; promotions on deals."""

from datetime import date
from decimal import Decimal

import pytest

from pmtui.errors import InputError
from pmtui.models.deals.deal import Deal
from pmtui.models.fields import write_row
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.product import Product
from pmtui.models.values.money import Money
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals.playbooks import plan
from pmtui.workflows.playbook_files import playbook_named
from pmtui.workflows.roadmap.launch_decision import blockers_of, carry_out, go, no_go
from pmtui.workflows.today.agenda import agenda
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def change(workspace: Workspace, document_id: str, kind: str, /, **words: str) -> None:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    record_commands.edit(workspace, [document_id], values)


def launch(workspace: Workspace, launch_id: str = "L-1") -> Launch:
    found = workspace.get(launch_id)
    assert isinstance(found, Launch)
    return found


def feature(workspace: Workspace, feature_id: str) -> Feature:
    found = workspace.get(feature_id)
    assert isinstance(found, Feature)
    return found


def deal(workspace: Workspace, deal_id: str) -> Deal:
    found = workspace.get(deal_id)
    assert isinstance(found, Deal)
    return found


def told(workspace: Workspace, launch_id: str = "L-1") -> list[tuple[str, str]]:
    return [(each.id, each.text) for each in blockers_of(workspace, launch(workspace, launch_id))]


@pytest.mark.parametrize("tier", [1, 2, 3])
def test_a_new_launch_has_the_checklist_of_its_tier_counted_from_its_day(
    workspace: Workspace, tier: int
) -> None:
    add(workspace, "launch", title="l", tier=str(tier), date="2027-03-01")
    steps = playbook_named(f"launch-tier-{tier}").steps
    found = launch(workspace).checklist
    assert [item.text for item in found] == [text for text, _, _ in steps]
    assert [item.due and (item.due - date(2027, 3, 1)).days for item in found] == [day for _, _, day in steps]
    assert launch(workspace).review_due == date(2027, 3, 31)


def test_a_checklist_that_was_typed_is_left_alone(workspace: Workspace) -> None:
    add(workspace, "launch", title="l", checklist="press release | owner=jo | due=fri")
    assert [item.text for item in launch(workspace).checklist] == ["press release"]


def test_what_is_open_moves_along_with_the_day(workspace: Workspace) -> None:
    add(workspace, "launch", title="l", date="2026-12-10",
        checklist="page | due=2026-12-01\nslides | due=2026-12-02 | done=yes\ncall")  # fmt: skip
    change(workspace, "L-1", "launch", date="2026-12-20")
    assert [item.due for item in launch(workspace).checklist] == [date(2026, 12, 11), date(2026, 12, 2), None]
    assert launch(workspace).review_due == date(2027, 1, 19)


def test_a_review_day_that_was_typed_stays(workspace: Workspace) -> None:
    add(workspace, "launch", title="l", date="2026-12-10", review_due="2027-02-01")
    change(workspace, "L-1", "launch", date="2026-12-20")
    assert launch(workspace).review_due == date(2027, 2, 1)


def test_a_launch_without_a_day_gets_its_days_with_the_first_one(workspace: Workspace) -> None:
    add(workspace, "launch", title="l", tier="3")
    assert {item.due for item in launch(workspace).checklist} == {None}
    change(workspace, "L-1", "launch", date="2026-12-20")
    assert [item.due for item in launch(workspace).checklist] == [
        date(2026, 12, 17), date(2026, 12, 18), date(2026, 12, 19), date(2026, 12, 21),
    ]  # fmt: skip


def test_another_tier_brings_its_steps_and_keeps_what_is_done_or_ours(workspace: Workspace) -> None:
    add(workspace, "launch", title="l", tier="3", date="2026-12-20")
    own = "Bring the help pages up to date | done=yes\nFeed the parrot"
    change(workspace, "L-1", "launch", checklist=own)
    change(workspace, "L-1", "launch", tier="2")
    texts = [item.text for item in launch(workspace).checklist]
    assert texts[:2] == ["Bring the help pages up to date", "Feed the parrot"]
    assert texts[2:] == [text for text, _, _ in playbook_named("launch-tier-2").steps]


def test_a_playbook_for_launches_fills_the_checklist_once(workspace: Workspace) -> None:
    add(
        workspace,
        "launch",
        title="l",
        date="2026-12-20",
        checklist="Write the release notes | owner=jo | done=yes",
    )
    plan(workspace, playbook_named("launch-tier-3"), "L-1")
    plan(workspace, playbook_named("launch-tier-3"), "L-1")
    assert len(launch(workspace).checklist) == len(playbook_named("launch-tier-3").steps)
    assert launch(workspace).checklist[0].done
    assert not workspace.rows("activity")


READY = {"status": "development", "requirements": "a | done=yes\nb | kind=quality | done=yes"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (READY, []),
        ({"status": "beta"}, []),
        ({"status": "shipped"}, []),
        ({"status": "shipped", "requirements": "a"}, []),
        ({"status": "planned"}, ["is in status planned, without requirements that say what is done"]),
        ({"status": "beta", "requirements": "a | done=yes\nb"}, ["has 1 of 2 requirements done"]),
        ({"status": "declined"}, ["was declined; take it off the launch"]),
        ({**READY, "compliance": "GDPR\nSOC 2 | state=failed\nMDR | evidence=class I | state=waived\n"
            "ISO | evidence=list | state=met"},
         ["GDPR: the check is open", "SOC 2: the check has failed"]),
        ({"status": "shipped", "compliance": "GDPR"}, ["GDPR: the check is open"]),
        ({**READY, "depends_on": "F-1"}, ["depends on F-1 Base, which has not shipped"]),
    ],
)  # fmt: skip
def test_a_feature_blocks_a_launch(workspace: Workspace, words: dict[str, str], expected: list[str]) -> None:
    add(workspace, "feature", title="Base")
    add(workspace, "feature", title="Top", **words)
    add(workspace, "launch", title="l", date="2026-12-20", features="F-2", checklist="done thing | done=yes")
    assert told(workspace) == [("F-2", text) for text in expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, []),
        ({"date": ""}, ["has no date"]),
        ({"date": "2026-11-23"}, []),
        ({"date": "2026-11-22"}, ["was to be on 2026-11-22, which is past"]),
        ({"features": ""}, ["has no features"]),
        ({"checklist": "page | due=2026-12-20\ncall | due=2026-12-21\nslides"},
         ["to do: page (by 2026-12-20)", "to do: slides"]),
    ],
)  # fmt: skip
def test_a_launch_blocks_itself(workspace: Workspace, words: dict[str, str], expected: list[str]) -> None:
    add(workspace, "feature", title="f", **READY)
    given = {
        "title": "l",
        "date": "2026-12-20",
        "features": "F-1",
        "checklist": "done thing | done=yes",
        **words,
    }
    add(workspace, "launch", **given)
    assert told(workspace) == [("L-1", text) for text in expected]


def test_what_a_launch_depends_on_may_come_with_it(workspace: Workspace) -> None:
    add(workspace, "feature", title="Base", status="beta")
    add(workspace, "feature", title="Top", **READY, depends_on="F-1")
    add(workspace, "launch", title="l", date="2026-12-20", features="F-1, F-2", checklist="x | done=yes")
    assert told(workspace) == []


@pytest.fixture
def blocked(workspace: Workspace) -> Workspace:
    """A tier 1 launch of a product in beta, one of whose two features is not ready."""
    add(workspace, "product", name="Pro seat", lifecycle="beta")
    add(workspace, "feature", title="Ready", **READY)
    add(workspace, "feature", title="Not ready", requirements="a\nb | done=yes")
    add(workspace, "launch", title="Spring", tier="1", product="Pro seat", date="2026-11-30",
        features="F-1, F-2", checklist="x | done=yes")  # fmt: skip
    return workspace


def test_a_blocked_launch_does_not_go(blocked: Workspace) -> None:
    before = blocked.seq
    for verb in (go, carry_out):
        with pytest.raises(InputError, match="L-1 cannot go: F-2 has 1 of 2 requirements done"):
            verb(blocked, "L-1")
    assert blocked.seq == before


def test_a_go_in_spite_of_what_blocks_keeps_the_reason_and_what_it_overrode(blocked: Workspace) -> None:
    go(blocked, "L-1", "the fair is next week")
    found = launch(blocked)
    assert (found.decision, found.decided, found.decided_by) == ("go", TODAY, "ann")
    assert (found.decision_reason, found.overridden) == ("the fair is next week", ("F-2 requirements",))
    assert found.launched is None
    assert feature(blocked, "F-1").status == "development"


def test_a_go_that_stands_covers_what_it_overrode_and_nothing_new(blocked: Workspace) -> None:
    go(blocked, "L-1", "the fair is next week")
    change(blocked, "F-1", "feature", compliance="GDPR")
    with pytest.raises(InputError, match="cannot go: F-1 GDPR: the check is open") as caught:
        carry_out(blocked, "L-1")
    assert "F-2" not in str(caught.value)
    change(blocked, "F-1", "feature", compliance="GDPR | evidence=report | state=met")
    carry_out(blocked, "L-1")
    assert launch(blocked).decision_reason == "the fair is next week"


def test_launching_ships_the_features_and_introduces_the_product_as_one_commit(blocked: Workspace) -> None:
    change(blocked, "F-2", "feature", requirements="a | done=yes\nb | done=yes")
    carry_out(blocked, "spring")
    assert launch(blocked).launched == TODAY
    assert [(feature(blocked, each).status, feature(blocked, each).shipped) for each in ("F-1", "F-2")] == [
        ("shipped", TODAY), ("shipped", TODAY),
    ]  # fmt: skip
    product = blocked.get("P-1")
    assert isinstance(product, Product)
    assert [entry.stage for entry in product.lifecycle_log] == ["beta", "introduction"]
    with pytest.raises(InputError, match="was launched on 2026-11-23"):
        carry_out(blocked, "L-1")
    blocked.undo()
    assert (launch(blocked).launched, feature(blocked, "F-1").status) == (None, "development")


@pytest.mark.parametrize(("tier", "lifecycle", "stays"), [("2", "beta", True), ("1", "growth", True)])
def test_a_lesser_launch_or_one_of_a_known_product_introduces_nothing(
    workspace: Workspace, tier: str, lifecycle: str, stays: bool
) -> None:
    add(workspace, "product", name="Pro seat", lifecycle=lifecycle)
    add(workspace, "feature", title="f", **READY)
    add(
        workspace,
        "launch",
        title="l",
        tier=tier,
        product="P-1",
        date="2026-11-30",
        features="F-1",
        checklist="x | done=yes",
    )
    carry_out(workspace, "L-1")
    assert (workspace.rows("product")["P-1"]["lifecycle"] == lifecycle) is stays


def test_a_no_go_takes_a_reason_and_a_go_may_follow(blocked: Workspace) -> None:
    with pytest.raises(InputError, match="reason"):
        no_go(blocked, "L-1", " ")
    no_go(blocked, "L-1", "wait for the report")
    assert (launch(blocked).decision, launch(blocked).decision_reason) == ("no-go", "wait for the report")
    with pytest.raises(InputError, match="cannot go"):
        go(blocked, "L-1")
    go(blocked, "L-1", "it came")
    assert launch(blocked).decision == "go"


def test_a_decision_cannot_be_typed(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="kept by pmtui"):
        add(workspace, "launch", title="l", decision="go")


def test_launches_checklists_and_reviews_come_up(workspace: Workspace) -> None:
    add(workspace, "launch", title="Soon", date="2026-11-29",
        checklist="page | owner=jo | due=2026-11-24\n"
            "slides | due=2026-11-20 | done=yes\ncall | due=2026-12-02")  # fmt: skip
    add(workspace, "launch", title="Far", date="2027-06-30")
    add(workspace, "feature", title="f", status="shipped")
    add(workspace, "launch", title="Past", date="2026-11-23", review_due="2026-11-25", features="F-1",
        checklist="x | done=yes")  # fmt: skip
    carry_out(workspace, "Past")
    lines = [(each.day.isoformat(), each.id, each.text, each.owner)
             for each in agenda(workspace.tables, TODAY)]  # fmt: skip
    assert lines == [
        ("2026-11-24", "L-1", "page", "jo"),
        ("2026-11-25", "L-3", "review of the launch", "ann"),
        ("2026-11-29", "L-1", "launch", "ann"),
    ]


OFFER = "Winter | discount=10 | starts=2026-11-01 | ends=2026-11-30"


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Two products; a launch of the first with a promotion that runs."""
    add(workspace, "product", name="Pro seat")
    add(workspace, "product", name="Set-up")
    add(workspace, "launch", title="l", product="Pro seat", promotions=OFFER)
    return workspace


def test_a_line_without_a_discount_gets_the_promotion_noted_on_it(shop: Workspace) -> None:
    add(shop, "deal", title="d", lines="10 Pro seat @ 30\n10 Pro seat @ 30 -0%\n1 Set-up @ 500")
    lines = deal(shop, "D-1").lines
    assert [(line.discount, line.promotion) for line in lines] == [(10, "Winter"), (0, ""), (None, "")]
    assert deal(shop, "D-1").amount == Money(amount=Decimal(270 + 300 + 500), currency="USD")
    assert write_row(lines[0]) == "10 P-1 @ 30 -10% | promotion=Winter"


def test_lines_that_stood_before_keep_their_price(shop: Workspace) -> None:
    change(shop, "L-1", "launch", promotions="")
    add(shop, "deal", title="d", lines="10 Pro seat @ 30")
    change(shop, "L-1", "launch", promotions=OFFER)
    change(shop, "D-1", "deal", lines="10 Pro seat @ 30\n5 Pro seat @ 30")
    assert [line.discount for line in deal(shop, "D-1").lines] == [None, 10]


@pytest.mark.parametrize(
    ("promotions", "discount"),
    [
        ("a | discount=10 | starts=2026-11-23 | ends=2026-11-23", 10),
        ("a | discount=10 | starts=2026-11-24 | ends=2026-11-30", None),
        ("a | discount=10 | starts=2026-11-01 | ends=2026-11-22", None),
        (
            "a | discount=10 | starts=2026-11-01 | ends=2026-11-30\n"
            "b | discount=15 | starts=2026-11-01 | ends=2026-11-30",
            15,
        ),
        ("a | product=Set-up | discount=20 | starts=2026-11-01 | ends=2026-11-30", None),
    ],
)
def test_a_promotion_holds_for_its_product_and_days(
    shop: Workspace, promotions: str, discount: int | None
) -> None:
    change(shop, "L-1", "launch", promotions=promotions)
    add(shop, "deal", title="d", lines="1 Pro seat @ 100")
    assert deal(shop, "D-1").lines[0].discount == discount


def test_a_launch_that_does_not_go_offers_nothing(shop: Workspace) -> None:
    no_go(shop, "L-1", "not ready")
    add(shop, "deal", title="d", lines="1 Pro seat @ 100")
    assert deal(shop, "D-1").lines[0].discount is None


def test_a_deal_that_was_won_already_is_history(shop: Workspace) -> None:
    add(shop, "deal", title="d", stage="Won", lines="1 Pro seat @ 100")
    assert deal(shop, "D-1").lines[0].discount is None
