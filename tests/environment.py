"""The environment that all tests start in: set before anything of the program is imported."""

import atexit
import os
import shutil
import tempfile
import time
from pathlib import Path

SWITCHES = (
    "PMTUI_CRASH",
    "PMTUI_FUZZ",
    "PMTUI_HISTORIES",
    "PMTUI_MONKEY",
    "PMTUI_MUTANTS",
    "PMTUI_SEED",
    "PMTUI_SOAK",
)
"""What chooses the long form of a test; everything else of pmtui's in this terminal is left out."""

_LEFT_OUT = ("NO_COLOR", "COLORTERM", "TMUX", "STY")


def _isolate() -> Path:
    for name in list(os.environ):
        if name in _LEFT_OUT or (name.startswith(("PMTUI_", "XDG_")) and name not in SWITCHES):
            del os.environ[name]
    home = tempfile.mkdtemp(prefix="pmtui-home-")
    atexit.register(_forget, home, os.getpid())
    os.environ |= {"HOME": home, "TZ": "UTC", "TEXTUAL_ANIMATIONS": "none"}
    time.tzset()
    return Path(home)


def _forget(home: str, process: int) -> None:
    """Remove the home with the process that made it, not with one that it forked."""
    if os.getpid() == process:
        shutil.rmtree(home, ignore_errors=True)


HOME = _isolate()
"""The home folder of every test that does not ask for one of its own; nothing may be left in it."""
