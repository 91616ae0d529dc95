"""The command line as a program sees it: what it prints, and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from pmtui.cli import main

pytestmark = pytest.mark.usefixtures("home")


class Ended(NamedTuple):
    """How a command line ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs command lines in a workspace of the test's own."""
    monkeypatch.setenv("PMTUI_WORKSPACE", str(tmp_path / "acme"))
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> Ended:
        code = main(["--user", "ann", "--today", "2026-11-23", *words])
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return call


@pytest.fixture
def acme(run: Run) -> Run:
    """The same, with a workspace made and a deal in it."""
    run("init")
    run("add", "account", "name=Acme", "domain=acme.example")
    run(
        "add",
        "deal",
        "title=Acme rollout",
        "account=acme",
        "amount=12k",
        "expected_close=fri",
        "tags=eu, big",
    )
    return run


def test_a_deal_is_added_listed_shown_changed_and_moved(acme: Run) -> None:
    (deal,) = json.loads(acme("list", "deals", "--json").out)
    assert deal["id"] == "D-1"
    assert deal["account"] == "A-1"
    assert deal["amount"] == {"amount": "12000.00", "currency": "USD"}
    assert (deal["stage"], deal["probability"], deal["expected_close"]) == ("Prospecting", 10, "2026-11-27")
    assert deal["owner"] == "ann"
    assert acme("set", "D-1", "probability=35%").code == 0
    assert acme("move", "d1", "proposal").code == 0
    shown = json.loads(acme("show", "D-1", "--json").out)
    assert (shown["stage"], shown["probability"]) == ("Proposal", 35)
    assert acme("move", "D-1", "Won").code == 0
    assert json.loads(acme("show", "D-1", "--json").out)["closed"] == "2026-11-23"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["stage:prospecting"], True),
        (["amount:>10k"], True),
        (["amount:>12k"], False),
        (["close:<+30d", "owner:me"], True),
        (["-tag:eu"], False),
        (["account:acm"], True),
        (["is:won"], False),
        (["Acme rollout"], True),
        (["account:Acme Corp"], False),
    ],
)
def test_filters_are_words_of_the_shell(acme: Run, filters: list[str], found: bool) -> None:
    ended = acme("list", "deals", *filters)
    assert ended.code == (0 if found else 1)
    assert ("Acme rollout" in ended.out) is found


def test_undo_redo_and_history_survive_each_command(acme: Run) -> None:
    acme("delete", "D-1")
    assert acme("show", "D-1").code == 2
    assert acme("undo").err == "Undo: Delete D-1 Acme rollout\n"
    assert acme("show", "D-1").code == 0
    assert acme("redo").code == 0
    assert acme("redo").code == 1
    names = [line["name"] for line in json.loads(acme("history", "D-1", "--json").out)]
    assert names[0] == "Redo: Delete D-1 Acme rollout"
    assert names[-1] == "Add deal Acme rollout"


def test_as_of_shows_an_earlier_day_and_refuses_to_write(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def at(day: str, *words: str) -> Ended:
        code = main([*day.split(), *words])
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    at("--today 2026-10-01", "init")
    at("--today 2026-10-01", "add", "deal", "title=Early")
    at("--today 2026-10-15", "add", "deal", "title=Late")
    assert at("--as-of 2026-10-05", "list", "deals").out.count("\n") == 2
    assert "Late" in at("--as-of 2026-10-15", "list", "deals").out
    assert at("--as-of 2026-09-01", "list", "deals").code == 1
    refused = at("--as-of 2026-10-05", "add", "deal", "title=No")
    assert refused.code == 3
    assert "earlier day" in refused.err


def test_a_request_and_a_logged_call_link_what_they_are_about(acme: Run) -> None:
    acme("add", "feature", "title=Single sign-on", "target=end of q1")
    assert acme("request", "D-1", "F-1", "--kind", "blocker", "--promised", "2027-01-15").out == "Q-1\n"
    request = json.loads(acme("show", "Q-1", "--json").out)
    assert (request["deal"], request["feature"], request["kind"]) == ("D-1", "F-1", "blocker")
    assert acme("log", "D-1", "Called them", "--type", "call").out == "E-1\n"
    assert acme("log", "D-1", "Send terms", "--due", "tomorrow").out == "E-2\n"
    assert "Send terms" in acme("today").out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["list", "dealz"], 2, "did you mean 'deals'"),
        (["show", "D-99"], 2, "there is no deal D-99"),
        (["set", "D-1", "titel=x"], 2, "did you mean 'title'"),
        (["set", "D-1", "stage_log=x"], 2, "kept by pmtui"),
        (["set", "D-1", "title="], 2, "title: is required"),
        (["set", "D-1", "amount=lots"], 2, "amount: 'lots' is not an amount of money"),
        (["set", "D-1", "expected_close=2026-02-30"], 2, "does not exist"),
        (["set", "D-1", "expected_close=3/4/2026"], 2, "day-first or month-first"),
        (["set", "D-1", "account=Nobody"], 2, "there is no account 'Nobody'"),
        (["set", "D-1", "probability=130"], 2, "percentage"),
        (["move", "D-1", "Prposal"], 2, "did you mean 'Proposal'"),
        (["move", "A-1", "Won"], 2, "no stage"),
        (["delete", "D-1", "D-99"], 2, "there is no deal D-99"),
        (["add", "deal", "clse:fri"], 2, "is no field"),
        (["add", "deal", "title=x", "amount"], 2, "FIELD=VALUE"),
        (["add", "deal", "title=x", "title=y"], 2, "given twice"),
        (["import", "deals", "nowhere.csv"], 2, "no such file"),
        (["import", "deals", "."], 2, "is a folder"),
        (["export", "deals", "-o", "."], 2, "is a folder"),
        (["init"], 3, "already holds a workspace"),
        (["restore", "nowhere.json"], 2, "nowhere.json"),
        (["frobnicate"], 2, "invalid choice"),
        (["request", "D-1", "F-9"], 2, "there is no feature F-9"),
        (["log", "D-1", "x", "--type", "telegram"], 2, "unknown type"),
        (["list", "deals", "--sort", "titel"], 2, "did you mean 'title'"),
    ],
)
def test_bad_input_gets_one_clear_line_and_writes_nothing(
    acme: Run, words: list[str], code: int, message: str
) -> None:
    before = acme("history", "--json").out
    ended = acme(*words)
    assert ended.code in (code, 3)
    assert message in ended.err
    assert ended.err.startswith("pmtui: ")
    assert ended.err.count("\n") == 1
    assert "Traceback" not in ended.err
    assert acme("history", "--json").out == before


