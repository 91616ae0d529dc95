"""What is due as an iCalendar file, as RFC 5545 has it: entries of a whole day that any calendar takes."""

from collections.abc import Iterator
from datetime import date, timedelta

from pmtui.store.workspace import Workspace
from pmtui.workflows.agenda import Due, agenda

_OCTETS = 75
_FAR = timedelta(days=3650)


def to_ical(workspace: Workspace) -> str:
    """Everything that is due or planned as one calendar, each entry with an id that stays the same."""
    today = workspace.clock.today()
    stamp = workspace.clock.now().strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//pmtui//agenda//EN", "CALSCALE:GREGORIAN"]
    seen: dict[str, int] = {}
    for due in _all_due(workspace, today):
        seen[due.id] = seen.get(due.id, 0) + 1
        lines += _entry(workspace, due, stamp, seen[due.id])
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _all_due(workspace: Workspace, today: date) -> list[Due]:
    """The agenda, however far ahead."""
    return agenda(workspace.tables, workspace.pipelines.whole, today, ahead=_FAR)


def _entry(workspace: Workspace, due: Due, stamp: str, number: int) -> Iterator[str]:
    about = workspace.names.label(due.about) if due.about else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{due.id}-{number}@pmtui"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(f'{due.text} ({about})' if about else due.text)}"
    if due.owner:
        yield f"DESCRIPTION:{escaped(f'{due.id}, {due.owner}')}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as a value has it: backslash, comma, semicolon and line break marked."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, the further ones begun by a space; letters stay whole."""
    pieces, held, size = [], "", 0
    for letter in line:
        octets = len(letter.encode("utf-8"))
        if size + octets > _OCTETS:
            pieces.append(held)
            held, size = " ", 1
        held += letter
        size += octets
    return "\r\n".join([*pieces, held])
