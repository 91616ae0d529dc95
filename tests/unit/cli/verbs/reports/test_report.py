"""`pmtui report`: forms, files and exit codes."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pmtui.cli import main
from pmtui.store.workspace import Workspace

Run = Callable[..., tuple[int, str, str]]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def run(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a verb in a workspace with two deals that were won, one of them by somebody with a wild name."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["--workspace", str(workspace.path), "--user", "ann", "--today", "2026-11-23", *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    for owner, amount, closed in (("<b>&[red]", "300", "2026-11-02"), ("ann", "100", "2026-08-02")):
        words = (f"title={owner}", f"owner={owner}", "stage=Won", f"amount={amount}", f"closed={closed}")
        assert run("add", "deal", *words, "opened=2026-08-01")[0] == 0
    return run


def test_a_comparison_in_every_form(run: Run) -> None:
    code, out, _ = run("report", "winloss", "--compare")
    assert (code, out.splitlines()[3].split()) == (0, ["won", "1", "300", "USD", "1", "0"])
    rows = list(csv.reader(io.StringIO(run("report", "winloss", "--compare", "--csv")[1])))
    assert rows[0] == ["outcome", "reason", "deals", "amount", "before", "change"]
    assert json.loads(run("report", "winloss", "--compare", "--json")[1])[0]["before"] == "1"
    assert run("report", "winloss", "--md")[1].splitlines()[4] == "| won |  | 1 | 300 USD |"


def test_the_picture_is_well_formed_and_says_its_figures_in_words(run: Run) -> None:
    code, out, _ = run("report", "velocity", "--by", "owner", "--svg")
    assert code == 0
    picture = ElementTree.fromstring(out)
    assert picture.tag == f"{SVG}svg"
    code, out, _ = run("report", "forecast", "--by", "owner", "--svg")
    texts = [each.text for each in ElementTree.fromstring(out).iter(f"{SVG}text")]
    assert "<b>&[red] won" in texts
    assert "300 USD" in texts
    widths = [float(each.get("width", "0")) for each in ElementTree.fromstring(out).iter(f"{SVG}rect")]
    assert max(widths[1:]) == 458


def test_a_report_goes_into_a_file_whose_ending_says_the_form(run: Run, tmp_path: Path) -> None:
    for ending, begins in (
        (".svg", "<svg"),
        (".csv", "outcome,"),
        (".md", "## Won"),
        (".json", "["),
        (".txt", "Won"),
    ):
        path = tmp_path / f"out{ending}"
        assert run("report", "winloss", "-o", str(path)) == (0, "", "")
        assert path.read_text(encoding="utf-8").startswith(begins)
    assert run("report", "winloss", "-o", str(tmp_path))[0] == 2
    assert run("report", "winloss", "-o", str(tmp_path / "no" / "such.md"))[0] == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("funel",), 2, "did you mean 'funnel'?"),
        (("funnel", "--period", "soon"), 2, "'soon' is no period"),
        (("funnel", "--period", "2020"), 1, "nothing to report for 2020"),
        (("winloss", "--period", "2020", "--svg"), 1, "nothing to report for 2020"),
        (("winloss", "--by", "owner"), 2, "not told by a field"),
        (("market", "--compare"), 2, "--as-of"),
    ],
)
def test_a_mistake_and_nothing_have_their_codes(
    run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    found, _, err = run("report", *words)
    assert found == code
    assert said in err


def test_a_matrix_cannot_be_drawn(run: Run) -> None:
    run("add", "feature", "title=Sign-on", "status=beta")
    run("add", "research", "name=Rival", "type=competitor", "offers=Sign-on | has=yes")
    code, out, err = run("report", "matrix", "--svg")
    assert (code, out) == (2, "")
    assert "nothing to draw" in err
