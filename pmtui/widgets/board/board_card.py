"""The look of a lane of a board, line by line: its head, its cards, its empty state."""

from collections.abc import Iterable
from typing import NamedTuple

from pmtui.widgets.drawing.cell_text import cut, fitted, split_line, width_of
from pmtui.widgets.drawing.data_sources import Card, LaneHead, Tone
from pmtui.widgets.drawing.glyphs import Glyphs
from pmtui.widgets.drawing.line_segments import Line, Look, Piece

_EDGE = 1
"""Cells on each side of a card: the stripe, and a blank."""

_BETWEEN = 2
"""Blanks between what stands at the two sides of a card."""


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
    """The name of the lane, and at its right the chance of winning that it stands for."""
    title, share = face.split(head.title, head.share)
    return _lined((" ", ""), (title, "header"), (share, "dim"), (" ", ""))


def sum_line(head: LaneHead, face: CardStyle, *, back: int = 0, on: int = 0) -> Line:
    """How many cards the lane has, and what they add up to.

    Args:
        head: The lane.
        face: What it is drawn with.
        back: Lanes there are to the left of the screen.
        on: Lanes there are to the right of it.
    """
    signs = face.signs
    before = f"{signs.back} {back} more  " if back > 0 else ""
    after = f"{on} more {signs.on}" if on > 0 else ""
    detail, after = face.split(f"{before}{head.detail}", after)
    return _lined((" ", ""), (detail, "dim"), (after, "dim"), (" ", ""))


def hidden_line(face: CardStyle, sign: str, count: int) -> Line:
    """How many cards of a lane lie above or below those that are shown; blank for none."""
    words = f"{sign} {count:,} more" if count > 0 else ""
    return _lined((f" {fitted(words, face.inner, ellipsis=face.signs.cut)} ", "dim"))


def drop_line(face: CardStyle) -> Line:
    """Under the head of a lane, where a card that is dragged would be dropped."""
    return ((fitted(f" {face.signs.on} drop it here", face.width), "cursor"),)


def empty_line(face: CardStyle, *, current: bool) -> Line:
    """In place of cards, where there are none."""
    edge: Piece = (face.signs.bar, "bar") if current else (" ", "")
    words = fitted(face.signs.nothing, face.width - _EDGE)
    return _lined(edge, (words, "cursor" if current else "dim"))


def card_line(card: Card, part: int, state: CardState, face: CardStyle) -> Line:
    """One of the lines of a card: on a surface with a stripe in the color of its worst sign; the current one filled."""
    if part > 1 and not card.warning:
        return ((" " * face.width, ""),)
    pieces = tuple(_PARTS[part](card, state, face))
    if state.current:
        text = "".join(piece for piece, _ in pieces)
        return _lined((face.signs.bar, "bar"), (f"{text} ", "cursor"))
    return _lined((face.signs.stripe, _stripe(card)), *pieces, (" ", "card"))


def _title_line(card: Card, state: CardState, face: CardStyle) -> Iterable[Piece]:
    if not state.marked:
        yield "".join(face.split(card.title, card.amount)), "card"
        return
    title, amount = face.split(f"{face.signs.mark} {card.title}", card.amount)
    yield title, "card-mark"
    yield amount, "card"


def _note_line(card: Card, state: CardState, face: CardStyle) -> Iterable[Piece]:
    sign = f"{card.sign} " if card.sign else ""
    room = face.inner - width_of(sign) - width_of(card.flag) - _BETWEEN
    note = card.note if width_of(card.note) <= room or not card.brief else card.brief
    left, flag = split_line(note, card.flag, face.inner - width_of(sign), face.signs.cut)
    yield sign, _on_card(card.sign_tone)
    yield left, "card-dim"
    yield flag, _on_card(card.tone or "dim")


def _warning_line(card: Card, state: CardState, face: CardStyle) -> Iterable[Piece]:
    yield fitted(card.warning, face.inner, ellipsis=face.signs.cut), "card-risk"


_PARTS = (_title_line, _note_line, _warning_line)
_ON_CARD: dict[Tone, Look] = {
    "dim": "card-dim",
    "risk": "card-risk",
    "due": "card-due",
    "good": "card-good",
    "strong": "card-mark",
}


def _on_card(tone: Tone) -> Look:
    """Return the look of a tone on the surface of a card."""
    return _ON_CARD.get(tone, "card")


def _stripe(card: Card) -> Look:
    """Return the look of the stripe: that of the worst sign, or a calm one."""
    tones = (card.tone, card.sign_tone)
    return "card-risk" if "risk" in tones else "card-due" if "due" in tones else "card-rule"


def _lined(*pieces: Piece) -> Line:
    return tuple(piece for piece in pieces if piece[0])


def narrowed(line: Line, width: int, ellipsis: str) -> Line:
    """A line of a lane that is narrower than its edges, as one piece; others are left as they are."""
    text = "".join(text for text, _ in line)
    return line if width_of(text) == width else ((fitted(cut(text, width, ellipsis), width), ""),)
