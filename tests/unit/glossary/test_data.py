"""The shipped dictionary is held to its own rules."""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from pmtui.glossary.build import current_index, written
from pmtui.glossary.entries import (
    FIELDS,
    LISTS,
    PAIRS,
    PHASES,
    Entry,
    facets,
    folder,
    names,
    read_all,
    read_phase,
    read_senses,
    text,
    variables,
    words,
)
from pmtui.glossary.find import Dictionary
from pmtui.glossary.process_map import PROCESS, Phase, terms_of
from pmtui.glossary.words import folded
from pmtui.models.deals.pipeline_presets import preset
from pmtui.models.fields import fields_of
from pmtui.models.kinds import KINDS
from pmtui.terminal.text import clean_line

ENTRIES = read_all()
SENSES = read_senses()
PROSE = ("definition", "explanation", "example", "pitfalls")
REQUIRED = ("slug", "headword", "discipline", "phase", *PROSE, "related")
METRICS = (
    "win-rate", "average-deal-size", "sales-cycle", "sales-velocity", "pipeline-value", "weighted-forecast",
    "pipeline-coverage", "quota-attainment", "stage-conversion", "time-in-stage", "deal-age", "stalled-deals",
    "close-date-slippage", "revenue-at-stake", "promise-at-risk", "rice", "ice", "wsjf", "value-effort",
    "on-time-delivery", "budget-variance", "cycle-time", "lead-time", "throughput", "okr-progress", "nps",
    "csat", "customer-health", "renewal-rate", "nrr", "grr", "churn-rate",
)  # fmt: skip
WORDS_OF_THE_APP = (
    "introduction", "growth", "maturity", "decline", "sunset announced", "end of sale", "end of support",
    "account", "contact", "lead source", "deal", "product", "feature", "request", "activity", "call",
    "meeting", "demo", "e-mail", "task", "note", "blocker", "decision maker", "champion", "user",
    "influencer", "shipped", "beta", "now", "next", "later", "retired", "commit", "best case",
    "probability", "stage", "owner", "tags", "priority", "horizon", "status", "lost reason", "next step",
    "due date", "weighted value", "rotting",
)  # fmt: skip


def test_an_entry_says_everything_a_reader_needs() -> None:
    missing = {slug: [field for field in REQUIRED if not entry.get(field)] for slug, entry in ENTRIES.items()}
    assert found(missing) == {}


def test_the_fields_of_an_entry_are_known_filled_and_in_their_order() -> None:
    unordered = {slug for slug, entry in ENTRIES.items() if list(entry) != [f for f in FIELDS if f in entry]}
    assert unordered == set()
    wrong = {
        slug: [field for field, value in entry.items() if not value or not isinstance(value, _shape(field))]
        for slug, entry in ENTRIES.items()
    }
    assert found(wrong) == {}


def _shape(field: str) -> type:
    return list if field in LISTS else dict if field in PAIRS else str


def test_an_entry_is_text_a_terminal_can_show() -> None:
    texts = {
        slug: [*(text(entry, field) for field in FIELDS), *names(entry), *words(entry, "variants")]
        for slug, entry in ENTRIES.items()
    }
    assert (
        found({slug: [each for each in every if each != clean_line(each)] for slug, every in texts.items()})
        == {}
    )


def test_a_definition_is_one_sentence_of_fewer_than_forty_words() -> None:
    definitions = {slug: text(entry, "definition") for slug, entry in ENTRIES.items()}
    assert {slug: said for slug, said in definitions.items() if len(said.split()) >= 40} == {}
    assert {slug: said for slug, said in definitions.items() if not said.endswith(".")} == {}
    assert {slug: said for slug, said in definitions.items() if len(_sentences(said)) != 1} == {}


def test_a_definition_neither_circles_nor_refers() -> None:
    definitions = {slug: text(entry, "definition").lower() for slug, entry in ENTRIES.items()}
    assert {slug: said for slug, said in definitions.items() if "refers to" in said} == {}
    assert {slug: said for slug, said in definitions.items() if _circles(ENTRIES[slug], said)} == {}


