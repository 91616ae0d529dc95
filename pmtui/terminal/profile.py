"""The capabilities of the terminal, judged from the environment alone: no question is sent to it."""

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple

from pmtui.errors import InputError

TRUE_COLOUR = 16_777_216
"""The number of colours of a terminal that takes any."""

_FEW = 16
_LIGHT = ("7", "15")
"""The numbers of white among the sixteen colours, in the last place of `COLORFGBG`."""

_ANY = (
    "alacritty", "contour", "foot", "ghostty", "iterm", "kitty", "konsole", "mintty", "rio", "st", "vte", "wezterm",
    "xterm-ghostty", "xterm-kitty",
)  # fmt: skip
"""Terminals that take any color, as they call themselves; over SSH nothing else is known of them."""

_SIXTEEN = ("linux", "vt", "ansi", "cygwin", "cons25", "rxvt", "xterm", "screen", "tmux")


class Profile(NamedTuple):
    """The terminal as far as it can be told."""

    interactive: bool
    """Whether both input and output are a terminal."""
    unicode: bool
    """Whether the locale is UTF-8, so that box drawing can be shown."""
    colours: int
    """0 for none (`NO_COLOR`, `TERM=dumb`), else 16, 256 or `TRUE_COLOUR`."""
    ssh: bool
    """Whether the session comes over SSH."""
    multiplexer: str
    """`tmux`, `screen`, or empty."""
    light: bool = False
    """Whether the terminal says that its background is light."""

    @property
    def theme(self) -> str:
        """The name of the theme that fits: the terminal's own colours where it has but sixteen."""
        family = "ansi" if self.colours == _FEW else "pmtui"
        return f"{family}-{'light' if self.light else 'dark'}"

    @property
    def color_system(self) -> str:
        """Textual's name for the colors of the terminal; it knows few terminals, and takes the others for poor."""
        return {TRUE_COLOUR: "truecolor", 256: "256", _FEW: "standard"}.get(self.colours, "auto")


def detect(environ: Mapping[str, str] | None = None, *, interactive: bool | None = None) -> Profile:
    """The profile of the terminal we run in.

    Args:
        environ: The environment; the process's own when left out.
        interactive: Whether input and output are a terminal; asked of the system when left out.
    """
    environ = os.environ if environ is None else environ
    if interactive is None:
        interactive = all(_is_terminal(stream) for stream in (0, 1))
    return Profile(
        interactive=interactive,
        unicode=_is_utf8(environ),
        colours=_colours(environ),
        ssh=any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")),
        multiplexer=multiplexer(environ),
        light=environ.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT,
    )


def require_terminal(profile: Profile) -> None:
    """Refuse to open screens where nobody could see them.

    Raises:
        InputError: Input or output is a file or a pipe, or the terminal cannot move its cursor.
    """
    term = os.environ.get("TERM", "")
    if _in_a_browser(os.environ):
        return
    if not profile.interactive:
        raise InputError("the screens need a terminal, and this is not one; `pmtui list` prints plain text")
    if term == "dumb":
        raise InputError("the screens need a terminal that moves its cursor; TERM is 'dumb'")


def multiplexer(environ: Mapping[str, str]) -> str:
    """`tmux` or `screen` where one stands between us and the terminal, also one on the near side of SSH."""
    term = environ.get("TERM", "")
    if environ.get("TMUX") or term.startswith("tmux"):
        return "tmux"
    return "screen" if environ.get("STY") or term.startswith("screen") else ""


def _in_a_browser(environ: Mapping[str, str]) -> bool:
    """Whether `pmtui serve` has started this process, and speaks to a browser for it."""
    return bool(environ.get("TEXTUAL_DRIVER"))


def _is_terminal(stream: int) -> bool:
    try:
        return os.isatty(stream)
    except OSError:
        return False


def _is_utf8(environ: Mapping[str, str]) -> bool:
    """Whether the first locale variable that counts names UTF-8; the C locale does not."""
    if _in_a_browser(environ):
        return True
    locale = next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    return "utf8" in locale.lower().replace("-", "") or sys.platform == "darwin"


def _colours(environ: Mapping[str, str]) -> int:
    term = environ.get("TERM", "").lower()
    if _in_a_browser(environ):
        return TRUE_COLOUR
    if environ.get("NO_COLOR") or term in ("", "dumb"):
        return 0
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or _takes_any(term):
        return TRUE_COLOUR
    if "256color" in term:
        return 256
    return 16 if term.startswith(_SIXTEEN) else 256


def _takes_any(term: str) -> bool:
    """Whether a terminal of that name takes any color; what follows its name tells of variants."""
    if "direct" in term.split("-")[1:]:
        return True
    return any(term == name or term.startswith((f"{name}-", f"{name}+")) for name in _ANY)
