"""An entry is found by any of its names, however they are written."""

from pathlib import Path

import pytest

from pmtui.errors import WorkspaceError
from pmtui.glossary import entries
from pmtui.glossary.entries import text, whole, words
from pmtui.glossary.find import Dictionary
from tests.unit.glossary.made import made


@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        ("win rate", "win-rate"),
        ("winrate", "win-rate"),
        ("Win-Rate", "win-rate"),
        ("  WIN   RATE ", "win-rate"),
        ("close rate", "win-rate"),
        ("NPS", "nps"),
        ("net promoter score", "nps"),
        ("net-promoter-score", "nps"),
        ("arr", "arr"),
        ("okr progress", "okr-progress"),
        ("p/m fit", "product-market-fit"),
        ("deals", "deal"),
        ("user stories", "user-story"),
        ("objections", "objection"),
        ("sales", "sales"),
        ("what is churn?", "churn"),
        ("the sales pipeline", "sales-pipeline"),
        ("now/next/later", "now-next-later-roadmap"),
        ("e-mail", "email"),
        ("won", "closed-won"),
        ("backlog", "product-backlog"),
        ("sunset", "sunsetting"),
    ],
)
def test_a_name_leads_to_its_entry(asked: str, slug: str) -> None:
    assert Dictionary().find(asked) == [slug]


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("PM", ["product-manager", "product-management", "project-manager"]),
        ("lead", ["lead", "lead-time"]),
        ("opportunity", ["deal", "market-opportunity"]),
        ("Opportunities", ["deal", "market-opportunity"]),
        ("target", ["sales-target", "target-date", "target-audience"]),
    ],
)
def test_a_homonym_leads_to_each_of_its_senses(asked: str, slugs: list[str]) -> None:
    assert Dictionary().find(asked) == slugs


@pytest.mark.parametrize(
    "asked",
    ["", "   ", "\n\t", "x" * 10_000, "win rate" * 2_000, ".*", "[b", "[/]", "(", "\\", "%", "🙂", "выручка",
     "胜率", "\x1b[31m", "\udcff", "\u202e", "\0"],
)  # fmt: skip
def test_what_is_no_name_leads_nowhere_and_breaks_nothing(asked: str) -> None:
    dictionary = Dictionary()
    assert dictionary.find(asked) == []
    assert len(dictionary.nearest(asked)) <= 5


@pytest.mark.parametrize(
    ("asked", "headword"),
    [
        ("winn raet", "Win rate"),
        ("chrun", "Churn"),
        ("forcast", "Sales forecast"),
        ("nps points", "Net Promoter Score"),
        ("how long to close", "Sales cycle"),
    ],
)
def test_the_nearest_headword_is_offered_for_a_misspelled_one(asked: str, headword: str) -> None:
    assert Dictionary().nearest(asked)[0] == headword


def test_nothing_is_near_to_nonsense() -> None:
    assert Dictionary().nearest("xyzzyq") == []


def test_a_term_of_the_team_is_found_by_its_names() -> None:
    own = {"moonshot": {"id": "moonshot", "headword": "Moonshot", "aliases": ["big bet"]}}
    dictionary = Dictionary(own)
    assert dictionary.find("Big Bet") == ["moonshot"]
    assert dictionary.headword("moonshot") == "Moonshot"
    assert dictionary.nearest("monshot")[0] == "Moonshot"


def test_what_the_team_fills_wins_and_the_rest_stays_as_shipped() -> None:
    own = {
        "win-rate": {"id": "win-rate", "headword": "Hit rate", "definition": "Ours, by value.", "formula": ""}
    }
    dictionary = Dictionary(own)
    entry = dictionary.entry("win-rate")
    assert entry is not None
    assert text(entry, "headword") == "Hit rate"
    assert text(entry, "definition") == "Ours, by value."
    assert text(entry, "formula").startswith("win rate = won")
    assert dictionary.find("hit rate") == dictionary.find("win rate") == ["win-rate"]


def test_a_name_the_team_uses_for_its_own_term_no_longer_means_the_shipped_one() -> None:
    assert Dictionary({"arr-2": {"id": "arr-2", "headword": "ARR"}}).find("arr") == ["arr-2"]


def test_an_own_term_takes_a_word_from_a_homonym() -> None:
    own = {"lead": {"id": "lead", "headword": "Lead", "definition": "Ours."}}
    assert Dictionary(own).find("lead") == ["lead"]


def test_an_unknown_slug_has_no_entry_and_stands_for_itself() -> None:
    dictionary = Dictionary()
    assert dictionary.entry("nothing-here") is None
    assert dictionary.headword("nothing-here") == "nothing-here"


def test_a_sense_is_named_so_that_a_shell_takes_it_as_it_is() -> None:
    dictionary = Dictionary()
    assert dictionary.plain_name("lead-time") == "lead time"
    assert dictionary.plain_name("lead") == "sales lead"


def test_every_field_stands_in_the_whole_of_an_entry() -> None:
    full = whole(made("Bare"))
    assert full["aliases"] == full["related"] == full["senses"] == []
    assert full["formula"] == full["pitfalls"] == ""
    assert full["variables"] == {}


def test_a_field_of_the_wrong_type_reads_as_empty() -> None:
    assert text({"definition": 3}, "definition") == ""
    assert words({"aliases": "one"}, "aliases") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "damaged"),
        ("[]", "not an index"),
        ('{"names": {}}', "not an index"),
    ],
)
def test_a_damaged_index_is_named(
    content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "index.json").write_text(content)
    monkeypatch.setattr(entries, "folder", lambda: str(tmp_path))
    with pytest.raises(WorkspaceError, match=message):
        Dictionary()


@pytest.mark.parametrize("content", ["{}", "[1]", '[{"headword": "No slug"}]'])
def test_a_damaged_phase_file_is_named(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "goals.json").write_text(content)
    monkeypatch.setattr(entries, "folder", lambda: str(tmp_path))
    with pytest.raises(WorkspaceError, match=r"goals\.json"):
        entries.read_phase("goals")


def test_a_missing_dictionary_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "folder", lambda: str(tmp_path))
    with pytest.raises(WorkspaceError, match="cannot be read"):
        Dictionary()
