"""Every way to change a stage, a status or a day that decides goes through one of a few functions.

The first test finds the ways in by itself: it reads the program for places that write such a field. The others take
each way that a person has to win, lose and reopen a deal, and see that all do the same and refuse the same.
"""

import ast
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from pmtui.cli import main
from pmtui.errors import FieldError, InputError
from pmtui.interchange.imports.import_options import Choices
from pmtui.interchange.imports.planning import plan_import
from pmtui.interchange.imports.reader import read_table
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.lead import Lead
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.deals import pipelines
from pmtui.workflows.deals.closing import closing
from tests.conftest import TODAY
from tests.source import trees

GUARDED = frozenset({"stage", "status", "closed", "lifecycle", "launched", "shipped", "target"})
"""The fields that say how a record stands."""

DOORS = {
    # deals
    "open_deal", "amend", "reopen", "_entered", "_closed", "_renamed", "opened",
    # leads
    "step", "converting", "answered",
    # features, launches, products
    "plan_feature", "ship", "reopened", "retarget", "_later", "carry_out", "enter",
}  # fmt: skip
"""The functions that may write them; whatever else does goes past the blockers."""


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of the program, each with the file it is in."""
    for path, tree in trees().items():
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def makes_documents(function: ast.FunctionDef) -> bool:
    """Whether a function makes a changed document, or a change, by itself."""
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(
        (isinstance(call, ast.Attribute) and call.attr == "model_copy")
        or (isinstance(call, ast.Name) and call.id == "Change")
        for call in calls
    )


def written_fields(function: ast.FunctionDef) -> Iterator[str]:
    """The names of fields that a function writes into a mapping."""
    for node in ast.walk(function):
        if isinstance(node, ast.Dict):
            yield from (str(key.value) for key in node.keys if isinstance(key, ast.Constant))
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            yield str(node.slice.value)


def test_only_the_doors_write_how_a_record_stands() -> None:
    found = {
        (path, function.name)
        for path, function in functions()
        if makes_documents(function) and GUARDED & {*written_fields(function)}
    }
    assert {(path, name) for path, name in found if name not in DOORS} == set()
    assert {name for name in DOORS if name not in {name for _, name in found}} == set(), "no longer a door"


# What every way of winning, losing and reopening a deal does

Way = Callable[[Workspace, str], object]


def imported(workspace: Workspace, stage: str) -> None:
    path = workspace.path.parent / "deals.csv"
    path.write_text(f"title,stage\nd,{stage}\n", encoding="utf-8")
    plan = plan_import(workspace, "deal", read_table(path), Choices({}))
    workspace.commit(plan.changes)


def command(workspace: Workspace, *words: str) -> None:
    workspace.checkpoint()
    code = main(["--workspace", str(workspace.path), "--user", "ann", "--today", TODAY.isoformat(), *words])
    workspace.poll()
    if code:
        raise InputError(f"left with {code}")


REASON = {"lost_reason": "price"}

WINNING: dict[str, Way] = {
    "move": lambda there, deal: record_commands.move(there, [deal], "Won"),
    "move by the kind of stage": lambda there, deal: record_commands.move(there, [deal], "won"),
    "a step from the last stage": lambda there, deal: record_commands.step(there, [deal], 1),
    "set": lambda there, deal: record_commands.edit(there, [deal], {"stage": "Won"}),
    "the dialog": lambda there, deal: there.commit(closing(there, [deal], "won", {"closed": TODAY})),
    "a form": lambda there, deal: record_commands.edit_document(there, there.get(deal), {"stage": "Won"}),
    "the command line": lambda there, deal: command(there, "move", deal, "Won"),
    "set on the command line": lambda there, deal: command(there, "set", deal, "stage=Won"),
}
LOSING: dict[str, Way] = {
    "move": lambda there, deal: record_commands.move(there, [deal], "Lost", "price"),
    "move by the kind of stage": lambda there, deal: record_commands.move(there, [deal], "lost", "price"),
    "set": lambda there, deal: record_commands.edit(there, [deal], {"stage": "Lost", **REASON}),
    "the dialog": lambda there, deal: there.commit(closing(there, [deal], "lost", REASON)),
    "a form": lambda there, deal: record_commands.edit_document(
        there, there.get(deal), {"stage": "Lost", **REASON}
    ),
    "the command line": lambda there, deal: command(there, "move", deal, "Lost", "--reason", "price"),
    "set on the command line": lambda there, deal: command(
        there, "set", deal, "stage=Lost", "lost_reason=price"
    ),
}
REASONLESS: dict[str, Way] = {
    "move": lambda there, deal: record_commands.move(there, [deal], "Lost"),
    "set": lambda there, deal: record_commands.edit(there, [deal], {"stage": "Lost"}),
    "the dialog": lambda there, deal: there.commit(closing(there, [deal], "lost", {"lost_reason": ""})),
    "a form": lambda there, deal: record_commands.edit_document(there, there.get(deal), {"stage": "Lost"}),
    "the command line": lambda there, deal: command(there, "move", deal, "Lost"),
}
REOPENING: dict[str, Way] = {
    "a step back": lambda there, deal: record_commands.step(there, [deal], -1),
    "move": lambda there, deal: record_commands.move(there, [deal], "open"),
    "move to the stage it was in": lambda there, deal: record_commands.move(there, [deal], "Negotiation"),
    "set": lambda there, deal: record_commands.edit(there, [deal], {"stage": "Negotiation"}),
    "the command line": lambda there, deal: command(there, "move", deal, "open"),
}


@pytest.fixture
def selling(workspace: Workspace) -> Workspace:
    """A deal in the last open stage, its chance set by hand."""
    record_commands.add(
        workspace,
        "deal",
        {"title": "d", "stage": "Negotiation", "probability": 65, "opened": TODAY - timedelta(days=20)},
    )
    return workspace


def deal(workspace: Workspace) -> Deal:
    found = workspace.get("D-1")
    assert isinstance(found, Deal)
    return found


@pytest.mark.parametrize("way", WINNING)
def test_every_way_of_winning_does_the_same(selling: Workspace, way: str) -> None:
    WINNING[way](selling, "D-1")
    found = deal(selling)
    assert (found.stage, found.probability, found.closed) == ("Won", 100, TODAY)
    entry = found.stage_log[-1]
    assert (entry.stage, entry.on, entry.by, entry.probability) == ("Won", TODAY, "ann", 65)


@pytest.mark.parametrize("way", LOSING)
def test_every_way_of_losing_does_the_same(selling: Workspace, way: str) -> None:
    LOSING[way](selling, "D-1")
    found = deal(selling)
    assert (found.stage, found.probability, found.closed, found.lost_reason) == ("Lost", 0, TODAY, "price")


@pytest.mark.parametrize("way", REASONLESS)
def test_no_way_of_losing_goes_without_a_reason(selling: Workspace, way: str) -> None:
    with pytest.raises(InputError):
        REASONLESS[way](selling, "D-1")
    assert deal(selling).stage == "Negotiation"
    pipelines.set_stage(selling, "", "Lost", {"reason_optional": "yes"})
    REASONLESS[way](selling, "D-1")
    assert deal(selling).stage == "Lost"


@pytest.mark.parametrize("way", REOPENING)
@pytest.mark.parametrize("end", ["Won", "Lost"])
def test_every_way_of_reopening_brings_back_stage_chance_and_who_set_it(
    selling: Workspace, way: str, end: str
) -> None:
    record_commands.move(selling, ["D-1"], end, "price" if end == "Lost" else "")
    REOPENING[way](selling, "D-1")
    found = deal(selling)
    assert (found.stage, found.probability, found.probability_by) == ("Negotiation", 65, "hand")
    assert (found.closed, found.lost_reason) == (None, "")
    assert [entry.stage for entry in found.stage_log] == ["Negotiation", end, "Negotiation"]


@pytest.mark.parametrize("way", [f"win by {way}" for way in WINNING] + [f"lose by {way}" for way in LOSING])
@pytest.mark.parametrize("end", ["Won", "Lost"])
def test_a_deal_that_is_over_is_neither_won_nor_lost_before_it_is_reopened(
    selling: Workspace, way: str, end: str
) -> None:
    record_commands.move(selling, ["D-1"], end, "price" if end == "Lost" else "")
    before, how = (
        deal(selling),
        {"win": WINNING, "lose": LOSING}[way.split(maxsplit=1)[0]][way.partition(" by ")[2]],
    )
    if end == ("Won" if how in WINNING.values() else "Lost") and "step" not in way:
        how(selling, "D-1")  # where it is already: nothing happens
    else:
        with pytest.raises(InputError):
            how(selling, "D-1")
    assert deal(selling).stage_log == before.stage_log


def test_the_importer_takes_what_happened_elsewhere_through_the_same_door(selling: Workspace) -> None:
    imported(selling, "Lost")
    lost = deal(selling)
    assert (lost.stage, lost.probability, lost.closed, lost.lost_reason) == ("Lost", 0, TODAY, "")
    imported(selling, "Won")
    assert [entry.stage for entry in deal(selling).stage_log][-1] == "Won"
    record_commands.step(selling, ["D-1"], -1)
    assert (deal(selling).probability, deal(selling).probability_by) == (65, "hand")


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        ({"stage": "Won", "closed": TODAY + timedelta(days=1)}, "closed", "after today, 2026-11-23"),
        ({"stage": "Won", "closed": TODAY - timedelta(days=21)}, "closed", "opened on 2026-11-03"),
        ({"closed": TODAY}, "closed", "for deals that are won or lost"),
        ({"stage": "Proposal", "closed": TODAY}, "closed", "for deals that are won or lost"),
    ],
)
def test_a_closing_day_that_cannot_be_is_refused_under_its_field(
    selling: Workspace, values: dict[str, object], field: str, told: str
) -> None:
    with pytest.raises(FieldError, match=told) as refused:
        record_commands.edit(selling, ["D-1"], values)
    assert refused.value.field == field


def test_a_deal_that_was_won_keeps_a_closing_day_that_can_be(selling: Workspace) -> None:
    record_commands.move(selling, ["D-1"], "Won", values={"closed": TODAY - timedelta(days=2)})
    assert deal(selling).closed == TODAY - timedelta(days=2)
    for wrong in (None, TODAY + timedelta(days=1), date(2020, 1, 1)):
        with pytest.raises(FieldError):
            record_commands.edit(selling, ["D-1"], {"closed": wrong})
    with pytest.raises(FieldError, match="2026-11-22"):
        record_commands.edit(selling, ["D-1"], {"opened": TODAY - timedelta(days=1)})


def test_a_lead_is_converted_by_converting_it(workspace: Workspace) -> None:
    record_commands.add(workspace, "lead", {"name": "Jo"})
    with pytest.raises(FieldError, match="pmtui convert N-1"):
        record_commands.edit(workspace, ["N-1"], {"status": "converted"})
    found = workspace.get("N-1")
    assert isinstance(found, Lead)
    assert found.status == "new"
