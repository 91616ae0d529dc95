"""Changes settled on the state as it is under the lock: ids, versions, merges and conflicts, without any file."""

from datetime import UTC, datetime

import pytest

from pmtui.errors import ConflictError, InputError
from pmtui.models.deals.deal import Deal
from pmtui.models.stored import JsonValue
from pmtui.store.changes import Change, ChangeSet
from pmtui.store.log.merge import settle
from pmtui.store.log.snapshot import Snapshot
from pmtui.store.log.state import State

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
STAMP = "2026-11-23T09:00:00.000000Z"


def state_of(**deals: dict[str, JsonValue]) -> State:
    """A state with deals by what follows `D` in their ids."""
    state = State(Snapshot())
    for number, fields in deals.items():
        whole = {"version": 1, "updated_at": "2026-11-01T09:00:00.000000Z", **fields}
        state.apply_change(Change("deal", number.replace("D", "D-"), None, whole))
    return state


def settled(state: State, *changes: Change) -> list[Change]:
    found, _ = settle(state, changes, NOW)
    return list(found)


def test_fields_that_others_left_alone_are_set_on_what_they_wrote() -> None:
    state = state_of(D1={"title": "Theirs", "source": "web", "version": 5})
    (change,) = settled(state, Change("deal", "D-1", {"source": "web"}, {"source": "fair"}, version=2))
    assert change.was == {"source": "web", "version": 5, "updated_at": "2026-11-01T09:00:00.000000Z"}
    assert change.now == {"source": "fair", "version": 6, "updated_at": STAMP}


def test_two_who_set_the_same_value_are_no_conflict_and_nothing_to_write() -> None:
    state = state_of(D1={"title": "Same"})
    assert settled(state, Change("deal", "D-1", {"title": "Old"}, {"title": "Same"})) == []


def test_a_conflict_names_every_field_with_both_values() -> None:
    state = state_of(D1={"title": "Theirs", "source": "web"})
    change = Change("deal", "D-1", {"title": "Old", "source": "fair"}, {"title": "Mine", "source": "expo"})
    with pytest.raises(ConflictError) as caught:
        settled(state, change)
    for word in ("D-1", "title", "Theirs", "Mine", "source", "web", "expo", "nothing was written"):
        assert word in str(caught.value)


def test_what_is_gone_is_not_edited_and_not_deleted_twice() -> None:
    with pytest.raises(ConflictError, match="D-1 has been deleted"):
        settled(state_of(), Change("deal", "D-1", {"title": "a"}, {"title": "b"}))
    assert settled(state_of(), Change("deal", "D-1", {"title": "a"}, None)) == []


def test_what_another_changed_is_not_deleted_unless_only_its_stamps_differ() -> None:
    seen: dict[str, JsonValue] = {"id": "D-1", "title": "a"}
    with pytest.raises(ConflictError, match="was not deleted"):
        settled(state_of(D1={"title": "b", "version": 2}), Change("deal", "D-1", seen, None, version=1))
    (change,) = settled(
        state_of(D1={"title": "a", "version": 2}), Change("deal", "D-1", seen, None, version=1)
    )
    assert change.now is None


def test_a_document_that_brings_its_id_takes_nobody_s_place() -> None:
    state = state_of(D1={"title": "Theirs"})
    with pytest.raises(InputError, match="already a deal D-1"):
        settled(state, Change("deal", "D-1", None, {"title": "Mine"}))


def test_new_ids_follow_all_that_ever_were_and_those_brought_along() -> None:
    state = state_of(D1={"title": "a"}, D7={"title": "b"})
    state.apply_change(Change("deal", "D-7", {"title": "b"}, None))
    changes = [
        Change("deal", "?1", None, {"title": "c"}),
        Change("deal", "D-12", None, {"title": "d"}),
        Change("deal", "?2", None, {"title": "e"}),
    ]
    found, ids = settle(state, changes, NOW)
    assert ids == {"?1": "D-13", "?2": "D-14"}
    assert [change.id for change in found] == ["D-13", "D-12", "D-14"]


def test_a_document_brought_back_goes_on_counting_its_versions() -> None:
    (back,) = settled(state_of(), Change("deal", "D-1", None, {"title": "a", "version": 4}))
    assert (back.now or {})["version"] == 5
    (fresh,) = settled(state_of(), Change("deal", "?1", None, {"title": "a"}))
    assert fresh.now == {"id": "D-1", "title": "a", "version": 1, "created_at": STAMP, "updated_at": STAMP}


def test_two_edits_of_a_document_in_one_set_start_from_what_was_there_first() -> None:
    first = Deal(id="D-1", title="One", source="web")
    second = first.model_copy(update={"title": "Two"})
    third = second.model_copy(update={"title": "Three", "source": "fair"})
    changes = ChangeSet("Edit")
    changes.update(first, second)
    changes.update(second, third)
    (change,) = changes
    assert change.was == {"title": "One", "source": "web"}
    assert change.now == {"title": "Three", "source": "fair"}
