import json
import tomllib
from pathlib import Path

from pmtui.cli.settings import run_config, run_locate
from pmtui.config import Settings, load


def test_the_printed_settings_are_a_file_that_sets_the_same(tmp_path: Path) -> None:
    environ = {"PMTUI_CONFIG": str(tmp_path / "config.toml"), "PMTUI_EDITOR": 'vim -c "set tw=72" \\é'}
    printed = run_config(load(environ, {"low_bandwidth": True}))
    assert Settings(**tomllib.loads(printed)) == load(environ, {"low_bandwidth": True}).settings
    assert "# from: PMTUI_EDITOR\neditor = " in printed
    assert "# from: --low-bandwidth\nlow_bandwidth = true" in printed


def test_settings_as_json_say_where_each_comes_from(tmp_path: Path) -> None:
    rows = json.loads(
        run_config(load({"PMTUI_CONFIG": str(tmp_path / "c"), "PMTUI_USER": "ann"}), as_json=True)
    )
    assert next(row for row in rows if row["name"] == "user")["origin"] == "PMTUI_USER"


def test_locate_prints_every_path(tmp_path: Path) -> None:
    loaded = load({"PMTUI_CONFIG": str(tmp_path / "config.toml"), "PMTUI_WORKSPACE": "/srv/acme"})
    assert run_locate(loaded).splitlines()[-1].split() == ["workspace", "/srv/acme"]
    assert json.loads(run_locate(loaded, as_json=True))["config"] == str(tmp_path / "config.toml")
