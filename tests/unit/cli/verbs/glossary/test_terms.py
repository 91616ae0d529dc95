"""The dictionary on the command line: compare, metric, terms in and out, and our own words."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from pmtui.cli import main
from pmtui.cli.verbs.glossary.compare import compare
from pmtui.errors import InputError

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def pmtui(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> "Pmtui":
    made = Pmtui(tmp_path / "acme", capsys)
    made("init")
    return made


class Pmtui:
    """The command line on a workspace of its own, on a fixed day."""

    def __init__(self, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.workspace, self._capsys = workspace, capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        code = main(["--workspace", str(self.workspace), "--user", "ann", "--today", "2026-11-23", *words])
        captured = self._capsys.readouterr()
        return code, captured.out, captured.err


def compared(*words: str, form: str = "") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = compare(words, form=form, own={}, out=out, err=err)
    return code, out.getvalue(), err.getvalue()


def test_two_terms_stand_side_by_side() -> None:
    code, out, err = compared("arr", "mrr")
    assert (code, err) == (0, "")
    assert "Annual recurring revenue" in out.split("\n")[0]
    assert "Monthly recurring revenue" in out.split("\n")[0]
    assert "\x1b" not in out


def test_compare_gives_one_json_value_or_a_markdown_table() -> None:
    assert [term["slug"] for term in json.loads(compared("arr", "mrr", "nrr", form="json")[1])["terms"]] == [
        "arr", "mrr", "nrr",
    ]  # fmt: skip
    assert compared("arr", "vs", "mrr", form="md")[1].startswith("| | Annual recurring revenue | Monthly")


def test_a_word_nobody_knows_is_named_with_the_nearest() -> None:
    code, out, err = compared("arr", "vs", "mrrr")
    assert (code, out) == (1, "")
    assert "'mrrr'" in err
    assert "Monthly recurring revenue" in err


def test_a_homonym_is_to_be_told_apart() -> None:
    with pytest.raises(InputError, match="senses"):
        compared("pm", "vs", "sales")


@pytest.mark.parametrize("words", [["arr"], ["arr", "arr"], ["arr", "mrr", "nrr", "grr"]])
def test_the_wrong_number_of_terms_is_an_error(words: Sequence[str]) -> None:
    with pytest.raises(InputError, match="2 or 3"):
        compared(*words)


def test_a_metric_prints_its_value_and_inputs(pmtui: Pmtui) -> None:
    pmtui("add", "deal", "title=a", "stage=Won", "amount=1000", "opened=2026-10-01", "closed=2026-11-02")
    pmtui("add", "deal", "title=b", "stage=Lost", "opened=2026-10-01", "closed=2026-11-03")
    code, out, err = pmtui("metric", "win", "rate")
    assert (code, err) == (0, "")
    assert out == "win-rate 50 %  (2026-Q4, as of 2026-11-23)\n  won: 1\n  lost: 1\n"


def test_the_json_of_a_metric_has_the_fixed_shape(pmtui: Pmtui) -> None:
    pmtui("add", "deal", "title=a", "stage=Won", "amount=1000", "opened=2026-10-01", "closed=2026-11-02")
    assert json.loads(pmtui("metric", "average-deal-size", "--json", "--period", "2026-11")[1]) == {
        "metric": "average-deal-size",
        "value": 1000,
        "unit": "USD",
        "inputs": {"closed-won value": 1000, "closed-won deals": 1},
        "as_of": "2026-11-23",
        "period": "2026-11",
    }


def test_grouped_results_name_group_and_label(pmtui: Pmtui) -> None:
    pmtui("add", "account", "name=Acme")
    pmtui("add", "deal", "title=a", "account=Acme", "stage=Won", "closed=2026-11-02")
    (found,) = json.loads(pmtui("metric", "win-rate", "--by", "account", "--json")[1])
    assert (found["group"], found["label"], found["value"]) == ("A-1", "Acme", 1)


def test_a_metric_that_lacks_its_inputs_says_what_it_needs(pmtui: Pmtui) -> None:
    code, out, err = pmtui("metric", "quota-attainment", "--json")
    assert code == 1
    assert json.loads(out)["value"] is None
    assert "pmtui add target period=2026-Q4" in err


def test_all_metrics_stand_in_one_table(pmtui: Pmtui) -> None:
    code, out, _ = pmtui("metric")
    assert code == 0
    assert len(out.splitlines()) >= 25


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("metric", "win-rat"), "win-rate"),
        (("metric", "win-rate", "--period", "soon"), "2026-Q4"),
        (("metric", "win-rate", "--by", "ownr"), "owner"),
        (("metric", "--by", "owner"), "takes a metric"),
    ],
)
def test_a_mistake_names_what_would_fit(pmtui: Pmtui, words: tuple[str, ...], told: str) -> None:
    code, out, err = pmtui(*words)
    assert (code, out) == (2, "")
    assert told in err


def test_our_words_go_over_the_shipped_ones_in_the_fields_that_differ(pmtui: Pmtui) -> None:
    assert pmtui("add", "term", "headword=Net Promoter Score", "definition=Ours.")[1] == "nps\n"
    stored = json.loads(pmtui("show", "nps", "--json")[1])
    assert stored["definition"] == "Ours."
    assert list(stored["shipped"]) == ["definition"]
    out = pmtui("define", "nps")[1]
    assert "Ours." in out
    assert "promoters" in out


def test_a_shipped_term_is_not_deleted(pmtui: Pmtui) -> None:
    code, _, err = pmtui("delete", "nps")
    assert code == 2
    assert "came with pmtui and stays" in err


def test_an_alias_that_another_entry_has_is_one_more_sense_and_told(pmtui: Pmtui) -> None:
    code, out, err = pmtui("add", "term", "headword=Airline captain", "aliases=pilot, pilot")
    assert (code, out) == (0, "airline-captain\n")
    assert "'pilot' now has" in err
    assert json.loads(pmtui("show", "airline-captain", "--json")[1])["aliases"] == ["pilot"]
    assert "senses" in pmtui("define", "pilot")[2]


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_the_dictionary_goes_out_and_comes_back_unchanged(pmtui: Pmtui, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"glossary.{form}"
    assert pmtui("export", "glossary", "-o", str(file))[0] == 0
    code, out, _ = pmtui("import", "terms", str(file))
    assert code == 0
    assert "created" not in out
    assert "unchanged" in out
    assert pmtui("list", "terms")[0] == 1


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_a_changed_text_becomes_ours_and_undo_takes_it_back(pmtui: Pmtui, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"glossary.{form}"
    pmtui("export", "glossary", "-o", str(file))
    file.write_text(file.read_text().replace("Of the deals decided in a period", "Of all deals of ours"))
    counts = json.loads(pmtui("import", "terms", str(file), "--json")[1])
    assert (counts["created"], counts["rejected"]) == (1, 0)
    assert counts["rows"] == counts["created"] + counts["unchanged"]
    assert "Of all deals of ours" in pmtui("define", "win-rate")[1]
    again = json.loads(pmtui("import", "terms", str(file), "--json")[1])
    assert again["unchanged"] == again["rows"]
    pmtui("undo")
    assert "Of the deals decided" in pmtui("define", "win-rate")[1]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("t.json", "{bad", "is not JSON"),
        ("t.json", "[1]", "entry 1 is no object"),
        ("t.json", '"text"', "is no list of terms"),
        ("t.json", "[]", "holds no terms"),
        ("t.json", '[{"definition": "x"}]', "headword"),
        ("t.json", '[{"headword": "A"}, {"headword": "a"}]', "stands in row 1 already"),
        ("t.json", '[{"headword": "A", "discipline": "cooking"}]', "discipline"),
        ("t.md", "no heading", "holds no terms"),
        ("t.md", "\xff", ""),
        ("t.csv", "definition\nx\n", "headword"),
    ],
)
def test_a_malformed_file_of_terms_changes_nothing(
    pmtui: Pmtui, tmp_path: Path, name: str, content: str, told: str
) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="latin-1")
    code, _, err = pmtui("import", "terms", str(file))
    assert code == 2
    assert told in err
    assert str(file) in err
    assert pmtui("list", "terms")[0] == 1


def test_good_terms_are_taken_where_the_others_are_saved(pmtui: Pmtui, tmp_path: Path) -> None:
    file, rejects = tmp_path / "t.csv", tmp_path / "bad.csv"
    file.write_text("headword,definition\nWidget rate,Widgets an hour.\n,nothing\n")
    assert pmtui("import", "terms", str(file), "--rejects", str(rejects))[0] == 0
    assert "widget-rate" in pmtui("list", "terms")[1]
    assert "headword: is required" in rejects.read_text()
