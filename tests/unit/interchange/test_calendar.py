"""The calendar file: what any calendar program takes, whatever the texts are."""

from hypothesis import given
from hypothesis import strategies as st

from pmtui.interchange.calendar import escaped, folded, to_ical
from pmtui.store.workspace import Workspace
from pmtui.workflows import transactions
from tests.conftest import TODAY

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=200)


def test_what_is_due_becomes_entries_of_a_day(workspace: Workspace) -> None:
    transactions.add(
        workspace, "deal", {"title": "Acme; phase, two", "next_step": "call\\mail", "next_step_due": TODAY}
    )
    transactions.log_activity(workspace, "D-1", "Walk it through", "meeting", TODAY.replace(year=2027))
    text = to_ical(workspace)
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 2
    assert "UID:D-1-1@pmtui" in text
    assert "DTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261124" in text
    assert "SUMMARY:call\\\\mail (Acme\\; phase\\, two)" in text
    assert "DTSTART;VALUE=DATE:20271123" in text
    assert to_ical(workspace) == text


@given(line=TEXT)
def test_folded_lines_are_short_and_unfold_to_what_they_were(line: str) -> None:
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line


@given(text=st.text(st.characters(codec="utf-8"), max_size=80))
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    shown = escaped(text)
    assert "\n" not in shown
    assert "\r" not in shown