def _circles(entry: Entry, definition: str) -> bool:
    headword = re.escape(text(entry, "headword").lower())
    return re.match(rf"(an? |the )?{headword} (is|are|means)\b", definition) is not None


def test_an_explanation_has_sixty_to_a_hundred_and_fifty_words() -> None:
    lengths = {slug: len(text(entry, "explanation").split()) for slug, entry in ENTRIES.items()}
    assert {slug: length for slug, length in lengths.items() if not 60 <= length <= 150} == {}


def test_a_formula_explains_its_variables_and_unit() -> None:
    formulas = {slug: bool(text(entry, "formula")) for slug, entry in ENTRIES.items()}
    assert [slug for slug, there in formulas.items() if there != bool(dict(variables(ENTRIES[slug])))] == []
    assert [slug for slug, there in formulas.items() if there and not text(ENTRIES[slug], "unit")] == []


def test_links_lead_to_other_entries_once() -> None:
    links = {slug: [*words(each, "related"), *words(each, "contrasts")] for slug, each in ENTRIES.items()}
    assert found({slug: [link for link in to if link not in ENTRIES] for slug, to in links.items()}) == {}
    assert {slug: to for slug, to in links.items() if len(to) != len(set(to))} == {}
    assert [slug for slug, to in links.items() if text(ENTRIES[slug], "slug") in to] == []


def test_every_link_is_answered() -> None:
    for field in ("related", "contrasts"):
        unanswered = {
            slug: [link for link in words(entry, field) if slug not in words(ENTRIES[link], field)]
            for slug, entry in ENTRIES.items()
        }
        assert found(unanswered) == {}, field


def test_an_entry_is_kept_under_its_own_slug() -> None:
    assert [slug for slug, entry in ENTRIES.items() if text(entry, "slug") != slug] == []


def test_every_entry_is_linked_from_another() -> None:
    linked = {
        link for each in ENTRIES.values() for link in (*words(each, "related"), *words(each, "contrasts"))
    }
    assert sorted(ENTRIES.keys() - linked) == []


@pytest.mark.parametrize("phase", PHASES)
def test_a_phase_file_holds_its_own_entries_sorted_by_slug(phase: str) -> None:
    entries = read_phase(phase)
    assert entries
    assert list(entries) == sorted(entries)
    assert {text(each, "phase") for each in entries.values()} == {phase}
    assert {text(each, "discipline") for each in entries.values()} <= {"product", "sales", "shared"}


def test_no_slug_is_in_two_files() -> None:
    assert sum(len(read_phase(phase)) for phase in PHASES) == len(ENTRIES)


def test_every_headword_that_was_asked_for_is_an_entry() -> None:
    with open(Path(__file__).with_name("headwords.txt"), encoding="utf-8") as file:
        wanted = file.read().splitlines()
    assert len(wanted) == 564
    there = {text(each, "headword").casefold() for each in ENTRIES.values()}
    assert [headword for headword in wanted if headword.casefold() not in there] == []


@pytest.mark.parametrize("field", PROSE)
def test_no_two_entries_open_alike(field: str) -> None:
    openings = defaultdict(list)
    for slug, each in ENTRIES.items():
        openings[tuple(re.findall(r"\w+", text(each, field).lower())[:4])].append(slug)
    assert [slugs for slugs in openings.values() if len(slugs) > 1] == []


def test_no_sentence_stands_in_two_entries() -> None:
    found = defaultdict(set)
    for slug, each in ENTRIES.items():
        for field in PROSE:
            for sentence in _sentences(text(each, field)):
                if len(sentence.split()) > 3:
                    found[sentence.lower()].add(slug)
    assert {sentence: slugs for sentence, slugs in found.items() if len(slugs) > 1} == {}


def test_a_name_belongs_to_one_entry_or_is_listed_as_a_homonym() -> None:
    owners = defaultdict(set)
    for slug, each in ENTRIES.items():
        for name in names(each):
            owners[folded(name)].add(slug)
    listed = {folded(word) for word in SENSES}
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1 and name not in listed} == {}


