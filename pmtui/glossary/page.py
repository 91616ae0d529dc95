"""An entry as plain text, wrapped to a width."""

from collections.abc import Callable, Iterator

from pmtui.glossary.entries import Entry, facets, text, variables, words

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_INDENT = "  "
_LEAST = 20


def page(entry: Entry, headword: Callable[[str], str], width: int, *, bold: bool) -> str:
    """The whole entry.

    Args:
        entry: What to print.
        headword: The headword of a slug, for the links.
        width: Cells to a line; never taken as fewer than twenty.
        bold: Whether the headword and labels may be set in bold.
    """
    width = max(width, _LEAST)
    title = safe(text(entry, "headword"))
    place = " · ".join(part for part in (text(entry, "discipline"), text(entry, "phase")) if part)
    lines = [_strong(title, bold=bold) + (f"  ({safe(place)})" if place else "")]
    also = ", ".join(each for each in (text(entry, "abbreviation"), *words(entry, "aliases")) if each)
    if also:
        lines += wrapped(f"also {safe(also)}", width)
    for label, body in sections(entry, headword):
        lines.append("")
        if label:
            lines += [_strong(line, bold=bold) for line in wrapped(safe(label), width)]
        indent = _INDENT if label else ""
        lines += [f"{indent}{line}".rstrip() for line in wrapped(safe(body), width - len(indent))]
    return "\n".join(lines)


def sections(entry: Entry, headword: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The parts of an entry in reading order, as (label, text); unlabelled ones are the text itself.

    Args:
        entry: What is read.
        headword: The headword of a slug, for the links.
    """
    for label, field in (("", "definition"), ("", "explanation")):
        if text(entry, field):
            yield label, text(entry, field)
    yield from facets(entry)
    if text(entry, "formula"):
        yield "Formula", text(entry, "formula")
        meanings = [f"{name}: {meaning}" for name, meaning in variables(entry)]
        if text(entry, "unit"):
            meanings.append(f"unit: {text(entry, 'unit')}")
        if meanings:
            yield "Where", "\n".join(meanings)
    if words(entry, "variants"):
        yield "Variants", "\n".join(words(entry, "variants"))
    if text(entry, "example"):
        yield "Example", text(entry, "example")
    if text(entry, "pitfalls"):
        yield "Common mistake", text(entry, "pitfalls")
    yield from _last_sections(entry, headword)


def _last_sections(entry: Entry, headword: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for label, field in (("Contrast", "contrasts"), ("See also", "related"), ("Sources", "sources")):
        if words(entry, field):
            yield label, ", ".join(headword(slug) for slug in words(entry, field))
    if text(entry, "notes"):
        yield "Our notes", text(entry, "notes")


def wrapped(paragraphs: str, width: int) -> list[str]:
    """A text in lines of at most some cells, broken between words, or within one that is too long."""
    lines: list[str] = []
    for paragraph in paragraphs.split("\n"):
        held, used = "", 0
        for piece in _pieces(paragraph, width):
            size = cells(piece)
            if held and used + 1 + size > width:
                lines.append(held)
                held, used = "", 0
            held, used = (f"{held} {piece}", used + 1 + size) if held else (piece, size)
        lines.append(held)
    return lines


def cells(shown: str) -> int:
    """The cells that a text takes on a terminal, near enough to break lines by.

    Not by `wcwidth`: importing it takes as long as all the rest of `pmtui define`.
    """
    if shown.isascii():
        return len(shown)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in shown)


def fitting(shown: str, width: int) -> str:
    """The longest beginning of a text that takes no more than some cells; one letter at the least."""
    if shown.isascii():
        return shown[: max(width, 1)]
    taken = 0
    for place, letter in enumerate(shown):
        taken += cells(letter)
        if taken > width:
            return shown[: max(place, 1)]
    return shown


def _pieces(paragraph: str, width: int) -> Iterator[str]:
    """The words of a paragraph, those wider than a line in parts."""
    for word in paragraph.split():
        rest = word
        while cells(rest) > width:
            part = fitting(rest, width)
            yield part
            rest = rest[len(part) :]
        if rest:
            yield rest


def safe(stored: str) -> str:
    """A text fit to print: no escape sequence, control character or direction override."""
    if stored.isprintable():
        return stored
    from pmtui.terminal.text import clean

    return clean(stored)


def _strong(label: str, *, bold: bool) -> str:
    return f"{_BOLD}{label}{_PLAIN}" if bold else label
