"""A board of any size: lanes of cards side by side, drawn from what is on the screen."""

from collections.abc import Iterable

from textual import events
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from pmtui.widgets.cells import fitted, scrolled, split_line
from pmtui.widgets.line_view import BAR, MARK, LineView, Piece
from pmtui.widgets.rows import Card, Lanes, NoLanes

_HEAD = 2
_GAP = 2
_LEAST = 22

_Drawn = tuple[Piece, ...]


class Board(LineView):
    """Lanes with their heads; each scrolls by itself, and whole lanes scroll sideways.

    The cursor is a bar before the card and a strong title; moving it redraws just these.
    """

    lanes: reactive[Lanes] = reactive(NoLanes, init=False, repaint=False, always_update=True)
    """What is shown; the cursor stays on the same card where the new lanes have it."""
    dense: reactive[bool] = reactive(False, init=False)
    """Whether cards stand without a blank line between them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lane = 0
        self._places: dict[int, int] = {}
        self._tops: dict[int, int] = {}
        self._first = 0
        self._key: str | None = None
        self._drawn: dict[tuple[int, int], _Drawn] = {}

    # What is under the cursor

    @property
    def current_key(self) -> str | None:
        """The card under the cursor, or `None` where its lane is empty."""
        return self._key

    @property
    def current_lane(self) -> int:
        """The lane under the cursor."""
        return self._lane

    @property
    def _place(self) -> int:
        return self._places.get(self._lane, 0)

    @property
    def _card_height(self) -> int:
        return 2 if self.dense else 3

    @property
    def _page(self) -> int:
        """Cards that fit a lane."""
        return max(0, (self.size.height - _HEAD + (not self.dense)) // self._card_height)

    # Movement

    def move(self, rows: int) -> None:
        """Move the cursor within its lane."""
        self._put(self._lane, self._place + rows)

    def sideways(self, steps: int) -> None:
        """Move the cursor to another lane, to the card at about the same height."""
        lane = max(0, min(self._lane + steps, len(self.lanes) - 1))
        if lane != self._lane:
            height = self._place - self._tops.get(self._lane, 0)
            self._put(lane, self._tops.get(lane, 0) + height)

    def page(self, half_pages: int) -> None:
        """Move the cursor by half pages."""
        self.move(half_pages * max(1, self._page // 2))

    def first(self) -> None:
        """To the first card of the lane."""
        self._put(self._lane, 0)

    def last(self) -> None:
        """To the last card of the lane."""
        self._put(self._lane, self.lanes.count(self._lane) - 1 if len(self.lanes) else 0)

    def go_to(self, key: str) -> bool:
        """Put the cursor on a card; `False` where it is on no lane."""
        found = self.lanes.find(key)
        if found is None:
            return False
        self._put(*found)
        return True

    def _put(self, lane: int, place: int) -> None:
        """Put the cursor somewhere, scroll to it, and redraw what that changes."""
        if not len(self.lanes):
            return
        count = self.lanes.count(lane)
        place = max(0, min(place, count - 1))
        old_lane, old_place, old_first = self._lane, self._place, self._first
        self._lane, self._places[lane] = lane, place
        top = self._tops.get(lane, 0)
        self._tops[lane] = scrolled(top, place, self._page, count)
        self._first = self._first_for(lane)
        self._set_key()
        if self._first != old_first:
            self.refresh()
        elif self._tops[lane] != top:
            self._refresh_lane(lane)
            self._refresh_card(old_lane, old_place)
        else:
            self._refresh_card(old_lane, old_place)
            self._refresh_card(lane, place)
        if old_lane != lane:
            self._refresh_head(old_lane)
            self._refresh_head(lane)

    def _set_key(self) -> None:
        has_card = len(self.lanes) and self._place < self.lanes.count(self._lane)
        key = self.lanes.key(self._lane, self._place) if has_card else None
        if key != self._key:
            self._key = key
            self.post_message(self.Moved(key))

    # Marks

    def mark_range(self) -> None:
        """Mark from the last mark to the cursor, within a lane."""
        start = self.lanes.find(self._anchor) if self._anchor is not None else None
        begin = start[1] if start is not None and start[0] == self._lane else self._place
        low, high = sorted((begin, self._place))
        count = self.lanes.count(self._lane) if len(self.lanes) else 0
        self._mark(self.lanes.key(self._lane, place) for place in range(low, min(high + 1, count)))

    def mark_all(self) -> None:
        """Mark every card of the lane."""
        count = self.lanes.count(self._lane) if len(self.lanes) else 0
        self._mark(self.lanes.key(self._lane, place) for place in range(count))

    # Changes from above

    def watch_lanes(self) -> None:
        """Show other lanes."""
        self.lanes_changed()

    def watch_dense(self) -> None:
        """Draw everything at the new height."""
        self.refresh()

    def lanes_changed(self) -> None:
        """Take in that cards moved, came or went: draw again only the pieces of lines that differ."""
        found = self.lanes.find(self._key) if self._key is not None else None
        if found is not None:
            self._lane, self._places[found[0]] = found
        self._lane = max(0, min(self._lane, len(self.lanes) - 1))
        self.keep_marks(key for key in self._marks if self.lanes.find(key) is not None)
        for lane in range(len(self.lanes)):
            count = self.lanes.count(lane)
            self._places[lane] = max(0, min(self._places.get(lane, 0), count - 1))
            self._tops[lane] = scrolled(self._tops.get(lane, 0), self._places[lane], self._page, count)
        first = self._first_for(self._lane)
        self._set_key()
        if first != self._first:
            self._first = first
            self.refresh()
            return
        self._refresh_differing()

    def _refresh_differing(self) -> None:
        for lane, left, width in self._visible():
            for y in range(self.size.height):
                if self._drawn.get((lane, y)) != self._pieces(lane, y, width):
                    self.refresh(Region(left, y, width, 1))

    def refresh_cards(self, keys: Iterable[str]) -> None:
        """Draw again what shows some documents."""
        for key in keys:
            found = self.lanes.find(key)
            if found is not None:
                self._refresh_card(*found, whole=True)

    def repaint(self, keys: Iterable[str]) -> None:
        """Draw again what shows some documents."""
        self.refresh_cards(keys)

    # Geometry

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        for lane in range(len(self.lanes)):
            top, place = self._tops.get(lane, 0), self._places.get(lane, 0)
            self._tops[lane] = scrolled(top, place, self._page, self.lanes.count(lane))
        self._first = self._first_for(self._lane)
        self._drawn.clear()

    def _fitting(self) -> int:
        """How many lanes fit."""
        return max(1, min(len(self.lanes), (self.size.width + _GAP) // (_LEAST + _GAP)))

    def _first_for(self, lane: int) -> int:
        fitting = self._fitting()
        first = min(self._first, lane)
        return max(0, min(max(first, lane - fitting + 1), len(self.lanes) - fitting))

    def _visible(self) -> list[tuple[int, int, int]]:
        """The lanes on the screen: which, where from, how wide."""
        fitting = self._fitting()
        lanes = range(self._first, min(self._first + fitting, len(self.lanes)))
        total = self.size.width - _GAP * (fitting - 1)
        found, left = [], 0
        for number, lane in enumerate(lanes):
            width = total // fitting + (number < total % fitting)
            found.append((lane, left, width))
            left += width + _GAP
        return found

    def _box(self, lane: int) -> tuple[int, int] | None:
        return next(((left, width) for each, left, width in self._visible() if each == lane), None)

    def _refresh_card(self, lane: int, place: int, *, whole: bool = False) -> None:
        box = self._box(lane)
        row = place - self._tops.get(lane, 0)
        if box is None or not 0 <= row < self._page:
            return
        y = _HEAD + row * self._card_height
        self.refresh(Region(box[0], y, box[1], 1))
        self.refresh(Region(box[0], y + 1, box[1] if whole else 1, 1))

    def _refresh_lane(self, lane: int) -> None:
        box = self._box(lane)
        if box is not None:
            self.refresh(Region(box[0], _HEAD, box[1], max(0, self.size.height - _HEAD)))

    def _refresh_head(self, lane: int) -> None:
        box = self._box(lane)
        if box is not None:
            self.refresh(Region(box[0], 0, box[1], 1))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line across the lanes."""
        pieces: list[Piece] = []
        for number, (lane, _, width) in enumerate(self._visible()):
            if number:
                pieces.append((" " * _GAP, ""))
            drawn = self._pieces(lane, y, width)
            self._drawn[lane, y] = drawn
            pieces += drawn
        return self.strip_of(pieces, self.size.width)

    def _pieces(self, lane: int, y: int, width: int) -> _Drawn:
        """What one lane shows on one line."""
        if y < _HEAD:
            return self._head(lane, y, width)
        row, part = divmod(y - _HEAD, self._card_height)
        place = self._tops.get(lane, 0) + row
        count = self.lanes.count(lane)
        if not count and y == _HEAD:
            return ((fitted(" —", width), "dim"),)
        if place >= count or row >= self._page or part > 1:
            return ((" " * width, ""),)
        key = self.lanes.key(lane, place)
        current = lane == self._lane and place == self._place
        return self._card(
            self.lanes.card(lane, place), width, part, current=current, marked=key in self._marks
        )

    def _card(self, card: Card, width: int, part: int, *, current: bool, marked: bool) -> _Drawn:
        edge: Piece = (BAR, "cursor") if current else (" ", "")
        if part == 0:
            sign: Piece = (MARK, "mark") if marked else edge
            return (sign, (split_line(card.title, card.amount, width - 1), "cursor" if current else ""))
        line = split_line(card.note, card.flag, width - 1)
        if not card.tone:
            return (edge, (line, "dim"))
        at = len(line) - len(line.rstrip()) + len(card.flag)
        return (edge, (line[: len(line) - at], "dim"), (line[len(line) - at :], card.tone))

    def _head(self, lane: int, y: int, width: int) -> _Drawn:
        head = self.lanes.head(lane)
        if y == 0:
            style = "accent" if lane == self._lane else "header"
            return ((split_line(f" {head.title}", head.detail, width), style),)
        rule = "─" * width
        before, after = self._first, len(self.lanes) - self._first - self._fitting()
        if lane == self._first and before > 0:
            rule = f"‹ {before} more {rule}"[:width]
        elif lane == self._first + self._fitting() - 1 and after > 0:
            more = f" {after} more ›"
            rule = rule[: width - len(more)] + more
        return ((rule, "dim"),)

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the card that has it, it opens."""
        for lane, left, width in self._visible():
            if left <= event.x < left + width and event.y >= _HEAD:
                place = self._tops.get(lane, 0) + (event.y - _HEAD) // self._card_height
                if place >= self.lanes.count(lane):
                    continue
                if (lane, place) == (self._lane, self._place) and self._key is not None:
                    self.post_message(self.Opened(self._key))
                self._put(lane, place)

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self.move(-1)
