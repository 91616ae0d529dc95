"""The outermost handler: whatever happens, one sentence, the exit code of the contract, and nobody's data."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import pytest

from pmtui.cli import main
from pmtui.errors import ConflictError, WorkspaceError
from pmtui.store.checksummed_line import sealed


@pytest.fixture
def acme(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A workspace with a deal whose name no small encoding has."""
    folder = tmp_path / "acme"
    monkeypatch.setenv("PMTUI_WORKSPACE", str(folder))
    monkeypatch.setenv("PMTUI_USER", "ann")
    assert main(["init"]) == 0
    assert main(["add", "deal", "title=Zürich €"]) == 0
    capsys.readouterr()
    return folder


def run(
    words: list[str],
    *,
    out: int | IO[bytes] = subprocess.PIPE,
    environ: Mapping[str, str] | None = None,
    before: str = "",
) -> tuple[int, str, str]:
    """Run a command line in a process of its own; exit code, standard output, standard error.

    Args:
        words: The command line.
        out: Where standard output goes.
        environ: What the environment has besides.
        before: What the process does before.
    """
    code = f"import os, sys; {before or 'pass'}; from pmtui.cli import main; sys.exit(main({words!a}))"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        stdout=out,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1", **(environ or {})},
        check=False,
    )
    text = (ended.stdout or b"").decode("utf-8", "replace")
    return ended.returncode, text, ended.stderr.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "error", [ValueError("Acme"), RecursionError("Acme"), MemoryError(), OSError(5, "Acme")]
)
def test_a_fault_is_a_sentence_with_a_report_and_exit_code_three(
    acme: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
) -> None:
    def fail(*_: object, **__: object) -> int:
        raise error

    monkeypatch.setattr("pmtui.cli.verbs.records.show.opened", fail)
    assert main(["show", "D-1"]) == 3
    message = capsys.readouterr().err
    (report,) = (home / ".local/state/pmtui/crashes").iterdir()
    assert message.count("\n") == 1
    assert message.startswith(f"pmtui: a fault in pmtui ended this ({type(error).__name__} in show)")
    assert str(report) in message
    text = report.read_text()
    assert "pmtui/cli/dispatch.py:" in text
    assert not [word for word in ("Acme", "D-1", str(acme), str(home)) if word in text]


