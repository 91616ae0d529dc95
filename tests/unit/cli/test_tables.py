"""The tables of the README and the manual say what the program declares."""

from pathlib import Path

import pytest

from pmtui.cli.reference import TABLES, as_markdown
from pmtui.cli.verbs.workspace.man import manual
from tests.tables import pages, written


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_the_tables_of_a_page_are_those_of_the_declarations(page: Path) -> None:
    text = page.read_text("utf-8")
    assert written(text) == text, "`make tables` writes them anew"


def test_each_table_is_on_a_page() -> None:
    text = "".join(page.read_text("utf-8") for page in pages())
    assert [name for name in TABLES if f"<!-- table: {name}," not in text] == []


@pytest.mark.parametrize("name", TABLES)
def test_the_manual_page_has_every_word_of_a_table(name: str) -> None:
    page = manual().replace("\\-", "-").replace("\\e", "\\")
    assert [row for row in TABLES[name]().rows if row[0].split("\n")[0] not in page] == []


def test_a_cell_does_not_end_its_row() -> None:
    assert "\\|" in as_markdown(TABLES["verbs"]())
