"""A short message that passes: what was done, or why it was not."""

from typing import Literal

from textual.widget import Widget

from pmtui.terminal.text import clean

Severity = Literal["information", "warning", "error"]


def toast(widget: Widget, message: str, severity: Severity = "information") -> None:
    """Show a message as plain text, whatever it holds; errors stay twice as long.

    Args:
        widget: Any mounted widget or screen.
        message: What to say; a document's title in it stays text.
        severity: How it is coloured; errors also say so.
    """
    text = clean(message)
    widget.notify(
        f"Not done: {text}" if severity == "error" else text,
        severity=severity,
        timeout=8 if severity == "error" else 4,
        markup=False,
    )