@pytest.mark.parametrize(
    ("error", "code"), [(ConflictError("no"), 4), (WorkspaceError("no"), 3), (KeyboardInterrupt(), 130)]
)
def test_what_is_expected_has_its_own_exit_code_and_no_report(
    acme: Path, home: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    def fail(*_: object, **__: object) -> int:
        raise error

    monkeypatch.setattr("pmtui.cli.verbs.records.show.opened", fail)
    assert main(["show", "D-1"]) == code
    assert not (home / ".local/state/pmtui/crashes").exists()


@pytest.mark.parametrize(
    "words", [["list", "deals"], ["define", "churn"], ["--help"], ["man"], ["export", "all"]]
)
def test_a_full_device_is_one_sentence_and_never_success(acme: Path, words: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        code, _, message = run(words, out=full)
    assert (code, message.count("\n")) == (3, 1)
    assert message.startswith("pmtui: standard output cannot be written: No space left on device")


@pytest.mark.parametrize("words", [["list", "deals"], ["man"], ["--help"], ["export", "all"]])
def test_a_reader_who_has_gone_is_no_error(acme: Path, words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as gone:
        assert run(words, out=gone) == (0, "", "")


@pytest.mark.parametrize(
    "environ",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_a_locale_without_the_letters_gets_others_in_their_place(acme: Path, environ: dict[str, str]) -> None:
    for words in (["list", "deals"], ["show", "D-1"], ["list", "deals", "--csv"]):
        code, text, message = run(words, environ=environ)
        assert (code, message) == (0, "")
        assert "rich ?" in text
    code, _, message = run(["list", "dëals"], environ=environ)
    assert (code, message.count("\n")) == (2, 1)


def test_a_closed_standard_output_is_told_and_a_closed_standard_error_ignored(acme: Path) -> None:
    assert run(["list", "deals"], before="os.close(2); sys.stderr = None")[0] == 0
    code, _, message = run(["list", "deals"], before="os.close(1); sys.stdout = None")
    assert code == 3
    assert message == "pmtui: standard output is closed\n"
    assert run(["doctor"], before="os.close(0); sys.stdin = None")[0] == 0


def test_escape_sequences_reach_no_terminal_by_any_word(
    acme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = "\x1b]0;title\x07\x9b31m\u202e\u2066x\u200b\U000e0041\udcff"
    for words in (
        ["--user", hostile, "add", "deal", f"title={hostile}"],
        ["--workspace", f"{acme}{hostile}", "list", "deals"],
        ["import", "deals", hostile],
        ["export", "deals", "-o", f"/nowhere/{hostile}"],
        ["show", hostile],
        ["list", hostile],
        ["list", "deals", hostile],
        ["report", hostile],
        ["history"],
        [hostile],
    ):
        main(words)
        printed = "".join(capsys.readouterr())
        assert not set("\x1b\x07\x9b\u202e\u2066\u200b\U000e0041\udcff") & set(printed), words


def test_what_a_journal_made_by_hand_says_is_printed_clean(
    acme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = "\x1b]0;title\x07\x9b31m\u202e\u2066\u200b"
    moment = "2026-11-27T09:00:00.000000Z"
    deal = {"title": f"Deal{hostile}", "owner": f"ann{hostile}", "stage": "Prospecting", "id": "D-2"}
    record = {
        "seq": 3,
        "at": moment,
        "by": f"ann{hostile}@host",
        "name": f"Add{hostile} it",
        "changes": [
            {
                "kind": "deal",
                "id": "D-2",
                "was": None,
                "now": {**deal, "created_at": moment, "updated_at": moment, "version": 1},
            }
        ],
    }
    with (acme / "journal.jsonl").open("ab") as journal:
        journal.write(sealed(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()))
    for words in (
        ["history"],
        ["history", "--json"],
        ["list", "deals"],
        ["list", "deals", "--json"],
        ["show", "D-2"],
    ):
        assert main(words) == 0
        printed = "".join(capsys.readouterr())
        assert "Deal" in printed or "Add" in printed
        assert not set("\x1b\x07\x9b\u202e\u2066\u200b") & set(printed), words


def test_nothing_unclean_is_stored_by_any_way_in(acme: Path, tmp_path: Path) -> None:
    hostile = "\x1b]0;title\x07\x9b\u202e\u2066\u200b"
    file = tmp_path / f"{hostile}\udcff.csv"
    file.write_text("title,Region\nQuay\x9b cranes,North\u202e\n", encoding="utf-8")
    for words in (
        ["import", "deals", str(file)],
        ["stage", "Proposal", f"name=Offer{hostile}"],
        ["stage", f"Check{hostile}", "--add"],
        ["pipelines", f"Partners{hostile}"],
        ["pipelines", "Partners", "--rename", f"Resale{hostile}"],
        ["profile", f"industry=soft{hostile}ware | weight=3"],
        ["criteria", f"Fit{hostile} | weight=2"],
        ["add", "launch", f"title=Spring{hostile}"],
        ["launch", "L-1", "--no-go", f"too{hostile} early"],
        ["log", "D-1", f"Called{hostile} them"],
        ["add", "term", f"headword=Quay{hostile}"],
    ):
        assert main(words) == 0, words
    written = b"".join(each.read_bytes() for each in acme.rglob("*.json*")).decode()
    assert not set("\x1b\x07\x9b\u202e\u2066\u200b") & set(written)
    assert "\\u001b" not in written
    assert "Quay cranes" in written


def test_a_word_with_a_nul_and_a_message_without_end_are_refused_in_a_sentence(
    acme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "deals", "a\0b"]) == 2
    assert main(["show", "D-1" * 5_000]) == 2
    assert len(capsys.readouterr().err) < 3_000


def test_without_a_home_there_are_the_usual_settings_and_a_named_workspace(acme: Path) -> None:
    nobody = "import pwd; pwd.getpwuid = {}.__getitem__; os.environ.pop('HOME')"
    for words in (
        ["list", "deals"],
        ["define", "churn"],
        ["config"],
        ["keys"],
        ["locate"],
        ["add", "deal", "title=x"],
    ):
        code, _, message = run(words, before=nobody)
        assert (code, message) == (0, ""), words
    code, _, message = run(["list", "deals"], before=f"{nobody}; os.environ.pop('PMTUI_WORKSPACE')")
    assert (code, message.count("\n")) == (3, 1)
    assert "set HOME" in message
    code, _, message = run(["config", "--set", "theme=nord"], before=nobody)
    assert (code, message.count("\n")) == (2, 1)


def test_a_current_folder_that_is_gone_is_no_matter_where_it_is_not_needed(
    acme: Path, tmp_path: Path
) -> None:
    folder = str(tmp_path / "gone")
    gone = f"os.mkdir({folder!r}); os.chdir({folder!r}); os.rmdir({folder!r})"
    assert run(["list", "deals"], before=gone)[0] == 0
    code, _, message = run(["export", "deals", "-o", "x.csv"], before=gone)
    assert (code, message.count("\n")) == (2, 1)
