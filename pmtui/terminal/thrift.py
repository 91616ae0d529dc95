"""Fewer bytes for the same screen: cells that stand already are not sent again, nor colours that hold already.

Textual writes each run of cells with all its colours and a reset after it, and repaints cells that
have not changed: always from the left edge of a widget, and everywhere when a screen is laid out.
Over a thin link that is what a person waits for. This stands between Textual and the terminal, keeps
what is shown and what is wanted, and tells the difference. It understands what Textual paints with, cursor
addresses and colours, and how we scroll; whatever else comes goes out as it is, and what was known is forgotten.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, compress, count, groupby, repeat
from operator import ne
from typing import NamedTuple
from unicodedata import category, east_asian_width

_ADDRESS = re.compile(r"\x1b\[(\d+);(\d+)H")
_COLOURS = re.compile(r"\x1b\[([\d;]*)m")
_SCROLL = re.compile(r"\x1b\[(\d+);(\d+)r\x1b\[\1;1H\x1b\[(\d+)([ML])\x1b\[r")
"""Lines of a region going up (`M`) or down (`L`)."""

_UNSEEN = re.compile(r"(?:\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[\?25[hl]|\x07)+")
"""Output that paints nothing: a title, the shape of the pointer, the clipboard, whether the cursor shows, the bell."""

_RESET = "\x1b[0m"
_NEAR = 4
"""Cells between two changes that are cheaper to send than to jump over."""

_WORTH = 12
"""Blanks of one color from which on a line is cheaper to erase in that color than to send them."""

_Cell = tuple[str, str]
"""A letter, and the colours it is seen in, as the numbers between `ESC [` and `m`."""

_UNKNOWN: _Cell = ("?", "unknown")


class Thrift:
    """The contents of the terminal, as far as they are known, and as they should be.

    Args:
        erases: Whether the terminal erases in the color that holds (GNU screen does not).

    Attributes:
        width: Columns of the terminal; 0 while they are unknown.
    """

    def __init__(self, *, erases: bool = False) -> None:
        self.width = 0
        self._erases = erases
        self._shown: dict[int, list[_Cell]] = {}
        self._wanted: dict[int, list[_Cell]] = {}
        self._cursor: tuple[int, int] | None = None
        self._cursor_shown: tuple[int, int] | None = None

    def forget(self) -> None:
        """Know nothing of what the terminal shows: all is sent that is painted next, and only that."""
        self._shown.clear()
        self._wanted.clear()
        self._cursor_shown = None

    @property
    def knows_nothing(self) -> bool:
        """Whether nothing is known of what the terminal shows."""
        return not self._shown

    @property
    def lines_painted(self) -> int:
        """How many lines have been painted since `changes`."""
        return len(self._wanted)

    def paint(self, data: str) -> bool:
        """Take in what is painted.

        Returns:
            Whether it was understood. If not, it has to be sent as it is, after `changes` and before the next;
            and where it may paint, what was known has been forgotten.
        """
        before, *pieces = _ADDRESS.split(data)
        lines = list(zip(map(int, pieces[::3]), map(int, pieces[1::3]), pieces[2::3], strict=True))
        painted = [(row, column, _cells(text.removesuffix("\n"))) for row, column, text in lines]
        if before or not lines or any(cells is None for _, _, cells in painted):
            return False
        for row, column, cells in painted:
            if cells:
                self._put(row, column - 1, cells)
            else:
                self._cursor = row, column
        return True

    def _put(self, row: int, first: int, cells: list[_Cell]) -> None:
        wanted = self._wanted.get(row)
        if wanted is None:
            wanted = self._wanted[row] = list(self._shown.get(row, ()))
        wanted.extend([_UNKNOWN] * (first - len(wanted)))
        # A wide letter of which half is painted over: what is left of it is the terminal's to say.
        after = first + len(cells)
        if after < len(wanted) and not wanted[after][0]:
            wanted[after] = _UNKNOWN
        if first < len(wanted) and not wanted[first][0] and first:
            wanted[first - 1] = _UNKNOWN
        wanted[first:after] = cells

    def passed(self, data: str) -> None:
        """Take in what went out as it is."""
        scroll = _SCROLL.fullmatch(data)
        if scroll is not None:
            self._scroll(*map(int, scroll.groups()[:3]), up=scroll[4] == "M")
        elif not _UNSEEN.fullmatch(data):
            self.forget()

    def _scroll(self, top: int, bottom: int, lines: int, *, up: bool) -> None:
        moved = {row: row - lines if up else row + lines for row in range(top, bottom + 1)}
        kept = {row: cells for row, cells in self._shown.items() if row not in moved}
        kept |= {
            to: self._shown[row] for row, to in moved.items() if row in self._shown and top <= to <= bottom
        }
        self._shown, self._cursor_shown = kept, None

    def changes(self) -> str:
        """The output that makes the terminal show what it should; empty for none."""
        pen = _Pen()
        for row in sorted(self._wanted):
            wanted, shown = self._wanted[row], self._shown.get(row, [])
            if wanted != shown:
                colours = self._erased(wanted, shown)
                if colours is not None:
                    pen.erase(row, colours)
                    shown = [(" ", colours)] * self.width
                for start, end in _spans(shown, wanted):
                    pen.go_to(row, start + 1)
                    for held, group in groupby(wanted[start:end], _colours_of):
                        pen.write("".join(letter for letter, _ in group), held)
                    pen.at = (row, end + 1)
                self._shown[row] = wanted
        self._wanted.clear()
        if self._cursor is not None and (pen.sent or self._cursor != self._cursor_shown):
            pen.go_to(*self._cursor)
            self._cursor_shown = self._cursor
        return pen.done()

    def _erased(self, wanted: list[_Cell], shown: list[_Cell]) -> str | None:
        """Return the colors to erase a line in before what differs is sent; `None` if that would not save anything."""
        if not self._erases or not self.width or len(wanted) != self.width or _UNKNOWN in wanted:
            return None
        changed = (
            cell[1]
            for cell in compress(wanted, chain(map(ne, shown, wanted), repeat(True)))
            if cell[0] == " "
        )
        colours, count = next(iter(Counter(changed).most_common(1)), ("", 0))
        return colours if count >= _WORTH and _is_erasable(colours) else None


@lru_cache(maxsize=1024)
def _is_erasable(colours: str) -> bool:
    """Tell whether erased cells look like blanks in some colors."""
    seen = look(colours)
    return not seen.other and not seen.attributes & _SEEN_ON_BLANKS


def _colours_of(cell: _Cell) -> str:
    return cell[1]


def _spans(shown: list[_Cell], wanted: list[_Cell]) -> list[tuple[int, int]]:
    """Where cells differ: from and up to, those near each other as one."""
    spans: list[tuple[int, int]] = []
    start = end = -1 - _NEAR
    differing = chain(compress(count(), map(ne, shown, wanted)), range(len(shown), len(wanted)))
    for place in differing:
        if wanted[place] is _UNKNOWN:
            continue
        if place != end and (place - end > _NEAR or _UNKNOWN in wanted[end:place]):
            if end >= 0:
                spans.append((start, end))
            start = place - 1 if not wanted[place][0] else place  # a wide letter's second cell goes with it
        end = place + 1
    return [*spans, (start, end)] if end >= 0 else spans


def _cells(painted: str) -> list[_Cell] | None:
    """The painted text, cell by cell; `None` if it holds more than single-cell letters and colors."""
    cells: list[_Cell] = []
    wanted = ""
    parts = _COLOURS.split(painted)
    for text, colours in zip(parts[::2], (*parts[1::2], ""), strict=True):
        if text:
            if not text.isprintable() or not (text.isascii() or all(map(_width, text))):
                return None
            blank = _behind(wanted)
            cells += [(letter, blank if letter == " " else wanted) for letter in _by_cells(text)]
        wanted = "" if colours in ("", "0") else f"{wanted};{colours}" if wanted else colours
    return cells


def _by_cells(text: str) -> Iterable[str]:
    """The letters, each wide one followed by the empty text that stands for its second cell."""
    if text.isascii():
        return text
    return chain.from_iterable((letter, "") if _width(letter) > 1 else letter for letter in text)


@lru_cache(maxsize=4096)
def _width(letter: str) -> int:
    """How many cells a letter covers; 0 for what joins the letter before it."""
    if category(letter) in ("Mn", "Me", "Mc", "Cf"):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


class _Look(NamedTuple):
    attributes: frozenset[str] = frozenset()
    front: str = ""
    back: str = ""
    other: str = ""
    """All of it, where there is something in it that is not known here."""


_PLAIN = _Look()


class _Pen:
    """Collects what is sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.at = (0, 0)
        self._look = _PLAIN

    def go_to(self, row: int, column: int) -> None:
        """Write there next."""
        steps = column - self.at[1]
        if self.at[0] != row or steps < 0:
            self.sent.append(f"\x1b[{row};{column}H")
        elif steps:
            self.sent.append(f"\x1b[{steps}C")
        self.at = (row, column)

    def write(self, text: str, colours: str) -> None:
        """Write in some colours."""
        changed, self._look = change(self._look, colours, blank=text.isspace())
        self.sent += (changed, text)

    def erase(self, row: int, colours: str) -> None:
        """Erase a line in some colors."""
        self.go_to(row, 1)
        changed, self._look = change(self._look, colours, blank=True)
        self.sent += (changed, "\x1b[2K")

    def done(self) -> str:
        """All of it; no colours are left behind."""
        return "".join((*self.sent, "" if self._look == _PLAIN else _RESET))


