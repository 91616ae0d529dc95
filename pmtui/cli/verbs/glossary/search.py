"""`pmtui search WORDS... [--limit N] [--json]`: one line an entry that the words may mean."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

from pmtui.cli.glossary.entry_lines import echoed
from pmtui.cli.glossary.own_terms import own_terms
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb, count
from pmtui.glossary.entries import from_term, laid_over, read_all, text
from pmtui.glossary.entry_output import terminal_width, write_json, write_line
from pmtui.glossary.listing import listed
from pmtui.glossary.search import TermIndex


def search(
    words: Sequence[str],
    *,
    limit: int,
    as_json: bool,
    own: Mapping[str, Mapping[str, object]],
    out: TextIO,
    err: TextIO,
) -> int:
    """Print what was found, the likeliest first: slug, headword, definition.

    Args:
        words: What is looked for, as it was typed.
        limit: At most so many lines.
        as_json: One JSON list of objects with these three keys.
        own: The workspace's terms as stored, by slug.
        out: Where the lines go.
        err: Where messages go.

    Returns:
        0, or 1 where nothing was found.
    """
    entries = read_all()
    for slug, term in own.items():
        entries[slug] = laid_over(entries.get(slug), from_term(term))
    asked = " ".join(words)
    hits = TermIndex(entries).search(asked, limit)
    rows = [(hit.slug, hit.headword, text(entries[hit.slug], "definition")) for hit in hits]
    if as_json:
        write_json(out, [{"slug": slug, "headword": name, "definition": what} for slug, name, what in rows])
    else:
        for line in listed(rows, terminal_width(out)):
            write_line(out, line)
    if not hits:
        write_line(err, f"pmtui: nothing found for {echoed(asked)}")
    return 0 if hits else 1


def _run(options: Options, given: argparse.Namespace) -> int:
    return search(
        given.words,
        limit=given.limit,
        as_json=given.json,
        own=own_terms(options),
        out=sys.stdout,
        err=sys.stderr,
    )


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORD")
    parser.add_argument("--limit", type=count, default=20, metavar="N", help="at most so many (20)")
    parser.add_argument("--json", action="store_true")


VERB = Verb("search", "search the dictionary, a line a hit", _run, _arguments, also="find in the dictionary")
