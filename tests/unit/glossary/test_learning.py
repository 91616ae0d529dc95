"""What a person looked up, likes and learns."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pmtui.base_folders import state_folder
from pmtui.errors import WorkspaceError
from pmtui.glossary.learning import STEPS, FlashCard, Shelf
from pmtui.glossary.lookups import Lookups

TODAY = date(2026, 11, 23)


def test_looks_are_counted_from_a_day_on_and_the_latest_come_first(tmp_path: Path) -> None:
    looks = Lookups(str(tmp_path / "state"))
    for day, slug in ((1, "arr"), (20, "mrr"), (21, "arr"), (22, "nps")):
        looks.note(slug, date(2026, 11, day))
    assert looks.latest(2) == ["nps", "arr"]
    assert dict(looks.since(date(2026, 11, 20))) == {"mrr": 1, "arr": 1, "nps": 1}


def test_the_record_is_private_and_survives_a_torn_line(tmp_path: Path) -> None:
    looks = Lookups(str(tmp_path / "state"))
    looks.note("arr", TODAY)
    path = tmp_path / "state" / "lookups"
    assert path.stat().st_mode & 0o777 == 0o600
    with path.open("ab") as file:
        file.write(b"2026-11\xff")
    assert looks.latest(5) == ["arr"]


def test_looking_up_goes_on_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file, not a folder")
    looks = Lookups(str(tmp_path / "state"))
    looks.note("arr", TODAY)
    assert looks.latest(5) == []


def test_a_long_record_lets_its_older_half_go(tmp_path: Path) -> None:
    path = tmp_path / "lookups"
    path.write_text("2026-01-01 old\n" * 80_000)
    Lookups(str(tmp_path)).note("new", TODAY)
    assert path.stat().st_size < 600_000
    assert Lookups(str(tmp_path)).latest(1) == ["new"]


def test_the_state_is_kept_where_the_system_says() -> None:
    assert state_folder({"XDG_STATE_HOME": "/var/tmp/s"}) == "/var/tmp/s/pmtui"
    assert state_folder({"XDG_STATE_HOME": "relative"}).endswith(".local/state/pmtui")


def test_a_known_card_comes_back_later_each_time_and_then_no_more() -> None:
    card, day, waits = FlashCard(), TODAY, []
    while True:
        card = card.answered(knew=True, today=day)
        if card.due is None:
            break
        waits.append((card.due - day).days)
        day = card.due
    assert tuple(waits) == STEPS


def test_a_card_that_was_not_known_starts_again_tomorrow() -> None:
    card = FlashCard(3, TODAY).answered(knew=False, today=TODAY)
    assert card == FlashCard(0, TODAY + timedelta(days=1))


def test_the_queue_is_what_is_due_and_what_was_looked_up_twice_this_month(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for slug, days in (
        ("arr", 1),
        ("arr", 2),
        ("mrr", 1),
        ("nps", 40),
        ("nps", 41),
        ("gone", 1),
        ("gone", 1),
    ):
        shelf.lookups.note(slug, TODAY - timedelta(days=days))
    assert shelf.queue(TODAY, ["arr", "mrr", "nps"]) == ["arr"]
    shelf.answer("arr", knew=True, today=TODAY)
    assert shelf.queue(TODAY, ["arr"]) == []
    assert shelf.queue(TODAY + timedelta(days=1), ["arr"]) == ["arr"]


def test_favourites_and_cards_are_there_next_time(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "state")
    assert shelf.toggle("arr") is True
    assert shelf.toggle("mrr") is True
    assert shelf.toggle("arr") is False
    shelf.answer("nps", knew=False, today=TODAY)
    again = Shelf(tmp_path / "state")
    assert again.favourites == ["mrr"]
    assert again.cards == {"nps": FlashCard(0, TODAY + timedelta(days=1))}
    assert (tmp_path / "state" / "reading.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "damage", ["{", "[]", '{"cards": {"arr": {}}}', '{"cards": {"arr": {"step": "x"}}}', "\x00"]
)
def test_a_damaged_file_is_kept_beside_and_told(tmp_path: Path, damage: str) -> None:
    (tmp_path / "reading.json").write_text(damage)
    shelf = Shelf(tmp_path)
    assert shelf.favourites == []
    assert "reading.damaged" in shelf.damaged
    assert (tmp_path / "reading.damaged").read_text() == damage
    shelf.toggle("arr")
    assert Shelf(tmp_path).favourites == ["arr"]


def test_a_favourite_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(WorkspaceError):
        Shelf(tmp_path / "state").toggle("arr")
