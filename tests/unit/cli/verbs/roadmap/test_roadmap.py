"""The verbs of the roadmap on the command line."""

import json

import pytest

from pmtui.cli import main
from pmtui.store.workspace import Workspace


def run(workspace: Workspace, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["--workspace", str(workspace.path), "--user", "ann", "--today", "2026-11-23", *words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_launch_tells_what_blocks_it_and_goes_for_a_reason(
    demo: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(demo, capsys, "launch", "L-1")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "L-1  Harbor Desk winter release  tier 2  2026-12-22 (in 29 days)"
    assert lines[1].startswith("NO-GO: ")
    assert "  F-1 Single sign-on: has 3 of 5 requirements done" in lines
    assert "  L-1: to do: Write the release notes (by 2026-12-19)" in lines
    code, out, err = run(demo, capsys, "launch", "L-1", "--go")
    assert (code, out) == (2, "")
    assert "L-1 cannot go" in err
    code, out, _ = run(demo, capsys, "launch", "L-1", "--ship", "--override", "the fair")
    assert code == 0
    assert out.splitlines()[1:] == [
        "LAUNCHED on 2026-11-23",
        "its review is due on 2027-01-21",
        "decided: go by ann on 2026-11-23 in spite of what blocked it: the fair",
    ]
    demo.poll()
    assert {demo.rows("feature")[each]["status"] for each in ("F-1", "F-2")} == {"shipped"}


def test_a_launch_as_json(demo: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(demo, capsys, "launch", "L-1", "--json")[1])
    assert (found["verdict"], found["date"], found["launched"]) == ("no-go", "2026-12-22", None)
    assert found["blockers"][0] == {
        "id": "F-1", "topic": "requirements", "text": "has 3 of 5 requirements done",
    }  # fmt: skip
    found = json.loads(run(demo, capsys, "launch", "L-1", "--no-go", "too early", "--json")[1])
    assert (found["decision"], found["decided_by"], found["decision_reason"]) == ("no-go", "ann", "too early")


def test_the_demo_specification_and_release_notes_are_markdown(
    demo: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(demo, capsys, "spec", "F-1")
    assert code == 0
    assert out.startswith("# Single sign-on (F-1)\n\n## The problem\n")
    code, out, _ = run(demo, capsys, "release-notes", "--product", "Harbor Desk", "--period", "2026-Q2")
    assert (code, out.splitlines()[0]) == (0, "# Harbor Desk: what is new in 2026-Q2")
    code, out, err = run(demo, capsys, "release-notes", "--period", "2027-Q1")
    assert (code, out) == (1, "")
    assert "nothing shipped in 2027-Q1" in err


@pytest.mark.parametrize("form", ["--md", "--csv", "--json"])
def test_the_roadmap_for_customers_names_none_of_the_demo_s_customers(
    demo: Workspace, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    code, out, _ = run(demo, capsys, "roadmap", form, "--customer-safe")
    assert code == 0
    assert "Sign in with the directory" in out
    assert "Q1 2027" in out
    for row in (*demo.rows("account").values(), *demo.rows("contact").values()):
        assert str(row["name"]) not in out
    assert "2027-" not in out


def test_the_roadmap_of_a_product_needs_no_form(demo: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(demo, capsys, "roadmap", "--product", "Harbor Classic")
    assert (code, out.splitlines()[0]) == (0, "# Harbor Classic: roadmap")
    assert "Single sign-on" not in out


def test_an_empty_roadmap_is_nothing_found(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(workspace, capsys, "roadmap", "--json")[:2] == (1, "[]\n")
    assert run(workspace, capsys, "roadmap", "--md")[:2] == (1, "")


def test_a_sunset_prints_what_changed_and_a_card_tells_it(
    demo: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(
        demo, capsys, "sunset", "Harbor Classic", "--announced", "2026-11-23", "--end-of-sale", "2027-02-01"
    )
    assert code == 0
    assert out.split()[0] == "P-2"
    assert len(out.split()) == 2
    lines = run(demo, capsys, "card", "P-2")[1].splitlines()
    assert lines[0] == "P-2  Harbor Classic  sunset announced"
    assert "  end of sale 2027-02-01" in lines
    assert "  successor P-1 Harbor Desk" in lines
    assert "accounts on it 1  satisfaction 5 of 5  recommend us 10 of 10" in lines
    found = json.loads(run(demo, capsys, "card", "P-2", "--json")[1])
    assert found["quarters"][3] == {
        "quarter": "2026-Q4", "won": 1, "won_amount": {"USD": "9600.00"}, "open": 0, "open_amount": {}, "requests": 0,
    }  # fmt: skip


def test_launches_are_exported_as_a_calendar(demo: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(demo, capsys, "export", "launches", "--format", "ics")
    assert code == 0
    assert "SUMMARY:Launch: Harbor Desk winter release" in out
    assert "SUMMARY:Ships: Single sign-on (Harbor Desk)" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("launch", "L-9"), "no launch"),
        (("launch", "L-1", "--override", "x"), "--override goes with"),
        (("launch", "L-1", "--go", "--ship"), "not allowed with"),
        (("launch", "L-1", "--no-go", ""), "takes its reason"),
        (("spec", "D-1"), "no feature"),
        (("card", "F-1"), "no product"),
        (("sunset", "P-1"), "an end needs a day"),
        (("sunset", "P-1", "--end-of-sale", "soon"), "soon"),
        (("roadmap", "--product", "Nothing"), "no product"),
        (("release-notes", "--period", "soon"), "no period"),
        (("export", "deals", "--format", "ics"), "a calendar is made of"),
    ],
)
def test_a_mistake_changes_nothing_and_says_why(
    demo: Workspace, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    before = demo.seq
    code, out, err = run(demo, capsys, *words)
    assert (code, out) == (2, "")
    assert told in err
    demo.poll()
    assert demo.seq == before
