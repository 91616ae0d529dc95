"""Several lines pasted into a place for one: offered as several records, into the notes, or as one line."""

from collections.abc import Sequence

from pmtui.errors import InputError, PmtuiError
from pmtui.models.kinds import KINDS
from pmtui.screens.documents.document_actions import RecordScreen
from pmtui.screens.documents.quick_add import QuickAdd, reading_of
from pmtui.screens.frame.commits import Act
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.frame.message_line import say
from pmtui.widgets.frame.picker import Picker
from pmtui.workflows import record_commands
from pmtui.workflows.quick_add import read_quick

RECORDS, FIRST, NOTES, ONE = "records", "first", "notes", "one"
"""What becomes of the lines: a record each, one with the others as its notes, notes of the record here, one line."""


def offer_lines(session: Session, lines: Sequence[str], line: LineInput) -> None:
    """Ask what becomes of several lines that were pasted into a one-line place; none of them is dropped.

    Args:
        session: The workspace.
        lines: The lines, blank ones left out.
        line: The place.
    """
    screens = line.app.screen_stack
    asking = next((each for each in reversed(screens) if isinstance(each, QuickAdd)), None)
    screen = next((each for each in reversed(screens) if isinstance(each, RecordScreen)), None)
    choices = [Choice(ONE, "one line, here", " ".join(lines))]
    if screen is not None and not session.refusal:
        choices = [*_record_choices(session, lines, screen, asking), *choices]

    one = " ".join(lines)

    def failed(error: PmtuiError) -> None:
        """Say what is wrong, and keep what was pasted in the line."""
        line.insert_text_at_cursor(one)
        say(line, str(error), "refusal")

    def done(commit: Commit) -> None:
        if asking is not None:
            asking.dismiss(commit)
        elif screen is not None:
            screen.tell_commit(commit)

    def picked(what: str | None) -> None:
        if what == ONE or what is None or screen is None:
            line.insert_text_at_cursor(one)
            return
        try:
            session.commits.carry_out(screen, _act(session, screen, asking, lines, what), done, failed)
        except PmtuiError as error:
            failed(error)

    title = f"{len(lines):,} lines were pasted; what are they?"
    line.app.push_screen(Picker(title, lambda typed: choices), picked)


def _act(
    session: Session, screen: RecordScreen, asking: QuickAdd | None, lines: Sequence[str], what: str
) -> Act:
    """The commit that makes of the lines what was picked.

    Raises:
        InputError: One of them cannot be read.
    """
    if what == NOTES:
        return _noting(session, screen, lines)
    if asking is not None and what == FIRST:
        values, save = {**asking.line.read(lines[0]), "notes": "\n".join(lines[1:])}, asking.line.save
        return lambda: save(values)
    return _adding(session, screen, lines)


def _record_choices(
    session: Session, lines: Sequence[str], screen: RecordScreen, asking: QuickAdd | None
) -> list[Choice]:
    """The records that the lines could be, and the notes that they could go into."""
    kind, found = screen.kind_shown, []
    if asking is None or asking.line.kind == kind:
        found.append(Choice(RECORDS, f"{len(lines):,} {KINDS[kind].plural}, one a line", lines[0]))
    if asking is not None:
        found.append(Choice(FIRST, f"one {asking.line.kind}, the other lines in its notes", lines[0]))
    elif screen.document_here:
        found.append(
            Choice(NOTES, f"into the notes of {session.workspace.names.label(screen.document_here)}")
        )
    return found


def _adding(session: Session, screen: RecordScreen, lines: Sequence[str]) -> Act:
    """Add a record for each line; all or none."""
    workspace, kind, values = session.workspace, screen.kind_shown, []
    for number, line in enumerate(lines, 1):
        try:
            values.append({**screen.taken_for_granted(), **read_quick(kind, line, reading_of(session))})
        except PmtuiError as error:
            raise InputError(f"line {number}, {line!r}: {error}; nothing was added") from None
    return lambda: record_commands.add_all(workspace, kind, values)


def _noting(session: Session, screen: RecordScreen, lines: Sequence[str]) -> Act:
    """Put the lines below the notes of the record under the cursor."""
    workspace = session.workspace
    base = workspace.get(screen.document_here)
    notes = "\n".join(filter(None, (base.notes, *lines)))
    return lambda: record_commands.edit_document(workspace, base, {"notes": notes})
