"""Features in depth: the share that is done, status updates, the specification."""

import pytest

from pmtui.errors import InputError
from pmtui.models.roadmap.feature import Feature
from pmtui.rules.roadmap.features import done_share
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.roadmap.spec import spec
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def change(workspace: Workspace, **words: str) -> Feature:
    values = record_commands.read_fields("feature", words, record_commands.reading(workspace))
    record_commands.edit(workspace, ["F-1"], values)
    return feature(workspace)


def feature(workspace: Workspace) -> Feature:
    found = workspace.get("F-1")
    assert isinstance(found, Feature)
    return found


@pytest.mark.parametrize(
    ("requirements", "share"),
    [("", None), ("a", 0), ("a | done=yes\nb\nc | kind=quality\nd | done=yes", 0.5), ("a | done=yes", 1)],
)
def test_the_share_done_is_that_of_its_requirements(
    workspace: Workspace, requirements: str, share: float | None
) -> None:
    add(workspace, "feature", title="f", requirements=requirements)
    assert done_share(feature(workspace)) == share


def test_each_health_or_note_that_is_typed_is_a_status_update(workspace: Workspace) -> None:
    add(workspace, "feature", title="f", health="green")
    change(workspace, title="g")
    change(workspace, health="amber", health_note="vendor is late")
    change(workspace, health_note="vendor is very late")
    updates = change(workspace, health="", health_note="").updates
    assert [(each.on, each.health, each.text, each.by) for each in updates] == [
        (TODAY, "green", "", "ann"),
        (TODAY, "amber", "vendor is late", "ann"),
        (TODAY, "amber", "vendor is very late", "ann"),
    ]


def test_the_log_of_updates_cannot_be_typed(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="kept by pmtui"):
        add(workspace, "feature", title="f", updates="x")


@pytest.fixture
def asked(workspace: Workspace) -> Workspace:
    """F-1 asked for by two deals of one customer, one of them lost, and by an account; it needs F-2."""
    add(workspace, "product", name="Harbor")
    add(workspace, "objective", title="Trust at night")
    for name in ("Acme", "Bolt"):
        add(workspace, "account", name=name)
    add(workspace, "deal", title="a", account="Acme", amount="12k USD")
    add(workspace, "deal", title="b", account="Acme", amount="5k EUR", stage="Lost")
    add(
        workspace, "feature", title="Offline *mode*", product="Harbor", objective="Trust at night",
        problem="Coverage ends at the pier.", status="development", horizon="now", start="2026-10-01",
        target="2026-12-01", budget="10k USD", actual="12,500 USD", teams="tablet, sync",
        differentiator="nobody else syncs", health="red", health_note="late",
        requirements="Keeps drafts | acceptance=pull the plug | done=yes\nFast | kind=quality\n"
            "Log kept | kind=regulatory | acceptance=printed | done=yes",
        compliance="GDPR | evidence=report | state=met\nSOC 2",
        notes="Ask legal.\n- Who pays for tablets?",
    )  # fmt: skip
    add(workspace, "feature", title="Sync", target="2027-01-31")
    add(workspace, "feature", title="Reports", status="shipped", shipped="2026-11-01")
    add(workspace, "feature", title="Audit", depends_on="F-1")
    record_commands.edit(workspace, ["F-1"], {"first_target_on": "2026-11-20"})
    change(workspace, depends_on="F-2, F-3", target="2026-12-11")
    for deal in ("D-1", "D-1", "D-2"):
        add(workspace, "request", deal=deal, feature="F-1", kind="blocker", quote="works in a tunnel?")
    add(workspace, "request", account="Bolt", feature="F-1", kind="nice", promised="2026-12-05")
    return workspace


def test_a_specification_tells_the_problem_first_then_who_asks(asked: Workspace) -> None:
    text = spec(asked, "F-1")
    assert text.startswith(
        "# Offline \\*mode\\* (F-1)\n\n## The problem\n\nCoverage ends at the pier.\n\n## Who asks for it\n"
    )
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == [
        "## The problem", "## Who asks for it", "## At a glance", "## Requirements: 2 of 3 done, 67%",
        "## Compliance", "## Dates", "## Dependencies", "## Budget", "## Open questions", "## Notes",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "- 2 customers in 4 requests: 3 × blocker, 1 × nice",
        "- Open now: 12,000.00 USD in 1 deal",
        "- Lost without it: 5,000.00 EUR in 1 deal",
        "- “works in a tunnel?” Acme (blocker)",
        "- Bolt (nice, promised for 2026-12-05)",
        "- Product: Harbor",
        "- Objective: Trust at night",
        "- Teams: tablet, sync",
        "- What sets it apart: nobody else syncs",
        "- 2026-11-23, red: late (ann)",
        "- [x] Keeps drafts",
        "  - Accepted when: pull the plug",
        "- [ ] Fast",
        "- [x] GDPR: met (report)",
        "- [ ] SOC 2: open",
        "- First plan: 2026-12-01",
        "- Plan now: 2026-12-11, 10 days later than first planned",
        "- Needs F-2 Sync: planned for 2027-01-31, **after this one**",
        "- Needs F-3 Reports: shipped on 2026-11-01",
        "- Needed by F-4 Audit",
        "- Planned: 10,000.00 USD",
        "- Over: 2,500.00 USD, 125% of it spent",
        "- How will it be seen that this is met: Fast?",
        "- Who tells Bolt that it comes after 2026-12-05, the day they were told?",
        "- Who pays for tablets?",
    ],
)
def test_a_specification_has_the_line(asked: Workspace, line: str) -> None:
    assert line in spec(asked, "F-1").splitlines()


def test_a_bare_feature_is_full_of_questions(workspace: Workspace) -> None:
    add(workspace, "feature", title="f")
    text = spec(workspace, "f")
    assert "*Nobody has written down whose problem this is.*" in text
    for question in ("What are its requirements?", "When is it to ship?", "What may it cost?"):
        assert f"- {question}" in text
    with pytest.raises(InputError, match="no feature"):
        spec(workspace, "A-9")
