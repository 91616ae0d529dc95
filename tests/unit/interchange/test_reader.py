"""Reading files: what is decided from the whole of them, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import InputError
from pmtui.interchange.reader import read_table


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
