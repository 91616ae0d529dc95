"""Sets of keys that ship beside the usual ones: `set = "vim"` or `set = "plain"` in `keys.toml`."""

from collections.abc import Mapping

Keys = tuple[str, ...]

VIM: Mapping[str, Keys] = {
    **{
        command: (f"g {number}",)
        for number, command in enumerate(
            (
                "show-today", "show-glossary", "show-roadmap", "show-pipeline", "show-customers", "show-discovery",
                "show-reports", "show-workspace",
            ),
            start=1,
        )
    },
    "page-down": ("ctrl+f", "pagedown"),
    "page-up": ("ctrl+b", "pageup"),
    "delete": ("d d",),
    "copy": ("y",),
    "slip-chain": ("D",),
}  # fmt: skip
"""Figures before a movement count (`5j`), and so the screens are at `g 1` to `g 8`."""

PLAIN: Mapping[str, Keys] = {
    "down": ("down",),
    "up": ("up",),
    "left": ("left",),
    "right": ("right",),
    "first": ("home",),
    "last": ("end",),
    "half-page-down": (),
    "half-page-up": (),
    "look-up": ("ctrl+f", "slash"),
    "delete": ("delete",),
    "new": ("insert", "n"),
    "move-on": ("shift+right",),
    "move-back": ("shift+left",),
    "undo": ("ctrl+z",),
    "suspend": (),
    "redo": ("ctrl+y",),
    "quit": ("ctrl+q",),
}
"""Arrows and the keys of other programs; no letter moves."""

SETS: Mapping[str, Mapping[str, Keys]] = {"usual": {}, "vim": VIM, "plain": PLAIN}
"""The sets by their names in `keys.toml`."""
