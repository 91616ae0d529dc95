"""An entry of the dictionary, printed; no parser, no models and no workspace are needed for it."""

from collections.abc import Mapping, Sequence
from typing import TextIO

from pmtui.glossary.entries import Entry, text, whole
from pmtui.glossary.entry_output import page_width, takes_bold, terminal_width, write_json, write_line
from pmtui.glossary.find import Dictionary
from pmtui.glossary.page import page, safe

_ECHO = 60


def define(
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
        return tell_missing(asked, dictionary, err)
    if len(entries) == 1:
        _note(text(entries[0], "slug"))
    if as_json:
        found = [whole(entry) for entry in entries]
        write_json(out, found[0] if len(found) == 1 else found)
    elif len(entries) > 1:
        _print_senses(asked, entries, dictionary, out, err)
    else:
        bold = takes_bold(out)
        write_line(out, page(entries[0], dictionary.headword, page_width(out), bold=bold), styled=bold)
    return 0


def _print_senses(
    asked: str, entries: Sequence[Entry], dictionary: Dictionary, out: TextIO, err: TextIO
) -> None:
    from pmtui.glossary.listing import listed

    rows = [(text(each, "slug"), text(each, "headword"), text(each, "definition")) for each in entries]
    for line in listed(rows, terminal_width(out)):
        write_line(out, line)
    ways = " or ".join(f"`pmtui define {dictionary.plain_name(slug)}`" for slug, _, _ in rows)
    write_line(err, f"pmtui: {echoed(asked)} has {len(entries)} senses; try {ways}")


def _note(slug: str) -> None:
    """Note that the entry was looked up, for the flash cards."""
    import os
    from datetime import date

    from pmtui.base_folders import state_folder
    from pmtui.glossary.lookups import Lookups

    Lookups(state_folder(os.environ)).note(slug, date.today())


def tell_missing(asked: str, dictionary: Dictionary, err: TextIO) -> int:
    """Say that there is no such entry, and which headwords are nearest.

    Returns:
        1, the exit code for nothing found.
    """
    near = [safe(name) for name in dictionary.nearest(asked)]
    hint = f"; nearest: {', '.join(near)}" if near else "; `pmtui search WORDS` looks through all entries"
    write_line(err, f"pmtui: no entry for {echoed(asked)}{hint}")
    return 1


def echoed(asked: str) -> str:
    """The text that was typed, fit for a message."""
    from pmtui.glossary.listing import cut

    return f"'{cut(' '.join(safe(asked[: 2 * _ECHO]).split()), _ECHO)}'"
