"""The reports, each figure worked out by hand from the few records in the fixture."""

import pytest

from pmtui.errors import InputError
from pmtui.glossary.find import Dictionary
from pmtui.metrics.report_table import Report
from pmtui.metrics.reports.reports import KINDS_OF_REPORT, REPORTS, report
from pmtui.models.values.period import parse_period
from pmtui.screens.reports.report_rows import HEADWORDS
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.conftest import TODAY

Q4, Q3 = parse_period("2026-Q4", TODAY), parse_period("2026-Q3", TODAY)


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def ids_of(shown: Report, head: str) -> tuple[str, ...]:
    """The records behind the first row with a head."""
    return next(ids for row, ids in zip(shown.rows, shown.ids, strict=True) if row[0] == head)


@pytest.fixture
def sold(workspace: Workspace) -> Workspace:
    """Ann won 300 and 100 this quarter after 30 and 50 days, lost one; Bob won 200 in the quarter before."""
    for title, owner, stage, amount, opened, closed in (
        ("one", "ann", "Won", "300", "2026-10-01", "2026-10-31"),
        ("two", "ann", "Won", "100", "2026-09-12", "2026-11-01"),
        ("three", "ann", "Lost", "90", "2026-10-01", "2026-11-02"),
        ("four", "bob", "Won", "200", "2026-08-01", "2026-08-21"),
        ("five", "bob", "Lost", "10", "2026-08-01", "2026-08-22"),
    ):
        add(
            workspace, "deal", title=title, owner=owner, stage=stage, amount=amount, opened=opened, closed=closed
        )  # fmt: skip
    add(workspace, "deal", title="open", owner="ann", stage="Proposal", amount="500", opened="2026-11-03")
    add(workspace, "target", owner="ann", period="2026-Q4", amount="1000")
    add(workspace, "target", owner="cy", period="2026-Q4", amount="600")
    return workspace


def test_velocity_has_four_factors_and_the_result_beside_the_period_before(sold: Workspace) -> None:
    shown = report(sold, "velocity", Q4)
    assert shown.columns == ("factor", "unit", "value", "before", "change")
    assert shown.rows[:4] == (
        ("open deals", "deals", "1", "1", "0"),
        ("average deal size", "USD", "200", "200", "0"),
        ("win rate", "share", "66.7 %", "50 %", "+16.7 points"),
        ("sales cycle", "days", "40", "20", "+20"),
    )
    # now 1 x 200 x 2/3 / 40 = 3.33; before, when deal two was open: 1 x 200 x 1/2 / 20 = 5
    assert shown.rows[4] == ("velocity", "USD a day", "3", "5", "-2")
    assert ids_of(shown, "open deals") == ("D-6",)
    assert [bar.label for bar in shown.bars] == ["2026-Q3", "2026-Q4"]


def test_velocity_of_each_owner(sold: Workspace) -> None:
    rows = [row for row in report(sold, "velocity", Q4, "owner").rows if row[0] == "ann"]
    assert rows[1] == ("ann", "average deal size", "USD", "200", "-", "-")


def test_attainment_has_owners_with_a_target_and_no_deal_and_all_together(sold: Workspace) -> None:
    shown = report(sold, "attainment", Q4)
    assert shown.rows == (
        ("ann", "USD", "1,000", "400", "40 %", "600"),
        ("cy", "USD", "600", "0", "0 %", "600"),
        ("all", "USD", "1,600", "400", "25 %", "1,200"),
    )
    assert ids_of(shown, "ann") == ("D-1", "D-2")
    assert ids_of(shown, "cy") == ("T-2",)
    assert [bar.label for bar in shown.bars] == ["ann USD", "cy USD"]


def test_wins_and_losses_beside_the_period_before(sold: Workspace) -> None:
    shown = report(sold, "winloss", Q4, compare=True)
    assert shown.columns[-2:] == ("before", "change")
    assert [row[2:] for row in shown.rows[:2]] == [("2", "400 USD", "1", "+1"), ("1", "90 USD", "1", "0")]
    assert shown.rows[2] == ("win rate", "by count", "66.7 %", "", "50 %", "+16.7 points")
    add(sold, "deal", title="six", stage="Lost", amount="5", opened="2026-08-01", closed="2026-08-09",
        lost_reason="price")  # fmt: skip
    gone = report(sold, "winloss", Q4, compare=True)
    assert gone.rows[-1] == ("lost", "price", "-", "-", "1", "-1")
    assert gone.ids[-1] == ("D-7",)


