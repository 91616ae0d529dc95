"""What opens under a field: a menu with its keys, or a month to walk in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.models.values.dates import WEEKDAYS
from pmtui.models.values.folding import folded
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.choice_list import Choice, ChoiceList

_MOST = 8
"""Rows of a menu."""
_RESERVED = frozenset("jk")
"""The letters that move in a menu."""


class Option(NamedTuple):
    """A choice in a menu."""

    text: str
    """The text that it puts into the field."""
    note: str = ""
    """What it means, in a few words."""
    makes: bool = False
    """Whether it makes a record instead of naming one."""


def menu_keys(options: Sequence[str]) -> tuple[str, ...]:
    """A key for each option: the first of its letters that is free, else a figure, else none."""
    taken: set[str] = set()
    found = []
    for option in options:
        words = folded(option).split()
        letters = [word[0] for word in words] + [letter for word in words for letter in word]
        free = [each for each in (*letters, *"123456789") if each.isalnum() and each not in taken | _RESERVED]
        found.append(free[0] if free else "")
        taken.update(found[-1:])
    return tuple(found)


class Menu(ChoiceList):
    """The choices of a field, under it.

    Args:
        options: What can be chosen.
        current: The text that is in the field.
        keyed: Whether a letter chooses.
    """

    DEFAULT_CSS = """
    Menu {
        overlay: screen; constrain: none inside; width: 44; max-width: 100%;
        background: $panel; border: round $foreground 40%;
    }
    """

    class Picked(Message):
        """A choice was clicked."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """What goes into the field."""

    def __init__(self, options: Sequence[Option], current: str, *, keyed: bool) -> None:
        super().__init__()
        self._options: Sequence[Option] = ()
        self._keys: tuple[str, ...] = ()
        self._keyed, self._first, self._current = keyed, options, current

    def on_mount(self) -> None:
        """Show the choices, at the one in the field."""
        self.offer(self._first, self._current)

    def offer(self, options: Sequence[Option], current: str = "") -> None:
        """Show other choices."""
        self._options = options
        self._keys = (
            menu_keys([option.text or option.note for option in options])
            if self._keyed
            else ("",) * len(options)
        )
        rows = min(len(options), _MOST)
        if self.styles.height is None or self.styles.height.value != rows + 2:
            self.styles.height = rows + 2
        self.show(
            [
                Choice(
                    option.text, f" {key}  {option.text}" if self._keyed else f" {option.text}", option.note
                )
                for key, option in zip(self._keys, options, strict=True)
            ]
        )
        self.cursor = next((at for at, option in enumerate(options) if current and option.text == current), 0)

    @property
    def makes(self) -> bool:
        """Whether the choice under the cursor makes a record."""
        return bool(self._options) and self._options[self.cursor].makes

    @property
    def text(self) -> str:
        """The choice under the cursor."""
        return self._options[self.cursor].text if self._options else ""

    def press(self, event: events.Key) -> bool | None:
        """Move, or choose: `True` for a choice, `False` for a key that is used up, `None` for any other."""
        letter = folded(event.character or "")
        if event.key in ("down", "j", "up", "k", "pagedown", "pageup", "home", "end"):
            far = len(self._options)
            self.move(
                {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": _MOST, "pageup": -_MOST}.get(
                    event.key, far if event.key == "end" else -far
                )
            )
            return False
        if letter and letter in self._keys:
            self.cursor = self._keys.index(letter)
            return True
        return False if event.is_printable else None

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        event.stop()
        offset = event.get_content_offset(self)
        row = offset.y + self.scroll_offset.y if offset is not None else -1
        if 0 <= row < len(self._options):
            self.post_message(self.Picked(self._options[row].text))


_DAYS = ("left", "right", "up", "down", "h", "l", "k", "j")
_WEEK = 7
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_DECEMBER = 12


class Month(Widget):
    """A month with a day in it, under a date field.

    Args:
        day: The day that it begins on.
        today: The day it is.
        ends: The last day of a day's quarter.
    """

    DEFAULT_CSS = """
    Month {
        overlay: screen; constrain: none inside; width: 32; height: 12; padding: 0 1;
        background: $panel; color: $foreground; border: round $foreground 40%;
    }
    """

    day: reactive[date] = reactive(date.min, init=False)
    """The day under the cursor."""

    def __init__(self, day: date, today: date, ends: Callable[[date], date]) -> None:
        super().__init__()
        self.can_focus = False
        self._today, self._ends = today, ends
        self._first = day
        self.set_reactive(Month.day, day)

    @property
    def text(self) -> str:
        """The day, as it is typed."""
        return self.day.isoformat()

    def press(self, event: events.Key) -> bool | None:
        """Walk; `False` for a key that is used up, `None` for any other."""
        day = self._walked(event.key)
        if day is None:
            return False if event.key in ("j", "k", "h", "l") else None
        self.day = day
        return False

    def _walked(self, key: str) -> date | None:
        days: Mapping[str, int] = {
            "left": -1, "h": -1, "right": 1, "l": 1, "up": -_WEEK, "k": -_WEEK, "down": _WEEK, "j": _WEEK,
        }  # fmt: skip
        try:
            if key in days:
                return self.day + timedelta(days[key])
            if key in ("left_square_bracket", "pageup", "right_square_bracket", "pagedown"):
                return _months_on(self.day, -1 if key in ("left_square_bracket", "pageup") else 1)
            return {"full_stop": self._today, "home": self._today, "e": self._ends(self.day)}.get(key)
        except (ValueError, OverflowError):
            return self.day

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as a week with its number."""
        return 28

    def render(self) -> Content:
        """The day in words, its month by weeks, and the keys."""
        day = self.day
        off = (day - self._today).days
        away = "today" if not off else f"in {off}d" if off > 0 else f"{-off}d ago"
        head = f"{WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1][:3]} {day.year}"
        lines = [
            Content.assemble(toned(head, "strong"), toned(f"{away:>{28 - len(head)}}", "dim")),
            toned(f"{_MONTHS[day.month - 1]:17}{'[ month ]':>11}", "dim"),
            toned("wk  " + " ".join(f"{name[:2]:>2}" for name in WEEKDAYS), "dim"),
        ]
        start = day.replace(day=1)
        start -= timedelta(start.weekday()) if start > date.min + timedelta(_WEEK) else timedelta()
        lines += [self._week(start, week) for week in range(6)]
        lines.append(toned("h j k l  . today  e quarter end", "dim").truncate(28))
        return Content("\n").join(lines)

    def _week(self, start: date, week: int) -> Content:
        try:
            days = [start + timedelta(_WEEK * week + each) for each in range(_WEEK)]
        except OverflowError:
            return Content("")
        parts = [toned(f"{days[0].isocalendar().week:2}  ", "dim")]
        for at, each in enumerate(days):
            tone = "dim" if each.month != self.day.month else "accent" if each == self._first else ""
            text = (
                Content.styled(f"{each.day:2}", "reverse bold")
                if each == self.day
                else toned(f"{each.day:2}", tone)
            )
            parts += [Content(" " if at else ""), text]
        return Content.assemble(*parts)


def _months_on(day: date, months: int) -> date:
    """The same day of another month, or its last."""
    month = day.year * _DECEMBER + day.month - 1 + months
    for last in (day.day, 30, 29, 28):
        try:
            return date(month // _DECEMBER, month % _DECEMBER + 1, min(last, day.day))
        except ValueError:
            if not 1 <= month // _DECEMBER <= date.max.year:
                return day
    return day
