"""A product's card, worked out by hand. The day is 2026-11-23."""

from decimal import Decimal

from pmtui.metrics.roadmap.product_card import card
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def test_a_card_tells_sales_and_feedback_by_quarter(workspace: Workspace) -> None:
    add(workspace, "product", name="Desk")
    add(workspace, "product", name="Set-up")
    add(workspace, "account", name="Acme", satisfaction="5", recommends="10", issues="slow\nlate | done=yes")
    add(workspace, "account", name="Bolt", satisfaction="4", issues="dear")
    add(workspace, "account", name="Cord", satisfaction="1", recommends="0", issues="all")
    for account, words in (
        ("Acme", {"product": "Desk", "amount": "1000", "stage": "Won", "closed": "2026-01-15"}),
        ("Acme", {"product": "Desk", "amount": "5000 EUR", "stage": "Won", "closed": "2026-10-01"}),
        ("Bolt", {"lines": "10 Desk @ 30 -10%\n1 Set-up @ 500", "stage": "Won", "closed": "2026-11-23"}),
        ("Cord", {"product": "Set-up", "amount": "70", "stage": "Won", "closed": "2026-10-01"}),
        ("Cord", {"product": "Desk", "amount": "80", "stage": "Lost", "closed": "2026-10-01"}),
        ("Cord", {"product": "Desk", "amount": "900", "expected_close": "2026-11-30"}),
        ("Cord", {"product": "Desk", "expected_close": "2027-02-01"}),
        ("Cord", {"product": "Desk", "amount": "90", "expected_close": "2027-05-01"}),
        ("Cord", {"product": "Desk", "amount": "90"}),
    ):
        add(workspace, "deal", title="d", account=account, **words)
    add(workspace, "feature", title="a", product="Desk")
    add(workspace, "feature", title="b", product="Desk", status="shipped")
    add(workspace, "feature", title="c", product="Set-up")
    for feature in ("F-1", "F-1", "F-2", "F-3"):
        add(workspace, "request", feature=feature, account="Acme")
    found = card(workspace.tables, workspace.pipelines.whole, "P-1", TODAY)
    assert [(each.label, each.won, each.won_amount) for each in found.quarters] == [
        ("2026-Q1", 1, {"USD": Decimal(1000)}),
        ("2026-Q2", 0, {}),
        ("2026-Q3", 0, {}),
        ("2026-Q4", 2, {"EUR": Decimal(5000), "USD": Decimal(270)}),
        ("2027-Q1", 0, {}),
    ]
    assert [(each.open, each.open_amount) for each in found.quarters] == [
        (0, {}), (0, {}), (0, {}), (1, {"USD": Decimal(900)}), (1, {}),
    ]  # fmt: skip
    assert [each.requests for each in found.quarters] == [0, 0, 0, 3, 0]
    assert found.waiting == 2
    assert (found.accounts, found.issues) == (("A-1", "A-2"), 2)
    assert (found.satisfaction, found.recommends) == (Decimal("4.5"), Decimal(10))


def test_a_card_of_a_product_nobody_has_says_so(workspace: Workspace) -> None:
    add(workspace, "product", name="Desk")
    found = card(workspace.tables, workspace.pipelines.whole, "P-1", TODAY)
    assert (found.accounts, found.satisfaction, found.recommends, found.waiting) == ((), None, None, 0)
    assert len(found.quarters) == 5