def test_the_funnel_counts_who_came_and_who_went_on(workspace: Workspace) -> None:
    for title in ("a", "b", "c"):
        add(workspace, "deal", title=title, stage="Prospecting", opened="2026-11-01", owner="ann")
    record_commands.move(workspace, ["D-1", "D-2"], "Qualified")
    record_commands.move(workspace, ["D-1"], "Proposal")
    shown = report(workspace, "funnel", Q4)
    told = {row[0]: row[1:5] for row in shown.rows}
    # D-1 passed over Discovery on its way to the proposal
    assert told["Prospecting"] == ("3", "0", "2", "66.7 %")
    assert told["Qualified"] == ("2", "0", "1", "50 %")
    assert told["Discovery"] == ("0", "1", "1", "100 %")
    assert told["Proposal"] == ("1", "0", "0", "0 %")
    assert told["Negotiation"] == ("0", "0", "0", "-")
    assert ids_of(shown, "Qualified") == ("D-1", "D-2")
    assert report(workspace, "funnel", Q4, "owner").rows[0][0] == "ann"
    assert report(workspace, "funnel", Q3).rows == ()


def test_the_funnel_tells_the_median_and_not_the_mean(workspace: Workspace) -> None:
    for title, opened in (("a", "2026-11-21"), ("b", "2026-11-19"), ("c", "2026-10-24")):
        add(workspace, "deal", title=title, stage="Qualified", opened=opened)
    told = {row[0]: row[5] for row in report(workspace, "funnel", Q4).rows}
    # 2, 4 and 30 days up to 23 November
    assert told["Qualified"] == "4"


def test_activity_is_done_planned_or_overdue(workspace: Workspace) -> None:
    for kind, owner, due, done in (
        ("call", "ann", "", "2026-11-02"),
        ("call", "ann", "2026-10-05", "2026-10-06"),
        ("call", "ann", "", "2026-09-30"),
        ("call", "ann", "2026-11-22", ""),
        ("call", "ann", "2026-06-01", ""),
        ("call", "ann", "2026-11-23", ""),
        ("call", "ann", "2027-01-01", ""),
        ("demo", "bob", "2026-12-01", ""),
    ):
        words = {name: value for name, value in (("due", due), ("done", done)) if value}
        add(workspace, "activity", text="x", type=kind, owner=owner, **words)
    shown = report(workspace, "activity", Q4)
    assert shown.rows == (("ann", "call", "2", "1", "2"), ("bob", "demo", "0", "1", "0"))
    assert ids_of(shown, "ann") == ("E-1", "E-2", "E-6", "E-4", "E-5")
    assert report(workspace, "activity", Q4, compare=True).rows[0][-2:] == ("1", "+1")


@pytest.fixture
def asked(workspace: Workspace) -> Workspace:
    """Two features that share a deal, one asked for twice by the same, one in euro, one shipped."""
    for title in ("login", "offline", "shipped"):
        add(workspace, "feature", title=title, status="shipped" if title == "shipped" else "planned")
    for amount, chance in (("100", "50"), ("40", "20"), ("70 EUR", "10")):
        add(workspace, "deal", title=amount, amount=amount, probability=chance, stage="Proposal")
    for deal, feature, kind in (
        ("D-1", "F-1", "blocker"), ("D-1", "F-1", "nice"), ("D-2", "F-1", "important"),
        ("D-1", "F-2", "nice"), ("D-3", "F-2", "blocker"), ("D-2", "F-3", "blocker"),
    ):  # fmt: skip
        add(workspace, "request", deal=deal, feature=feature, kind=kind)
    return workspace


def test_demand_counts_a_deal_once_and_shows_what_features_share(asked: Workspace) -> None:
    shown = report(asked, "demand", Q4)
    assert shown.rows == (
        ("login", "USD", "140", "58", "2", "2", "1"),
        ("offline", "USD", "100", "50", "1", "2", "1"),
        ("all", "USD", "140", "58", "2", "", "2"),
        ("all, shared", "USD", "100", "", "", "", ""),
        ("offline", "EUR", "70", "7", "1", "2", "1"),
        ("all", "EUR", "70", "7", "1", "", "2"),
    )
    assert ids_of(shown, "login") == ("D-1", "D-2")
    assert [(bar.label, int(bar.value)) for bar in shown.bars if bar.unit == "USD"] == [
        ("login USD", 140), ("offline USD", 100),
    ]  # fmt: skip


