"""Discovery worked through its keys: evidence, the gate, research by type, the matrix and the battlecard."""

from textual.pilot import Pilot

from pmtui.models.discovery.insight import Insight
from pmtui.models.discovery.research import Research
from pmtui.models.roadmap.feature import Feature
from pmtui.screens.discovery.discovery import DiscoveryScreen
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.documents.record_screen import RecordPageScreen
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.text_viewer import TextViewer
from pmtui.widgets.form.form import Form
from pmtui.widgets.record.detail import Detail
from pmtui.workflows import record_commands
from tests.screens import NARROW, press, running, screen_text, told, type_text

START = "show-discovery"


def insight(session: Session, insight_id: str) -> Insight:
    found = session.workspace.get(insight_id)
    assert isinstance(found, Insight)
    return found


def screen_of(pilot: Pilot[None]) -> DocumentScreen:
    screen = pilot.app.screen
    assert isinstance(screen, DocumentScreen)
    return screen


def fields(pilot: Pilot[None]) -> tuple[str, ...]:
    assert isinstance(pilot.app.screen, FormScreen)
    return pilot.app.screen.query_one(Form).fields


async def test_6_shows_insights_by_how_many_customers_said_them(demo_session: Session) -> None:
    async with running(demo_session) as pilot:
        await press(pilot, "6")
        assert isinstance(pilot.app.screen, DiscoveryScreen)
        rows = screen_text(pilot).splitlines()[3:6]
        assert [row.split()[:3] for row in rows] == [
            ["▌", "Crew", "lists"],
            ["Search", "is", "slow"],
            ["Accounts", "of", "people"],
        ]
        assert "80k" in rows[0]
        assert "48k + 30k EUR" in rows[2]


async def test_the_money_behind_an_insight_moves_with_its_deals(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session, START) as pilot:
        won = next(each for each, row in workspace.rows("deal").items() if row["title"] == "Kestrel rollout")
        record_commands.move(workspace, [won], "Won")
        await pilot.pause()
        assert "48k" in screen_text(pilot).splitlines()[3]


async def test_an_insight_passes_the_gate_and_becomes_a_feature(demo_session: Session) -> None:
    workspace = demo_session.workspace
    async with running(demo_session, START) as pilot:
        await press(pilot, "T")
        assert "gate: Crew lists are typed twice · said by 7, 80k open behind it" in screen_text(pilot)
        assert fields(pilot) == (
            "desirable", "desirable_why", "feasible", "feasible_why", "viable", "viable_why", "gate", "gate_reason",
        )  # fmt: skip
        before = len(workspace.rows("request"))
        await press(pilot, *["down"] * 6, "ctrl+u")
        await type_text(pilot, "passed")
        await press(pilot, "ctrl+s")
        passed = insight(demo_session, "I-1")
        feature = workspace.get(passed.feature or "")
        assert isinstance(feature, Feature)
        assert (passed.gate, feature.title, feature.insight) == (
            "passed",
            "Crew lists are typed twice",
            "I-1",
        )
        assert len(workspace.rows("request")) == before + 3
        assert "Passed I-1" in told(pilot)
        await press(pilot, "u")
        assert workspace.find(feature.id) is None
        assert insight(demo_session, "I-1").gate == "open"


async def test_a_pass_that_lacks_a_score_stays_open_and_names_it(demo_session: Session) -> None:
    async with running(demo_session, START) as pilot:
        await press(pilot, "j", "j", "j", "T", *["down"] * 6, "ctrl+u")
        await type_text(pilot, "passed")
        await press(pilot, "ctrl+s")
        assert "is 2 of 5, viable is not scored: a pass needs 3" in " ".join(screen_text(pilot).split())
        await press(pilot, *["down"] * 5)
        await type_text(pilot, "the ports will do it by hand")
        await press(pilot, "ctrl+s")
        assert insight(demo_session, "I-2").gate_reason == "the ports will do it by hand"
        assert insight(demo_session, "I-2").gate == "passed"


async def test_a_fail_wants_a_reason(demo_session: Session) -> None:
    async with running(demo_session, START) as pilot:
        await press(pilot, "T", *["down"] * 6, "ctrl+u")
        await type_text(pilot, "failed")
        await press(pilot, "ctrl+s")
        assert "why does it fail?" in screen_text(pilot)
        await type_text(pilot, "two tools do it")
        await press(pilot, "ctrl+s")
        failed = insight(demo_session, "I-1")
        assert (failed.gate, failed.gate_reason) == ("failed", "two tools do it")


async def test_scores_alone_do_not_decide(demo_session: Session) -> None:
    async with running(demo_session, START) as pilot:
        await press(pilot, "j", "T")
        await type_text(pilot, "4")
        await press(pilot, "ctrl+s")
        scored = insight(demo_session, "I-4")
        assert (scored.desirable, scored.gate) == (4, "open")


