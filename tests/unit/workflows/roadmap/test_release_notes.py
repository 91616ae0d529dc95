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
    """Two products with what shipped and what did not, some of it for customers to read."""
    add(workspace, "product", name="Harbor")
    add(workspace, "product", name="Pilot")
    add(workspace, "account", name="Acme Ltd", domain="acme.example")

    def ship(title: str, on: str, product: str = "Harbor", text: str = "", public: str = "yes") -> None:
        add(
            workspace, "feature", title=title, product=product, status="shipped", shipped=on, public=public,
            public_text=text, problem="Acme retypes 300 bills.", requirements="One file a month | done=yes",
            differentiator="a secret",
        )  # fmt: skip

    ship(
        "Export for Acme Ltd",
        "2026-10-05",
        text="Acme Ltd and all others export **one file** a month.\nTry it.",
    )
    ship("Search", "2026-11-20", text="Search finds ships by their name.")
    ship("Old", "2026-09-30", text="Old.")
    ship("Secret", "2026-10-06", text="Nobody said that it is public.", public="no")
    ship("Nameless", "2026-10-07")
    add(
        workspace,
        "feature",
        title="Coming",
        product="Harbor",
        status="beta",
        public="yes",
        public_text="Coming.",
    )
    ship("Tides", "2026-11-01", "Pilot", "Tides.")
    ship("Loose", "2026-11-02", "", "Loose.")
    return workspace


def test_release_notes_are_the_public_texts_and_nothing_else_the_latest_first(shipped: Workspace) -> None:
    text = release_notes(shipped, parse_period("2026-Q4", TODAY), "P-1")
    assert text == (
        "# Harbor: what is new in 2026-Q4\n\n"
        "- Search finds ships by their name.\n"
        "- a customer and all others export **one file** a month.\n"
        "  Try it.\n"
    )


def test_all_products_together_have_a_part_each(shipped: Workspace) -> None:
    text = release_notes(shipped, parse_period("this quarter", TODAY))
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Other: what is new in 2026-Q4", "# Harbor: what is new in 2026-Q4", "# Pilot: what is new in 2026-Q4",
    ]  # fmt: skip


def test_nothing_shipped_is_nothing_found(shipped: Workspace) -> None:
    with pytest.raises(NothingFound, match="nothing of Pilot shipped in 2026-Q3"):
        release_notes(shipped, parse_period("2026-Q3", TODAY), "P-2")


def test_what_shipped_and_is_not_public_is_counted_and_not_told(workspace: Workspace) -> None:
    add(workspace, "feature", title="Secret", status="shipped", shipped="2026-11-01")
    with pytest.raises(NothingFound, match="1 feature shipped in 2026-Q4, none with public=yes"):
        release_notes(workspace, parse_period("2026-Q4", TODAY))
