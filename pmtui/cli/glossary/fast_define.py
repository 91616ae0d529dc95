"""The short way for `pmtui define`: no argument parser, no models, no workspace opened."""

import os
import sys
from collections.abc import Sequence

from pmtui.base_folders import config_folder, data_folder


def quick_define(words: Sequence[str]) -> int | None:
    """Print an entry, where only words and `--json` are asked for.

    Returns:
        The exit code, or `None` where the command line needs the whole parser.
    """
    rest = [word for word in words if word != "--json"]
    if not rest or any(word.startswith("-") for word in rest):
        return None
    folder = _workspace()
    if folder is None:
        return None
    from pmtui.cli.glossary.entry_lines import define

    own = {}
    if os.path.exists(os.path.join(folder, "workspace.json")):
        from pmtui.store.read_terms_fast import own_terms

        own = own_terms(folder)
    return define(rest, as_json="--json" in words, own=own, out=sys.stdout, err=sys.stderr)


def _workspace() -> str | None:
    """The folder that opens when none is named, or `None` where a settings file or a server may say otherwise."""
    named = os.environ.get("PMTUI_WORKSPACE", "")
    if named.startswith("~") or any(sign in named for sign in ":=@\0"):
        return None
    if named:
        return named
    config, data = config_folder(os.environ), data_folder(os.environ)
    if not data or "PMTUI_CONFIG" in os.environ or os.path.exists(os.path.join(config, "config.toml")):
        return None
    return os.path.join(data, "workspace")
