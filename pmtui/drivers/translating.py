"""Whole escape sequences of a terminal as Textual's events; the one place that uses the private parts of its parser.

Tested with Textual 8.2.3 to 8.2.8.
"""

import re
from collections.abc import Container

from textual import events, messages
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import IS_ITERM, XTermParser
from textual.constants import SMOOTH_SCROLL
from textual.geometry import Size
from textual.keys import Keys, _character_to_key
from textual.message import Message

from pmtui.terminal.key_layouts import is_foreign, latin_key

_MOUSE = re.compile(r"\x1b\[<\d{1,9};-?\d{1,9};-?\d{1,9}[Mm]")
_OLD_MOUSE = re.compile(r"\x1b\[(?:\d+;\d+;\d+M|M[^\x00-\x1f]{3})", re.DOTALL)
_SIZE = re.compile(r"\x1b\[48;(\d{1,5})(?::\d*)*;(\d{1,5})(?::\d*)*;(\d{1,6})(?::\d*)*;(\d{1,6})(?::\d*)*t")
_CURSOR = re.compile(r"\x1b\[(\d{1,5});(\d{1,5})R")
_MODE = re.compile(r"\x1b\[\?(\d+);(\d)\$y")
_KITTY = re.compile(r"\x1b\[(?P<code>\d+)(?::\d*)*(?:;[\d:]*){0,2}u")
_PLACED = re.compile(r"\x1b\[(?P<code>\d{1,7})(?::\d*)?(?::(?P<place>\d{0,7}))?(?P<rest>(?:;[\d:]*){0,2})u")
"""A key of kitty's protocol with the character in its place on a Latin keyboard."""
_FUNCTION = re.compile(r"\x1b\[(?P<code>\d*)(?:;[\d:]*){0,2}(?P<end>[~ABCDEFHPQRS])")
_FOREIGN = re.compile(r"\x1b\[(?:[<-?].*|\d*[;:].*|\d+[~^@$]|[03]n)", re.DOTALL)
"""Answers to questions of other programs, and keys that nobody here knows."""

_FOCUS: dict[str, type[events.AppFocus | events.AppBlur]] = {
    "\x1b[I": events.AppFocus,
    "\x1b[O": events.AppBlur,
}
_SYNCHRONIZED, _IN_BAND_SIZE = "2026", "2048"
_TWO_BYTES = {"\x1b\x7f": "ctrl+w"}
"""Known keys of an escape and one character; all others are escape, and then the character."""

_KEYPAD = frozenset(f"\x1bO{letter}" for letter in "jkmnopqrstuvwxyM")
"""Sent only by a keypad in application mode, which is never asked for; people do type `esc`, `O`, `j`."""

_NO_SEQUENCES = frozenset(("\x1b[~",))

_LARGEST = 5_000
"""Cells along a side that a terminal may claim to have."""


class Translator:
    """Turns sequences into events; it remembers where the mouse was.

    Args:
        own_keys: The keys that give a command as they are, foreign letters among them.
    """

    def __init__(self, own_keys: Container[str] = ()) -> None:
        self._parser = XTermParser()
        self._own_keys = own_keys

    def typed(self, character: str) -> list[events.Key]:
        """The keys that one character stands for."""
        return self._keys(character)

    def alt(self, character: str) -> str:
        """The name of a character's key while alt is held: `alt+4`, `alt+comma`, `alt+shift+x`."""
        names = [key.key for key in self._keys(character)]
        if not names:
            return ""
        return f"alt+shift+{names[0].lower()}" if character.isupper() else f"alt+{names[0]}"

    def sequence(self, text: str) -> list[Message] | None:
        """The events of a whole sequence.

        Returns:
            Its events, none where it is to be ignored; `None` if it is no sequence that a terminal sends.
        """
        try:
            found = self._known(text)
        except (ArithmeticError, ValueError):  # numbers that no terminal means
            return []
        if found is None and _FOREIGN.fullmatch(text):
            return []
        return found

    def _known(self, text: str) -> list[Message] | None:
        if focus := _FOCUS.get(text):
            return [focus()]
        if _MOUSE.fullmatch(text):
            moved = self._parser.parse_mouse_code(text)
            return [] if moved is None else [moved]
        if _OLD_MOUSE.fullmatch(text):
            return []
        if size := _SIZE.fullmatch(text):
            return self._resized(*map(int, size.groups()))
        if place := _CURSOR.fullmatch(text):
            return [events.CursorPosition(int(place[2]) - 1, int(place[1]) - 1)]
        if mode := _MODE.fullmatch(text):
            return self._mode(mode[1], int(mode[2]))
        if text in _TWO_BYTES:
            return [events.Key(_TWO_BYTES[text], None)]
        return list(self._keys(text)) if self._is_key(text) else None

    def _is_key(self, text: str) -> bool:
        if text.startswith(("\x1b[", "\x1bO")):
            if text in ANSI_SEQUENCES_KEYS:
                return text not in _KEYPAD and text not in _NO_SEQUENCES
            if key := _FUNCTION.fullmatch(text):
                return f"{key['code'] or 1}{key['end']}" in FUNCTIONAL_KEYS
            return _KITTY.fullmatch(text) is not None
        return False

    def _keys(self, text: str) -> list[events.Key]:
        place = ""
        if placed := _PLACED.fullmatch(text):
            place = chr(int(placed["place"])) if placed["place"] else ""
            text = f"\x1b[{placed['code']}{placed['rest']}u"
        found = (key for key in self._parser._sequence_to_key_events(text) if _can_be_told(key))
        return [self._placed(key, place) for key in found]

    def _placed(self, key: events.Key, place: str) -> events.Key:
        """A key of a Cyrillic or Greek keyboard under its Latin name; in a text it types its own letter."""
        *modifiers, name = key.key.split("+")
        letter = key.character or name
        if not is_foreign(letter) or key.key in self._own_keys:
            return key
        latin = latin_key(letter, place)
        return events.Key("+".join((*modifiers, _character_to_key(latin))), key.character) if latin else key

    def _resized(self, lines: int, columns: int, height: int, width: int) -> list[Message]:
        if not (0 < lines <= _LARGEST and 0 < columns <= _LARGEST):
            return []
        resized = events.Resize.from_dimensions((columns, lines), (width, height))
        self._parser.mouse_pixels = bool(width and height)
        self._parser.terminal_size = resized.size
        self._parser.terminal_pixel_size = Size(width, height)
        return [resized]

    @staticmethod
    def _mode(mode: str, setting: int) -> list[Message]:
        if mode == _SYNCHRONIZED and setting > 0:
            return [messages.TerminalSupportsSynchronizedOutput()]
        if mode == _IN_BAND_SIZE and SMOOTH_SCROLL and not IS_ITERM:
            return [messages.InBandWindowResize.from_setting_parameter(setting)]
        return []


def _can_be_told(key: events.Key) -> bool:
    """Whether a key is one, and its text can be written down: a terminal may claim to send half a surrogate."""
    return key.key != Keys.Ignore and _is_text(key.key) and _is_text(key.character or "")


def _is_text(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
