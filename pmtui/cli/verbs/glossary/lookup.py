"""`pmtui lookup [WORDS...]`: pick a term inline, under the prompt, and print it."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence

from pmtui.cli.glossary.entry_lines import define
from pmtui.cli.glossary.own_terms import own_terms
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.terminal.profile import detect


def look_up(words: Sequence[str], *, own: Mapping[str, Mapping[str, object]]) -> int:
    """Show a picker under the prompt, and print the entry that was picked.

    The picker is drawn on the terminal itself, so that what is printed can go to a pipe.

    Args:
        words: What stands in the input at first.
        own: The workspace's terms as stored, by slug.

    Returns:
        0, or 1 where nothing was picked, or 128 and the number of the signal that ended it.

    Raises:
        InputError: There is no terminal to pick on.
        PmtuiError: It failed.
    """
    if not sys.stdin.isatty() or not sys.__stderr__ or not sys.__stderr__.isatty():
        raise InputError(
            "lookup needs a terminal to pick on; `pmtui search WORDS` and `pmtui define WORDS` do not"
        )
    if os.environ.get("TERM") in (None, "", "dumb"):
        raise InputError("lookup needs a terminal that can move its cursor; `pmtui search WORDS` needs none")
    os.environ.setdefault(
        "TEXTUAL_COLOR_SYSTEM", detect().color_system
    )  # read once, when Textual is imported
    from pmtui.drivers.inline import InlineDriver
    from pmtui.glossary.entries import from_term, laid_over, read_all, read_senses
    from pmtui.glossary.search import TermIndex
    from pmtui.screens.glossary.shell_picker import InlineLookup

    entries = read_all()
    for slug, term in own.items():
        entries[slug] = laid_over(entries.get(slug), from_term(term))
    picker = InlineLookup(TermIndex(entries, read_senses()), " ".join(words), driver=InlineDriver)
    picked = picker.run()
    if picker.failure is not None:
        raise picker.failure
    if picked is None:
        return picker.return_code or 1
    return define([picked], as_json=False, own=own, out=sys.stdout, err=sys.stderr)


def _run(options: Options, given: argparse.Namespace) -> int:
    return look_up(given.words, own=own_terms(options))


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD")


VERB = Verb("lookup", "pick a term under the prompt and print it", _run, _arguments, apart=True)
