"""Insights, research and revenue streams: lines read and written, fields that belong to a type."""

from decimal import Decimal

import pytest

from pmtui.errors import FieldError
from pmtui.models.discovery.insight import Evidence
from pmtui.models.discovery.research import FIELDS, Offer, Reply, Research, fields_of_type
from pmtui.models.fields import Reading, build, fields_of, form_fields, read, read_row, write_row, written
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
        (
            "product.streams",
            "Seats | volumes=40 | prices=31 EUR | per=month",
            "Seats | volumes=40 | prices=31 | currency=EUR | per=month",
        ),
        (
            "product.streams",
            "Seats | Per = Month | volumes = 30,40,60 | prices=28, 31, 35",
            "Seats | volumes=30, 40, 60 | prices=28, 31, 35 | currency=EUR | per=month",
        ),
        (
            "product.streams",
            "Set-up | volumes=2 | prices=$500",
            "Set-up | volumes=2 | prices=500 | currency=USD",
        ),
        ("insight.evidence", "A-2 | quote=they said: no", "A-2 | quote=they said: no"),
        ("insight.evidence", "D-7", "D-7"),
        ("insight.evidence", "3 others | quote=at the fair", "3 others | quote=at the fair"),
        ("insight.evidence", "1 other", "1 other"),
        ("research.offers", "F-1 | has=Partly | note=on Windows", "F-1 | has=partly | note=on Windows"),
        ("research.offers", "F-1", "F-1 | has=unknown"),
        ("research.offers", "| other=Barge tracking | has=yes", "| other=Barge tracking | has=yes"),
        ("research.prices", "Seat | price=25 EUR | per=month", "Seat | price=25.00 EUR | per=month"),
        ("research.prices", "Set-up | price=5k USD", "Set-up | price=5000.00 USD"),
        (
            "research.answers",
            "ours pays back | claim=they cost half",
            "ours pays back | claim=they cost half",
        ),
        ("research.answers", "we answer at night", "we answer at night"),
        ("research.strengths", "cheap, really; or so\nfast", "cheap, really; or so\nfast"),
    ],
)
def test_a_row_is_read_and_written_so_that_it_is_read_alike_again(field: str, text: str, shown: str) -> None:
    # Without documents at hand a name stands for itself in lower case, an id in capitals.
    value = typed(field, text)
    assert written(value) == shown
    assert typed(field, shown) == value


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("product.streams", "Seats | 40 x 31", "not of the form key=value"),
        ("product.streams", "Seats | volumes=30, 40 | prices=31", "volumes: give one number, or three"),
        ("product.streams", "Seats | volumes=60, 40, 30 | prices=31", "three that rise"),
        ("product.streams", "Seats | volumes=1 | prices=10 EUR, 20 USD, 30 EUR", "two currencies"),
        ("product.streams", "Seats | volumes=1 | prices=-5", "greater than or equal to 0"),
        ("product.streams", "Seats | volumes=1 | prices=5 EUR | currency=USD", "currency is given twice"),
        ("insight.evidence", "0 others", "greater than or equal to 1"),
        ("insight.evidence", "P-7", "no account, deal or contact"),
        ("research.offers", "| has=yes", "names a feature of the roadmap"),
        ("research.prices", "free", "price: is required"),
        ("research.prices", "Seat | price=lots", "not an amount of money"),
        ("research.answers", "| claim=they cost half", "answer: is required"),
        ("research.answers", "yes | clam=they cost half", "did you mean 'claim'"),
        ("insight.desirable", "6", "less than or equal to 5"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_form(field: str, text: str, problem: str) -> None:
    kind, _, name = field.partition(".")
    named = {"insight": {"title": "x"}, "product": {"name": "x"}}.get(
        kind, {"name": "x", "type": "competitor"}
    )
    with pytest.raises(FieldError, match=problem):
        build(kind, None, {**named, name: typed(field, text)})


def test_a_stream_is_price_times_volume_in_three_cases_a_year() -> None:
    seats = read_row(Stream, "Seats | volumes=30, 40, 60 | prices=28, 31, 35 EUR | per=month", HOW)
    # 30 x 28 x 12, 40 x 31 x 12, 60 x 35 x 12
    assert [money.amount for money in seats.yearly] == [Decimal(10080), Decimal(14880), Decimal(25200)]


@pytest.mark.parametrize(
    ("per", "yearly"), [("week", 520), ("month", 120), ("quarter", 40), ("year", 10), ("once", 10)]
)
def test_a_price_counts_as_often_as_it_is_paid(per: str, yearly: int) -> None:
    stream = read_row(Stream, f"Care | volumes=1 | prices=10 EUR | per={per}", HOW)
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


def test_rows_show_documents_by_their_names() -> None:
    names = {"A-1": "Acme", "F-1": "Single sign-on"}.__getitem__
    assert write_row(Evidence(who="A-1", quote="so do we"), names) == "Acme | quote=so do we"
    assert write_row(Offer(feature="F-1", has="no"), names) == "Single sign-on | has=no"
    assert write_row(Reply(answer="we do"), names) == "we do"
