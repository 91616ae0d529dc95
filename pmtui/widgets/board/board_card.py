"""The look of a lane of a board, line by line: its head, its cards, its empty state."""

from typing import NamedTuple

from pmtui.widgets.drawing.cell_text import cut, fitted, split_line, width_of
from pmtui.widgets.drawing.data_sources import Card, LaneHead
from pmtui.widgets.drawing.glyphs import Glyphs
from pmtui.widgets.drawing.line_segments import Line, Piece

_EDGE = 1
"""Cells on each side of a card, where the cursor is shown."""


class CardStyle(NamedTuple):
    """The width and the glyphs that lines are drawn with.

    Attributes:
        width: Cells of the lane.
        signs: The glyphs to draw.
    """

    width: int
    signs: Glyphs

    @property
    def inner(self) -> int:
        """The cells between the edges."""
        return max(0, self.width - 2 * _EDGE)

    def split(self, left: str, right: str) -> tuple[str, str]:
        """Two texts at the ends of what is between the edges."""
        return split_line(left, right, self.inner, self.signs.cut)


class CardState(NamedTuple):
    """How a card stands out.

    Attributes:
        current: The cursor is on it.
        marked: It is marked.
    """

    current: bool = False
    marked: bool = False


def head_line(head: LaneHead, face: CardStyle) -> Line:
    """Title and what the lane comes to; where both do not fit, the sums are cut and not the name."""
    room = face.inner - width_of(head.title) - 1
    detail = (
        head.detail if width_of(head.detail) <= room else fitted(head.detail, room, ellipsis=face.signs.cut)
    )
    title, detail = face.split(head.title, detail)
    return _lined((" ", ""), (title, "header"), (detail, "dim"), (" ", ""))


def rule_line(face: CardStyle, *, back: int = 0, on: int = 0, above: int = 0) -> Line:
    """The line under a head.

    Args:
        face: What it is drawn with.
        back: Lanes there are to the left of the screen.
        on: Lanes there are to the right of it.
        above: Cards of this lane above what is shown.
    """
    signs = face.signs
    before = f"{signs.back} {back} more " if back > 0 else ""
    after = f" {on} more {signs.on}" if on > 0 else ""
    hidden = f" {signs.above} {above} more " if above > 0 else ""
    room = max(0, face.width - width_of(before) - width_of(hidden) - width_of(after))
    rule = signs.rule * (room // 2)
    return _lined(
        (before, "dim"),
        (rule, "rule"),
        (hidden, "dim"),
        (signs.rule * (room - len(rule)), "rule"),
        (after, "dim"),
    )


def drop_line(face: CardStyle) -> Line:
    """In place of the rule, where a card that is dragged would be dropped."""
    return ((fitted(f" {face.signs.on} drop it here", face.width), "cursor"),)


def empty_line(face: CardStyle, *, current: bool) -> Line:
    """In place of cards, where there are none."""
    edge: Piece = (face.signs.bar, "cursor") if current else (" ", "")
    return _lined(edge, (fitted(face.signs.nothing, face.width - _EDGE), "dim"))


def card_line(card: Card, part: int, state: CardState, face: CardStyle) -> Line:
    """One of the three lines of a card.

    The first is of one look where the cursor is: bar, title, amount and bar cost one change of style.
    The others look the same with and without the cursor, so that moving it redraws two lines and not four.
    """
    if part == 0:
        return _first_line(card, state, face)
    if part == 1:
        note, flag = face.split(card.note, card.flag)
        return _lined((f" {note}", "dim"), (flag, card.tone or "dim"), (" ", ""))
    if not card.warning:
        return ((" " * face.width, ""),)
    return _lined((f" {fitted(card.warning, face.inner, ellipsis=face.signs.cut)} ", "risk"))


def _first_line(card: Card, state: CardState, face: CardStyle) -> Line:
    signs = face.signs
    if state.current:
        title = f"{signs.mark} {card.title}" if state.marked else card.title
        return _lined((f"{signs.bar}{''.join(face.split(title, card.amount))}{signs.edge}", "cursor"))
    if not state.marked:
        return _lined((f" {''.join(face.split(card.title, card.amount))} ", ""))
    title, amount = face.split(f"{signs.mark} {card.title}", card.amount)
    return _lined((" ", ""), (title[:1], "mark"), (f"{title[1:]}{amount} ", ""))


def _lined(*pieces: Piece) -> Line:
    return tuple(piece for piece in pieces if piece[0])


def narrowed(line: Line, width: int, ellipsis: str) -> Line:
    """A line of a lane that is narrower than its edges, as one piece; others are left as they are."""
    text = "".join(text for text, _ in line)
    return line if width_of(text) == width else ((fitted(cut(text, width, ellipsis), width), ""),)
