"""Long text in the person's own editor, with the terminal handed over meanwhile."""

from textual.app import SuspendNotSupported
from textual.widget import Widget

from pmtui.errors import InputError
from pmtui.screens.frame.session import Session
from pmtui.terminal.editor import edit, editor_command


def edit_text(widget: Widget, session: Session, text: str) -> str | None:
    """Let the person change text in an editor.

    Returns:
        The text, or `None` where it was left as it was.

    Raises:
        InputError: There is no editor, or none may be started here.
    """
    if session.restricted:
        raise InputError("with --restricted no other program is started")
    command = editor_command(session.settings.editor)
    try:
        with widget.app.suspend():
            edited = edit(text, command)
    except SuspendNotSupported:
        raise InputError("this terminal cannot be handed over to an editor") from None
    return edited.text if edited.changed else None
