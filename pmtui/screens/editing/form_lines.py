"""Several lines that were pasted into a line of a form: several records, or a line and its notes."""

from collections.abc import Sequence

from pmtui.models.kinds import Kind
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.picker import Picker


def line_uses(kind: Kind, lines: Sequence[str], *, many: bool, notes: bool) -> Picker:
    """The question what becomes of pasted lines; closes with `many`, `notes` or `one`.

    Args:
        kind: The kind of record.
        lines: The lines.
        many: Whether each can become a record of its own.
        notes: Whether the record has notes to put them into.
    """
    choices = [Choice("one", "one line, as it is", lines[0])]
    if notes:
        choices.insert(
            0, Choice("notes", "the first line here, the others into the notes", f"{len(lines) - 1:,}")
        )
    if many:
        choices.insert(0, Choice("many", f"{len(lines):,} new {kind.plural}, a line each"))

    def found(text: str) -> list[Choice]:
        return [choice for choice in choices if text in choice.label]

    return Picker(f"{len(lines):,} lines were pasted", found)


def first_and_notes(name: str, lines: Sequence[str], notes: str) -> dict[str, str]:
    """The texts of the fields with the first line in its own and the others below the notes there are."""
    return {name: lines[0], "notes": "\n".join(filter(None, (notes, *lines[1:])))}
