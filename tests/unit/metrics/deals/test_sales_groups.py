"""The metrics of sales by owner, product, source, account and stage, and as of a day; each worked out by hand.

Six deals: two of Ann's won (100 after 10 days, 300 after 30), one of hers lost (50), one of Ben's won (200 after
20 days) and lost (80), one of Ben's open (60 at 40 %, due in the quarter).
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pmtui.metrics.compute import compute
from pmtui.models.values.clock import Clock
from pmtui.models.values.period import parse_period
from pmtui.store.open_workspace import create_workspace
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands

TODAY = date(2026, 11, 23)
QUARTER = parse_period("2026-Q4", TODAY)

_DEALS = (
    ("Won", "ann", "Core", "web", "Tarn", "100", "2026-10-01", "2026-10-11"),
    ("Won", "ann", "Plus", "referral", "Fell", "300", "2026-10-02", "2026-11-01"),
    ("Lost", "ann", "Core", "web", "Tarn", "50", "2026-10-01", "2026-10-21"),
    ("Won", "ben", "Core", "web", "Fell", "200", "2026-10-05", "2026-10-25"),
    ("Lost", "ben", "Plus", "web", "Tarn", "80", "2026-10-01", "2026-11-10"),
    ("Discovery", "ben", "Plus", "referral", "Tarn", "60", "2026-11-03", ""),
)


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("sold")
    workspace = create_workspace(folder / "w", user="ann", clock=Clock(TODAY))

    def add(kind: str, **words: str) -> None:
        given = {name: word for name, word in words.items() if word}
        values = record_commands.read_fields(kind, given, record_commands.reading(workspace))
        record_commands.add(workspace, kind, values)

    for name in ("Core", "Plus"):
        add("product", name=name)
    for name in ("Tarn", "Fell"):
        add("account", name=name)
    for stage, owner, product, source, account, amount, opened, closed in _DEALS:
        add(
            "deal", title=f"{account} {product}", stage=stage, owner=owner, product=product, source=source,
            account=account, amount=amount, opened=opened, closed=closed,
            expected_close="" if closed else "2026-12-15",
        )  # fmt: skip
    add("target", owner="ann", period="2026-Q4", amount="1000")
    add("target", owner="ben", period="2026-Q4", amount="400")
    yield workspace
    workspace.close()


@pytest.mark.parametrize(
    ("slug", "by", "expected"),
    [
        ("win-rate", "owner", {"ann": "0.6667", "ben": "0.5"}),
        ("win-rate", "product", {"Core": "0.6667", "Plus": "0.5"}),
        ("win-rate", "source", {"referral": "1", "web": "0.5"}),
        ("win-rate", "account", {"Tarn": "0.3333", "Fell": "1"}),
        ("average-deal-size", "owner", {"ann": "200", "ben": "200"}),
        ("average-deal-size", "product", {"Core": "150", "Plus": "300"}),
        ("average-deal-size", "source", {"referral": "300", "web": "150"}),
        ("average-deal-size", "account", {"Tarn": "100", "Fell": "250"}),
        ("sales-cycle", "owner", {"ann": "20", "ben": "20"}),
        ("sales-cycle", "product", {"Core": "15", "Plus": "30"}),
        ("sales-cycle", "source", {"referral": "30", "web": "15"}),
        ("sales-cycle", "account", {"Tarn": "10", "Fell": "25"}),
        ("pipeline-value", "owner", {"ann": "0", "ben": "60"}),
        ("pipeline-value", "stage", {"Discovery": "60", "Won": "0", "Lost": "0"}),
        ("weighted-forecast", "owner", {"ann": "0", "ben": "24"}),
        ("weighted-forecast", "source", {"referral": "24", "web": "0"}),
        ("quota-attainment", "owner", {"ann": "0.4", "ben": "0.5"}),
        ("pipeline-coverage", "owner", {"ann": "0", "ben": "0.3"}),
        ("deal-age", "owner", {"ann": None, "ben": "20"}),
        ("stalled-deals", "owner", {"ann": "0", "ben": "0"}),
    ],
)
def test_a_metric_by_a_field(sold: Workspace, slug: str, by: str, expected: dict[str, str | None]) -> None:
    found = {each.label: each.value for each in compute(sold, slug, QUARTER, by=by)}
    rounded = {
        label: None if value is None else value.quantize(Decimal("0.0001")) for label, value in found.items()
    }
    assert rounded == {
        label: None if value is None else Decimal(value).quantize(Decimal("0.0001"))
        for label, value in expected.items()
    }


@pytest.mark.parametrize(
    ("slug", "day", "expected"),
    [
        # By 20 October one deal is won, none lost; the other five that are there are open: 300, 50, 200 and 80.
        ("win-rate", date(2026, 10, 20), "1"),
        ("pipeline-value", date(2026, 10, 20), "630"),
        ("average-deal-size", date(2026, 10, 20), "100"),
        # By the 25th one more is won and one lost.
        ("win-rate", date(2026, 10, 25), "0.6667"),
        ("pipeline-value", date(2026, 10, 25), "380"),
        ("average-deal-size", date(2026, 10, 25), "150"),
        ("sales-cycle", date(2026, 10, 25), "15"),
        ("win-rate", TODAY, "0.6"),
        ("pipeline-value", TODAY, "60"),
    ],
)
def test_a_metric_as_of_a_day(sold: Workspace, slug: str, day: date, expected: str) -> None:
    (result,) = compute(sold, slug, QUARTER, as_of=day)
    assert result.value is not None
    assert result.value.quantize(Decimal("0.0001")) == Decimal(expected).quantize(Decimal("0.0001"))
    assert result.as_of == day