@lru_cache(maxsize=8192)
def change(here: _Look, colours: str, *, blank: bool = False) -> tuple[str, _Look]:
    """The shortest sequence that leads to some colours.

    Args:
        here: What holds.
        colours: What shall hold, as the numbers between `ESC [` and `m`.
        blank: Whether only spaces follow, which show nothing but what is behind them.

    Returns:
        What to send, and what holds then.
    """
    there = look(colours)
    if blank and not here.other and not there.other and not there.attributes & _SEEN_ON_BLANKS:
        there = there._replace(attributes=here.attributes - _SEEN_ON_BLANKS, front=here.front)
    if here == there:
        return "", here
    if there == _PLAIN:
        return _RESET, there
    fresh = ";".join(filter(None, (*sorted(there.attributes), there.front, there.back))) or there.other
    afresh = f"\x1b[0;{fresh}m" if here != _PLAIN else f"\x1b[{fresh}m"
    if here.other or there.other or (here.front and not there.front) or (here.back and not there.back):
        return afresh, there
    gone = here.attributes - there.attributes
    ended = sorted({_ENDED_BY[each] for each in gone})
    kept = {each for each in here.attributes - gone if _ENDED_BY[each] not in ended}
    parts = [*ended, *sorted(there.attributes - kept)]
    parts += [there.front] if there.front != here.front else []
    parts += [there.back] if there.back != here.back else []
    return min(f"\x1b[{';'.join(parts)}m", afresh, key=len), there


