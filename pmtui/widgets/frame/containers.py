"""Containers that show nothing of their own but their background, which costs nothing to draw."""

from typing import ClassVar

from textual.containers import Horizontal, Vertical
from textual.widgets import ContentSwitcher


class SideBySide(Horizontal):
    """Side by side."""

    BLANK: ClassVar[bool] = True


class Stacked(Vertical):
    """One below the other."""

    BLANK: ClassVar[bool] = True


class Switcher(ContentSwitcher):
    """One of several."""

    BLANK: ClassVar[bool] = True
