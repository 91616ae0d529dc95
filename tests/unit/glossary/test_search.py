"""What people type brings up what they mean."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.glossary.entries import Entry, read_all, text
from pmtui.glossary.search import Hit, TermIndex
from pmtui.glossary.words import folded
from tests.unit.glossary.made import by_slug, made

SHIPPED = TermIndex(read_all())


def test_every_entry_comes_first_for_its_own_headword() -> None:
    headwords = {slug: text(SHIPPED.entry(slug) or {}, "headword") for slug in SHIPPED.slugs()}
    assert all(headwords.values())
    first = {slug: _slugs(SHIPPED.search(headword, 1)) for slug, headword in headwords.items()}
    assert {slug: hits for slug, hits in first.items() if hits != [slug]} == {}


def test_exact_comes_before_prefix_before_abbreviation_before_word_before_slip_before_text() -> None:
    index = TermIndex(
        by_slug(
            made("Only said", definition="Here ark is said."),
            made("Noah's ark"),
            made("Ask"),
            made("Long Name", abbreviation="ARKX"),
            made("Arkade"),
            made("Ark"),
        )
    )
    assert _slugs(index.search("ark")) == ["ark", "arkade", "long-name", "noah's-ark", "only-said"]
    assert _slugs(index.search("arkk")) == ["ark", "long-name", "noah's-ark"]


def test_a_text_that_says_every_word_comes_before_a_guess_at_a_misspelling() -> None:
    index = TermIndex(by_slug(made("Wild rice"), made("Paddy", definition="A field of mild rice.")))
    assert _slugs(index.search("mild rice")) == ["paddy", "wild-rice"]


@pytest.mark.parametrize(
    ("query", "matched", "marked"),
    [
        ("win ra", "Win rate", ["Win ra"]),
        ("WINRATE", "Win rate", ["Win rate"]),
        ("rate win", "Win rate", ["Win", "rate"]),
        ("win raet", "Win rate", ["Win rate"]),
        ("close rate", "close rate", ["close rate"]),
        ("arr", "ARR", ["ARR"]),
        ("p/m fi", "P/M fit", ["P/M fi"]),
    ],
)
def test_a_hit_marks_what_was_typed_in_the_name_that_matched(
    query: str, matched: str, marked: list[str]
) -> None:
    hit = SHIPPED.search(query, 1)[0]
    assert hit.matched == matched
    assert [hit.matched[start:end] for start, end in hit.spans] == marked


def test_a_hit_in_the_text_marks_no_name() -> None:
    hit = SHIPPED.search("how long to close", 1)[0]
    assert (hit.slug, hit.matched, hit.spans) == ("sales-cycle", "", ())


@pytest.mark.parametrize("query", ["", "   ", "\n", "*", "[", "(?", "[/]", "…", "🙂"])
def test_a_query_without_letters_finds_nothing(query: str) -> None:
    assert SHIPPED.search(query) == []


@pytest.mark.parametrize(
    "query", ["w" * 10_000, "win rate " * 2_000, "выручка", "胜率", "عمل", "\udcff", "[b]win[/b]"]
)
def test_any_query_is_answered(query: str) -> None:
    assert isinstance(SHIPPED.search(query), list)


@given(st.text(max_size=30))
def test_what_is_found_is_marked_within_its_name(query: str) -> None:
    for hit in SHIPPED.search(query, 20):
        assert SHIPPED.entry(hit.slug) is not None
        assert all(0 <= start < end <= len(hit.matched) for start, end in hit.spans)


@pytest.mark.parametrize("limit", [-1, 0, 1, 3])
def test_no_more_is_found_than_asked_for_and_nothing_twice(limit: int) -> None:
    slugs = _slugs(SHIPPED.search("s", limit))
    assert len(slugs) == max(limit, 0)
    assert len(set(slugs)) == len(slugs)


def test_typing_on_keeps_the_entry_in_sight() -> None:
    for length in range(3, len("sales velocity") + 1):
        assert "sales-velocity" in _slugs(SHIPPED.search("sales velocity"[:length], 30))


def test_a_changed_entry_is_found_by_its_new_words_only() -> None:
    index = TermIndex(by_slug(made("Old name", definition="A walrus."), made("Other")))
    list(index.preparing())
    index.update("old-name", {"slug": "old-name", "headword": "New name", "definition": "A badger."})
    assert _slugs(index.search("new")) == ["old-name"]
    assert index.search("old") == _hits_of_slug_only(index, "old")
    assert index.search("walrus") == []
    assert _slugs(index.search("badger")) == ["old-name"]


def test_a_removed_entry_is_found_no_more_and_a_new_one_at_once() -> None:
    index = TermIndex(by_slug(made("First"), made("Second")))
    assert _slugs(index.search("first")) == ["first"]
    index.update("first", None)
    index.update("third", made("Third"))
    assert index.search("first") == []
    assert _slugs(index.search("thrid")) == ["third"]
    assert index.slugs() == ["second", "third"]
    assert len(index) == 2


def test_an_index_changed_many_times_finds_what_a_fresh_one_finds() -> None:
    chance = random.Random(5)
    entries = by_slug(*(_random_entry(chance, number) for number in range(60)))
    index = TermIndex(entries)
    list(index.preparing())
    for _ in range(1_500):
        slug = chance.choice(sorted(entries))
        entry = _random_entry(chance, int(slug[1:])) if chance.random() < 0.9 else None
        index.update(slug, entry)
        if entry is not None:
            entries[slug] = entry
        elif len(entries) > 1:
            del entries[slug]
        else:
            index.update(slug, entries[slug])
    fresh = TermIndex(entries)
    for query in ("a", "ba", "deal", "deal rate", "raet", "dael", "cost of", "lead win"):
        assert _ranks(index.search(query, 100)) == _ranks(fresh.search(query, 100))


def test_an_index_changed_while_it_is_being_built_finds_what_a_fresh_one_finds() -> None:
    chance = random.Random(7)
    entries = by_slug(*(_random_entry(chance, number) for number in range(200)))
    index = TermIndex(entries)
    preparing = index.preparing()
    for _ in range(3):
        next(preparing)
        for slug in chance.sample(sorted(entries), 20):
            entries[slug] = _random_entry(chance, int(slug[1:]))
            index.update(slug, entries[slug])
    asked = TermIndex(dict(entries))
    next(asked.preparing())
    fresh = TermIndex(entries)
    for query in ("a", "ba", "deal", "deal rate", "raet", "dael", "cost of", "lead win"):
        wanted = _ranks(fresh.search(query, 300))
        assert _ranks(asked.search(query, 300)) == wanted
        assert _ranks(index.search(query, 300)) == wanted
    assert next(preparing, None) is None


def test_an_index_answers_to_slugs_and_names() -> None:
    assert SHIPPED.named("win-rate") == ["win-rate"]
    assert SHIPPED.named("Close rates") == ["win-rate"]
    assert SHIPPED.named("successor product") == ["successor"]
    assert SHIPPED.named("nothing of the kind") == []
    assert SHIPPED.named("") == []


def test_slugs_stand_in_the_order_of_their_headwords() -> None:
    headwords = [text(SHIPPED.entry(slug) or {}, "headword") for slug in SHIPPED.slugs()]
    assert headwords == sorted(headwords, key=folded)
    assert len(headwords) == len(SHIPPED)


def _slugs(hits: list[Hit]) -> list[str]:
    return [hit.slug for hit in hits]


def _ranks(hits: list[Hit]) -> list[tuple[str, str]]:
    return sorted((hit.slug, hit.matched) for hit in hits)


def _hits_of_slug_only(index: TermIndex, query: str) -> list[Hit]:
    return [hit for hit in index.search(query) if hit.matched == hit.slug]


def _random_entry(chance: random.Random, number: int) -> Entry:
    words = ("deal", "rate", "win", "lead", "cost", "cycle", "bat", "ban", "raw", "quota", "stage")
    return {
        "slug": f"t{number}",
        "headword": " ".join(chance.choices(words, k=2)),
        "definition": " ".join(chance.choices(words, k=5)),
    }
