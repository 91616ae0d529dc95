"""The matrix of features by competitors, and the battlecard."""

from decimal import Decimal

import pytest

from pmtui.errors import InputError
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.discovery.competition import battlecard, matrix, record_against


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


@pytest.fixture
def rivals(workspace: Workspace) -> Workspace:
    """Five features in different states, and two competitors."""
    add(workspace, "product", name="Desk", list_price="31")
    add(workspace, "product", name="Old", list_price="9", lifecycle="retired")
    for title, words in (
        ("Inbox", {"status": "shipped"}),
        ("Sign-on", {"status": "development", "target": "2026-12-12"}),
        ("Mobile", {"status": "beta"}),
        ("Auction", {"status": "declined"}),
        ("Unasked", {}),
    ):
        add(workspace, "feature", title=title, **words)
    add(
        workspace, "research", name="Berthly", type="competitor", website="b.example", source="web", day="2026-11-01",
        prices="Seat | price=25.00 USD | per=month\nSet-up | price=0.00 USD", strengths="quick",
        weaknesses="no *night* desk",
        answers="we answer at night | claim=they cost half\nask for the tide table", notes="Seen at the fair.",
        offers="Inbox | has=no\nSign-on | has=yes | note=SAML\nMobile | has=partly\n"
            "| other=Weather | has=partly\nAuction | has=unknown | note=perhaps",
    )  # fmt: skip
    add(
        workspace,
        "research",
        name="Quay",
        type="competitor",
        offers="Inbox | has=partly\n| other=weather | has=yes\nMobile | has=yes",
    )
    add(workspace, "research", name="Ports", type="market")
    return workspace


def test_the_matrix_puts_first_where_they_lead_and_knows_what_is_not_on_the_roadmap(
    rivals: Workspace,
) -> None:
    found = matrix(rivals.tables)
    assert found.competitors == (("R-1", "Berthly"), ("R-2", "Quay"))
    told = [(row.feature, row.title, row.ours.told, *(has.told for has in row.theirs)) for row in found.rows]
    assert told == [
        ("F-2", "Sign-on", "no, planned for 2026-12-12", "yes, SAML", "?"),
        ("", "Weather", "no, not on the roadmap", "partly", "yes"),
        ("F-3", "Mobile", "partly", "partly", "yes"),
        ("F-4", "Auction", "no, declined", "?, perhaps", "?"),
        ("F-1", "Inbox", "yes", "no", "partly"),
    ]


def test_deals_against_a_competitor_are_counted_by_outcome(rivals: Workspace) -> None:
    for title, stage, others in (
        ("a", "Won", "Berthly"),
        ("b", "Won", "berthly, Quay"),
        ("c", "Lost", "BERTHLY"),
        ("d", "Proposal", "Berthly"),
        ("e", "Won", "Berthly Group"),
    ):
        add(rivals, "deal", title=title, stage=stage, competitors=others)
    record = record_against(rivals.tables, rivals.pipelines.whole, "Berthly")
    assert (record.open, record.won, record.lost) == (("D-4",), ("D-1", "D-2"), ("D-3",))
    assert record.win_rate == Decimal(2) / 3
    assert record_against(rivals.tables, rivals.pipelines.whole, "Nobody").win_rate is None


def test_the_battlecard_tells_where_each_leads_prices_and_deals(rivals: Workspace) -> None:
    add(rivals, "deal", title="Night port", stage="Lost", competitors="Berthly", lost_reason="price")
    add(rivals, "deal", title="Day port", stage="Proposal", competitors="Berthly")
    assert battlecard(rivals, "berthly") == (
        "# Battlecard: Berthly\n\n- Website: b.example\n- Source: web, 2026-11-01\n\n"
        "## How we win\n\n- they cost half → we answer at night\n- ask for the tide table\n\n"
        "## Where we lead\n\n- Inbox (us: yes; them: no)\n\n"
        "## Where they lead\n\n- Sign-on (us: no, planned for 2026-12-12; them: yes, SAML)\n"
        "- Weather (us: no, not on the roadmap; them: partly)\n\n"
        "## On a par or not known\n\n- Mobile (us: partly; them: partly)\n"
        "- Auction (us: no, declined; them: not known, perhaps)\n\n"
        "## Their strengths\n\n- quick\n\n## Their weaknesses\n\n- no \\*night\\* desk\n\n"
        "## Prices\n\n- They, Seat: 25.00 USD a month\n- They, Set-up: 0.00 USD\n- We, Desk: 31.00 USD\n\n"
        "## Deals\n\n- Won 0 of 1 decided (0%)\n- Open: Day port\n- Lost for price: 1\n\n"
        "## Notes\n\nSeen at the fair.\n"
    )


@pytest.mark.parametrize(
    ("text", "told"), [("Ports", "R-3 is a market"), ("Bertly", "did you mean 'Berthly'")]
)
def test_a_battlecard_is_for_a_competitor(rivals: Workspace, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        battlecard(rivals, text)
