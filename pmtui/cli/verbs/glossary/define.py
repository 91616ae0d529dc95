"""`pmtui define`: print a dictionary entry."""

import argparse
import sys

from pmtui.cli.glossary.entry_lines import define
from pmtui.cli.glossary.own_terms import own_terms
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb


def run(options: Options, given: argparse.Namespace) -> int:
    """Print the entry that some words name, or each sense of a homonym."""
    return define(given.words, as_json=given.json, own=own_terms(options), out=sys.stdout, err=sys.stderr)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORD")
    parser.add_argument("--json", action="store_true")


VERB = Verb("define", "print a dictionary entry", run, _arguments, also="meaning, what is")
