"""Every surface is asked the same questions of random workspaces, and answers as the rules are written."""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from pmtui.cli import main
from pmtui.cli.shell_words import matching
from pmtui.metrics.compute import compute
from pmtui.metrics.format import shown_value
from pmtui.metrics.roadmap.promises import promises
from pmtui.metrics.today.day import day
from pmtui.models.deals.deal_rows import DealRow
from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.roadmap_rows import FeatureRow, LaunchRow, RequestRow
from pmtui.screens.documents.board_lanes import deal_card, feature_card
from pmtui.screens.documents.cell_context import CellContext
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.roadmap.launch_decision import blockers_of
from pmtui.workflows.roadmap.shipping import ShippingBlockedError
from tests.conftest import TODAY

SEEDS = range(6)
STAGES = ("Prospecting", "Proposal", "Won", "Lost")


def _day(dice: random.Random) -> str:
    return (TODAY + timedelta(dice.choice((-40, -1, 0, 1, 20, 21, 60)))).isoformat()


def _maybe(dice: random.Random, make: Callable[[], str]) -> str:
    return make() if dice.random() < 0.7 else ""


@pytest.fixture(params=SEEDS)
def anything(request: pytest.FixtureRequest, workspace: Workspace) -> Workspace:
    """Features in every state, deals in every stage, requests with and without a day, and launches."""
    dice = random.Random(request.param)

    def add(kind: str, **words: str) -> None:
        given = {name: text for name, text in words.items() if text}
        values = record_commands.read_fields(kind, given, record_commands.reading(workspace))
        record_commands.add(workspace, kind, values)

    for place in range(14):
        status = dice.choice(("idea", "development", "beta", "beta", "shipped", "declined"))
        shipped = (TODAY - timedelta(dice.choice((0, 1, 30)))).isoformat() if status == "shipped" else ""
        add(
            "feature", title=f"f{place}", status=status, shipped=shipped, target=_maybe(dice, lambda: _day(dice)),
            reach=_maybe(dice, lambda: str(dice.choice((5, 25, 333)))),
            impact=_maybe(dice, lambda: dice.choice(("0.25", "0.5", "1", "2", "3"))),
            confidence=_maybe(dice, lambda: dice.choice(("25", "50", "80"))),
            effort=_maybe(dice, lambda: dice.choice(("0.1", "2", "3", "7"))),
            requirements=dice.choice(("", "a: done", "a: done; b")),
            compliance=dice.choice(("", "GDPR > report = met", "GDPR")),
            depends_on=f"F-{dice.randint(1, place)}" if place and dice.random() < 0.4 else "",
        )  # fmt: skip
    add("account", name="Acme")
    for place in range(8):
        stage = dice.choice(STAGES)
        over = {"closed": TODAY.isoformat()} if stage in ("Won", "Lost") else {}
        if stage == "Lost":
            over["lost_reason"] = "price"
        add(
            "deal", title=f"d{place}", amount=str(dice.randint(1, 90)) + "k", stage=stage,
            expected_close=_maybe(dice, lambda: _day(dice)), **over,
        )  # fmt: skip
    for _ in range(30):
        asker = {"deal": f"D-{dice.randint(1, 8)}"} if dice.random() < 0.8 else {"account": "Acme"}
        promised = _maybe(dice, lambda: _day(dice))
        add("request", feature=f"F-{dice.randint(1, 14)}", promised=promised, **asker)
    for place in range(3):
        features = ", ".join(f"F-{dice.randint(1, 14)}" for _ in range(3))
        add("launch", title=f"l{place}", date="2026-12-20", features=features, checklist="x | done=yes")
    return workspace


def stands(workspace: Workspace) -> Mapping[str, str]:
    """How each promise stands by the words of the rule, read off the stored documents."""
    found = {}
    today = TODAY.isoformat()
    for request_id, request in workspace.rows("request").items():
        feature = workspace.rows("feature")[str(request["feature"])]
        deal = workspace.rows("deal").get(str(request.get("deal")), {})
        promised, target = str(request.get("promised") or ""), str(feature.get("target") or "")
        if not promised or deal.get("stage") == "Lost":
            continue
        if feature["status"] == "shipped":
            found[request_id] = "kept" if str(feature["shipped"]) <= promised else "shipped late"
        elif promised < today:
            found[request_id] = "broken"
        elif feature["status"] == "declined" or not target or target > promised:
            found[request_id] = "at risk"
        else:
            found[request_id] = "on track"
    return found


