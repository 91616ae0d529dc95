"""Copying a text to the person's clipboard, and telling how that went."""

from textual.widget import Widget

from pmtui.screens.frame.session import Session
from pmtui.widgets.frame.message_line import say


def copy_text(widget: Widget, session: Session, text: str) -> None:
    """Copy a text in the way that the person chose.

    Args:
        widget: What is copied from; the message is shown over it.
        session: How the person copies, and the workspace whose folder takes what fits nowhere else.
        text: What to copy.
    """
    from pmtui.terminal.clipboard import copy

    driver = widget.app._driver
    done = copy(
        text,
        mode=session.clipboard,
        write=driver.write if driver is not None else lambda sequence: None,
        file=session.workspace.path / "copied.txt",
    )
    say(widget, done.message, "done" if done.done else "warning")
