"""What people type brings up what they mean."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.glossary.entries import Entry, read_all, text
from pmtui.glossary.search import Hit, TermIndex
from tests.unit.glossary.made import by_slug, made

SHIPPED = TermIndex(read_all())

FIRST = (
    ("arr", "arr"),
    ("nps score", "nps"),
    ("winrate", "win-rate"),
    ("win raet", "win-rate"),
    ("how long to close", "sales-cycle"),
    ("win rate", "win-rate"),
    ("Win-Rate", "win-rate"),
    ("win ra", "win-rate"),
    ("close rate", "win-rate"),
    ("pipline", "sales-pipeline"),
    ("pipeline coverage", "pipeline-coverage"),
    ("coverage ratio", "pipeline-coverage"),
    ("covrage", "pipeline-coverage"),
    ("forcast", "weighted-forecast"),
    ("forecast", "weighted-forecast"),
    ("weighted", "weighted-forecast"),
    ("churn", "churn"),
    ("chrun rate", "churn-rate"),
    ("what is churn", "churn"),
    ("customers who leave", "churn"),
    ("retention", "renewal-rate"),
    ("net revenue retention", "nrr"),
    ("ndr", "nrr"),
    ("ndollar", "nrr"),
    ("mrr", "mrr"),
    ("monthly recurring", "mrr"),
    ("csat", "csat"),
    ("customer satisfaction", "csat"),
    ("health score", "customer-health"),
    ("rice", "rice"),
    ("rice score", "rice"),
    ("wsjf", "wsjf"),
    ("weighted shortest job", "wsjf"),
    ("moscow", "moscow-method"),
    ("kano", "kano-model"),
    ("kano anaylsis", "kano-model"),
    ("quick win", "value-effort"),
    ("2x2", "value-effort"),
    ("icp", "ideal-customer-profile"),
    ("ideal customer", "ideal-customer-profile"),
    ("tam", "total-addressable-market"),
    ("market size", "total-addressable-market"),
    ("mvp", "minimum-viable-product"),
    ("minimum viable", "minimum-viable-product"),
    ("pmf", "product-market-fit"),
    ("product market fit", "product-market-fit"),
    ("prd", "product-requirements-document"),
    ("requirements doc", "product-requirements-document"),
    ("roadmap", "product-roadmap"),
    ("now next later", "now-next-later-roadmap"),
    ("user storys", "user-story"),
    ("user stories", "user-story"),
    ("backlog", "product-backlog"),
    ("bant", "bant"),
    ("medic", "meddic"),
    ("meddpicc", "meddic"),
    ("batna", "batna"),
    ("batan", "batna"),
    ("best alternative", "batna"),
    ("zopa", "zopa"),
    ("bargaining range", "zopa"),
    ("champoin", "champion"),
    ("decision maker", "decision-maker"),
    ("decison makers", "decision-maker"),
    ("economic buyer", "economic-buyer"),
    ("stage", "pipeline-stage"),
    ("deal stage", "pipeline-stage"),
    ("probability", "win-probability"),
    ("lost reason", "loss-reason"),
    ("objections", "objection"),
    ("handling objections", "objection-handling"),
    ("discuont", "discount"),
    ("list price", "list-price"),
    ("quote", "proposal"),
    ("upsel", "upsell"),
    ("cross selling", "cross-sell"),
    ("okr", "okr"),
    ("objectives and key results", "okr"),
    ("key reslt", "key-result"),
    ("sunset", "sunsetting"),
    ("end of life", "sunsetting"),
    ("eol", "sunsetting"),
    ("end of sale", "end-of-sale"),
    ("replacement product", "successor"),
    ("cycletime", "cycle-time"),
    ("lead time", "lead-time"),
    ("leadtime", "lead-time"),
    ("throughput", "throughput"),
    ("on time", "on-time-delivery"),
    ("budget vs actual", "budget-variance"),
    ("stuck deal", "stalled-deals"),
    ("idle days", "stalled-deals"),
    ("rotting", "stalled-deals"),
    ("follow up", "follow-up"),
    ("followup", "follow-up"),
    ("demo", "product-demo"),
    ("pilot", "proof-of-concept"),
    ("poc", "proof-of-concept"),
    ("map", "mutual-action-plan"),
    ("sql", "sales-qualified-lead"),
    ("quota", "sales-quota"),
    ("qouta", "sales-quota"),
    ("revenue at stake", "revenue-at-stake"),
    ("promise", "promise"),
    ("commit", "forecast-category"),
    ("beta", "beta-release"),
    ("persona", "persona"),
    ("pain", "pain-point"),
    ("dictionary", "glossary"),
    ("how many times pipeline", "pipeline-coverage"),
    ("velocity", "sales-velocity"),
    ("average deal", "average-deal-size"),
    ("deal size", "deal-amount"),
    ("prospect", "prospect"),
    ("slipped deal", "close-date-slippage"),
    ("RICE", "rice"),
    ("prodcut managment", "product-management"),
)
"""What is typed, and the entry that must come first."""

AMONG_THREE = (
    ("opportunity", "market-opportunity"),
    ("pm", "product-manager"),
    ("pm", "product-management"),
    ("target", "target-date"),
    ("lead", "lead-source"),
    ("money waiting for a feature", "revenue-at-stake"),
    ("customers who leave", "churn"),
    ("broken promises", "promise-at-risk"),
    ("who decides", "decision-maker"),
    ("over budget", "budget-variance"),
    ("retention", "nrr"),
    ("deal stuck", "stalled-deals"),
)
"""What is typed, and an entry that must be among the first three."""


@pytest.mark.parametrize(("query", "slug"), FIRST)
def test_the_entry_meant_comes_first(query: str, slug: str) -> None:
    assert _slugs(SHIPPED.search(query, 5))[:1] == [slug]


@pytest.mark.parametrize(("query", "slug"), AMONG_THREE)
def test_the_entry_meant_is_among_the_first_three(query: str, slug: str) -> None:
    assert slug in _slugs(SHIPPED.search(query, 3))


@pytest.mark.parametrize("slug", SHIPPED.slugs())
def test_every_entry_comes_first_for_its_own_headword(slug: str) -> None:
    entry = SHIPPED.entry(slug)
    assert entry is not None
    assert _slugs(SHIPPED.search(text(entry, "headword"), 1)) == [slug]


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
    index.prepare()
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
    index.prepare()
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


def test_an_index_answers_to_slugs_and_names() -> None:
    assert SHIPPED.named("win-rate") == ["win-rate"]
    assert SHIPPED.named("Close rates") == ["win-rate"]
    assert SHIPPED.named("successor product") == ["successor"]
    assert SHIPPED.named("nothing of the kind") == []
    assert SHIPPED.named("") == []


def test_slugs_stand_in_the_order_of_their_headwords() -> None:
    headwords = [text(SHIPPED.entry(slug) or {}, "headword") for slug in SHIPPED.slugs()]
    assert headwords[:2] == ["Account", "Account executive"]
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
