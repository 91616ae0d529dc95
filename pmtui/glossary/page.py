"""An entry as plain text, wrapped to a width."""

from collections.abc import Callable, Iterator

from pmtui.glossary.entries import Entry, text, words

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def page(entry: Entry, headword: Callable[[str], str], width: int, *, bold: bool) -> str:
    """The whole entry.

    Args:
        entry: What to print.
        headword: The headword of a slug, for the links.
        width: Cells to a line.
        bold: Whether the headword and labels may be set in bold.
    """
    title = text(entry, "headword")
    place = " · ".join(part for part in (text(entry, "discipline"), text(entry, "phase")) if part)
    lines = [f"{_strong(title, bold=bold)}  ({place})" if place else _strong(title, bold=bold)]
    also = [*words(entry, "aliases"), text(entry, "abbreviation")]
    if any(also):
        lines += wrapped(f"also: {', '.join(each for each in also if each)}", width)
    lines.append("")
    for label, body in sections(entry, headword):
        prefix = f"{label}  " if label else ""
        block = wrapped(prefix + body, width) if not body.startswith("  ") else [body]
        if label and block:
            block[0] = block[0].replace(label, _strong(label, bold=bold), 1)
        lines += [*block, ""]
    return "\n".join(lines[:-1])


def sections(entry: Entry, headword: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The parts of an entry in reading order, as (label, text); unlabelled ones are the text itself."""
    for label, field in (("", "definition"), ("", "explanation")):
        if text(entry, field):
            yield label, text(entry, field)
    if text(entry, "formula"):
        unit = f"  [{text(entry, 'unit')}]" if text(entry, "unit") else ""
        yield "Formula", text(entry, "formula") + unit
        variables = entry.get("variables")
        if isinstance(variables, dict) and variables:
            yield "Where", "; ".join(f"{name}: {meaning}" for name, meaning in variables.items())
        if words(entry, "variants"):
            yield "Variants", "; ".join(words(entry, "variants"))
    if text(entry, "example"):
        yield "Example", text(entry, "example")
    if text(entry, "pitfalls"):
        yield "Mistake", text(entry, "pitfalls")
    for label, field in (("Contrast", "contrasts"), ("See also", "related")):
        if words(entry, field):
            yield label, ", ".join(headword(slug) for slug in words(entry, field))


def wrapped(paragraph: str, width: int) -> list[str]:
    """A text in lines of at most some cells, broken between words."""
    lines: list[str] = []
    for line in paragraph.split("\n"):
        held = ""
        for word in line.split():
            if held and len(held) + 1 + len(word) > width:
                lines.append(held)
                held = word
            else:
                held = f"{held} {word}" if held else word
        lines.append(held)
    return lines


def _strong(label: str, *, bold: bool) -> str:
    return f"{_BOLD}{label}{_PLAIN}" if bold else label
