import os
import stat
from pathlib import Path

import pytest

from pmtui.config import Settings, config_path, explain, load, write_settings
from pmtui.errors import InputError


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def environment(config: Path, **variables: str) -> dict[str, str]:
    return {"PMTUI_CONFIG": str(config), **variables}


def test_without_a_file_everything_has_its_default(config: Path) -> None:
    loaded = load(environment(config))
    assert loaded.settings == Settings()
    assert set(loaded.origins.values()) == {"default"}


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(config: Path) -> None:
    config.write_text('theme = "nord"\nuser = "ann"\nanimation = "full"\n')
    loaded = load(
        environment(config, PMTUI_USER="bob", PMTUI_THEME="gruvbox"), {"user": "cleo", "read_only": True}
    )
    assert (loaded.settings.animation, loaded.settings.theme, loaded.settings.user) == (
        "full",
        "gruvbox",
        "cleo",
    )
    assert loaded.settings.read_only is True
    assert loaded.origins["animation"] == str(config)
    assert loaded.origins["theme"] == "PMTUI_THEME"
    assert loaded.origins["user"] == "--user"
    assert loaded.origins["read_only"] == "--read-only"
    assert loaded.origins["editor"] == "default"


@pytest.mark.parametrize(
    ("word", "meant"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("false", False), ("", False)]
)
def test_a_variable_says_yes_or_no_in_several_ways(config: Path, word: str, meant: bool) -> None:
    assert load(environment(config, PMTUI_LOW_BANDWIDTH=word)).settings.low_bandwidth is meant


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('them = "nord"', "unknown key 'them'; did you mean 'theme'?"),
        ("theme = 3", "theme is text in quotes, not 3"),
        ('low_bandwidth = "yes"', "low_bandwidth is true or false, not 'yes'"),
        ("low_bandwidth = 1", "low_bandwidth is true or false, not 1"),
        ('clipboard = "osc"', "clipboard is one of 'auto', 'osc52', 'native', 'file', not 'osc'"),
        ("clipboard = []", "clipboard is one of 'auto', 'osc52', 'native', 'file', not []"),
        ("theme", "Expected '=' after a key"),
    ],
)
def test_a_bad_line_names_file_key_and_what_would_do(config: Path, text: str, said: str) -> None:
    config.write_text(text)
    with pytest.raises(InputError) as caught:
        load(environment(config))
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{config}: ")


def test_a_bad_variable_is_named(config: Path) -> None:
    with pytest.raises(InputError, match="PMTUI_LOW_BANDWIDTH is true or false, not 'maybe'"):
        load(environment(config, PMTUI_LOW_BANDWIDTH="maybe"))


def test_an_unreadable_file_is_an_error_and_not_ignored(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder, not a file"):
        load(environment(tmp_path))


def test_files_follow_the_xdg_folders(tmp_path: Path) -> None:
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "c"), "XDG_DATA_HOME": str(tmp_path / "d")}
    places = load(environ).places
    assert places.config == tmp_path / "c/pmtui/config.toml"
    assert places.keys == tmp_path / "c/pmtui/keys.toml"
    assert places.workspace == str(tmp_path / "d/pmtui/workspace")


def test_a_relative_xdg_folder_is_ignored() -> None:
    environ = {"XDG_CONFIG_HOME": "here", "HOME": "/home/ann"}
    assert config_path(environ) == Path("/home/ann/.config/pmtui/config.toml")


def test_a_chosen_workspace_is_the_one_located(config: Path) -> None:
    assert load(environment(config, PMTUI_WORKSPACE="/srv/acme")).places.workspace == "/srv/acme"
    home = environment(config, HOME="/home/ann")
    assert load(home, {"workspace": "~/acme"}).places.workspace == "/home/ann/acme"


def test_every_setting_is_explained(config: Path) -> None:
    rows = explain(load(environment(config)))
    assert [row.name for row in rows] == list(Settings._fields)
    assert all(row.help.endswith(".") for row in rows)


def test_settings_are_written_between_the_lines_that_are_there(tmp_path: Path) -> None:
    file = tmp_path / "pmtui" / "config.toml"
    file.parent.mkdir()
    file.write_text('# mine\ntheme = "nord"  # evenings\n\nborders = "ascii"\n', encoding="utf-8")
    write_settings(file, {"theme": "gruvbox", "low_bandwidth": "yes"})
    assert file.read_text(encoding="utf-8") == (
        '# mine\ntheme = "gruvbox"  # evenings\n\nborders = "ascii"\nlow_bandwidth = true\n'
    )
    assert load({"PMTUI_CONFIG": str(file)}).settings.theme == "gruvbox"


@pytest.mark.parametrize(
    ("name", "word", "message"), [("thme", "x", "theme"), ("borders", "round", "one of 'auto'")]
)
def test_a_setting_that_does_not_fit_is_not_written(
    tmp_path: Path, name: str, word: str, message: str
) -> None:
    file = tmp_path / "config.toml"
    with pytest.raises(InputError, match=message):
        write_settings(file, {name: word})
    assert not file.exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"theme" = "nord"\n', '"theme" = "gruvbox"\n'),
        ("'theme'='nord' # why\n", "'theme'=\"gruvbox\" # why\n"),
        ('editor = """\nvim\ntheme = 1\n"""\n', 'editor = """\nvim\ntheme = 1\n"""\ntheme = "gruvbox"\n'),
        ("# theme = 'x'\n\nread_only = false\n", "# theme = 'x'\n\nread_only = false\ntheme = \"gruvbox\"\n"),
        ('theme = """\nnord"""\r\nuser = "Ann"\r\n', 'theme = "gruvbox"\r\nuser = "Ann"\r\n'),
        ("\ufefftheme = 'nord'\n", 'theme = "gruvbox"\n'),
        ('theme = "nord"', 'theme = "gruvbox"'),
    ],
)
def test_what_is_written_is_read_again_and_all_else_stays(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(before.encode())
    write_settings(file, {"theme": "gruvbox"})
    assert file.read_bytes().decode() == after
    assert load(environment(file)).settings.theme == "gruvbox"


@pytest.mark.parametrize("word", ['a "quoted" word', "two\nlines", "\\", "Zürich €", "\x1b[31m", "'''", ""])
def test_any_word_comes_back_as_it_was_set(tmp_path: Path, word: str) -> None:
    file = tmp_path / "config.toml"
    write_settings(file, {"editor": word})
    assert load(environment(file)).settings.editor == word


@pytest.mark.parametrize("text", ["theme = 1\n", "[theme]\n", "theme = 'a\n", "x = 1\n"])
def test_a_file_that_is_wrong_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(InputError, match=r"config\.toml"):
        write_settings(file, {"user": "ann"})
    assert file.read_text() == text
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("mask", [0, 0o777])
def test_settings_are_private_under_any_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_settings(tmp_path / "new" / "config.toml", {"user": "ann"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / "config.toml").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "place",
    ["~nobody-of-this-name/acme", "mysql://ann:hunter2@host/db", "ann:hunter2@host/db", "x" * 300, "a\0b"],
)
def test_a_workspace_that_cannot_be_is_refused_without_its_secret(config: Path, place: str) -> None:
    with pytest.raises(InputError) as caught:
        load(environment(config, PMTUI_WORKSPACE=place))
    assert "hunter2" not in str(caught.value)
