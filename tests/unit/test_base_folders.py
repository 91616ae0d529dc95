"""A person's folders: with a home, without one, and where the XDG variables say."""

import pytest

from pmtui.base_folders import config_folder, data_folder, expanded, home_folder, state_folder


def _nobody(_: int) -> None:
    raise KeyError("getpwuid(): uid not found")


def test_they_are_below_the_home() -> None:
    environ = {"HOME": "/home/ann"}
    assert config_folder(environ) == "/home/ann/.config/pmtui"
    assert data_folder(environ) == "/home/ann/.local/share/pmtui"
    assert state_folder(environ) == "/home/ann/.local/state/pmtui"
    assert expanded("~/acme", environ) == "/home/ann/acme"
    assert expanded("~", environ) == "/home/ann"
    assert expanded("/srv/~", environ) == "/srv/~"


def test_the_xdg_variables_say_otherwise_unless_they_are_relative() -> None:
    environ = {"HOME": "/home/ann", "XDG_CONFIG_HOME": "/etc/x", "XDG_DATA_HOME": "here"}
    assert config_folder(environ) == "/etc/x/pmtui"
    assert data_folder(environ) == "/home/ann/.local/share/pmtui"


@pytest.mark.parametrize("environ", [{}, {"HOME": ""}, {"HOME": "here"}])
def test_without_a_home_there_are_none(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pwd.getpwuid", _nobody)
    assert home_folder(environ) == ""
    assert (config_folder(environ), data_folder(environ), state_folder(environ)) == ("", "", "")
    assert expanded("~/acme", environ) == "~/acme"
    assert state_folder({**environ, "XDG_STATE_HOME": "/var/x"}) == "/var/x/pmtui"
