"""A note in one line: its type before it, its day after it."""

from datetime import date

import pytest

from pmtui.models.fields import Reading
from pmtui.workflows.quick_note import read_note

TODAY = date(2026, 11, 23)
HOW = Reading(TODAY)


@pytest.mark.parametrize(
    ("line", "text", "kind", "due"),
    [
        ("send terms fri", "send terms", "task", "2026-11-27"),
        ("send terms", "send terms", "task", "2026-11-24"),
        ("call Ann mon 14:00", "call Ann", "call", "2026-11-30"),
        ("call: about the price next week", "about the price", "call", "2026-11-30"),
        ("order 12", "order 12", "task", "2026-11-24"),
        ("fri", "fri", "task", "2026-11-24"),
        ("send terms due:2026-12-24", "send terms", "task", "2026-12-24"),
        ("meeting on the roof in 3 days", "meeting on the roof", "meeting", "2026-11-26"),
    ],
)
def test_the_last_words_of_a_plan_are_its_day_and_the_first_may_be_its_type(
    line: str, text: str, kind: str, due: str
) -> None:
    values = read_note(line, HOW, planned=True)
    assert (values["text"], values["type"], str(values["due"])) == (text, kind, due)


@pytest.mark.parametrize(
    ("line", "text", "kind", "done"),
    [
        ("walked through the price", "walked through the price", "call", "2026-11-23"),
        ("note: wants an export", "wants an export", "note", "2026-11-23"),
        ("mail to Jonas yesterday", "mail to Jonas", "e-mail", "2026-11-22"),
        ("demo", "demo", "demo", "2026-11-23"),
    ],
)
def test_what_was_done_is_logged_as_of_today_unless_it_says_when(
    line: str, text: str, kind: str, done: str
) -> None:
    values = read_note(line, HOW, planned=False)
    assert (values["text"], values["type"], str(values["done"])) == (text, kind, done)
    assert "due" not in values


def test_a_time_at_the_end_is_that_of_the_appointment() -> None:
    assert read_note("call Ann mon 14:00", HOW, planned=True)["time"] == "14:00"
