import json
import tomllib
from pathlib import Path

from pmtui.cli.verbs.workspace.config import settings_text
from pmtui.cli.verbs.workspace.locate import located
from pmtui.config import Settings, load


def test_the_printed_settings_are_a_file_that_sets_the_same(tmp_path: Path) -> None:
    environ = {"PMTUI_CONFIG": str(tmp_path / "config.toml"), "PMTUI_EDITOR": 'vim -c "set tw=72" \\é'}
    printed = settings_text(load(environ, {"low_bandwidth": True}))
    assert Settings(**tomllib.loads(printed)) == load(environ, {"low_bandwidth": True}).settings
    assert "# from: PMTUI_EDITOR\neditor = " in printed
    assert "# from: --low-bandwidth\nlow_bandwidth = true" in printed


def test_settings_as_json_say_where_each_comes_from(tmp_path: Path) -> None:
    rows = json.loads(
        settings_text(load({"PMTUI_CONFIG": str(tmp_path / "c"), "PMTUI_USER": "ann"}), as_json=True)
    )
    assert next(row for row in rows if row["name"] == "user")["origin"] == "PMTUI_USER"


def test_locate_prints_every_path(tmp_path: Path) -> None:
    loaded = load({"PMTUI_CONFIG": str(tmp_path / "config.toml"), "PMTUI_WORKSPACE": "/srv/acme"})
    assert located(loaded).splitlines()[-1].split() == ["workspace", "/srv/acme"]
    assert json.loads(located(loaded, as_json=True))["config"] == str(tmp_path / "config.toml")


def test_settings_that_no_terminal_shows_are_printed_as_toml_reads_them(tmp_path: Path) -> None:
    user = "Ann \x1b[31m \u2066 t\U000e0041g 😀 \x7f \u2028"
    loaded = load({"HOME": str(tmp_path), "PMTUI_USER": user})
    assert tomllib.loads(settings_text(loaded))["user"] == user
    assert not set("\x1b\u2066\U000e0041\x7f\u2028") & set(settings_text(loaded))
