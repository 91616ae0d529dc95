"""From bytes to keys: however a terminal's bytes are cut into reads, the same keys come out.

What is decided depends on the bytes alone, never on where a read ended. Only a pause decides more: an escape after
which nothing comes is the key of that name.
"""

import codecs
import re
from collections.abc import Container

from textual import events
from textual.constants import ESCAPE_DELAY
from textual.message import Message

from pmtui.drivers.translating import Translator

_ESC, _END_OF_STRING = b"\x1b", b"\x1b\\"
_PASTE_BEGINS, _PASTE_ENDS = b"\x1b[200~", b"\x1b[201~"

_WHOLE = re.compile(
    rb"\x1b\[(?:\[[A-E]|\d+\$|[<-?]?[\d;:]*(?:[@-LN-Z\\-~]|[ -/]+[@-~])|[<-?]?[\d;:]+M)"  # control sequence
    rb"|\x1b\[M[ -\xff]{3}"  # mouse report as it was before there were numbers in it
    rb"|\x1bO[@-~]"  # key in a terminal's application mode
    rb"|\x1b\x7f",
    re.DOTALL,
)
_BEGUN = re.compile(
    rb"\x1b(?:\[(?:\[?|[<-?]?[\d;:]*[ -/]*|M[ -\xff]{0,2})|O|\]\d*|P(?:[>!]|[01][$+]?)?|_"
    rb"|[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})?",  # a letter with alt
    re.DOTALL,
)
_STRING = re.compile(rb"\x1b(?:\]\d+;|P(?:>\||!\||[01][$+]r)|_G)")
"""Begins an answer to another program's question: a color, the terminal's name, the clipboard, graphics."""

_STRING_ENDS = re.compile(rb"[\x07\x1b]")
_PRIVATE = re.compile(rb"\x1b\[[<-?]")
_TYPED = re.compile(rb"\x1b[\[O\]P_]?")
"""Bytes that a person may have typed if nothing follows them."""

_LONGEST = 256
_CUT = 1.0
"""Seconds to wait for the rest of what nobody types: a mouse report, a key with its modifiers, an answer."""


class InputParser:
    """Reads what was typed, pasted and clicked out of the bytes that a terminal sends.

    Args:
        alt_keys: The keys with alt that give a command. Any other character after an escape is a key of its own.
        own_keys: The keys that give a command; a foreign letter among them is not taken for the Latin key it is on.
    """

    def __init__(self, alt_keys: Container[str] = (), own_keys: Container[str] = ()) -> None:
        self._alt_keys = alt_keys
        self._translator = Translator(own_keys)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._begun = b""
        """An escape, and what came after it."""
        self._pasted: bytearray | None = None
        self._in_string = False
        self._found: list[Message] = []

    @property
    def patience(self) -> float | None:
        """Seconds to wait for more before `pause`; `None` if there is nothing to decide."""
        if self._in_string:
            return _CUT
        if not self._begun:
            return None
        return ESCAPE_DELAY if _TYPED.fullmatch(self._begun) else max(_CUT, ESCAPE_DELAY)

    def feed(self, data: bytes) -> list[Message]:
        """Take in some bytes.

        Returns:
            The events that they complete.
        """
        self._consume(data)
        return self._taken()

    def pause(self) -> list[Message]:
        """Decide that nothing more belongs to what has begun."""
        begun, self._begun = self._begun, b""
        self._in_string = False
        if begun and not _PRIVATE.match(begun):
            self._one_by_one(begun)
        return self._taken()

    def _taken(self) -> list[Message]:
        found, self._found = self._found, []
        return found

    def _consume(self, data: bytes) -> None:
        place = 0
        while place < len(data):
            if self._pasted is not None:
                place = self._paste(self._pasted, data, place)
            elif self._begun:
                place = self._go_on(data, place)
            elif self._in_string:
                place = self._skip(data, place)
            else:
                end = data.find(_ESC, place)
                self._type(self._decoder.decode(data[place : end if end >= 0 else len(data)]))
                place = self._escape_at(end) if end >= 0 else len(data)

    def _escape_at(self, place: int) -> int:
        """Begin a sequence; no letter goes on beyond an escape."""
        self._type(self._decoder.decode(b"", final=True))
        self._begun = _ESC
        return place + 1

    def _type(self, text: str) -> None:
        for character in text:
            self._found += self._translator.typed(character)

    def _paste(self, pasted: bytearray, data: bytes, place: int) -> int:
        """Take in what is pasted, up to its end."""
        before = len(pasted)
        pasted += data[place:]
        end = pasted.find(_PASTE_ENDS, max(0, before - len(_PASTE_ENDS) + 1))
        if end < 0:
            return len(data)
        self._found.append(events.Paste(pasted[:end].decode("utf-8", "replace").replace("\x00", "")))
        self._pasted = None
        return place + end + len(_PASTE_ENDS) - before

    def _skip(self, data: bytes, place: int) -> int:
        """Pass over an answer that nobody here asked for, up to its end."""
        end = _STRING_ENDS.search(data, place)
        if end is None:
            return len(data)
        if end[0] == _ESC:
            return self._escape_at(end.start())
        self._in_string = False
        return end.end()

    def _go_on(self, data: bytes, place: int) -> int:
        """Take in one more byte of a sequence."""
        in_string, self._in_string = self._in_string, False
        before, begun = self._begun, self._begun + data[place : place + 1]
        self._begun = b""
        if begun == _END_OF_STRING and in_string:
            pass
        elif begun == _PASTE_BEGINS:
            self._pasted = bytearray()
        elif _STRING.fullmatch(begun):
            self._in_string = True
        elif _WHOLE.fullmatch(begun):
            self._whole(begun)
        elif len(begun) < _LONGEST and _BEGUN.fullmatch(begun):
            self._begun = begun
        elif _PRIVATE.match(before):
            return place  # a report that was broken off, by something that counts
        else:
            self._one_by_one(begun)
        return place + 1

    def _whole(self, sequence: bytes) -> None:
        """Take a sequence for what it means, or for the keys that it is made of."""
        found = self._translator.sequence(sequence.decode("latin-1"))
        if found is None:
            self._one_by_one(sequence)
        else:
            self._found += found

    def _one_by_one(self, begun: bytes) -> None:
        """Take an escape and what came after it as keys; the first two as one if that gives a command."""
        rest = begun[1:]
        first = rest.decode("utf-8", "ignore")[:1]
        alt = self._translator.alt(first) if first and first != "\x1b" else ""
        if alt in self._alt_keys:
            self._found.append(events.Key(alt, None))
            rest = rest[len(first.encode()) :]
        else:
            self._found.append(events.Key("escape", "\x1b"))
        self._consume(rest)
