import stat
from pathlib import Path

import pytest

from pmtui.errors import InputError
from pmtui.terminal.editor import edit, editor_command


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the editor's files are made; it must be empty in the end."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def editor(tmp_path: Path, script: str) -> list[str]:
    """An editor that runs a shell script on the file `$1`."""
    path = tmp_path / "editor with space"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return [str(path)]


def test_what_was_typed_comes_back(tmp_path: Path, temporary: Path) -> None:
    result = edit("one", editor(tmp_path, 'printf "two\\nGrö\\033[31mße\\n" > "$1"'))
    assert (result.text, result.changed, result.message) == ("two\nGröße", True, "")
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("text", ["", "one", "one\n", "one\n\ntwo", "  indented"])
@pytest.mark.parametrize("script", [":", 'cat "$1" > "$1.new" && mv "$1.new" "$1"'])
def test_unchanged_text_is_recognised(tmp_path: Path, text: str, script: str) -> None:
    result = edit(text, editor(tmp_path, script))
    assert (result.text, result.changed, result.message) == (text, False, "nothing was changed")


def test_text_can_be_emptied(tmp_path: Path) -> None:
    result = edit("one", editor(tmp_path, ': > "$1"'))
    assert (result.text, result.changed) == ("", True)


def test_an_editor_that_fails_changes_nothing(tmp_path: Path, temporary: Path) -> None:
    result = edit("one", editor(tmp_path, 'echo two > "$1"; exit 3'))
    assert (result.text, result.changed) == ("one", False)
    assert "ended with 3" in result.message
    assert not list(temporary.iterdir())


def test_an_editor_that_removes_the_file_changes_nothing(tmp_path: Path) -> None:
    assert not edit("one", editor(tmp_path, 'rm "$1"')).changed


def test_something_that_is_no_text_is_refused_and_removed(tmp_path: Path, temporary: Path) -> None:
    with pytest.raises(InputError, match="not UTF-8"):
        edit("one", editor(tmp_path, 'printf "\\377\\376" > "$1"'))
    assert not list(temporary.iterdir())


def test_the_file_is_its_owners_alone_and_nothing_beside_it_stays(tmp_path: Path, temporary: Path) -> None:
    notes = tmp_path / "modes"
    script = f'stat -c "%a" "$1" "$(dirname "$1")" > {notes}; echo backup > "$1~"'
    edit("one", editor(tmp_path, script))
    assert notes.read_text().split() == ["600", "700"]
    assert not list(temporary.iterdir())
    assert stat.S_ISDIR(temporary.stat().st_mode)


def test_an_editor_that_cannot_start_is_said(tmp_path: Path, temporary: Path) -> None:
    with pytest.raises(InputError, match="cannot be started"):
        edit("one", [str(tmp_path)])
    assert not list(temporary.iterdir())


def test_the_setting_comes_before_visual_and_that_before_editor(tmp_path: Path) -> None:
    (program,) = editor(tmp_path, ":")
    environ = {"VISUAL": f"'{program}' -v", "EDITOR": f"'{program}' -e", "PATH": "/bin"}
    assert editor_command(f"'{program}' -s", environ) == [program, "-s"]
    assert editor_command("", environ) == [program, "-v"]
    assert editor_command("", environ | {"VISUAL": " "}) == [program, "-e"]


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "no editor is set"),
        ({"EDITOR": "no-such-editor -w", "PATH": "/bin"}, "no program 'no-such-editor'"),
        ({"VISUAL": "vim 'x", "PATH": "/bin"}, "is no command"),
    ],
)
def test_a_missing_editor_is_a_clear_error(environ: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        editor_command("", environ)
