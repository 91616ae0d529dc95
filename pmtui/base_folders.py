"""The folders of one person: settings, data and state, as the XDG base directory specification places them.

A person without a home (no `HOME`, no entry in the passwd file, as in many containers) has none of
them unless the XDG variables name them; then settings are the defaults and nothing is remembered.
"""

import os
from collections.abc import Mapping

_OURS = "pmtui"


def home_folder(environ: Mapping[str, str]) -> str:
    """The person's home: `HOME`, or what the passwd file says; empty if there is none."""
    named = environ.get("HOME", "")
    if named.startswith("/"):
        return named
    import pwd

    try:
        found = pwd.getpwuid(os.getuid()).pw_dir
    except (KeyError, OSError):
        return ""
    return found if found.startswith("/") else ""


def config_folder(environ: Mapping[str, str]) -> str:
    """Where the settings are: below `$XDG_CONFIG_HOME` or `~/.config`; empty without a home."""
    return _below(environ, "XDG_CONFIG_HOME", ".config")


def data_folder(environ: Mapping[str, str]) -> str:
    """Where the usual workspace is: below `$XDG_DATA_HOME` or `~/.local/share`; empty without a home."""
    return _below(environ, "XDG_DATA_HOME", ".local/share")


def state_folder(environ: Mapping[str, str]) -> str:
    """Where pmtui remembers things: below `$XDG_STATE_HOME` or `~/.local/state`; empty without a home."""
    return _below(environ, "XDG_STATE_HOME", ".local/state")


def expanded(path: str, environ: Mapping[str, str]) -> str:
    """A path with `~` replaced by the person's home; left as typed if there is no home to replace it by."""
    if path != "~" and not path.startswith("~/"):
        return os.path.expanduser(path) if path.startswith("~") else path
    home = home_folder(environ)
    return home + path[1:] if home else path


def _below(environ: Mapping[str, str], variable: str, usual: str) -> str:
    """Our folder below a base directory; a relative path in the variable is ignored, as the specification asks."""
    named = environ.get(variable, "")
    if named.startswith("/"):
        return os.path.join(named, _OURS)
    home = home_folder(environ)
    return os.path.join(home, usual, _OURS) if home else ""
