"""Words are compared without case, accents, spaces and punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.glossary.words import folded, singular, span_of, split, stem, told, word_spans


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Win rate", "winrate"),
        ("Win-Rate", "winrate"),
        ("P/M fit", "pmfit"),
        ("T&C", "tandc"),
        ("Porter's five forces", "portersfiveforces"),
        ("Porter’s five forces", "portersfiveforces"),
        ("Résumé", "resume"),
        ("ＮＰＳ", "nps"),
        ("выручка", "выручка"),
        ("[/] *", ""),
        ("", ""),
    ],
)
def test_a_name_is_folded_to_its_letters_and_digits(name: str, key: str) -> None:
    assert folded(name) == key


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("deals", "deal"),
        ("userstories", "userstory"),
        ("sales", "sale"),
        ("process", "process"),
        ("nps", "nps"),
        ("arr", "arr"),
    ],
)
def test_a_plural_loses_its_ending_and_short_words_keep_it(name: str, one: str) -> None:
    assert singular(name) == one


@pytest.mark.parametrize("word", ["close", "closes", "closed", "closing"])
def test_the_forms_of_a_word_share_a_stem(word: str) -> None:
    assert stem(word) == "clos"


def test_noise_is_left_out_unless_there_is_nothing_else() -> None:
    assert told(split("what is the churn")) == ["churn"]
    assert told(split("what is it")) == ["what", "is", "it"]


@pytest.mark.parametrize(
    ("name", "length", "part"),
    [
        ("Win rate", 5, "Win ra"),
        ("Win rate", 3, "Win"),
        ("“Win” rate", 3, "Win"),
        ("Win", 99, "Win"),
        ("…", 2, "…"),
    ],
)
def test_the_part_of_a_name_that_was_typed_is_found_over_its_punctuation(
    name: str, length: int, part: str
) -> None:
    start, end = span_of(name, length)
    assert name[start:end] == part


@given(st.text())
def test_any_text_folds_splits_and_spans_within_itself(name: str) -> None:
    assert folded(name) == "".join(split(name)) or folded(name)
    for _, start, end in word_spans(name):
        assert 0 <= start < end <= len(name)
    start, end = span_of(name, 3)
    assert 0 <= start <= end <= len(name)