def late_deals(workspace: Workspace) -> set[str]:
    """The requests whose feature ships after the deal closes, by the words of the rule."""
    found = set()
    for request in RequestRow.all(workspace.tables):
        feature, deal = (
            FeatureRow.of(workspace.tables, request.feature),
            DealRow.of(workspace.tables, request.deal),
        )
        if feature is None or deal is None or deal.stage in ("Won", "Lost"):
            continue
        if feature.status in ("shipped", "declined") or feature.target is None or deal.expected_close is None:
            continue
        if feature.target > deal.expected_close:
            found.add(request.id)
    return found


def by_document(workspace: Workspace, name: str, standings: Mapping[str, str]) -> Mapping[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for request_id, standing in standings.items():
        found[str(workspace.rows("request")[request_id].get(name) or "")].add(standing)
    return found


def printed(workspace: Workspace, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    capsys.readouterr()
    main(["--workspace", str(workspace.path), "--today", TODAY.isoformat(), *words, "--json"])
    rows: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return rows


def test_every_surface_tells_the_same_of_promises(
    anything: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = stands(anything)
    bad = {each for each, standing in expected.items() if standing in ("at risk", "broken")}
    assert {
        each.request: each.standing for each in promises(anything.tables, anything.pipelines, TODAY)
    } == expected
    assert {row["request"]: row["standing"] for row in printed(anything, capsys, "promises")} == expected
    (result,) = compute(anything, "promise-at-risk")
    assert result.value == len(bad)
    assert set(result.inputs[0].ids) == bad
    assert set(result.inputs[2].ids) == set(expected)
    for kind, name in (("request", "id"), ("feature", "feature"), ("deal", "deal")):
        having = {each: {standing} for each, standing in expected.items()}
        documents = having if kind == "request" else by_document(anything, name, expected)
        for word, standing in (("at-risk", "at risk"), ("broken", "broken"), ("kept", "kept")):
            wanted = {each for each, held in documents.items() if each and standing in held}
            assert set(matching(anything, kind, [f"is:{word}"])) == wanted, (kind, word)
    sections = {section.key: section for section in day(anything, lines=1_000)}
    lines = [line for line in sections["promises"].lines if line.id] if bad else []
    assert len(lines) == len(bad)
    drawn, features = CellContext(anything), by_document(anything, "feature", expected)
    for feature_id, row in anything.rows("feature").items():
        is_open = row["status"] != "shipped"
        assert (feature_card(row, drawn).sign == "P") is (
            is_open and bool(features[feature_id] & {"at risk", "broken"})
        )


def test_every_surface_tells_the_same_of_what_ships_after_the_close(anything: Workspace) -> None:
    expected = late_deals(anything)
    deals = {str(anything.rows("request")[each]["deal"]) for each in expected}
    assert set(matching(anything, "request", ["is:after-close"])) == expected
    assert set(matching(anything, "deal", ["is:after-close"])) == deals
    sections = {section.key: section for section in day(anything, lines=1_000)}
    lines = [line for line in sections["after-close"].lines if line.id] if expected else []
    assert len(lines) == len(expected)
    drawn = CellContext(anything)
    for deal_id, row in anything.rows("deal").items():
        sign = deal_card(row, drawn).sign
        if row["stage"] not in ("Won", "Lost") and not drawn.promises.is_bad(deal_id):
            assert (sign == "»") is (deal_id in deals)


def rice(row: Mapping[str, object]) -> str:
    """RICE by hand, rounded half up to one decimal; empty if an input is missing."""
    parts = [row.get(name) for name in ("reach", "impact", "confidence", "effort")]
    if any(part is None for part in parts):
        return ""
    reach, impact, confidence, effort = (Decimal(str(part)) for part in parts)
    exact = reach * impact * confidence / 100 / effort
    text = f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP):,}"
    return text.removesuffix(".0")


def test_every_surface_tells_the_same_score_and_rank(
    anything: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = anything.rows("feature")
    expected = {each: rice(row) for each, row in rows.items()}
    drawn = CellContext(anything)
    assert {each: feature_card(row, drawn).amount for each, row in rows.items()} == expected
    found = {
        result.group: "" if result.value is None else shown_value(result.value, "points")
        for result in compute(anything, "rice")
    }
    assert found == expected
    still_open = [each for each, row in rows.items() if row["status"] not in ("shipped", "declined")]
    listed = printed(anything, capsys, "priorities")
    assert {row["id"]: row["result"] for row in listed if row["rank"] != "-"} == {
        each: expected[each].replace(",", "") for each in still_open if expected[each]
    }
    assert all(row["result"].startswith("no ") for row in listed if row["rank"] == "-")
    ordered = [result.group for result in compute(anything, "rice") if result.group in still_open]
    ranks = {row["id"]: row["rank"] for row in listed}
    known = [int(ranks[each]) for each in ordered if ranks[each] != "-"]
    assert known == sorted(known)


def blockers(workspace: Workspace, feature_id: str) -> list[str]:
    """The blockers of a feature that ships by itself, by the words of the rule."""
    rows, row = workspace.rows("feature"), FeatureRow(workspace.rows("feature")[feature_id])
    done = sum(each.done for each in row.requirements)
    found = (
        [f"has {done} of {len(row.requirements)} requirements done"] if done < len(row.requirements) else []
    )
    found += [
        f"depends on {each} {rows[each]['title']}, which has not shipped"
        for each in row.depends_on
        if rows[each]["status"] != "shipped"
    ]
    found += [
        f"ships with {launch_id} {launch['title']}, planned for {launch['date']}, which has not launched"
        for launch_id, launch in workspace.rows("launch").items()
        if feature_id in LaunchRow(launch).features
    ]
    return [*found, *(f"{each.rule}: the check is open" for each in row.compliance if each.state == "open")]


def test_every_door_names_the_same_blockers(anything: Workspace) -> None:
    for feature_id, row in anything.rows("feature").items():
        if row["status"] == "shipped":
            continue
        expected = blockers(anything, feature_id)
        doors: tuple[Callable[[str], object], ...] = (
            lambda each: record_commands.moving(anything, [each], "shipped"),
            lambda each: record_commands.edit_changes(anything, [each], {"status": "shipped"}),
        )
        for make in doors:
            found: list[str] = []
            try:
                make(feature_id)
            except ShippingBlockedError as error:
                found = [blocker.text for each in error.blocked for blocker in each.blockers]
            assert found == expected
    for launch in anything.all("launch"):
        assert isinstance(launch, Launch)
        told = {(each.id, each.text) for each in blockers_of(anything, launch)}
        for feature_id in launch.features:
            status = anything.rows("feature")[feature_id]["status"]
            if status in ("shipped", "declined"):
                continue
            together = {f"depends on {each} " for each in launch.features}
            own = {
                (feature_id, text)
                for text in blockers(anything, feature_id)
                if not text.startswith(("ships with", *together))
            }
            assert own <= told


def test_a_day_has_passed_for_every_surface_at_once(anything: Workspace) -> None:
    """Promises that were on track yesterday are told as broken tomorrow by the ledger and the metric."""
    then: date = TODAY + timedelta(30)
    ledger = {each.request for each in promises(anything.tables, anything.pipelines, then) if each.is_bad}
    (result,) = compute(anything, "promise-at-risk", as_of=then)
    assert set(result.inputs[0].ids) == ledger


def test_what_is_blocked_is_what_the_doors_refuse(anything: Workspace) -> None:
    rows = anything.rows("feature")
    expected = {
        each
        for each, row in rows.items()
        if row["status"] not in ("shipped", "declined") and blockers(anything, each)
    }
    assert set(matching(anything, "feature", ["is:blocked"])) == expected
    launches = {
        each.id for each in anything.all("launch") if isinstance(each, Launch) and blockers_of(anything, each)
    }
    assert set(matching(anything, "launch", ["is:blocked"])) == launches
