"""What people do to deals: lines, exits, probabilities, terms, the brief and the line that adds one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import FieldError, InputError
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.deal_parts import Concession, DealLine, Objection, Term
from pmtui.models.deals.pipelines import Pipeline
from pmtui.models.fields import Reading, fields_of, read, written
from pmtui.models.values.money import Money
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals.brief import brief
from pmtui.workflows.deals.deal_stages import missing_exit
from pmtui.workflows.quick_add import read_quick
from pmtui.workflows.roadmap import requests
from tests.conftest import TODAY


def add(workspace: Workspace, kind: str, /, **words: str) -> str:
    values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
    return record_commands.add(workspace, kind, values).changed[-1][1]


def deal(workspace: Workspace, deal_id: str) -> Deal:
    found = workspace.get(deal_id)
    assert isinstance(found, Deal)
    return found


def change(workspace: Workspace, deal_id: str, **words: str) -> Deal:
    values = record_commands.read_fields("deal", words, record_commands.reading(workspace))
    record_commands.edit(workspace, [deal_id], values)
    return deal(workspace, deal_id)


@pytest.fixture
def seats(workspace: Workspace) -> Workspace:
    """A workspace with two products and a contact."""
    add(workspace, "product", name="Pro seat")
    add(workspace, "product", name="Set-up")
    add(workspace, "account", name="Acme")
    add(workspace, "contact", name="Jo Ray", account="Acme")
    return workspace


def test_the_amount_comes_from_the_lines(seats: Workspace) -> None:
    made = add(seats, "deal", title="d", lines="40 Pro seat @ 31 -5%\n1 Set-up @ 600")
    found = deal(seats, made)
    assert [line.total for line in found.lines] == [Decimal("1178.00"), Decimal(600)]
    assert found.amount == Money(amount=Decimal(1778), currency="USD")
    assert found.amount_by == "lines"


def test_the_amount_follows_the_lines_until_one_is_typed_and_again_once_it_is_cleared(
    seats: Workspace,
) -> None:
    made = add(seats, "deal", title="d", lines="10 Pro seat @ 10")
    assert change(seats, made, lines="20 Pro seat @ 10").amount == Money(amount=Decimal(200), currency="USD")
    typed = change(seats, made, amount="150 EUR")
    assert (typed.amount, typed.amount_by) == (Money(amount=Decimal(150), currency="EUR"), "hand")
    assert change(seats, made, lines="30 Pro seat @ 10").amount == typed.amount
    cleared = change(seats, made, amount="")
    assert (cleared.amount, cleared.amount_by) == (Money(amount=Decimal(300), currency="EUR"), "lines")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Pro seat", "a row looks like 40 Pro seat @ 31"),
        ("4 Nothing @ 3", "no product"),
        ("4 Pro seat @ 3 -120%", "less than or equal to 100"),
        ("x Pro seat @ 3", "a row looks like 40 Pro seat @ 31"),
    ],
)
def test_a_line_that_makes_no_sense_says_what_would(seats: Workspace, line: str, told: str) -> None:
    with pytest.raises(FieldError, match=told):
        add(seats, "deal", title="d", lines=line)


def test_people_objections_terms_and_concessions_are_typed_a_line_each(seats: Workspace) -> None:
    made = add(
        seats, "deal", title="d", people="Jo Ray | role=champion",
        objections="Too dear | answer=pays in 9 months | state=accepted\nNo SSO | state=open",
        terms="payment | ours=30 days | theirs=60 days | agreed=45 days\nprice | ours=31 | theirs=25",
        concessions="5% off | got=two-year term\nfree workshop",
    )  # fmt: skip
    found = deal(seats, made)
    assert [(each.contact, each.role) for each in found.people] == [("C-1", "champion")]
    assert found.objections == (
        Objection(text="Too dear", answer="pays in 9 months", state="accepted"),
        Objection(text="No SSO"),
    )
    assert found.terms == (
        Term(topic="payment", ours="30 days", theirs="60 days", agreed="45 days"),
        Term(topic="price", ours="31", theirs="25"),
    )
    assert found.concessions == (
        Concession(gave="5% off", got="two-year term"),
        Concession(gave="free workshop"),
    )


WORDS = st.text(st.characters(whitelist_categories=("L", "N")), min_size=1, max_size=12)


@given(
    text=WORDS, answer=st.one_of(st.just(""), WORDS), state=st.sampled_from(("open", "answered", "accepted"))
)
def test_an_objection_is_read_as_it_was_written(text: str, answer: str, state: str) -> None:
    spec = fields_of("deal")["objections"]
    objection = Objection.model_validate({"text": text, "answer": answer, "state": state})
    assert read(spec, written((objection,)), Reading(TODAY)) == (objection,)


@given(
    quantity=st.decimals(0, 9999, places=2),
    price=st.decimals(0, 99999, places=2),
    off=st.decimals(0, 100, places=1),
)
def test_a_deal_line_is_read_as_it_was_written(quantity: Decimal, price: Decimal, off: Decimal) -> None:
    line = DealLine(product="P-1", quantity=quantity, list_price=price, discount=off)
    spec = fields_of("deal")["lines"]
    assert read(spec, written((line,)), Reading(TODAY, decimal_mark=".")) == (line,)
    assert 0 <= line.total <= quantity * price


def test_a_stage_s_criteria_are_asked_for_on_the_way_out_only(workspace: Workspace) -> None:
    found = deal(workspace, add(workspace, "deal", title="d", stage="Qualified"))
    pipeline = workspace.pipelines.main
    assert len(missing_exit(found, pipeline.stage_named("Discovery"), pipeline)) == 3
    assert missing_exit(found, pipeline.stage_named("Prospecting"), pipeline) == []
    assert missing_exit(found, pipeline.stage_named("Lost"), pipeline) == []
    met = found.model_copy(update={"checked": ("WHO DECIDES IS KNOWN",)})
    assert len(missing_exit(met, pipeline.stage_named("Discovery"), pipeline)) == 2


def test_an_enforced_criterion_keeps_the_deal_where_it_is(workspace: Workspace) -> None:
    before = workspace.pipelines.main
    stages = tuple(
        stage.model_copy(update={"enforced": stage.name == "Qualified"}) for stage in before.stages
    )
    changes = ChangeSet("Enforce")
    changes.update(before, Pipeline(**{**before.model_dump(), "stages": stages}))
    workspace.commit(changes)
    made = add(workspace, "deal", title="d", stage="Qualified")
    with pytest.raises(InputError, match="who decides is known"):
        record_commands.move(workspace, [made], "Discovery")
    assert deal(workspace, made).stage == "Qualified"
    change(workspace, made, checked=", ".join(before.stage_named("Qualified").exit))
    record_commands.move(workspace, [made], "Discovery")
    assert deal(workspace, made).stage == "Discovery"
    with pytest.raises(FieldError, match="is needed to lose a deal"):
        record_commands.move(workspace, [made], "Lost")
    record_commands.move(workspace, [made], "Lost", "price")


def quick(workspace: Workspace, line: str, kind: str = "deal") -> dict[str, object]:
    return read_quick(kind, line, record_commands.reading(workspace))


def test_a_deal_is_added_in_one_line(workspace: Workspace) -> None:
    assert quick(workspace, "Acme rollout 12k close:fri stage:qualified tag:eu,q4") == {
        "title": "Acme rollout",
        "amount": Money(amount=Decimal(12000), currency="USD"),
        "expected_close": TODAY.replace(day=27),
        "stage": "qualified",
        "tags": ("eu", "q4"),
    }


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('"Nine: a story" owner:ann', "Nine: a story"),
        ("7 dwarfs", "7 dwarfs"),
        ("Call 10:30 with Jo", "Call 10:30 with Jo"),
        ("12k", "12k"),
    ],
)
def test_a_title_keeps_what_only_looks_like_a_field(workspace: Workspace, line: str, title: str) -> None:
    assert quick(workspace, line)["title"] == title


@pytest.mark.parametrize(
    ("line", "told"), [("", "required"), ("Acme clse:fri", "is no field"), ("Acme close:soon", "soon")]
)
def test_a_line_that_cannot_be_read_says_why(workspace: Workspace, line: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        quick(workspace, line)


def test_a_brief_sets_their_needs_against_what_we_have(seats: Workspace) -> None:
    feature = add(seats, "feature", title="Offline mode", target="2026-12-15", status="development")
    made = add(
        seats, "deal", title="Acme *rollout*", account="Acme", lines="40 Pro seat @ 31 -5%",
        people="Jo Ray | role=champion",
        objections="Too dear | state=open", terms="payment | ours=30 | theirs=60", concessions="5% off",
        next_step="Walk it through",
    )  # fmt: skip
    requests.request_feature(seats, made, feature, "blocker", "works in the tunnel?")
    text = brief(seats, made)
    assert text.startswith("# Acme \\*rollout\\*\n")
    assert "- Jo Ray: champion" in text
    assert "“works in the tunnel?” Offline mode (blocker): planned for 2026-12-15" in text
    assert "- 40 × Pro seat at 31.00 USD, 5 % off: 1,178.00 USD" in text
    assert "- In all: 1,178.00 USD" in text
    assert "Too dear: **no answer yet** (open)" in text
    assert "we ask 30, they ask 60, agreed open" in text
    assert "5% off for **nothing**" in text
    with pytest.raises(InputError, match="no deal"):
        brief(seats, "A-1")
