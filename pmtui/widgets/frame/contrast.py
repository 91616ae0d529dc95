"""Contrast of text against what it lies on, and themes of others made legible."""

from collections.abc import Iterable
from dataclasses import replace

from textual.color import BLACK, WHITE, Color
from textual.theme import Theme

ENOUGH = 4.5
"""The least contrast of text that everybody is to read (WCAG 2.2, success criterion 1.4.3)."""

_LINEAR_UP_TO = 0.04045
_STEPS = 20
_TEXTS = ("text-primary", "text-accent", "text-error", "text-warning", "text-success")


def luminance(color: Color) -> float:
    """Return the relative luminance of a color, 0 for black to 1 for white (WCAG 2.2)."""
    red, green, blue = (_linear(part / 255) for part in color.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_UP_TO else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colors, 1 for none to 21 for black on white (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(color: Color, on: Iterable[Color], least: float = ENOUGH) -> Color:
    """Return a color, moved toward black or white as little as makes it readable on all of some others.

    If neither gets it that far, whichever comes nearer.
    """
    behind = tuple(on)

    def worst(candidate: Color) -> float:
        return min(contrast(candidate, back) for back in behind)

    steps = [
        color.blend(end, step / _STEPS, alpha=1.0) for step in range(_STEPS + 1) for end in (WHITE, BLACK)
    ]
    return next((step for step in steps if worst(step) >= least), max(steps, key=worst))


def legible(theme: Theme) -> Theme:
    """Return a theme of somebody else in which every text can be read on its page, its surfaces and its dialogs.

    Surfaces that differ too much from the page for one text to be read on all of them come nearer to it.
    """
    colors = {name: Color.parse(value) for name, value in _generated(theme).items() if name in _READ}
    page = colors["background"]
    text = readable(colors["foreground"], [page], _FAR)
    surface, panel = (_near(colors[name], page, text) for name in ("surface", "panel"))
    behind = (page, surface, panel)
    text = readable(text, behind)
    dim = readable(text.blend(page, 0.35, alpha=1.0), behind)
    cursor = _cursor(colors["primary"], page)
    on_cursor = readable(text, [cursor])
    readable_texts = {name: readable(colors[name], behind).hex6 for name in _TEXTS}
    variables = {
        **theme.variables,
        **readable_texts,
        "text": text.hex6,
        "text-muted": dim.hex6,
        "text-disabled": dim.hex6,
        "border": page.blend(text, 0.3, alpha=1.0).hex6,
        "block-cursor-background": cursor.hex6,
        "block-cursor-foreground": on_cursor.hex6,
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": panel.hex6,
        "block-cursor-blurred-foreground": text.hex6,
        "input-cursor-background": text.hex6,
        "input-cursor-foreground": page.hex6,
        "input-selection-background": cursor.hex6,
        "input-selection-foreground": on_cursor.hex6,
    }
    return replace(
        theme,
        background=page.hex6,
        surface=surface.hex6,
        panel=panel.hex6,
        foreground=text.hex6,
        text_alpha=1.0,
        variables=variables,
    )


_READ = {"background", "surface", "panel", "foreground", "primary", *_TEXTS}
_FAR = 7.0
"""The contrast of ordinary text on the page: enough to leave room for surfaces and for dim text."""


def _generated(theme: Theme) -> dict[str, str]:
    return theme.to_color_system().generate()


def _near(surface: Color, page: Color, text: Color) -> Color:
    """Return a surface, as near to the page as the text needs to have room for dim text on it."""
    steps = (surface.blend(page, step / _STEPS, alpha=1.0) for step in range(_STEPS + 1))
    return next(step for step in steps if contrast(step, text) >= _FAR * 0.9 or step.rgb == page.rgb)


def _cursor(primary: Color, page: Color) -> Color:
    """Return the fill of the cursor: the theme's first color, or half of it where that hardly differs from text."""
    return page.blend(primary, 0.45, alpha=1.0)
