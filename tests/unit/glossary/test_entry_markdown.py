"""Entries as Markdown, and back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.glossary.entries import read_all, text, words
from pmtui.glossary.entry_markdown import entry_markdown, glossary_markdown, read_sections
from pmtui.terminal.text import clean_line

ENTRIES = read_all()


def test_the_whole_dictionary_is_one_file_whose_index_leads_to_every_entry() -> None:
    written = glossary_markdown(ENTRIES)
    assert set(re.findall(r"\]\(#([^)]+)\)", written)) == set(ENTRIES)
    assert set(re.findall(r'<a id="([^"]+)">', written)) == set(ENTRIES)
    assert len(re.findall(r"^## ", written, re.MULTILINE)) == len(ENTRIES)


def test_what_was_written_is_read_again() -> None:
    sections = read_sections(glossary_markdown(ENTRIES))
    assert len(sections) == len(ENTRIES)
    by_headword = {text(entry, "headword"): entry for entry in ENTRIES.values()}
    for section in sections:
        entry = by_headword[section.fields["headword"]]
        for field in ("definition", "explanation", "example", "pitfalls", "formula", "abbreviation", "unit"):
            assert section.fields.get(field, "") == text(entry, field), (section.fields["headword"], field)
        assert section.fields.get("aliases", "") == ", ".join(words(entry, "aliases"))


def test_links_are_written_as_headwords() -> None:
    written = entry_markdown(ENTRIES["arr"], lambda slug: slug.upper())
    assert "- **Contrast:** MRR" in written


@pytest.mark.parametrize("nothing", ["", "no heading at all", "# only a title\n\ntext"])
def test_a_file_without_entries_has_none(nothing: str) -> None:
    assert read_sections(nothing) == []


LINE = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Cf")), min_size=1, max_size=60
).map(clean_line)


@given(headword=LINE, definition=LINE, example=LINE)
def test_any_text_comes_back(headword: str, definition: str, example: str) -> None:
    if not headword or not definition or not example:
        return
    entry = {"slug": "x", "headword": headword, "definition": definition, "example": example}
    (section,) = read_sections(entry_markdown(entry, str))
    assert section.fields == {"headword": headword, "definition": definition, "example": example}
