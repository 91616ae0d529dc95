"""`pmtui define WORDS... [--json]`: print an entry of the dictionary."""

import os
from collections.abc import Mapping, Sequence
from typing import TextIO

from pmtui.glossary.entries import Entry, text, whole
from pmtui.glossary.find import Dictionary
from pmtui.glossary.page import page

_WIDEST = 100
_PIPE = 80


def run(
    words: Sequence[str],
    *,
    as_json: bool,
    own: Mapping[str, Mapping[str, object]],
    out: TextIO,
    err: TextIO,
) -> int:
    """Print the entry that some words name, or each sense of a homonym.

    Args:
        words: The name, as it was typed.
        as_json: One JSON value: the entry, or a list of the senses.
        own: The workspace's terms as stored, by slug.
        out: Where the entry goes.
        err: Where messages go.

    Returns:
        0, or 1 where there is no such entry; the nearest headwords are then named on `err`.
    """
    asked = " ".join(words)
    dictionary = Dictionary(own)
    entries = [entry for slug in dictionary.find(asked) if (entry := dictionary.entry(slug)) is not None]
    if not entries:
        return _missing(asked, dictionary, err)
    if as_json:
        _print_json(entries, out)
    elif len(entries) > 1:
        err.write(f"pmtui: {asked!r} has {len(entries)} senses; define one of these\n")
        for entry in entries:
            out.write(f"{text(entry, 'slug')}\t{text(entry, 'headword')}\t{text(entry, 'definition')}\n")
    else:
        tty = out.isatty()
        width = min(os.get_terminal_size(out.fileno()).columns, _WIDEST) if tty else _PIPE
        bold = tty and not os.environ.get("NO_COLOR")
        out.write(page(entries[0], dictionary.headword, max(width, 20), bold=bold) + "\n")
    return 0


def _print_json(entries: Sequence[Entry], out: TextIO) -> None:
    import json

    found = [whole(entry) for entry in entries]
    out.write(json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2) + "\n")


def _missing(asked: str, dictionary: Dictionary, err: TextIO) -> int:
    near = dictionary.nearest(asked)
    shown = asked if len(asked) <= _PIPE else f"{asked[:_PIPE]}…"
    hint = f"; nearest: {', '.join(near)}" if near else ""
    err.write(f"pmtui: no entry {shown!r}{hint}\n")
    return 1
