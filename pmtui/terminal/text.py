"""Text made safe: what people store is text, never an escape sequence or an invisible override.

`clean` is applied where text enters; `printable` and `printable_lines` where it leaves for a terminal,
since names of users and files, lines of a journal made by hand and rows of a server enter elsewhere.
"""

import re
from functools import cache

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_ESCAPE_SEQUENCE = re.compile(
    r"\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)?"  # operating system command: title, clipboard, link
    r"|\x1b[PX^_][^\x1b\n]*(?:\x1b\\)?"  # device control and other strings
    r"|\x1b\[[0-?]*[ -/]*[@-~]?"  # control sequence: colour, cursor, mode
    r"|\x1b[ -/]*[0-~]?"
)
_LINE_BREAKS = re.compile(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_OWN_STYLES = re.compile(r"(\x1b\[[01]m)")

_PICTOGRAPHS = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf"
    "\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_JOINING_SCRIPTS = (
    "\u0600-\u061b\u061d-\u07ff\u0840-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u17b3\u17b6-\u17ff"
    "\u1820-\u18af\u1900-\u1aff\u1b00-\u1c4f\ua840-\ua8df\ua900-\ua9ff\uaa00-\uaaff\uabc0-\uabff"
    "\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f"
)
"""Arabic, Syriac, Indic, Mongolian and other scripts in which a joiner changes how a word is written."""

_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\uffa0"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Signs that no terminal draws: they would hide text, or make two different names look alike."""

_SLY = frozenset(
    chr(code)
    for first, last in (
        (0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x3164, 0x3164),
        (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)  # fmt: skip
"""Those invisible signs that Python takes for printable."""


def clean(text: str) -> str:
    """Remove escape sequences, control characters, bidirectional overrides and invisible signs.

    Tabs and newlines stay, and every kind of line break becomes a newline; joiners and variation
    selectors stay inside emoji and in scripts that need them. Applied at the model boundary, so that
    what is stored is already clean.
    """
    if _is_plain(text):
        return text
    text = _LINE_BREAKS.sub("\n", text)
    return _visible(_CONTROL.sub("", _ESCAPE_SEQUENCE.sub("", text)))


def clean_line(text: str) -> str:
    """`clean`, on one line: newlines and tabs become single spaces, the ends are trimmed."""
    return " ".join(clean(text).split())


def printable(text: str) -> str:
    """A piece of one line as a terminal may get it; quick for text that is harmless.

    Line breaks and tabs become spaces, and bytes that are no text become U+FFFD.
    """
    if _is_plain(text):
        return text
    return clean(_SURROGATES.sub("\ufffd", text)).replace("\n", " ").replace("\t", " ")


def printable_lines(text: str, *, styled: bool = False) -> str:
    """Lines as a terminal may get them; their ends stay as they are.

    Args:
        text: Any number of lines, or a part of one.
        styled: Whether our own sequences for bold and plain are left in.
    """
    if _is_plain(text.replace("\n", "")):
        return text
    if styled:
        return "".join(
            piece if place % 2 else printable_lines(piece)
            for place, piece in enumerate(_OWN_STYLES.split(text))
        )
    return "\r\n".join(clean(_SURROGATES.sub("\ufffd", line)) for line in text.split("\r\n"))


def _is_plain(text: str) -> bool:
    """Whether a text is all letters, marks and signs that can be seen."""
    return text.isprintable() and (text.isascii() or _SLY.isdisjoint(text))


def _visible(text: str) -> str:
    """The text without invisible signs, but for those that belong to the sign before them."""
    return text if text.isascii() else _invisible().sub(_kept, text)


def _kept(match: re.Match[str]) -> str:
    return match["kept"] or ""


@cache
def _invisible() -> re.Pattern[str]:
    """Finds invisible signs, and tells by the group `kept` which of them belong where they stand."""
    return re.compile(
        rf"(?P<kept>\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{{2,6}}\U000e007f"  # a region's flag
        rf"|(?:(?<=[{_PICTOGRAPHS}])|(?<=[{_PICTOGRAPHS}]\ufe0f))\u200d(?=[{_PICTOGRAPHS}])"
        rf"|(?<=[{_JOINING_SCRIPTS}])[\u200c\u200d]"
        rf"|(?<=[{_PICTOGRAPHS}])[\ufe0e\ufe0f]"
        rf"|(?<=[0-9#*])\ufe0f(?=\u20e3)"  # a keycap
        rf"|(?<=[{_IDEOGRAPHS}\u1000-\u109f])[\ufe00-\ufe0d]"
        rf"|(?<=[{_IDEOGRAPHS}])[\U000e0100-\U000e01ef]"
        rf"|(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]"
        rf")|[{_INVISIBLE}]"
    )
