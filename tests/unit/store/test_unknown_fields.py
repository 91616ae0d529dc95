"""Two versions in one workspace: what a newer pmtui adds is kept by this one, and written back untouched."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pmtui.errors import InputError
from pmtui.interchange.workspace_archive import plan_whole, to_folder, to_whole_json
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.deal_parts import DealLine
from pmtui.models.document import to_stored
from pmtui.models.fields import Reading, fields_of, read, written
from pmtui.models.registry import MODELS
from pmtui.models.stored import JsonValue, Stored
from pmtui.models.stored_model import StoredModel
from pmtui.store.changes import Change, ChangeSet
from pmtui.store.doctor import examine
from pmtui.store.open_workspace import create_workspace
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from tests.unit.store.conftest import Opener, add_deal, edit

NEWER: dict[str, JsonValue] = {"weather": "fair", "odds": {"a": [1, None, ""]}, "gaps": [], "blank": ""}
"""What a newer pmtui may have added, empty values and nulls too."""


@pytest.fixture
def newer(workspace: Workspace) -> Callable[[str, str, Stored], None]:
    """Commits a document as a newer pmtui would, with whatever it knows of."""

    def commit(kind: str, document_id: str, fields: Stored) -> None:
        changes = ChangeSet("Newer")
        changes.put(Change(kind, document_id, None, fields))
        workspace.commit(changes)

    return commit


def deal(**more: JsonValue) -> Stored:
    line: dict[str, JsonValue] = {
        "product": "P-1",
        "quantity": "2",
        "list_price": "10",
        "promotion": "",
        **NEWER,
    }
    other: dict[str, JsonValue] = {
        "product": "P-2", "quantity": "1", "list_price": "5", "promotion": "", "colour": "red",
    }  # fmt: skip
    amount: dict[str, JsonValue] = {"amount": "25.00", "currency": "EUR", "locked": True}
    return {"title": "Rollout", "amount": amount, "lines": [line, other], **NEWER, **more}


def unknown(stored: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    return {name: stored[name] for name in NEWER if name in stored}


def test_every_kind_and_every_part_keeps_what_it_does_not_know() -> None:
    seen: list[type[StoredModel]] = []

    def below(model: type[StoredModel]) -> None:
        for each in model.__subclasses__():
            seen.append(each)
            below(each)

    below(StoredModel)
    assert set(MODELS.values()) <= set(seen)
    assert [each.__name__ for each in seen if each.model_config.get("extra") != "allow"] == []


def test_an_edit_leaves_unknown_fields_as_they_were(
    workspace: Workspace, newer: Callable[[str, str, Stored], None], opened: Opener
) -> None:
    newer("deal", "D-1", deal())
    assert workspace.notices == ()
    edit_by_hand = {"title": "Other", "next_step": "call"}
    record_commands.edit(workspace, ["D-1"], edit_by_hand)
    workspace.checkpoint()
    stored = opened().rows("deal")["D-1"]
    assert unknown(stored) == NEWER
    assert stored["title"] == "Other"
    assert stored["lines"] == deal()["lines"]
    assert stored["amount"] == deal()["amount"]
    assert examine(opened()) == []


def test_lines_that_are_typed_anew_keep_what_their_like_had(
    workspace: Workspace, newer: Callable[[str, str, Stored], None]
) -> None:
    newer("product", "P-1", {"name": "Seat"})
    newer("product", "P-2", {"name": "Box"})
    newer("deal", "D-1", deal())
    before = workspace.get("D-1")
    assert isinstance(before, Deal)
    spec = fields_of("deal")["lines"]
    assert written(before.lines[0]).startswith("2 P-1")
    typed = "1 P-2 @ 5\n7 P-1 @ 10\n3 P-2 @ 9"
    reading = Reading(workspace.clock.today(), find=lambda kind, text: text)
    record_commands.edit_document(workspace, before, {"lines": read(spec, typed, reading)})
    lines = workspace.rows("deal")["D-1"]["lines"]
    assert isinstance(lines, list)
    one, two, three = lines
    assert isinstance(one, dict)
    assert isinstance(two, dict)
    assert isinstance(three, dict)
    assert one["colour"] == "red"
    assert (two["quantity"], unknown(two)) == ("7.0", NEWER)
    assert "colour" not in three


def test_an_amount_that_is_edited_keeps_what_it_had(
    workspace: Workspace, newer: Callable[[str, str, Stored], None]
) -> None:
    newer("deal", "D-1", deal(lines=[]))
    before = workspace.get("D-1")
    record_commands.edit_document(
        workspace,
        before,
        {"amount": read(fields_of("deal")["amount"], "30 EUR", Reading(workspace.clock.today()))},
    )
    assert workspace.rows("deal")["D-1"]["amount"] == {"amount": "30.00", "currency": "EUR", "locked": True}


def test_two_versions_edit_at_once_and_their_edits_are_merged(opened: Opener) -> None:
    ann, bob = opened("ann"), opened("bob")
    add_deal(ann, "Big")
    bob.poll()
    before = bob.get("D-1")
    changes = ChangeSet("Newer")
    changes.put(Change("deal", "D-1", {"weather": None}, {"weather": "fair"}))
    ann.commit(changes)
    edited = ChangeSet("Edit")
    edited.update(before, before.model_copy(update={"owner": "bob"}))
    bob.commit(edited)
    ann.poll()
    row = ann.rows("deal")["D-1"]
    assert (row["weather"], row["owner"]) == ("fair", "bob")
    assert bob.undo().changed == (("deal", "D-1"),)
    assert bob.rows("deal")["D-1"]["weather"] == "fair"
    ann.poll()
    ann.undo()
    assert "weather" not in ann.rows("deal")["D-1"]
    ann.redo()
    assert ann.rows("deal")["D-1"]["weather"] == "fair"


def test_parts_of_an_older_version_that_lack_a_field_are_no_conflict_when_they_are_edited(
    workspace: Workspace, newer: Callable[[str, str, Stored], None]
) -> None:
    newer("deal", "D-1", {"title": "Old", "lines": [{"product": "P-1", "quantity": "2", "list_price": "10"}]})
    before = workspace.get("D-1")
    assert isinstance(before, Deal)
    changes = ChangeSet("Edit")
    changes.update(before, before.model_copy(update={"lines": (*before.lines, *before.lines)}))
    workspace.commit(changes)
    lines = workspace.rows("deal")["D-1"]["lines"]
    assert isinstance(lines, list)
    assert len(lines) == 2


def test_deleting_and_undoing_brings_unknown_fields_back(
    workspace: Workspace, newer: Callable[[str, str, Stored], None]
) -> None:
    newer("deal", "D-1", deal())
    before = dict(workspace.rows("deal")["D-1"])
    record_commands.delete(workspace, ["D-1"])
    workspace.undo()
    after = dict(workspace.rows("deal")["D-1"])
    assert {**after, "version": 0, "updated_at": ""} == {**before, "version": 0, "updated_at": ""}


def test_a_kind_of_a_newer_version_is_kept_and_can_be_undone(
    opened: Opener, newer: Callable[[str, str, Stored], None], workspace: Workspace
) -> None:
    changes = ChangeSet("Newer")
    changes.put(Change("release", "2027.1", None, {"name": "Spring"}))
    changes.as_stored = True
    workspace.commit(changes)
    workspace.checkpoint()
    assert opened().tables["release"]["2027.1"]["name"] == "Spring"
    workspace.undo()
    assert workspace.tables["release"] == {}
    workspace.redo()
    assert opened().tables["release"]["2027.1"]["name"] == "Spring"


def test_a_backup_brings_unknown_fields_back(
    workspace: Workspace, newer: Callable[[str, str, Stored], None]
) -> None:
    newer("deal", "D-1", deal())
    before = dict(workspace.rows("deal")["D-1"])
    if not workspace.path.is_dir():
        workspace.path.mkdir(parents=True)
    path = workspace.backup()
    edit(workspace, "D-1", title="Other")
    record_commands.delete(workspace, ["D-1"])
    workspace.restore(path)
    after = dict(workspace.rows("deal")["D-1"])
    assert {**after, "version": 0, "updated_at": ""} == {**before, "version": 0, "updated_at": ""}


@pytest.mark.parametrize("form", ["json", "folder"])
def test_what_goes_out_whole_comes_back_whole(
    workspace: Workspace, newer: Callable[[str, str, Stored], None], tmp_path: Path, form: str
) -> None:
    newer("product", "P-1", {"name": "Seat"})
    newer("deal", "D-1", deal())
    out = tmp_path / "out"
    if form == "json":
        out.write_text(to_whole_json(workspace))
    else:
        out.mkdir()
        for name, text in to_folder(workspace, raw=False).items():
            (out / name).write_text(text)
    other = create_workspace(tmp_path / "other", user="ann", clock=workspace.clock)
    changes, _ = plan_whole(other, out)
    other.commit(changes)
    kept = {"weather": "fair", "odds": NEWER["odds"]}
    assert {name: other.rows("deal")["D-1"][name] for name in kept} == kept
    assert other.rows("deal")["D-1"]["lines"] == deal()["lines"]
    other.let_go()


def test_what_is_typed_or_imported_is_checked_strictly_all_the_same(
    workspace: Workspace, newer: Callable[[str, str, Stored], None], tmp_path: Path
) -> None:
    newer("deal", "D-1", deal())
    with pytest.raises(InputError, match="unknown field 'titel' of deal; did you mean 'title'"):
        record_commands.edit(workspace, ["D-1"], {"titel": "x"})
    with pytest.raises(InputError, match="unknown field 'weather' of deal"):
        record_commands.edit(workspace, ["D-1"], {"weather": "x"})
    told = json.loads(to_whole_json(workspace))
    told["deal"][0]["titel"] = "x"
    (tmp_path / "whole.json").write_text(json.dumps(told))
    with pytest.raises(InputError, match="unknown field 'titel'; did you mean 'title'"):
        plan_whole(workspace, tmp_path / "whole.json")
    with pytest.raises(InputError, match="unknown field 'titel'; did you mean 'title'"):
        workspace.table("deal").insert({"title": "x", "titel": "y"})


def test_an_unknown_name_in_a_part_is_named_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"lines\.0\n.*unknown field 'colour'"):
        Deal.from_typed(
            {"title": "x", "lines": [{"product": "P-1", "quantity": 1, "list_price": 1, "colour": 2}]}
        )


def test_a_model_with_unknown_fields_is_stored_as_it_was_read() -> None:
    stored = deal()
    assert to_stored(Deal.model_validate(stored)) == {**stored, **to_stored(Deal(title="Rollout")), **stored}
    part = DealLine.model_validate({"product": "P-1", "quantity": "2", "list_price": "1", "net": "taken"})
    assert part.net == 1
    assert part.model_dump(mode="json")["net"] == "taken"