_ENDED_BY = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "5": "25",
    "6": "25",
    "7": "27",
    "8": "28",
    "9": "29",
}
"""The number that ends each attribute; bold and dim are ended by one number."""

_SEEN_ON_BLANKS = frozenset(("4", "5", "6", "7", "9"))
"""Underline, blinking, reverse and strike can be seen where there is no letter."""

_FRONT, _BACK = re.compile(r"3[0-8]|9[0-7]"), re.compile(r"4[0-8]|10[0-7]")
_EXTENDED = {"2": 5, "5": 3}
"""How many numbers a colour has that is given by its parts or by its place in a palette."""


@lru_cache(maxsize=4096)
def look(colours: str) -> _Look:
    """Colours by their parts."""
    words = colours.split(";") if colours else []
    attributes, front, back = set[str](), "", ""
    place = 0
    while place < len(words):
        word = words[place]
        following = words[place + 1] if place + 1 < len(words) else ""
        length = _EXTENDED.get(following, 0) if word in ("38", "48") else 1
        colour = ";".join(words[place : place + length])
        place += length
        if word in _ENDED_BY:
            attributes.add(word)
        elif length and _FRONT.fullmatch(word):
            front = colour
        elif length and _BACK.fullmatch(word):
            back = colour
        else:
            return _Look(other=colours)
    return _Look(frozenset(attributes), front, back)


@lru_cache(maxsize=4096)
def _behind(colours: str) -> str:
    """The visible part of colors on a blank; with reverse, that includes the color of the letters."""
    seen = look(colours)
    attributes = seen.attributes & _SEEN_ON_BLANKS
    if seen.other or attributes:
        return colours
    return seen.back
