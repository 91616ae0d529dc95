"""Insights, research and revenue streams: lines read and written, fields that belong to a type."""

from decimal import Decimal

import pytest

from pmtui.errors import FieldError
from pmtui.models.discovery.insight import Evidence
from pmtui.models.discovery.research import FIELDS, Offer, Reply, Research, fields_of_type
from pmtui.models.fields import Reading, build, fields_of, form_fields, read, written
from pmtui.models.registry import part_links_of
from pmtui.models.roadmap.revenue_stream import Stream
from tests.conftest import TODAY

HOW = Reading(TODAY, "EUR")


def typed(field: str, text: str) -> object:
    kind, _, name = field.partition(".")
    return read(fields_of(kind)[name], text, HOW)


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("product.streams", "Seats: 40 x 31 EUR a month", "Seats: 40 x 31 EUR a month"),
        ("product.streams", "Seats: 30/40/60 x 28/31/35 a month", "Seats: 30/40/60 x 28/31/35 EUR a month"),
        ("product.streams", "Set-up: 1,200 × $500 once", "Set-up: 1200 x 500 USD once"),
        ("product.streams", "Set-up: 2 * 1.2k", "Set-up: 2 x 1200 EUR once"),
        ("product.streams", "Care: 5 x 10/20/30 GBP per week", "Care: 5 x 10/20/30 GBP a week"),
        ("insight.evidence", "A-2: they said: no", "A-2: they said: no"),
        ("insight.evidence", "D-7", "D-7"),
        ("insight.evidence", "3 others: at the fair", "3 others: at the fair"),
        ("insight.evidence", "1", "1 other"),
        ("research.offers", "F-1: Partly, on Windows", "F-1: partly, on Windows"),
        ("research.offers", "F-1: maybe in spring", "F-1: unknown, maybe in spring"),
        ("research.offers", "F-1:no|never", "F-1: no, never"),
        ("research.offers", "F-1", "F-1: unknown"),
        ("research.offers", "+ Barge tracking: yes", "+ Barge tracking: yes"),
        ("research.prices", "Seat: 25 EUR a month", "Seat: 25 EUR a month"),
        ("research.prices", "Set-up: 5k USD", "Set-up: 5000 USD"),
        ("research.answers", "they cost half > ours pays back", "they cost half > ours pays back"),
        ("research.answers", "we answer at night", "we answer at night"),
        ("research.strengths", "cheap, really; fast", "cheap, really\nfast"),
    ],
)
def test_a_line_is_read_and_written_so_that_it_is_read_alike_again(field: str, text: str, shown: str) -> None:
    # Without documents at hand a name stands for itself in lower case, an id in capitals.
    value = typed(field, text)
    assert written(value) == shown
    assert typed(field, shown) == value


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("product.streams", "Seats 40 x 31", "name: volume x price"),
        ("product.streams", "Seats: 30/40 x 31", "low/base/high"),
        ("product.streams", "Seats: 60/40/30 x 31", "low/base/high"),
        ("product.streams", "Seats: 1 x 10 EUR/20 USD/30 EUR", "two currencies"),
        ("product.streams", "Seats: 1 x -5", "greater than or equal to 0"),
        ("insight.evidence", "0 others", "counts nobody"),
        ("research.offers", "+ : yes", "what they have"),
        ("research.prices", "free", "what: price"),
        ("research.prices", "Seat: lots", "not an amount of money"),
        ("research.answers", "they cost half >", "what we answer"),
        ("insight.desirable", "6", "less than or equal to 5"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_with_its_form(field: str, text: str, problem: str) -> None:
    kind, _, name = field.partition(".")
    named = {"insight": {"title": "x"}, "product": {"name": "x"}}.get(
        kind, {"name": "x", "type": "competitor"}
    )
    with pytest.raises(FieldError, match=problem):
        build(kind, None, {**named, name: typed(field, text)})


def test_a_stream_is_price_times_volume_in_three_cases_a_year() -> None:
    stream = typed("product.streams", "Seats: 30/40/60 x 28/31/35 EUR a month")
    assert isinstance(stream, tuple)
    (seats,) = stream
    assert isinstance(seats, Stream)
    # 30 x 28 x 12, 40 x 31 x 12, 60 x 35 x 12
    assert [each.amount for each in seats.yearly] == [Decimal(10080), Decimal(14880), Decimal(25200)]


@pytest.mark.parametrize(
    ("per", "yearly"), [("week", 520), ("month", 120), ("quarter", 40), ("year", 10), ("once", 10)]
)
def test_a_price_counts_as_often_as_it_is_paid(per: str, yearly: int) -> None:
    stream = Stream.typed(f"Care: 1 x 10 EUR {'' if per == 'once' else 'a '}{per}", HOW)
    assert stream.yearly[1].amount == yearly


@pytest.mark.parametrize("research_type", FIELDS)
def test_a_form_asks_for_the_fields_of_a_type_and_no_other(research_type: str) -> None:
    asked = set(fields_of_type(research_type))
    assert asked >= {"name", "type", "product", "source", "day", "notes", "tags", *FIELDS[research_type]}
    others = {name for each in FIELDS for name in FIELDS[each]} - set(FIELDS[research_type])
    assert not asked & others


def test_every_field_of_research_is_shared_or_belongs_to_a_type() -> None:
    owned = {name for names in FIELDS.values() for name in names}
    shared = {"name", "type", "product", "source", "day", "owner", "tags", "notes", "custom"}
    assert {field.name for field in form_fields("research")} == owned | shared


def test_a_field_of_another_type_is_refused_by_name() -> None:
    with pytest.raises(FieldError, match="website belongs to a competitor; this is a persona"):
        build("research", None, {"name": "x", "type": "persona", "website": "y"})
    interview = build("research", None, {"name": "x", "type": "interview", "segment": "R-1"})
    assert isinstance(interview, Research)
    assert interview.segment == "R-1"


def test_parts_tell_which_of_their_fields_are_links() -> None:
    assert part_links_of("deal") == {"lines": {"product": "product"}, "people": {"contact": "contact"}}
    assert part_links_of("insight") == {"evidence": {"who": ""}}
    assert part_links_of("research") == {"offers": {"feature": "feature"}}
    assert part_links_of("account") == {}


def test_parts_show_documents_by_their_names() -> None:
    names = {"A-1": "Acme", "F-1": "Single sign-on"}.__getitem__
    assert Evidence(who="A-1", quote="so do we").shown(names) == "Acme: so do we"
    assert Offer(feature="F-1", has="no").shown(names) == "Single sign-on: no"
    assert Reply(answer="we do").shown(names) == "we do"
