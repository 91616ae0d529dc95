"""Reading files: what is decided from the whole of them, and what is refused."""

import os
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.errors import InputError
from pmtui.interchange.imports.reader import read_table


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_line_ends_and_encoding_are_found(
    tmp_path: Path, delimiter: str, ending: str, encoding: str
) -> None:
    rows = [("name", "city"), ("Müller", "Köln"), ("Núñez", "León")]
    path = tmp_path / "file.csv"
    path.write_bytes(ending.join(delimiter.join(row) for row in rows).encode(encoding))
    table = read_table(path)
    assert table.headers == ("name", "city")
    assert [record.cells for record in table.records] == rows[1:]
    assert table.delimiter == delimiter


def test_title_lines_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("My report,,\n,,\nname,city,\nAnn,Bonn,\n,,\nBen,Ulm,\n,,\n")
    table = read_table(path)
    assert table.headers == ("name", "city")
    assert [(record.row, record.cells) for record in table.records] == [
        (4, ("Ann", "Bonn")),
        (6, ("Ben", "Ulm")),
    ]


def test_a_cell_may_hold_newlines_and_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text('name,note\nAnn,"two\nlines, and ""more"""\n')
    assert read_table(path).records[0].cells == ("Ann", 'two\nlines, and "more"')


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"name,city\n", "nothing below it"),
        (b"PK\x03\x04rest", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"a,b\x00c\n1,2\n", "binary"),
        (b"name,city\nAnn,Bonn\nBen\n", "row 3 has 1 cells where the header has 2"),
        (b"name,city\nAnn,Bonn\nBen,Ulm,x\n", "row 3 has 3 cells where the header has 2"),
        (b'name,city\n"Ann,Bonn\n', "quotation mark"),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_table(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_table(tmp_path / "nowhere.csv")
    with pytest.raises(InputError, match="is a folder"):
        read_table(tmp_path)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_crash(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.csv"
    path.write_bytes(data)
    try:
        table = read_table(path)
    except InputError:
        return
    assert all(len(record.cells) == len(table.headers) for record in table.records)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1250", ("Dvořák", "Plzeň")),
        ("cp1250", ("Łódź Sp. z o.o.", "Gdańsk")),
        ("mac_roman", ("Müller", "Köln")),
        ("mac_roman", ("Café", "Orléans")),
        ("cp1252", ("Søren", "Århus")),
        ("cp1252", ("Núñez", "León")),
        ("utf-16-le", ("Miller", "London")),
        ("utf-16-be", ("Miller", "London")),
    ],
)
def test_an_encoding_without_a_mark_is_the_one_that_reads_as_words(
    tmp_path: Path, encoding: str, words: tuple[str, str]
) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(f"name,city\n{words[0]},{words[1]}\n".encode(encoding))
    table = read_table(path)
    assert table.records[0].cells == words
    assert table.encoding.startswith(encoding)


def test_excel_says_its_delimiter_in_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b"sep=;\r\nname;amount\r\nA;1,5\r\n")
    table = read_table(path)
    assert (table.delimiter, table.headers, table.records[0]) == (";", ("name", "amount"), (3, ("A", "1,5")))


@pytest.mark.parametrize(
    ("text", "rows", "told"),
    [
        ("name,amount\nA,10\nB,20\nTotal,30\n", 2, ("row 4 left out: 'Total 30'",)),
        ("name,amount\nA,10\nTotal,35\n", 2, ()),
        ("name,amount\nA,10\n\nTotal,35\n", 1, ("row 4 left out: 'Total 35'",)),
        ("name,sector\nA,oil\nTotal,oil\n", 2, ()),
        ("name,amount\nA,10\nSumme,35\n\n\nStand 3. Mai\n", 1,
         ("row 3 left out: 'Summe 35'", "row 6 left out: 'Stand 3. Mai'")),
        ("name,city\nAnn,Bonn\n\nBen,\n", 2, ()),
        (
            'Report\nAs of\n\nFilters\nShow: all\n\nname,x,amount\nA,b,1\nGrand Totals (1 records),,1\n\nEnd\n',
            1,
            ("header in row 7", "row 9 left out: 'Grand Totals (1 records) 1'", "row 11 left out: 'End'"),
        ),
        ("Report,\n\nname,city\nAnn,Bonn\n", 1, ("header in row 3",)),
    ],
)  # fmt: skip
def test_totals_and_footers_are_left_out_and_told(
    tmp_path: Path, text: str, rows: int, told: tuple[str, ...]
) -> None:
    path = tmp_path / "file.csv"
    path.write_text(text)
    table = read_table(path)
    assert len(table.records) == rows
    assert table.told == told


