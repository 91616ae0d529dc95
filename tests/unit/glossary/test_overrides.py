"""The team's words over the shipped ones, and the records that use a word."""

from collections.abc import Mapping

from pmtui.glossary.overrides import overridden, override_values
from pmtui.glossary.usage import uses
from pmtui.models.stored import JsonValue

Tables = Mapping[str, Mapping[str, Mapping[str, JsonValue]]]

SHIPPED = {
    "slug": "deal",
    "headword": "Deal",
    "aliases": ["opportunity (sales)"],
    "definition": "A sale that may happen.",
    "discipline": "sales",
}


def test_only_what_differs_is_stored_with_what_was_shipped_then() -> None:
    values = override_values(
        SHIPPED,
        {
            "headword": "Deal",
            "definition": "Ours.",
            "aliases": ("opportunity (sales)",),
            "discipline": "sales",
        },
        None,
    )
    assert values["definition"] == "Ours."
    assert values["aliases"] == ()
    assert values["discipline"] is None
    assert values["shipped"] == {"definition": "A sale that may happen."}


def test_going_back_to_the_shipped_text_is_no_override_any_more() -> None:
    before = {"definition": "Ours.", "shipped": {"definition": "Older shipped text."}}
    values = override_values(SHIPPED, {"definition": "A sale that may happen."}, before)
    assert values == {"definition": "", "shipped": {}}


def test_a_shipped_text_that_changed_under_an_override_is_shown_and_not_lost() -> None:
    own = {"slug": "deal", "definition": "Ours.", "shipped": {"definition": "What it said last year."}}
    (change,) = overridden(own, SHIPPED)
    assert (change.field, change.ours) == ("definition", "Ours.")
    assert (change.then, change.now) == ("What it said last year.", "A sale that may happen.")
    assert change.stale


def test_an_override_that_nothing_changed_under_is_not_stale() -> None:
    own = {"slug": "deal", "definition": "Ours.", "shipped": {"definition": "A sale that may happen."}}
    assert [change.stale for change in overridden(own, SHIPPED)] == [False]


def test_a_word_of_the_team_s_own_is_no_override() -> None:
    assert overridden({"slug": "widget", "definition": "Ours."}, None) == []


TABLES: Tables = {
    "deal": {
        "D-1": {"id": "D-1", "title": "Churn prevention for Acme", "stage": "Proposal"},
        "D-2": {"id": "D-2", "title": "Churning butter", "stage": "Won", "tags": ["proposal"]},
        "D-3": {"id": "D-3", "title": "Rollout", "notes": "They asked about SLA and NPS."},
    },
    "contact": {"C-1": {"id": "C-1", "name": "Cho", "role": "champion"}},
}


def test_values_come_before_mentions_and_words_are_whole() -> None:
    proposal = {"slug": "proposal", "headword": "Proposal", "aliases": ["offer"]}
    assert [(use.id, use.why) for use in uses(proposal, TABLES, ("deal",))] == [
        ("D-1", "stage"),
        ("D-2", "tags"),
    ]
    churn = {"slug": "churn", "headword": "Churn"}
    assert [(use.id, use.why) for use in uses(churn, TABLES, ("deal", "contact"))] == [("D-1", "title")]


def test_roles_are_found_and_abbreviations_only_in_capitals() -> None:
    champion = {"slug": "champion", "headword": "Champion"}
    assert [use.id for use in uses(champion, TABLES, ("deal", "contact"))] == ["C-1"]
    nps = {"slug": "nps", "headword": "Net Promoter Score", "abbreviation": "NPS"}
    assert [(use.id, use.why) for use in uses(nps, TABLES, ("deal",))] == [("D-3", "notes")]


def test_a_word_that_names_a_kind_is_not_looked_for_in_texts() -> None:
    contact = {"slug": "contact", "headword": "Contact"}
    tables: Tables = {"contact": {"C-1": {"id": "C-1", "name": "Cho", "notes": "our contact there"}}}
    assert list(uses(contact, tables, ("contact",))) == []


def test_names_with_signs_of_patterns_and_entries_without_names_do_no_harm() -> None:
    odd = {"slug": "a-b-c", "headword": "A(B.*|C", "aliases": ["[x]+"]}
    assert list(uses(odd, TABLES, ("deal",))) == []
    assert list(uses({"slug": ""}, TABLES, ("deal",))) == []