async def test_the_gate_is_for_insights(demo_session: Session) -> None:
    async with running(demo_session, "show-pipeline") as pilot:
        await press(pilot, "T")
        assert "only on insight" in told(pilot)


async def test_forms_ask_for_the_fields_of_the_type(demo_session: Session) -> None:
    async with running(demo_session, START) as pilot:
        await press(pilot, "E")
        assert "gate" not in fields(pilot)
        assert "evidence" in fields(pilot)
        await press(pilot, "escape", "tab", "tab", "k", "n")
        assert "new market" in screen_text(pilot)
        assert "revenue_each" in fields(pilot)
        assert "website" not in fields(pilot)
        await type_text(pilot, "Baltic ports")
        await press(pilot, "ctrl+s")
        key = screen_of(pilot).view_widget.current_key
        made = demo_session.workspace.get(key or "")
        assert isinstance(made, Research)
        assert (made.name, made.type) == ("Baltic ports", "market")
        await press(pilot, "E")
        assert "edit market" in screen_text(pilot)


async def test_a_line_adds_research_of_the_type_that_is_shown(demo_session: Session) -> None:
    async with running(demo_session, START) as pilot:
        await press(pilot, "tab", "N")
        await type_text(pilot, "Harbourly website:harbourly.example")
        await press(pilot, "enter")
        found = [
            row for row in demo_session.workspace.rows("research").values() if row["name"] == "Harbourly"
        ]
        assert [(row["type"], row["website"]) for row in found] == [("competitor", "harbourly.example")]


async def test_the_battlecard_and_the_matrix_are_papers(demo_session: Session) -> None:
    async with running(demo_session, START) as pilot:
        await press(pilot, "tab", "b")
        assert isinstance(pilot.app.screen, TextViewer)
        assert "# Battlecard: Berthly" in screen_text(pilot)
        await press(pilot, "escape", "O")
        text = screen_text(pilot)
        assert "Weather warnings" in text
        assert "no, not on the roadmap" in text


async def test_a_market_says_where_what_was_typed_differs(demo_session: Session) -> None:
    async with running(demo_session, START) as pilot:
        await press(pilot, "tab", "tab")
        assert "1.1m !" in screen_text(pilot)
        await press(pilot, "enter")
        lines = {line.label: line.value for line in pilot.app.screen.query_one(Detail).lines}
        # 620 x 4,200 = 2,604,000, 55 % of it is 1,432,200; 8 % of the typed 1,100,000 is 88,000
        assert lines["TAM"] == "2,604,000.00 USD  (customers x revenue: 620 x 4,200.00 USD)"
        assert lines["SAM"] == "1,432,200.00 USD  (TAM x 55 %; typed otherwise)"
        assert lines["SOM"] == "88,000.00 USD  (SAM x 8 %)"


async def test_a_link_leads_from_an_insight_to_its_persona_and_an_objective_has_a_home(
    demo_session: Session,
) -> None:
    async with running(demo_session, START) as pilot:
        await press(pilot, "enter", "enter", *["j"] * 7, "enter")
        page = pilot.app.screen
        assert isinstance(page, RecordPageScreen)
        assert page.current == "R-6"
        await press(pilot, "3", "6", "escape", "tab", "o")
        text = screen_text(pilot)
        assert "[objectives]" in text
        assert "54%" in text


async def test_the_tables_are_sorted_by_what_is_worked_out(demo_session: Session) -> None:
    async with running(demo_session, START) as pilot:
        screen = screen_of(pilot)
        await press(pilot, "l", "l", "l", "s")
        titles = [screen.session.workspace.names.label(screen.pane.listing.key(place)) for place in range(4)]
        assert titles[0] == "Search is slow on the night shift"
        await press(pilot, "S")
        assert screen.pane.listing.key(0) == "I-1"


async def test_only_the_research_that_is_meant_is_listed_in_its_own_table(demo_session: Session) -> None:
    async with running(demo_session, START) as pilot:
        screen_of(pilot).show_only("research", ("R-6",), "uses persona")
        await pilot.pause()
        text = screen_text(pilot)
        assert "[personas]" in text
        assert "Night dispatcher" in text
        assert "Port security officer" not in text


async def test_an_empty_workspace_teaches_the_first_key(empty_session: Session) -> None:
    async with running(empty_session, START, NARROW) as pilot:
        text = screen_text(pilot)
        assert "no insights yet" in text
        assert "add the first insight" in text
        await press(pilot, "tab")
        assert "add the first competitor" in screen_text(pilot)
        assert "bring many from a file" in screen_text(pilot)
        await press(pilot, "O")
        assert "nothing is known of competitors yet" in told(pilot)
