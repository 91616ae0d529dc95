"""`pmtui compare A B [C] [--json | --md]`: entries of the dictionary side by side."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

from pmtui.cli.glossary.entry_lines import echoed, tell_missing
from pmtui.cli.glossary.own_terms import own_terms
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb, forms
from pmtui.errors import InputError
from pmtui.glossary.compare import as_columns, as_json, as_markdown, comparison, split_names
from pmtui.glossary.entry_output import takes_bold, terminal_width, write_json, write_line
from pmtui.glossary.find import Dictionary

_PIPE = 100


_WIDEST = 160


def compare(
    typed: Sequence[str],
    *,
    form: str,
    own: Mapping[str, Mapping[str, object]],
    out: TextIO,
    err: TextIO,
) -> int:
    """Print two or three entries side by side.

    Args:
        typed: Their names: words, quoted phrases, or phrases with `vs` between them.
        form: `json`, `md`, or empty for text.
        own: The workspace's terms as stored, by slug.
        out: Where the comparison goes.
        err: Where messages go.

    Returns:
        0, or 1 where one of them is not in the dictionary; the nearest headwords are then named on `err`.

    Raises:
        InputError: A name has several senses, or there are not two or three terms.
    """
    dictionary = Dictionary(own)
    slugs = []
    for name in split_names(typed, lambda phrase: bool(dictionary.find(phrase))):
        found = dictionary.find(name)
        if not found:
            return tell_missing(name, dictionary, err)
        if len(found) > 1:
            ways = " or ".join(repr(dictionary.plain_name(slug)) for slug in found)
            raise InputError(f"{echoed(name)} has {len(found)} senses; say {ways}")
        slugs.append(found[0])
    entries = [entry for slug in slugs if (entry := dictionary.entry(slug)) is not None]
    rows = comparison(entries, dictionary.headword)
    if form == "json":
        write_json(out, as_json(entries, rows))
    elif form == "md":
        write_line(out, as_markdown(entries, rows).rstrip("\n"))
    else:
        width = min(terminal_width(out) or _PIPE, _WIDEST)
        bold = takes_bold(out)
        write_line(out, as_columns(entries, rows, width, bold=bold), styled=bold)
    return 0


def _run(options: Options, given: argparse.Namespace) -> int:
    return compare(given.terms, form=given.form, own=own_terms(options), out=sys.stdout, err=sys.stderr)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "terms", nargs="+", metavar="TERM", help="such as: mql sql, or win rate vs close rate"
    )
    forms(parser, "json", "md")


VERB = Verb("compare", "print two or three entries side by side", _run, _arguments, also="difference, versus")
