"""One folding for search, filter, sort and matching."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pmtui
from pmtui.models.values.folding import folded, letters, plain, sort_text, squeezed, words_of


@pytest.mark.parametrize(
    ("text", "plain_text"),
    [
        ("Zürich", "zurich"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ørsted Æther", "orsted aether"),
        ("Đà Nẵng", "da nang"),
        ("Þór", "thor"),
        ("ÅNGSTRÖM", "angstrom"),
        ("ﬁnance", "finance"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("Café", "cafe"),
        ("İstanbul", "istanbul"),
    ],
)
def test_case_accents_and_letters_of_their_own_make_no_difference(text: str, plain_text: str) -> None:
    assert folded(text) == plain_text


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    for fold in (folded, letters, squeezed, plain):
        assert fold(fold(text)) == fold(text)
    assert folded(text.upper().lower()) == folded(text.lower())


def test_numbers_sort_by_size_and_letters_without_their_accents() -> None:
    names = ["Item 10", "oil", "Item 2", "item 1", "Öl", "Zürich", "Item 02b", "Ångström", "v1.10", "v1.9"]
    assert sorted(names, key=sort_text) == [
        "Ångström", "item 1", "Item 2", "Item 02b", "Item 10", "oil", "Öl", "v1.9", "v1.10", "Zürich",
    ]  # fmt: skip


@given(st.integers(0, 10**40), st.integers(0, 10**40), st.text(max_size=5))
def test_any_two_numbers_sort_by_size(one: int, other: int, before: str) -> None:
    letters_before = "".join(letter for letter in before if not letter.isdigit())
    keys = [sort_text(f"{letters_before}{number} x") for number in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)


def test_words_stand_between_punctuation() -> None:
    assert words_of("Müller-Lüdenscheidt, Söhne_2") == ["muller", "ludenscheidt", "sohne", "2"]


OWN_FOLDS = {
    "models/values/folding.py": "the one",
    "models/values/currency_names.py": "names of currencies, whose letters matter",
    "models/values/money.py": "names of scales",
    "models/stored.py": "cleaned text",
    "store/log/files.py": "names of files",
    "screens/frame/file_paths.py": "names of files",
    "interchange/imports/encodings.py": "letters of an encoding",
    "workflows/glossary/terms.py": "slugs keep their letters",
    "store/query/filter_values.py": "words of the fiscal year",
    "screens/roadmap/roadmap_board.py": "a label in lower case, to read",
    "screens/documents/details/demand_details.py": "a slug",
    "rules/roadmap/scores.py": "a label in lower case, to read",
}
"""The files that may fold text by themselves, and why."""


def test_nothing_else_folds_text_by_itself() -> None:
    root = Path(pmtui.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "drivers" not in path.parts
        and any(sign in path.read_text("utf-8") for sign in (".casefold()", "unicodedata.normalize", "NFK"))
    }
    assert found - OWN_FOLDS.keys() == set()


def test_money_is_printed_in_one_place() -> None:
    root = Path(pmtui.__file__).parent
    printed = re.compile(
        r"\{[\w.]*(amount|money|worth|price)[\w.]*:,|:,(\.\df?)?\} \{[\w.]*(code|currency)\}"
    )
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if printed.search(path.read_text("utf-8"))
    }
    assert found <= {"models/values/money_text.py"}