def test_delivery_tells_how_punctual_and_how_far_off(workspace: Workspace) -> None:
    add(workspace, "product", name="Desk")
    for title, product, start, target, shipped in (
        ("on the day", "Desk", "2026-10-01", "2026-10-11", "2026-10-11"),
        ("late", "Desk", "2026-10-01", "2026-11-01", "2026-11-10"),
        ("no date", "", "2026-11-01", "", "2026-11-03"),
        ("earlier", "Desk", "2026-08-01", "2026-09-01", "2026-08-28"),
    ):
        words = {"product": product, "start": start, "target": target, "shipped": shipped}
        add(
            workspace, "feature", title=title, status="shipped",
            **{name: value for name, value in words.items() if value},
        )  # fmt: skip
    shown = report(workspace, "delivery", Q4, compare=True)
    assert {row[0]: row[1:] for row in shown.rows} == {
        "none": ("1", "0", "0", "-", "-", "2", "-", "0", "+1"),
        "Desk": ("2", "2", "1", "50 %", "4.5", "25", "-", "1", "+1"),
        "all": ("3", "2", "1", "50 %", "4.5", "17.3", "-", "1", "+2"),
    }
    assert ids_of(shown, "Desk") == ("F-1", "F-2")


def test_the_budget_leaves_halves_out_of_the_sum(workspace: Workspace) -> None:
    for title, budget, actual in (
        ("a", "100", "150"),
        ("b", "200", "180"),
        ("c", "50", ""),
        ("d", "", "7 EUR"),
    ):
        words = {name: value for name, value in (("budget", budget), ("actual", actual)) if value}
        add(workspace, "feature", title=title, **words)
    shown = report(workspace, "budget", Q4)
    assert {row[0]: row[1:] for row in shown.rows} == {
        "a": ("USD", "100", "150", "+50", "50 %"),
        "b": ("USD", "200", "180", "-20", "-10 %"),
        "c": ("USD", "50", "-", "-", "-"),
        "d": ("EUR", "-", "7", "-", "-"),
        "all": ("USD", "300", "330", "+30", "10 %"),
    }
    assert ids_of(shown, "c") == ("F-3",)
    assert [bar.label for bar in shown.bars] == ["a USD", "b USD"]


def test_the_portfolio_names_the_deals_behind_a_product(workspace: Workspace) -> None:
    add(workspace, "product", name="Desk")
    add(workspace, "product", name="Idle")
    add(workspace, "deal", title="won", product="Desk", stage="Won", amount="9", opened="2026-10-01",
        closed="2026-10-02")  # fmt: skip
    add(workspace, "deal", title="old", product="Desk", stage="Won", amount="4", opened="2026-08-01",
        closed="2026-08-02")  # fmt: skip
    shown = report(workspace, "portfolio", Q4, compare=True)
    told = {row[1]: (row[2], *row[-2:]) for row in shown.rows}
    assert told == {"Desk": ("9 USD", "4", "+5"), "Idle": ("-", "0", "0")}
    assert {row[1]: ids for row, ids in zip(shown.rows, shown.ids, strict=True)} == {
        "Desk": ("D-1",),
        "Idle": ("P-2",),
    }


@pytest.mark.parametrize("name", REPORTS)
def test_each_report_has_ids_for_each_row_and_fields_it_takes(demo: Workspace, name: str) -> None:
    kind = KINDS_OF_REPORT[name]
    shown = report(demo, name, Q4)
    assert len(shown.ids) == len(shown.rows)
    assert all(len(row) == len(shown.columns) for row in shown.rows)
    for ids in shown.ids:
        assert all(demo.find(each) is not None for each in ids)
    for field in kind.fields:
        assert report(demo, name, Q4, field).columns
    if kind.compares:
        assert report(demo, name, Q4, compare=True).columns[-2:] == ("before", "change")


def test_the_words_of_reports_are_in_the_glossary() -> None:
    known = Dictionary()
    slugs = {*HEADWORDS.values(), *(kind.headword for kind in KINDS_OF_REPORT.values())}
    assert {slug for slug in slugs if known.entry(slug) is None} == set()


@pytest.mark.parametrize("name", REPORTS)
def test_an_empty_workspace_has_nothing_to_report(workspace: Workspace, name: str) -> None:
    shown = report(workspace, name, Q4)
    assert (shown.rows, shown.ids, shown.bars) == ((), (), ())


@pytest.mark.parametrize(
    ("name", "by", "compare", "said"),
    [
        ("market", "owner", False, "not told by a field"),
        ("delivery", "stage", False, "unknown field 'stage' of feature"),
        ("funnel", "month", False, "unknown field 'month' of deal"),
        ("market", "", True, "--as-of"),
        ("movement", "", True, "side by side already"),
    ],
)
def test_what_a_report_cannot_do_is_refused(
    workspace: Workspace, name: str, by: str, compare: bool, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        report(workspace, name, Q4, by, compare=compare)
