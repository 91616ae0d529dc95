"""The themes: our own palettes, and Textual's made legible.

Every text of every theme keeps a contrast of 4.5:1 against whatever it may lie on, and 7:1 in the two of high
contrast (WCAG 2.2, success criteria 1.4.3 and 1.4.6). One color has one meaning: red is late, broken or lost;
amber is due or at risk; green is done, won or on track; the accent marks the cursor.
"""

from typing import NamedTuple

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from pmtui.errors import InputError, nearest
from pmtui.widgets.frame.contrast import legible


class _Palette(NamedTuple):
    """The colors of a theme, by use."""

    page: str
    surface: str
    """Frame line, key line, cards, fields to type in."""
    raised: str
    """Dialogs, menus, the current row of a pane without focus."""
    text: str
    strong: str
    """Headings and keys."""
    dim: str
    line: str
    """Rules and tracks; never text."""
    cursor: str
    """The fill under what the keys act on."""
    on_cursor: str
    """The text on that fill."""
    accent: str
    """The bar at the left of the cursor, and the text cursor."""
    red: str
    amber: str
    green: str


_DARK = _Palette(
    page="#14171d", surface="#1d2129", raised="#282d38", text="#d8dde6", strong="#eef1f6", dim="#98a1b1",
    line="#434b5a", cursor="#2a4a80", on_cursor="#ffffff", accent="#86b4ff",
    red="#f58f8a", amber="#e6b65c", green="#86cf95",
)  # fmt: skip
_LIGHT = _Palette(
    page="#fbfaf7", surface="#f1f0eb", raised="#e6e4dd", text="#2a2e36", strong="#0f1216", dim="#5a616d",
    line="#b9b7ae", cursor="#c9dcfb", on_cursor="#0c1f45", accent="#1c4fae",
    red="#a8231d", amber="#7d5000", green="#1b6535",
)  # fmt: skip
_HIGH_CONTRAST = _Palette(
    page="#000000", surface="#101216", raised="#1c1f26", text="#f2f4f8", strong="#ffffff", dim="#c3c9d4",
    line="#7c8594", cursor="#ffffff", on_cursor="#000000", accent="#a9ccff",
    red="#ffa7a2", amber="#ffd27a", green="#9be8aa",
)  # fmt: skip
_HIGH_CONTRAST_LIGHT = _Palette(
    page="#ffffff", surface="#f4f4f4", raised="#ececec", text="#16181c", strong="#000000", dim="#3d4048",
    line="#767676", cursor="#000000", on_cursor="#ffffff", accent="#003a75",
    red="#7a0016", amber="#523500", green="#00420a",
)  # fmt: skip


def _theme(name: str, colors: _Palette, *, dark: bool) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        background=colors.page,
        surface=colors.surface,
        panel=colors.raised,
        foreground=colors.text,
        primary=colors.accent,
        secondary=colors.dim,
        accent=colors.accent,
        error=colors.red,
        warning=colors.amber,
        success=colors.green,
        text_alpha=1.0,
        variables={
            "text": colors.strong,
            "text-muted": colors.dim,
            "text-disabled": colors.dim,
            "text-primary": colors.accent,
            "text-accent": colors.accent,
            "text-error": colors.red,
            "text-warning": colors.amber,
            "text-success": colors.green,
            "border": colors.line,
            "border-blurred": colors.line,
            "block-cursor-background": colors.cursor,
            "block-cursor-foreground": colors.on_cursor,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": colors.raised,
            "block-cursor-blurred-foreground": colors.text,
            "input-cursor-background": colors.accent,
            "input-cursor-foreground": colors.page,
            "input-selection-background": colors.cursor,
            "input-selection-foreground": colors.on_cursor,
            "scrollbar": colors.line,
            "scrollbar-background": colors.page,
        },
    )


def _sixteen(name: str, *, dark: bool) -> Theme:
    """The terminal's own sixteen colors: reverse video for the cursor, colors on signs alone."""
    red, amber, green = ("ansi_bright_red", "ansi_bright_yellow", "ansi_bright_green") if dark else (
        "ansi_red", "ansi_default", "ansi_green"
    )  # fmt: skip
    return Theme(
        name=name,
        dark=dark,
        ansi=True,
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        foreground="ansi_default",
        primary="ansi_default",
        secondary="ansi_default",
        accent="ansi_default",
        error=red,
        warning=amber,
        success=green,
        variables={
            **BUILTIN_THEMES[name].variables,
            "text-muted": "ansi_default",
            "text-disabled": "ansi_default",
            "text-error": red,
            "text-warning": amber,
            "text-success": green,
            "border": "ansi_bright_black",
            "border-blurred": "ansi_bright_black",
            "block-cursor-background": "ansi_default",
            "block-cursor-foreground": "ansi_default",
            "block-cursor-text-style": "reverse",
            "block-cursor-blurred-background": "ansi_default",
            "block-cursor-blurred-foreground": "ansi_default",
            "block-cursor-blurred-text-style": "bold",
            "input-cursor-text-style": "reverse",
            "input-selection-background": "ansi_blue",
            "input-selection-foreground": "ansi_bright_white",
            "scrollbar": "ansi_bright_black",
            "scrollbar-background": "ansi_default",
        },
    )


OURS = (
    _theme("pmtui-dark", _DARK, dark=True),
    _theme("pmtui-light", _LIGHT, dark=False),
    _theme("high-contrast", _HIGH_CONTRAST, dark=True),
    _theme("high-contrast-light", _HIGH_CONTRAST_LIGHT, dark=False),
    _sixteen("ansi-dark", dark=True),
    _sixteen("ansi-light", dark=False),
)
"""The themes with palettes of our own; those of sixteen colors replace Textual's."""

_BY_NAME = {theme.name: theme for theme in OURS}
NAMES = (*_BY_NAME, *(name for name in BUILTIN_THEMES if name not in _BY_NAME))
"""The names of all themes, ours first."""


def known_theme(name: str) -> str:
    """Return the name of a theme if there is one of that name.

    Raises:
        InputError: There is none; the message names the nearest.
    """
    if name not in NAMES:
        raise InputError(f"there is no theme {name!r}{nearest(name, NAMES)}")
    return name


def theme_named(name: str) -> Theme:
    """Return a theme, legible on all its surfaces.

    Raises:
        InputError: There is none of that name.
    """
    ours = _BY_NAME.get(known_theme(name))
    return ours or legible(BUILTIN_THEMES[name])


def put_on(app: App[None], name: str) -> None:
    """Show the application in a theme.

    Raises:
        InputError: There is none of that name.
    """
    app.register_theme(theme_named(name))
    app.theme = name
