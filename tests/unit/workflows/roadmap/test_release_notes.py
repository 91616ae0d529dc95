"""What leaves the house: release notes, and texts without the names of customers."""

import pytest

from pmtui.errors import NothingFound
from pmtui.models.values.period import parse_period
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.redaction import Discretion
from pmtui.workflows.roadmap.release_notes import release_notes
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Export for Arbor Terminals", "Export for a customer"),
        ("export for ARBOR TERMINALS", "export for a customer"),
        ("Arbor's own export", "a customer's own export"),
        ("ARBOR asked", "a customer asked"),
        ("plant an arbor", "plant an arbor"),
        ("Arborist view", "Arborist view"),
        ("Piper & Sons and Piper and Sons", "a customer and a customer and Sons"),
        ("as GTX Pro said", "as a customer said"),
        ("gtx-pro.example/login", "a customer/login"),
        ("Jo Ray wants it", "a customer wants it"),
        ("Fjord Tankers", "a customer"),
        ("nothing here", "nothing here"),
        ("", ""),
    ],
)
def test_names_of_customers_are_taken_out(workspace: Workspace, text: str, said: str) -> None:
    add(workspace, "account", name="Arbor Terminals", domain="arbor.example")
    add(workspace, "account", name="Piper & Sons", domain="piper.example")
    add(workspace, "account", name="GTX Pro, Inc.", domain="gtx-pro.example")
    add(workspace, "contact", name="Jo Ray")
    add(workspace, "lead", name="Marta Vik", company="Fjord Tankers")
    assert Discretion(workspace.tables).said(text) == said


@pytest.fixture
def shipped(workspace: Workspace) -> Workspace:
    """Two products with what shipped and what did not."""
    add(workspace, "product", name="Harbor")
    add(workspace, "product", name="Pilot")
    add(workspace, "account", name="Acme Ltd", domain="acme.example")
    add(workspace, "feature", title="Export for Acme Ltd", product="Harbor", status="shipped", shipped="2026-10-05",
        problem="Acme retypes 300 bills.\n\nInternal remark.", differentiator="the only one with receipts",
        requirements="One file a month: done; Fast: quality: done; Colours; GDPR log: regulatory: done")  # fmt: skip
    add(workspace, "feature", title="Search", product="Harbor", status="shipped", shipped="2026-11-20")
    add(workspace, "feature", title="Old", product="Harbor", status="shipped", shipped="2026-09-30")
    add(
        workspace,
        "feature",
        title="Secret",
        product="Harbor",
        status="shipped",
        shipped="2026-10-06",
        tags="Internal",
    )
    add(workspace, "feature", title="Coming", product="Harbor", status="beta", target="2026-11-01")
    add(workspace, "feature", title="Tides", product="Pilot", status="shipped", shipped="2026-11-01")
    add(workspace, "feature", title="Loose", status="shipped", shipped="2026-11-02")
    return workspace


def test_release_notes_tell_what_shipped_the_latest_first(shipped: Workspace) -> None:
    text = release_notes(shipped, parse_period("2026-Q4", TODAY), "P-1")
    assert text == (
        "# Harbor: what is new in 2026-Q4\n\n"
        "## Search\n\n"
        "## Export for a customer\n\n"
        "the only one with receipts\n\n"
        "Why: a customer retypes 300 bills.\n\n"
        "- One file a month\n"
        "- Fast\n"
    )


def test_all_products_together_have_a_part_each(shipped: Workspace) -> None:
    text = release_notes(shipped, parse_period("this quarter", TODAY))
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Other: what is new in 2026-Q4", "## Loose",
        "# Harbor: what is new in 2026-Q4", "## Search", "## Export for a customer",
        "# Pilot: what is new in 2026-Q4", "## Tides",
    ]  # fmt: skip


def test_nothing_shipped_is_nothing_found(shipped: Workspace) -> None:
    with pytest.raises(NothingFound, match="nothing of Pilot shipped in 2026-Q3"):
        release_notes(shipped, parse_period("2026-Q3", TODAY), "P-2")
