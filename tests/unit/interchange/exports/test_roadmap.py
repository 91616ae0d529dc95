"""The roadmap to be handed on: whole for the house, discreet for customers."""

import csv
import io
import json

import pytest

from pmtui.interchange.exports.roadmap import Roadmap, as_csv, as_json, as_markdown, roadmap
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.roadmap import requests


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


@pytest.fixture
def planned(workspace: Workspace) -> Workspace:
    """Features on every lane, all public but one, one late, one declined, one shipped long ago."""
    add(workspace, "product", name="Harbor")
    add(workspace, "account", name="Arbor Terminals", domain="arbor.example")
    add(workspace, "deal", title="d", account="Arbor Terminals", amount="48k USD")
    add(workspace, "deal", title="e", account="Arbor Terminals", amount="1k EUR")
    for title, words in (
        ("SSO for Arbor Terminals", {"horizon": "now", "target": "2026-12-12", "health": "amber",
                                     "product": "Harbor", "requirements": "a | done=yes\nb\nc | done=yes"}),
        ("Late", {"horizon": "now", "target": "2026-11-01"}),
        ("Customs", {"horizon": "next", "target": "2027-03-05", "owner": "pia"}),
        ("Undated", {"horizon": "next"}),
        ("Far", {"horizon": "later", "target": "2027-06-30"}),
        ("Secret", {"horizon": "now", "target": "2027-01-05", "public": "no"}),
        ("Never", {"status": "declined"}),
        ("Inbox", {"status": "shipped", "shipped": "2026-05-29"}),
        ("Ancient", {"status": "shipped", "shipped": "2025-11-22"}),
    ):  # fmt: skip
        told = {"public": "yes", "public_text": f"{title}, now", **words}
        add(workspace, "feature", title=f"{title} inside", notes="budget fight", **told)
    for deal in ("D-1", "D-2"):
        requests.request_feature(workspace, deal, "F-1")
    return workspace


def rows(shown: Roadmap, *names: str) -> list[tuple[str, ...]]:
    places = [shown.columns.index(name) for name in names]
    return [tuple(row[place] for place in places) for row in shown.rows]


def test_customers_read_quarters_and_no_names(planned: Workspace) -> None:
    shown = roadmap(planned, customer_safe=True)
    assert shown.columns == ("lane", "when", "title", "product")
    assert shown.rows == (
        ("now", "later", "Late, now", ""),
        ("now", "Q4 2026", "SSO for a customer, now", "Harbor"),
        ("next", "Q1 2027", "Customs, now", ""),
        ("next", "later", "Undated, now", ""),
        ("later", "later", "Far, now", ""),
        ("shipped", "available", "Inbox, now", ""),
    )


@pytest.mark.parametrize("form", [as_markdown, as_json, as_csv])
def test_no_form_for_customers_tells_a_day_a_name_or_a_note(planned: Workspace, form: object) -> None:
    shown = roadmap(planned, customer_safe=True)
    assert callable(form)
    text = form(shown)
    for secret in (
        "2026-1",
        "2027-0",
        "Arbor",
        "budget",
        "amber",
        "67",
        "48,000",
        "pia",
        "ann",
        "F-1",
        "Secret",
        "inside",
    ):
        assert secret not in text


def test_the_house_reads_days_progress_and_what_is_at_stake(planned: Workspace) -> None:
    shown = roadmap(planned)
    assert rows(shown, "id", "when", "target", "health", "done", "at_stake", "owner")[1:4] == [
        ("F-1", "Q4 2026", "2026-12-12", "amber", "67%", "48,000 USD + 1,000 EUR", "ann"),
        ("F-6", "Q1 2027", "2027-01-05", "", "", "", "ann"),
        ("F-3", "Q1 2027", "2027-03-05", "", "", "", "pia"),
    ]
    assert [each for (each,) in rows(shown, "id")] == ["F-2", "F-1", "F-6", "F-3", "F-4", "F-5", "F-8"]


def test_one_product_is_shown_alone(planned: Workspace) -> None:
    shown = roadmap(planned, "P-1")
    assert (shown.title, rows(shown, "id")) == ("Harbor: roadmap", [("F-1",)])


def test_markdown_has_a_table_for_each_lane(planned: Workspace) -> None:
    text = as_markdown(roadmap(planned, customer_safe=True))
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == ["# Roadmap", "## Now", "## Next", "## Later", "## Shipped"]
    assert "| Q4 2026 | SSO for a customer, now | Harbor |" in text


def test_csv_and_json_have_a_line_or_an_object_for_each_feature(planned: Workspace) -> None:
    add(planned, "feature", title="inside", public="yes", public_text="=1+1", horizon="now",
        target="2026-12-01")  # fmt: skip
    shown = roadmap(planned, customer_safe=True)
    parsed = list(csv.DictReader(io.StringIO(as_csv(shown))))
    assert [each["title"] for each in parsed][:2] == ["Late, now", "'=1+1"]
    assert "\nnow,Q4 2026,=1+1,\n" in as_csv(shown, raw=True)
    assert json.loads(as_json(shown))[1] == {"lane": "now", "when": "Q4 2026", "title": "=1+1", "product": ""}
