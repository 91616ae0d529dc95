"""Entries as Markdown, one or the whole dictionary with an index; and read back from such a file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pmtui.glossary.entries import Entry, facets, text, variables, words
from pmtui.glossary.page import safe
from pmtui.glossary.process_map import TITLES
from pmtui.models.values.folding import sort_text

_TITLE = "# Glossary"
_LISTED = {
    "Abbreviation": "abbreviation",
    "Also": "aliases",
    "Discipline": "discipline",
    "Phase": "phase",
    "Formula": "formula",
    "Unit": "unit",
    "Contrast": "contrasts",
    "See also": "related",
    "Sources": "sources",
}
_TEXTS = {"Example": "example", "Common mistake": "pitfalls", "Notes": "notes"}
_LISTS = ("aliases", "contrasts", "related", "sources")
_HEADING = re.compile(r"^## (?P<headword>.+?)\s*(?:<a id=\"[^\"]*\"></a>)?$")
_FIELD = re.compile(r"^- \*\*(?P<label>[^*]+):\*\* (?P<value>.*)$")
_BOLD = re.compile(r"^\*\*(?P<label>[^*]+)\.\*\* (?P<value>.*)$")
_FACET = re.compile(r"^\*\*[^*]+\*\*$")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#|])")


class EntrySection(NamedTuple):
    """One entry as it stands in a Markdown file."""

    row: int
    """The line of its heading, from 1."""
    fields: Mapping[str, str]
    """Its fields as text; those that hold several values separated by commas."""


def entry_markdown(entry: Entry, headword: Callable[[str], str], level: int = 2) -> str:
    """An entry as Markdown.

    Args:
        entry: What to write.
        headword: The headword of a slug, for the links.
        level: How deep its heading is.
    """
    return "\n".join(_lines(entry, headword, "#" * level)) + "\n"


def glossary_markdown(entries: Mapping[str, Entry]) -> str:
    """The whole dictionary as one file: an index by letter, then the entries in the order of their headwords."""

    def headword(slug: str) -> str:
        return text(entries[slug], "headword") if slug in entries else slug

    ordered = sorted(entries, key=lambda slug: (sort_text(headword(slug)), slug))
    lines = [_TITLE, "", f"{len(ordered):,} entries.", ""]
    letters: dict[str, list[str]] = {}
    for slug in ordered:
        letters.setdefault(_letter(headword(slug)), []).append(slug)
    for letter, slugs in letters.items():
        linked = " · ".join(f"[{_escaped(headword(slug))}](#{slug})" for slug in slugs)
        lines += [f"**{letter}** {linked}", ""]
    for slug in ordered:
        lines += [f'<a id="{slug}"></a>', "", *_lines(entries[slug], headword, "##"), ""]
    return "\n".join(lines)


def read_sections(markdown: str) -> list[EntrySection]:
    """The entries of a Markdown file: a heading of the second level each, fields as `- **Label:** value`."""
    found: list[EntrySection] = []
    fields: dict[str, list[str]] = {}
    started, field = 0, ""
    for number, line in enumerate(markdown.splitlines(), start=1):
        heading = _HEADING.match(line)
        if heading:
            _close(found, started, fields)
            fields, started, field = {"headword": [_plain(heading["headword"])]}, number, "definition"
        elif started and not line.startswith("<a id="):
            field = _take(line, field, fields)
    _close(found, started, fields)
    return found


def _take(line: str, field: str, fields: dict[str, list[str]]) -> str:
    """Put a line where it belongs; returns the field that the next plain line belongs to."""
    listed, bold = _FIELD.match(line), _BOLD.match(line)
    if listed and listed["label"] in _LISTED:
        fields[_LISTED[listed["label"]]] = [_plain(listed["value"])]
        return field
    if bold and bold["label"] in _TEXTS:
        field = _TEXTS[bold["label"]]
        fields[field] = [_plain(bold["value"])]
        return field
    if _FACET.match(line):
        return ""
    if listed or not field or line.startswith("#"):
        return field
    if line.strip():
        fields.setdefault(field, []).append(_plain(line.strip()))
    elif field == "definition" and fields.get(field):
        return "explanation"
    elif fields.get(field):
        fields[field].append("")
    return field


def _close(found: list[EntrySection], started: int, fields: Mapping[str, Sequence[str]]) -> None:
    if started:
        joined = {field: "\n".join(lines).strip() for field, lines in fields.items()}
        found.append(EntrySection(started, {field: value for field, value in joined.items() if value}))


def _lines(entry: Entry, headword: Callable[[str], str], heading: str) -> Iterator[str]:
    yield f"{heading} {_escaped(text(entry, 'headword'))}"
    yield ""
    yield _escaped(text(entry, "definition"))
    yield ""
    if text(entry, "explanation"):
        yield from (_escaped(text(entry, "explanation")), "")
    for label, value in facets(entry):
        yield f"**{_escaped(label)}**"
        yield ""
        yield from (f"- {_escaped(line)}" for line in value.split("\n"))
        yield ""
    for label, field in _TEXTS.items():
        if text(entry, field):
            yield from (f"**{label}.** {_escaped(text(entry, field))}", "")
    for label, value in _listed(entry, headword):
        yield f"- **{label}:** {_escaped(value)}"


def _listed(entry: Entry, headword: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for label, field in _LISTED.items():
        if field in ("contrasts", "related"):
            value = ", ".join(headword(slug) for slug in words(entry, field))
        elif field in _LISTS:
            value = ", ".join(words(entry, field))
        else:
            value = text(entry, field)
        if field == "phase":
            value = TITLES.get(value, value)
        if value:
            yield label, value
        if field == "formula":
            yield from ((f"Where {name}", meaning) for name, meaning in variables(entry))


def _letter(headword: str) -> str:
    first = headword[:1].upper()
    return first if first.isalpha() else "0-9"


def _escaped(value: str) -> str:
    line = " ".join(safe(value).split())
    for sign in ("\\", "`", "*", "_", "[", "]", "<", ">", "|"):
        line = line.replace(sign, f"\\{sign}")
    return f"\\{line}" if line.startswith("#") else line


def _plain(value: str) -> str:
    return _ESCAPED.sub(r"\1", value)