def test_a_mistake_in_a_filter_points_at_its_column(acme: Run) -> None:
    ended = acme("list", "deals", "owner:me", "stge:won")
    assert ended.code == 2
    lines = ended.err.splitlines()
    assert "did you mean 'stage'" in lines[0]
    assert lines[1][lines[2].index("^") :].startswith("stge")


def test_without_a_workspace_the_way_out_is_told(run: Run) -> None:
    ended = run("list", "deals")
    assert ended.code == 3
    assert "pmtui init" in ended.err


def test_a_refused_import_reports_truly_and_writes_nothing(acme: Run, tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("title,amount\nfine,5\nbad,lots\n")
    ended = acme("import", "deals", "deals.csv", "--json")
    assert ended.code == 2
    report = json.loads(ended.out)
    assert (report["rows"], report["created"], report["skipped"], report["rejected"]) == (2, 0, 1, 1)
    assert [each["row"] for each in report["problems"] if each["column"] == "amount"] == [3]
    assert "row 3, amount" in ended.err
    assert len(json.loads(acme("list", "deals", "--json").out)) == 1
    taken = acme("import", "deals", "deals.csv", "--rejects", "bad.csv", "--json")
    assert taken.code == 0
    assert json.loads(taken.out)["created"] == 1
    assert (tmp_path / "bad.csv").read_text().splitlines()[1].startswith("bad,lots,")


def test_a_dry_run_tells_and_leaves_everything(acme: Run, tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("title\nnew\n")
    ended = acme("import", "deals", "deals.csv", "--dry-run", "--json")
    assert json.loads(ended.out)["created"] == 1
    assert len(json.loads(acme("list", "deals", "--json").out)) == 1


def test_map_may_stand_before_the_file(acme: Run, tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("what,worth\nnew,7\n")
    ended = acme("import", "deals", "--map", "title=what", "amount=worth", "deals.csv", "--json")
    assert ended.code == 0
    assert json.loads(acme("show", "D-2", "--json").out)["amount"]["amount"] == "7.00"


def test_restricted_keeps_to_the_workspace_s_folder(acme: Run, tmp_path: Path) -> None:
    for words in (["export", "deals", "-o", "/tmp/deals.csv"], ["import", "deals", "/etc/passwd"]):
        code = main(["--restricted", *words])
        assert code == 2
    (tmp_path / "acme" / "out").symlink_to("/tmp")
    assert main(["--restricted", "export", "deals", "-o", str(tmp_path / "acme" / "out" / "x.csv")]) == 2


def test_read_only_refuses_every_write(acme: Run) -> None:
    assert main(["--read-only", "set", "D-1", "title=x"]) == 3
    assert json.loads(acme("show", "D-1", "--json").out)["title"] == "Acme rollout"


def test_doctor_backup_and_restore_work_together(acme: Run) -> None:
    kept = acme("backup").out.strip()
    acme("delete", "D-1")
    assert acme("restore", kept).code == 0
    assert acme("show", "D-1").code == 0
    acme("undo")
    assert acme("show", "D-1").code == 2
    assert acme("doctor").code == 0


def test_export_all_is_one_json_value(acme: Run) -> None:
    content = json.loads(acme("export", "all").out)
    assert [deal["title"] for deal in content["deal"]] == ["Acme rollout"]
    assert "title" in acme("export", "deals").out.splitlines()[0]


def test_own_terms_are_defined_beside_the_shipped_ones(acme: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        acme("add", "term", "headword=Quay hour", "definition=Sixty minutes at a berth.").out == "quay-hour\n"
    )
    assert main(["define", "quay", "hour"]) == 0
    assert "Sixty minutes at a berth." in capsys.readouterr().out
    assert main(["define", "win", "rate"]) == 0
    assert "Win rate" in capsys.readouterr().out


@pytest.mark.parametrize(
    "path", ["{outside}/x.csv", "{inside}/../outside/x.csv", "{inside}/linked/x.csv", "{inside}/link.csv"]
)
@pytest.mark.parametrize(
    "words",
    [
        ("export", "deals", "-o", "{path}"),
        ("export", "all", "--format", "csv", "-o", "{path}"),
        ("report", "funnel", "-o", "{path}"),
        ("import", "deals", "{path}"),
        ("import", "all", "{path}"),
        ("import", "deals", "{inside}/rows.csv", "--rejects", "{path}"),
        ("restore", "{path}"),
    ],
    ids=lambda words: words[0] if isinstance(words, tuple) else words,
)
def test_restricted_refuses_every_path_that_leads_elsewhere(
    acme: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], path: str
) -> None:
    inside, outside = tmp_path / "acme", tmp_path / "outside"
    outside.mkdir()
    (outside / "x.csv").write_text("title\nsecret\n", encoding="utf-8")
    (inside / "rows.csv").write_text("title\nfine\n", encoding="utf-8")
    (inside / "linked").symlink_to(outside)
    (inside / "link.csv").symlink_to(outside / "x.csv")
    places = {"inside": inside, "outside": outside}
    named = [word.format(path=path.format(**places), **places) for word in words]
    capsys.readouterr()
    assert main(["--restricted", *named]) == 2
    told = capsys.readouterr()
    assert "--restricted" in told.err
    assert "secret" not in told.out + told.err
    assert [file.name for file in outside.iterdir()] == ["x.csv"]
    assert (outside / "x.csv").read_text(encoding="utf-8") == "title\nsecret\n"
    assert "fine" not in acme("list", "deals").out


@pytest.mark.parametrize(
    "name", ["workspace.json", "journal.jsonl", "lock", "history/2026-11.jsonl", "backups/x", "."]
)
def test_no_output_goes_over_what_the_workspace_is_made_of(acme: Run, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "acme"
    before = {file: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    assert acme("export", "deals", "-o", str(folder / name)).code == 2
    assert {file: file.read_bytes() for file in folder.iterdir() if file.is_file()} == before


def test_restricted_begins_no_workspace_and_asks_for_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pmtui.cli.launch_tui.require_terminal", lambda profile: None)
    assert main(["--restricted", "--workspace", str(tmp_path / "none")]) == 3
    assert "none is made" in capsys.readouterr().err
    assert main(["--restricted", "serve"]) == 2
    assert main(["--restricted", "config", "--set", "theme=nord"]) == 2


def test_whatever_the_umask_only_the_owner_can_read(acme: Run, tmp_path: Path) -> None:
    import os
    import stat

    before = os.umask(0)
    try:
        folder = tmp_path / "acme"
        acme("add", "deal", "title=Quay cranes")
        acme("backup")
        acme("export", "deals", "-o", str(folder / "deals.csv"))
        acme("export", "all", "--format", "csv", "-o", str(folder / "all"))
        acme("define", "churn")
        acme("config", "--set", "animation=none")
    finally:
        os.umask(before)
    ours = [each for each in (tmp_path / "home").rglob("*") if "pmtui" in each.parts[-3:]]
    made = [folder, *folder.rglob("*"), *ours]
    assert len(made) > 10
    for each in made:
        wanted = 0o700 if each.is_dir() else 0o600
        assert stat.S_IMODE(each.stat().st_mode) & ~wanted == 0, each


def test_the_process_map_is_printed_phase_by_phase(acme: Run) -> None:
    lines = acme("process").out.splitlines()
    phases = json.loads(acme("process", "--json").out)
    assert [phase["process"] for phase in phases] == ["product"] * 3 + ["sales"] * 3
    assert [line for line in lines if line in [phase["title"] for phase in phases]] == [
        phase["title"] for phase in phases
    ]
    assert all(phase["terms"] and phase["open_work"] for phase in phases)
