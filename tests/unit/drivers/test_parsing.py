"""Bytes of a terminal in any pieces."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from pmtui.drivers.parsing import InputParser

Told = tuple[object, ...]

_LETTERS = "aZ4/ [O~?é漢🚀ß\u0301\r\t\x7f\x01"
_NAMED = {
    "\r": "enter", "\t": "tab", "\x7f": "backspace", "\x01": "ctrl+a", " ": "space", "/": "slash",
    "[": "left_square_bracket", "~": "tilde", "?": "question_mark", "🚀": "rocket", "\u0301": "combining_acute_accent",
}  # fmt: skip


def key(name: str) -> Told:
    return ("key", name)


WHOLE: dict[bytes, list[Told]] = {
    b"\x1b[A": [key("up")],
    b"\x1bOB": [key("down")],
    b"\x1b[1;5C": [key("ctrl+right")],
    b"\x1bOP": [key("f1")],
    b"\x1b[15~": [key("f5")],
    b"\x1b[3~": [key("delete")],
    b"\x1b[[B": [key("f2")],
    b"\x1b[Z": [key("shift+tab")],
    b"\x1b[23$": [key("f23")],
    b"\x1b[97;5u": [key("ctrl+a")],
    b"\x1b[27u": [key("escape")],
    b"\x1b[233;;233u": [key("é")],
    b"\x1b[52;3u": [key("alt+4")],
    b"\x1b[<0;10;5M": [("MouseDown", 9, 4)],
    b"\x1b[<0;10;5m": [("MouseUp", 9, 4)],
    b"\x1b[<64;1;1M": [("MouseScrollUp", 0, 0)],
    b"\x1b[<35;120;40M": [("MouseMove", 119, 39)],
    b"\x1b[M !\xc3": [],
    b"\x1b[I": [("AppFocus",)],
    b"\x1b[O": [("AppBlur",)],
    b"\x1b[48;40;120;800;1200t": [("Resize", 120, 40)],
    b"\x1b[200~two\nlines\x1b[A\xc3\xa9\x1b[201~": [("Paste", "two\nlines\x1b[Aé")],
    b"\x1b[200~\x1b[201\x1b[201~": [("Paste", "\x1b[201")],
    b"\x1b[?2026;2$y": [("TerminalSupportsSynchronizedOutput",)],
    b"\x1b[?62;22c": [],
    b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\": [],
    b"\x1b]52;c;YQ==\x07": [],
    b"\x1bP>|xterm(390)\x1b\\": [],
    b"\x1b[57~": [],
    b"\x1b[99999999999999999999u": [],
    b"\x1b[55296u": [],
    b"\x1b[48;0;0;0;0t": [],
    b"\x1b[48;99999;99999;1;1t": [],
}
"""What a terminal sends, and what it means."""

_UNKNOWN = {
    "\x1bj": ("escape", "j"),
    "\x1b4": ("escape", "4"),
    "\x1bf": ("escape", "f"),
    "\x1b]j": ("escape", "right_square_bracket", "j"),
    "\x1bOj": ("escape", "O", "j"),
    "\x1b[j": ("escape", "left_square_bracket", "j"),
    "\x1b[4j": ("escape", "left_square_bracket", "4", "j"),
    "\x1bé": ("escape", "é"),
    "\x1b漢": ("escape", "漢"),
    "\x1b\r": ("escape", "enter"),
    "\x1bP\x1b[A": ("escape", "P", "up"),
    "\x1b\x1b[A": ("escape", "up"),
}
"""Escapes that begin nothing."""


_HALVES = (
    b"\x1b",
    b"\x1b[",
    b"\x1b[<",
    b"\x1b]1;",
    b"\xc3",
    b"\xf0\x9f",
    b"\x1b[M",
    b";",
    b"9999999999",
    b"\x1b[200~",
)


def told(messages: Sequence[Message]) -> list[Told]:
    """Messages as they can be compared."""
    return [_told(message) for message in messages]


def _told(message: Message) -> Told:
    match message:
        case events.Key():
            return key(message.key)
        case events.Paste():
            return ("Paste", message.text)
        case events.MouseEvent():
            return (type(message).__name__, message.x, message.y)
        case events.Resize():
            return ("Resize", *message.size)
    return (type(message).__name__,)


def read(pieces: Sequence[bytes], alt_keys: frozenset[str] = frozenset()) -> list[Told]:
    """What comes out of pieces, and of the pause after them."""
    parser = InputParser(alt_keys)
    found = [message for piece in pieces for message in parser.feed(piece)]
    return told([*found, *parser.pause()])


def cut(data: bytes, places: Sequence[int]) -> Iterator[bytes]:
    """Bytes in pieces, some of which may be empty."""
    ends = sorted({place % (len(data) + 1) for place in places})
    yield from (data[start:end] for start, end in zip([0, *ends], [*ends, len(data)], strict=True))


def meaning(letter: str) -> list[Told]:
    return [key(_NAMED.get(letter, letter))]


_PARTS = st.one_of(
    st.sampled_from(sorted(WHOLE)).map(lambda data: (data, WHOLE[data])),
    st.sampled_from(_LETTERS).map(lambda letter: (letter.encode(), meaning(letter))),
    st.sampled_from("jJ4q/é漢").map(lambda letter: (f"\x1b{letter}".encode(), [key("escape"), *meaning(letter)])),
    st.sampled_from(sorted(_UNKNOWN)).map(lambda text: (text.encode(), [key(name) for name in _UNKNOWN[text]])),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_PARTS, max_size=12), st.lists(st.integers(0, 400), max_size=20))
def test_whatever_is_typed_is_read_the_same_however_it_is_cut(
    parts: list[tuple[bytes, list[Told]]], places: list[int]
) -> None:
    data = b"".join(sent for sent, _ in parts)
    wanted = [each for _, meant in parts for each in meant]
    assert read([data]) == wanted
    assert read([data[place : place + 1] for place in range(len(data))]) == wanted
    assert read(list(cut(data, places))) == wanted


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(st.binary(max_size=8), st.sampled_from(_HALVES)), max_size=20).map(b"".join),
    st.lists(st.integers(0, 400), max_size=20),
)
def test_no_bytes_end_it_and_none_depend_on_where_they_are_cut(data: bytes, places: list[int]) -> None:
    whole = read([data])
    assert read(list(cut(data, places))) == whole
    assert read([data[place : place + 1] for place in range(len(data))]) == whole
    for each in whole:
        str(each).encode()


@pytest.mark.parametrize(("text", "names"), _UNKNOWN.items())
def test_an_escape_that_begins_nothing_is_a_key_and_so_is_what_follows(
    text: str, names: tuple[str, ...]
) -> None:
    assert read([text.encode()]) == [key(name) for name in names]


@pytest.mark.parametrize(
    ("bound", "text", "names"),
    [
        ("alt+4", "\x1b4", ["alt+4"]),
        ("alt+x", "\x1b4", ["escape", "4"]),
        ("alt+shift+x", "\x1bX", ["alt+shift+x"]),
        ("alt+comma", "\x1b,j", ["alt+comma", "j"]),
        ("alt+é", "\x1béj", ["alt+é", "j"]),
        ("alt+enter", "\x1b\r", ["alt+enter"]),
        ("alt+left_square_bracket", "\x1b[", ["alt+left_square_bracket"]),
        ("alt+left_square_bracket", "\x1b[A", ["up"]),
    ],
)
def test_only_an_alt_key_that_gives_a_command_is_one(bound: str, text: str, names: list[str]) -> None:
    wanted = [key(name) for name in names]
    assert read([text.encode()], frozenset((bound,))) == wanted
    assert read([bytes((byte,)) for byte in text.encode()], frozenset((bound,))) == wanted


def patience_after(data: bytes) -> float:
    """Seconds that are waited for more; 0 where nothing is waited for."""
    parser = InputParser()
    parser.feed(data)
    return parser.patience or 0


def test_an_escape_alone_is_a_key_after_a_pause_and_not_before() -> None:
    parser = InputParser()
    assert parser.feed(b"\x1b") == []
    assert told(parser.pause()) == [key("escape")]
    assert told(parser.feed(b"[A")) == [key("left_square_bracket"), key("A")]


def test_what_nobody_types_may_pause_longer_and_is_never_taken_for_keys() -> None:
    assert patience_after(b"j") == 0
    assert 0 < patience_after(b"\x1b") == patience_after(b"\x1b[") < patience_after(b"\x1b[<35;1")
    assert patience_after(b"\x1b[200~pasted\x1b") == 0
    parser = InputParser()
    assert parser.feed(b"\x1b[<35;1") == parser.pause() == []
    assert told(parser.feed(b"j")) == [key("j")]


def test_a_report_that_is_broken_off_takes_nothing_with_it() -> None:
    assert read([b"\x1b[<35;1", b"\x1b[A"]) == [key("up")]
    assert read([b"\x1b[<35;1\rj"]) == [key("enter"), key("j")]


def test_an_answer_without_an_end_holds_the_keys_up_for_a_moment_only() -> None:
    parser = InputParser()
    assert parser.feed(b"\x1b]11;rgb:1e1e") == parser.pause() == []
    assert told(parser.feed(b"j")) == [key("j")]


def test_bytes_that_are_no_letter_are_shown_as_such_and_end_nothing() -> None:
    assert read([b"a\xffb\xc3\x1b[A"]) == [
        key("a"), key("replacement_character"), key("b"), key("replacement_character"), key("up"),
    ]  # fmt: skip


def test_a_letter_is_typed_with_its_character_and_an_alt_key_without() -> None:
    (letter,) = InputParser().feed("é".encode())
    (alt,) = InputParser({"alt+4"}).feed(b"\x1b4")
    assert isinstance(letter, events.Key)
    assert letter.character == "é"
    assert isinstance(alt, events.Key)
    assert alt.character is None


def test_a_long_paste_in_many_pieces_is_one() -> None:
    parser = InputParser()
    parser.feed(b"\x1b[200~")
    for _ in range(2_000):
        assert parser.feed(b"x" * 1_000) == []
    (pasted,) = parser.feed(b"\x1b[201~")
    assert isinstance(pasted, events.Paste)
    assert len(pasted.text) == 2_000_000
