"""The themes there are: Textual's, and two of high contrast for tired eyes and bad screens.

In those, all text stands at 7:1 or more against what is behind it (WCAG 2.2, success criterion 1.4.6).
"""

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from pmtui.errors import InputError, nearest

HIGH_CONTRAST = (
    Theme(
        name="high-contrast",
        primary="#66b3ff",
        secondary="#ffffff",
        warning="#ffcc00",
        error="#ff9999",
        success="#66ff66",
        accent="#ffff00",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        dark=True,
        text_alpha=1.0,
        variables={
            "text-muted": "#e4e4e4",
            "text-disabled": "#b8b8b8",
            "text-primary": "#66b3ff",
            "text-error": "#ff9999",
            "text-success": "#66ff66",
            "text-warning": "#ffcc00",
            "text-accent": "#ffff00",
        },
    ),
    Theme(
        name="high-contrast-light",
        primary="#003a75",
        secondary="#000000",
        warning="#5c3d00",
        error="#7a0016",
        success="#00420a",
        accent="#3d006b",
        foreground="#000000",
        background="#ffffff",
        surface="#ffffff",
        panel="#ececec",
        dark=False,
        text_alpha=1.0,
        variables={
            "text-muted": "#262626",
            "text-disabled": "#454545",
            "text-primary": "#003a75",
            "text-error": "#7a0016",
            "text-success": "#00420a",
            "text-warning": "#5c3d00",
            "text-accent": "#3d006b",
        },
    ),
)


NAMES = (*(theme.name for theme in HIGH_CONTRAST), *BUILTIN_THEMES)
"""The names of all themes, ours first."""


def known_theme(name: str) -> str:
    """The name of a theme, where there is one of that name.

    Raises:
        InputError: There is none; the message says which is nearest.
    """
    if name not in NAMES:
        raise InputError(f"there is no theme {name!r}{nearest(name, NAMES)}")
    return name


def put_on(app: App[None], name: str) -> None:
    """Show the application in a theme.

    Raises:
        InputError: There is none of that name.
    """
    for theme in HIGH_CONTRAST:
        if theme.name == known_theme(name):
            app.register_theme(theme)
    app.theme = name