def test_what_was_decided_can_be_said_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("a,b\nname|x\nAnn|1\nBen|2\n")
    table = read_table(path, delimiter="bar", header_line=2)
    assert (table.headers, [record.cells for record in table.records]) == (
        ("name", "x"),
        [("Ann", "1"), ("Ben", "2")],
    )
    with pytest.raises(InputError, match="--delimiter"):
        read_table(path, delimiter="x")
    with pytest.raises(InputError, match="--sheet"):
        read_table(path, sheet="One")
    with pytest.raises(InputError, match="--encoding"):
        read_table(path, encoding="klingon")
    for line in (9, -1):
        with pytest.raises(InputError, match="--header-line"):
            read_table(path, header_line=line)


def test_repeated_names_never_meet(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("x,x 2,x,,x\n1,2,3,4,5\n")
    assert read_table(path).headers == ("x", "x 2", "x 3", "column 4", "x 4")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Row Labels,Sum of Amount\nA,10\nGrand Total,10\n", "pivot table"),
        (b"Ann,10,2026-01-01\nBen,20,2026-01-02\n", "no row names the columns"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "web page"),
        (b'{"a": 1}', "JSON"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
    ],
)
def test_what_is_something_else_is_called_by_its_name(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_table(path)


def workbook(path: Path) -> Path:
    """An Excel workbook with a title, typed cells and a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Deals", 0)
    for row in (
        ("My pipeline",),
        (),
        ("Deal", "Amount", "Close", "Chance"),
        ("A", 1.234, datetime(2026, 12, 31), 0.65),
        ("B", 1000, date(2026, 1, 2), None),
    ):
        sheet.append(row)
    sheet["B4"].number_format = '#,##0.00 "€"'
    sheet["D4"].number_format = "0%"
    notes = book.create_sheet("Notes")
    notes.append(("k", "v"))
    notes.append(("a", "b"))
    book.save(path)
    return path


def test_a_workbook_is_read_as_text_that_cannot_be_misread(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx")
    table = read_table(path)
    assert table.headers == ("Deal", "Amount", "Close", "Chance")
    assert [tuple(record) for record in table.records] == [
        (4, ("A", "1.2340 €", "2026-12-31", "65%")),
        (5, ("B", "1000", "2026-01-02", "")),
    ]
    assert "Notes" in table.told[0]
    assert read_table(path, sheet="notes").records[0].cells == ("a", "b")
    with pytest.raises(InputError, match="did you mean 'Notes'"):
        read_table(path, sheet="Nots")


@given(st.data())
@settings(max_examples=2_000 if os.environ.get("PMTUI_FUZZ") else 60, deadline=None)
def test_no_damage_to_a_file_makes_it_crash(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    whole = folder / "whole.xlsx"
    if not whole.exists():
        workbook(whole)
    seeds = (
        whole.read_bytes(),
        'sep=;\r\nname;note\r\nÄ;"x\ny"\r\n\r\nTotal;5\r\n'.encode("utf-16"),
        'a,b\r"1,5",Žižka\r,\r'.encode("cp1250"),
    )
    damaged = bytearray(data.draw(st.sampled_from(seeds)))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
        if not damaged:
            break
    path = folder / "damaged.bin"
    path.write_bytes(damaged)
    try:
        table = read_table(path)
    except InputError:
        return
    assert all(len(record.cells) == len(table.headers) for record in table.records)
