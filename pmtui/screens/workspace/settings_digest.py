"""What stands under a settings table: the row in full, what a change does, and what was changed lately."""

from collections.abc import Iterator, Sequence
from itertools import islice

from pmtui.metrics.workspace.effects import Effect, Effects
from pmtui.models.values.clock import local_text
from pmtui.store.changes import user_of
from pmtui.store.workspace import Workspace
from pmtui.widgets.drawing.cell_text import fitted, width_of
from pmtui.widgets.drawing.line_segments import Line, Look
from pmtui.widgets.drawing.text_lines import spread

_LOOKED_AT = 2_000
"""Commands that are looked through for those of a table."""
_LATELY = 4
_AMOUNT, _CHANGE = 8, 17
"""Cells of the columns of a change."""
_HALVES = 90
"""Cells from which the row and the effects stand side by side."""

BLANK: Line = ()


def change_lines(effects: Effects, problem: str, width: int) -> list[Line]:
    """What a change does, or why it cannot be made."""
    if problem:
        return [(("What this change does", "strong"),), *wrapped(problem, width, "risk")]
    if not effects.summary and not effects.lines:
        return []
    lines: list[Line] = [(("What this change does", "strong"),)]
    lines += wrapped(effects.summary, width)
    lines += [_effect(effect, width) for effect in effects.lines]
    return lines


def _effect(effect: Effect, width: int) -> Line:
    look: Look = "dim" if effect.stays else ""
    amount = " " * (_AMOUNT - width_of(effect.amount)) if effect.amount else ""
    gap = "  " + " " * (_CHANGE - width_of(effect.change)) if effect.change else ""
    right: Line = ((amount, ""), (effect.amount, look), (gap, ""), (effect.change, look))
    return spread(((effect.label, look),), right, width)


def wrapped(text: str, width: int, look: Look = "dim") -> Iterator[Line]:
    """A text in lines of a width."""
    line = ""
    for word in text.split():
        if line and width_of(line) + 1 + width_of(word) > width:
            yield ((line, look),)
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield ((line, look),)


def about_lines(about: tuple[str, Sequence[tuple[str, str]]], width: int) -> list[Line]:
    """The row under the cursor in full."""
    title, rows = about
    if not title:
        return []
    return [
        ((title, "strong"),),
        *(spread(((left, ""),), ((right, "dim"),), width) for left, right in rows),
    ]


def beside(left: Sequence[Line], right: Sequence[Line], width: int, rule: str) -> list[Line]:
    """Two columns of lines with a rule between them."""
    half = (width - 3) // 2
    lines = []
    for place in range(max(len(left), len(right))):
        one = left[place] if place < len(left) else ()
        other = right[place] if place < len(right) else ()
        blank = " " * max(half - sum(width_of(text) for text, _ in one), 0)
        lines.append((*one, (blank, ""), (" ", ""), (rule, "rule"), (" ", ""), *other))
    return lines


def digest(
    about: Sequence[Line], changes: Sequence[Line], lately: Sequence[Line], size: tuple[int, int], rule: str
) -> tuple[Line, ...]:
    """The lines under a table, as many as there is room for.

    Args:
        about: The row in full.
        changes: What a change does.
        lately: What was changed lately.
        size: Width and height.
        rule: The sign that parts two columns.
    """
    width, height = size
    if about and changes:
        lines = beside(about, changes, width, rule) if width >= _HALVES else [*changes, BLANK, *about]
    else:
        lines = [*changes, *about]
    if lately and len(lines) + len(lately) < height:
        lines = [*lines, *([BLANK] if lines else ()), *lately]
    return tuple(lines[:height])


def half(width: int) -> int:
    """The width of one of two columns; all of it where there is no room for two."""
    return (width - 3) // 2 if width >= _HALVES else width


def lately_lines(workspace: Workspace, kind: str, document_id: str, width: int) -> list[Line]:
    """The latest commands that touched a document of settings, newest first."""
    lines: list[Line] = []
    for record in islice(workspace.records(), _LOOKED_AT):
        if len(lines) == _LATELY:
            break
        if record.mentions(document_id) and any(
            change.kind == kind and change.id == document_id for change in record.read().changes
        ):
            head = record.head
            when = f"{local_text(head.at)}  {fitted(user_of(head.by), 8)}  "
            lines.append(spread(((when, "dim"), (head.name, "")), (), width))
    return [(("Changed lately", "strong"), ("  history of these settings", "dim")), *lines] if lines else []
