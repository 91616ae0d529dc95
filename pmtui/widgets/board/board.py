"""A board of any size: lanes of cards side by side, drawn from what is on the screen."""

from collections.abc import Iterable

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.layout import Layout
from textual.message import Message
from textual.reactive import reactive

from pmtui.widgets.board.board_card import (
    CardState,
    CardStyle,
    card_line,
    drop_line,
    empty_line,
    head_line,
    hidden_line,
    narrowed,
    sum_line,
)
from pmtui.widgets.board.lane_slot import LaneLayout, LaneSlot
from pmtui.widgets.drawing.column_layout import FittedLane, first_lane, fit_lanes
from pmtui.widgets.drawing.data_sources import Card, Lanes, NoLanes
from pmtui.widgets.drawing.line_segments import Line
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.drawing.scrolling import paged, scrolled, steadiest, within

_HEAD = 3
_SUMS = 1
"""The line of a head with the sums, and with the lanes that are not shown."""
_FOOT = 1
_WHEEL = 1
_CARDS_KEPT = 500


class Board(LineView):
    """Lanes with their heads; each scrolls by itself, and whole lanes scroll sideways.

    Cards lie on a surface; the one under the cursor is filled, so that moving it redraws two cards.
    """

    lanes: reactive[Lanes] = reactive(NoLanes, init=False, repaint=False, always_update=True)
    """The lanes that are shown; the cursor stays on the same card if the new lanes have it."""
    changed: reactive[frozenset[str]] = reactive(
        frozenset[str](), init=False, repaint=False, always_update=True
    )
    """The documents whose contents are different from what is drawn, where no card has moved."""
    dense: reactive[bool] = reactive(False, init=False, repaint=False)
    """Whether cards stand without a blank line between them."""

    class Dropped(Message):
        """A card was dragged to another lane."""

        def __init__(self, key: str, lane: str) -> None:
            super().__init__()
            self.key = key
            """The document."""
            self.lane = lane
            """The key of the lane."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lane = 0
        self._first = 0
        self._places: dict[int, int] = {}
        self._tops: dict[int, int] = {}
        self._shown: dict[int, dict[int, str]] = {}
        self._cards: dict[str, Card] = {}
        self._slots: list[LaneSlot] = []
        self._placed = 0
        self._fitted: tuple[FittedLane, ...] = ()
        self._lane_layout = LaneLayout(self._fit)
        self._held: tuple[int, int] | None = None
        self._dragged: str | None = None
        self._over: int | None = None

    @property
    def layout(self) -> Layout:
        """Places the slots where the lanes fit."""
        return self._lane_layout

    def compose(self) -> ComposeResult:
        """A slot for each lane."""
        self._placed = len(self.lanes)
        yield from self._missing_slots()

    def _missing_slots(self) -> list[LaneSlot]:
        slots = [
            LaneSlot(number, self, self._slot_line, self.fit_size)
            for number in range(len(self._slots), len(self.lanes))
        ]
        self._slots += slots
        return slots

    # What is under the cursor

    @property
    def current_lane(self) -> int:
        """The lane under the cursor."""
        return self._lane

    @property
    def current_region(self) -> Region | None:
        """The lines of the card under the cursor."""
        number = self._lane - self._first
        if self._key is None or not 0 <= number < min(self._fitting, len(self._slots)):
            return None
        row = self._place(self._lane) - self._tops.get(self._lane, 0)
        region = self._slots[number].region
        top = region.y + _HEAD + row * self._card_height
        return Region(region.x, top, self._fitted[number].width, self._card_height - (not self.dense))

    def _place(self, lane: int) -> int:
        """The card of a lane that the cursor is on, or comes back to."""
        return self._places.get(lane, 0)

    def _count(self, lane: int) -> int:
        return self.lanes.count(lane) if 0 <= lane < len(self.lanes) else 0

    def _document_at(self, lane: int, place: int) -> str | None:
        return self.lanes.key(lane, place) if 0 <= place < self._count(lane) else None

    # Movement

    def move(self, rows: int) -> None:
        """Move the cursor within its lane."""
        self._put(self._lane, self._place(self._lane) + rows)

    def sideways(self, steps: int) -> None:
        """Move the cursor to another lane, to the card at about the same height."""
        lane = within(self._lane + steps, len(self.lanes))
        if lane != self._lane:
            height = self._place(self._lane) - self._tops.get(self._lane, 0)
            self._put(lane, self._tops.get(lane, 0) + min(height, max(0, self._page - 1)))

    def page(self, half_pages: int) -> None:
        """Move the cursor, and what its lane shows, by half pages."""
        lane = self._lane
        self._tops[lane], place = paged(
            self._tops.get(lane, 0), self._place(lane), self._page, self._count(lane), half_pages
        )
        self._put(lane, place)
        self._update_lane(lane)

    def first(self) -> None:
        """To the first card of the lane."""
        self._put(self._lane, 0)

    def last(self) -> None:
        """To the last card of the lane."""
        self._put(self._lane, self._count(self._lane) - 1)

    def go_to(self, key: str) -> bool:
        """Put the cursor on a card; `False` where it is on no lane."""
        found = self.lanes.find(key)
        if found is None:
            return False
        self._put(*found)
        return True

    def _put(self, lane: int, place: int) -> None:
        """Put the cursor somewhere, scroll to it, and draw again what that changes."""
        before = self._lane, self._place(self._lane)
        first, top = self._first, self._tops.get(lane, 0)
        count = self._count(lane)
        self._lane, self._places[lane] = lane, within(place, count)
        self._tops[lane] = scrolled(top, self._place(lane), self._page, count)
        self._first = first_lane(first, lane, self._fitting, len(self.lanes))
        self._change_key(self._document_at(lane, self._place(lane)))
        if self._first != first:
            self.update_lines()
            return
        self._update_card(*before)
        if self._tops[lane] != top:
            self._update_lane(lane)
        else:
            self._update_card(lane, self._place(lane))

    # Marks

    def mark_range(self) -> None:
        """Mark from the latest mark to the cursor, within a lane."""
        start = self.lanes.find(self._anchor) if self._anchor is not None else None
        place = self._place(self._lane)
        begin = start[1] if start is not None and start[0] == self._lane else place
        low, high = sorted((begin, place))
        self._mark_places(range(low, min(high + 1, self._count(self._lane))))

    def mark_all(self) -> None:
        """Mark every card of the lane."""
        self._mark_places(range(self._count(self._lane)))

    def _mark_places(self, places: Iterable[int]) -> None:
        self.add_marks(self.lanes.key(self._lane, place) for place in places)

    def in_order(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Some of the shown documents, lane by lane."""
        places = sorted((place, key) for key in keys if (place := self.lanes.find(key)) is not None)
        return tuple(key for _, key in places)

    # Changes from above

    def watch_lanes(self) -> None:
        """Show other lanes."""
        self.lanes_changed()

    def watch_changed(self) -> None:
        """Draw the cards again that are different."""
        self.refresh_cards(self.changed)

    def watch_dense(self) -> None:
        """Draw everything at the new height."""
        self.size_changed()
        for slot in self._slots:
            slot.redraw()

    def watch_ascii(self) -> None:
        """Draw everything with the other signs."""
        for slot in self._slots:
            slot.redraw()

    def lanes_changed(self) -> None:
        """Take in that cards moved, came or went: draw again only the pieces of lines that differ.

        The cursor stays on its card, and as many cards as possible stay where they are.
        """
        self._cards.clear()
        found = self.lanes.find(self._key) if self._key is not None else None
        self._fitted = self._fit(self.fitted_size)
        before = self._place(self._lane)
        self._lane, place = found or (within(self._lane, len(self.lanes)), before)
        self._places[self._lane] = place
        for lane in range(len(self.lanes)):
            self._settle(lane, place - before if lane == self._lane else 0)
        self._first = first_lane(self._first, self._lane, self._fitting, len(self.lanes))
        self.keep_marks([key for key in self._marks if self.lanes.find(key) is not None])
        self._change_key(self._document_at(self._lane, self._place(self._lane)))
        if self.is_mounted and self._placed != len(self.lanes):
            self._placed = len(self.lanes)
            self.mount(*self._missing_slots())
            for slot in self._slots:  # a widget keeps its arrangement until a child asks for another
                slot.refresh(layout=True)
        self.update_lines()

    def _settle(self, lane: int, moved: int) -> None:
        """Keep a lane's cursor among its cards and in sight, and as many cards as possible where they are."""
        count, top = self._count(lane), self._tops.get(lane, 0)
        place = self._places[lane] = within(self._place(lane), count)
        tops = [scrolled(each, place, self._page, count) for each in (top, top - 1, top + 1, top + moved)]
        self._tops[lane] = steadiest(
            tops, self._shown.get(lane, {}), lambda each: self._document_at(lane, each)
        )

    def refresh_cards(self, keys: Iterable[str]) -> None:
        """Draw again what shows some documents, if it is on the screen and looks different."""
        changed = frozenset(keys)
        self._cards.clear()
        for lane, shown in tuple(self._shown.items()):
            for row, key in tuple(shown.items()):
                if key in changed:
                    self._update_card(lane, self._tops.get(lane, 0) + row)
            self._update_head(lane)

    # Geometry

    @property
    def _card_height(self) -> int:
        return 2 if self.dense else 3

    @property
    def _page(self) -> int:
        """Cards that fit a lane; of the last one two lines are enough."""
        return max(0, (self.fitted_size.height - _HEAD - _FOOT + self._card_height - 2) // self._card_height)

    @property
    def _fitting(self) -> int:
        return len(self._fitted)

    def _fit(self, size: Size) -> tuple[FittedLane, ...]:
        return fit_lanes(len(self.lanes), size.width)

    def on_resize(self) -> None:
        """Draw what the size changed beyond the lanes whose own size changed."""
        self.update_lines()

    def size_changed(self) -> None:
        """Fit the lanes, and keep the cursor in sight."""
        self._shown.clear()
        self._fitted = self._fit(self.fitted_size)
        for lane in range(len(self.lanes)):
            self._tops[lane] = scrolled(
                self._tops.get(lane, 0), self._place(lane), self._page, self._count(lane)
            )
        self._first = first_lane(self._first, self._lane, self._fitting, len(self.lanes))

    # Drawing

    def update_lines(self) -> None:
        """Draw all lanes again as far as they differ."""
        self.fit_size()
        for slot in self._slots[: self._fitting]:
            slot.update_lines()

    def _update_lane(self, lane: int) -> None:
        if 0 <= lane - self._first < min(self._fitting, len(self._slots)):
            self._slots[lane - self._first].update_lines()

    def _update_head(self, lane: int) -> None:
        if 0 <= lane - self._first < min(self._fitting, len(self._slots)):
            for y in range(_HEAD - 1):
                self._slots[lane - self._first].update_line(y)

    def _update_card(self, lane: int, place: int) -> None:
        row = place - self._tops.get(lane, 0)
        if 0 <= lane - self._first < min(self._fitting, len(self._slots)) and 0 <= row < max(1, self._page):
            for part in range(self._card_height):
                self._slots[lane - self._first].update_line(_HEAD + row * self._card_height + part)

    def line(self, y: int) -> Line:
        """Nothing: the lanes lie over it."""
        return ((" " * self.fitted_size.width, ""),)

    def _slot_line(self, number: int, y: int) -> Line:
        """The contents of a line of a slot."""
        lane = self._first + number
        if number >= self._fitting or lane >= len(self.lanes):
            return ()
        _, width, gap = self._fitted[number]
        face = CardStyle(width, self.signs)
        line = narrowed(self._lane_line(lane, y, face), width, face.signs.cut)
        return (*line, (" " * gap, ""))

    def _lane_line(self, lane: int, y: int, face: CardStyle) -> Line:
        if y == 0:
            return head_line(self.lanes.head(lane), face)
        if y == _SUMS and lane == self._over:
            return drop_line(face)
        if y == _SUMS:
            last = lane == self._first + self._fitting - 1
            back = self._first if lane == self._first else 0
            return sum_line(
                self.lanes.head(lane), face, back=back, on=len(self.lanes) - lane - 1 if last else 0
            )
        if y < _HEAD:
            return hidden_line(face, face.signs.above, self._tops.get(lane, 0))
        if y == self.fitted_size.height - _FOOT:
            return hidden_line(
                face, face.signs.below, self._count(lane) - self._tops.get(lane, 0) - self._page
            )
        row, part = divmod(y - _HEAD, self._card_height)
        place = self._tops.get(lane, 0) + row
        shown = self._shown.setdefault(lane, {})
        key = self._document_at(lane, place) if row < self._page else None
        if key is None:
            shown.pop(row, None)
            here = y == _HEAD and not self._count(lane)
            return empty_line(face, current=lane == self._lane) if here else ((" " * face.width, ""),)
        shown[row] = key
        state = CardState(lane == self._lane and place == self._place(lane), key in self._marks)
        return card_line(self._card(key, lane, place), part, state, face)

    def _card(self, key: str, lane: int, place: int) -> Card:
        """The contents of a card; computed once for all its lines, and again when the lanes or cards have changed."""
        if key not in self._cards:
            if len(self._cards) >= _CARDS_KEPT:
                self._cards.clear()
            self._cards[key] = self.lanes.card(lane, place)
        return self._cards[key]

    # The mouse

    def _lane_at(self, event: events.MouseEvent) -> int | None:
        """The lane under the pointer; `None` outside the lanes."""
        if not self.region.contains(int(event.screen_x), int(event.screen_y)):
            return None
        x = event.screen_x - self.region.x
        return next(
            (self._first + number for number, each in enumerate(self._fitted)
             if each.left <= x < each.left + each.width),
            None,
        )  # fmt: skip

    def _card_at(self, event: events.MouseEvent) -> tuple[int, int] | None:
        """The lane and the place of the card under the pointer."""
        lane, row = self._lane_at(event), (event.screen_y - self.region.y - _HEAD) // self._card_height
        if lane is None or not 0 <= row < self._page:
            return None
        place = self._tops.get(lane, 0) + row
        return (lane, place) if place < self._count(lane) else None

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the card that has it, it opens; on the lanes not shown, it goes there."""
        found, lane = self._card_at(event), self._lane_at(event)
        if found is not None:
            if found == (self._lane, self._place(self._lane)) and self._key is not None:
                self.post_message(self.Opened(self._key))
            self._put(*found)
            return
        y = event.screen_y - self.region.y
        if lane is not None and y == _SUMS:
            beyond = 1 if lane == self._first + self._fitting - 1 else -1 if lane == self._first else 0
            self.sideways(lane + beyond - self._lane)
        elif lane is not None and y == self.fitted_size.height - _FOOT:
            self._put(lane, self._tops.get(lane, 0) + self._page)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a card; it is dragged once the pointer has left its lane."""
        self._held = self._card_at(event) if event.button == 1 else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show where the card that is dragged would be dropped."""
        if self._held is None:
            return
        lane = self._lane_at(event)
        if self._dragged is None:
            if lane in (None, self._held[0]):
                return
            self._put(*self._held)
            self._dragged = self._key
            self.capture_mouse()
        self._show_drop(None if lane == self._held[0] else lane)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop the card; outside the lanes, and in its own, it stays where it was."""
        dragged, lane = self._dragged, self._over
        self._let_go()
        if dragged is not None and lane is not None:
            self.post_message(self.Dropped(dragged, self.lanes.head(lane).key))

    def on_key(self, event: events.Key) -> None:
        """Escape leaves the card that is dragged where it was."""
        if self._dragged is not None and event.key == "escape":
            event.stop()
            event.prevent_default()
            self._let_go()

    def _let_go(self) -> None:
        self._held = self._dragged = None
        self._show_drop(None)
        self.release_mouse()

    def _show_drop(self, lane: int | None) -> None:
        before, self._over = self._over, lane
        for each in {before, lane} - {None} if before != lane else ():
            if each is not None and 0 <= each - self._first < min(self._fitting, len(self._slots)):
                self._slots[each - self._first].update_line(_SUMS)

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self.move(_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self.move(-_WHEEL)
