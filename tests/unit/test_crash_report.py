"""Crash reports: where it happened, nothing of anybody's data, and never a second failure."""

import os
import stat
from decimal import Decimal
from pathlib import Path

import pytest

from pmtui.crash_report import write_crash_report
from pmtui.models.values.money import parse_money

SECRETS = ("Acme", "hunter2", "4711", "customer")


def _failure() -> Exception:
    """An error with somebody's data in its message, its cause and the values of its frames."""
    with pytest.raises(KeyError) as found:
        _fail("Acme hunter2")
    return found.value


def _fail(customer: str) -> None:
    try:
        parse_money(f"{customer} 4711", "USD")
    except Exception as error:
        raise KeyError(f"customer {customer}") from error


def test_a_report_names_frames_types_and_versions_and_nothing_of_the_data(home: Path) -> None:
    path = write_crash_report(_failure(), doing="list")
    assert path is not None
    text = path.read_text()
    assert "error: KeyError" in text
    assert "error: pmtui.errors.FieldError" in text
    assert "pmtui/models/values/money.py:" in text
    assert "doing: list" in text
    assert "textual " in text
    assert not [word for word in (*SECRETS, str(home), str(Path(__file__).parent)) if word in text]


def test_what_was_being_done_is_a_plain_word(home: Path) -> None:
    path = write_crash_report(_failure(), doing="\x1b]0;x\x07 /home/ann/secret\n")
    assert path is not None
    assert "doing: ?0?x? ?home?ann?secret?\n" in path.read_text()


@pytest.mark.parametrize("umask", [0, 0o777, 0o077])
def test_a_report_is_private_under_any_umask(home: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        path = write_crash_report(_failure(), doing="list")
    finally:
        os.umask(before)
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    folders = [each for each in path.parents if each.is_relative_to(home) and each != home]
    assert {stat.S_IMODE(each.stat().st_mode) for each in folders} == {0o700}


def test_a_report_that_cannot_be_written_is_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "file"))
    assert write_crash_report(_failure(), doing="list") is None


def test_without_a_home_there_is_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", _nobody)
    assert write_crash_report(_failure(), doing="list") is None


def test_a_deep_recursion_is_reported_in_brief(home: Path) -> None:
    def deeper(number: Decimal) -> Decimal:
        return deeper(number + 1)

    with pytest.raises(RecursionError) as found:
        deeper(Decimal(1))
    path = write_crash_report(found.value, doing="list")
    assert path is not None
    assert "more frames" in path.read_text()
    assert len(path.read_text().splitlines()) < 100


def test_the_members_of_a_group_are_reported(home: Path) -> None:
    path = write_crash_report(ExceptionGroup("Acme", [_failure(), ValueError("Acme")]), doing="list")
    assert path is not None
    text = path.read_text()
    assert "error: ExceptionGroup" in text
    assert "error: ValueError" in text
    assert "Acme" not in text


def test_only_the_latest_reports_are_kept(home: Path) -> None:
    for _ in range(25):
        path = write_crash_report(_failure(), doing="list")
    assert path is not None
    assert path.exists()
    assert len(list(path.parent.iterdir())) == 20


def _nobody(_: int) -> None:
    raise KeyError("getpwuid(): uid not found")