def test_an_alias_has_no_comma_by_which_lists_are_typed() -> None:
    commas = {
        slug: [alias for alias in words(each, "aliases") if "," in alias] for slug, each in ENTRIES.items()
    }
    assert found(commas) == {}


def test_the_aliases_of_an_entry_are_no_repetition() -> None:
    keys = {
        slug: [folded(name) for name in (*words(entry, "aliases"), text(entry, "headword"))]
        for slug, entry in ENTRIES.items()
    }
    assert {slug: names for slug, names in keys.items() if len(names) != len(set(names))} == {}
    assert [slug for slug, names in keys.items() if not all(names)] == []


def test_a_homonym_has_several_senses_each_with_a_name_of_its_own() -> None:
    dictionary = Dictionary()
    assert SENSES
    assert {word: senses for word, senses in SENSES.items() if len(set(senses)) < 2} == {}
    assert [word for word, senses in SENSES.items() if dictionary.find(word) != senses] == []
    slugs = {slug for senses in SENSES.values() for slug in senses}
    assert [slug for slug in slugs if dictionary.find(dictionary.plain_name(slug)) != [slug]] == []


def test_the_index_is_in_step_with_the_entries() -> None:
    with open(f"{folder()}/glossary/index.json", encoding="utf-8") as file:
        assert file.read() == written(current_index()), "run python -m pmtui.glossary.build"


def test_a_metric_of_the_design_is_defined_with_its_formula() -> None:
    dictionary = Dictionary()
    senses = {slug: dictionary.find(slug) for slug in METRICS}
    assert {slug: entries for slug, entries in senses.items() if len(entries) != 1} == {}
    entries = {slug: ENTRIES[first] for slug, (first,) in senses.items()}
    assert [slug for slug, entry in entries.items() if text(entry, "metric") != slug] == []
    assert [slug for slug, entry in entries.items() if not text(entry, "formula")] == []


def test_only_metrics_of_the_design_are_said_to_be_computed() -> None:
    assert sorted(metric for each in ENTRIES.values() if (metric := text(each, "metric"))) == sorted(METRICS)


def test_the_headword_of_a_form_field_is_a_shipped_entry() -> None:
    headwords = {
        f"{kind}.{field.name}": field.headword for kind in KINDS for field in fields_of(kind).values()
    }
    assert any(headwords.values())
    assert {label: slug for label, slug in headwords.items() if slug and slug not in ENTRIES} == {}


def test_a_word_the_screens_show_is_defined() -> None:
    dictionary = Dictionary()
    assert [word for word in WORDS_OF_THE_APP if not dictionary.find(word)] == []


def test_a_default_stage_is_defined() -> None:
    dictionary = Dictionary()
    assert [stage.name for stage in preset("default").stages if not dictionary.find(stage.name)] == []


@pytest.mark.parametrize("slug", ["product-management", "sales"])
def test_the_two_disciplines_tell_goals_role_skills_and_process(slug: str) -> None:
    told = dict(facets(ENTRIES[slug]))
    for row in ("Goals and objectives", "Roles and responsibilities", "Skills and competencies", "Process"):
        assert len(told[row].split()) >= 8, row
    assert {"product-management", "sales"}.difference({slug}).pop() in words(ENTRIES[slug], "contrasts")


@pytest.mark.parametrize("phase", PROCESS, ids=lambda phase: phase.id)
def test_a_phase_is_an_entry_with_its_steps_and_deliverables(phase: Phase) -> None:
    entry = ENTRIES[phase.entry]
    told = dict(facets(entry))
    assert text(entry, "phase") == phase.id
    assert len(told["Steps"].split("\n")) >= 5
    assert len(told["Deliverables"].split("\n")) >= 4
    assert len(terms_of(phase.id, ENTRIES)) >= 20


def found(faults: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The entries that have a fault, with their faults."""
    return {slug: each for slug, each in faults.items() if each}


def _sentences(prose: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z“])", prose.strip()) if sentence]
