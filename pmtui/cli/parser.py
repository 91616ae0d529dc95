"""The grammar of the command line, in argparse's terms: the options before the verb, and the declared verbs."""

import argparse
from collections.abc import Iterable, Sequence
from typing import NoReturn

from pmtui import __version__
from pmtui.cli.verb import Verb
from pmtui.cli.verb_files import all_verbs, verb_named, verb_names
from pmtui.errors import InputError

_EXAMPLES = """\
examples:
  pmtui                                   open the workspace
  pmtui demo                              look around in a throw-away copy of the demo
  pmtui define win rate                   what does it mean?
  pmtui compare arr mrr                   what is the difference?
  pmtui add deal title="Acme rollout" account=Acme amount=12k expected_close=fri
  pmtui list deals stage:proposal 'amount:>10k' --sort -amount
  pmtui move D-142 Negotiation
  pmtui import deals export.csv --dry-run
  pmtui undo

exit codes: 0 done, 1 nothing found, 2 bad usage or input, 3 the workspace cannot be used,
4 conflict, 130 interrupted
"""

_VALUES = (
    ("--workspace", "DIR", "the folder to work in, or postgresql://host/db"),
    ("--user", "NAME", "who signs the changes"),
    ("--today", "DATE", "the day to work on"),
    ("--as-of", "DATE", "show the workspace as it was on a day"),
)
"""Options before the verb that take a value."""

_FLAGS = (
    ("--read-only", "refuse every change"),
    ("--restricted", "no other programs, no files elsewhere"),
    ("--low-bandwidth", "send as little as can be"),
    ("--screen-reader", "say what is current in one line, and draw nothing"),
)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are ours: one line, exit code 2, raised and not printed."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message} (`{self.prog} --help` tells more)")


def parse(words: Sequence[str]) -> tuple[Verb | None, argparse.Namespace]:
    """Read a command line; of the verbs only the one that is run is imported.

    Returns:
        The verb, `None` where there is none, and what was given.

    Raises:
        InputError: It makes no sense.
    """
    place = _place_of_verb(words)
    verb = verb_named(words[place]) if place < len(words) else None
    known = [verb] if verb else all_verbs() if place < len(words) or {"-h", "--help"} & set(words) else []
    filters = verb is not None and verb.filters
    given = build_parser(known).parse_args(_shielded(words, place) if filters else words)
    if filters:
        given.filters = [word.removeprefix(" ") for word in given.filters]
    return verb, given


def verb_among(words: Sequence[str]) -> str:
    """The verb of a command line that may make no sense; empty where there is none."""
    return next((word for word in words if word in verb_names()), "")


def _place_of_verb(words: Sequence[str]) -> int:
    """Where the first word stands that is neither an option nor its value; behind the last where none does."""
    taking = {name for name, _, _ in _VALUES}
    place = 0
    while place < len(words) and words[place].startswith("-"):
        place += 2 if words[place] in taking else 1
    return min(place, len(words))


def _shielded(words: Sequence[str], verb: int) -> list[str]:
    """The words, those of a filter such as `-tag:eu` marked by a space: argparse sees no options in them."""
    return [
        f" {word}"
        if place > verb and word.startswith("-") and not word.startswith("--") and word != "-h"
        else word
        for place, word in enumerate(words)
    ]


def build_parser(verbs: Iterable[Verb] | None = None) -> argparse.ArgumentParser:
    """The grammar of some verbs; of all unless they are given."""
    parser = _Parser(
        prog="pmtui",
        description="A dictionary, a roadmap and a sales pipeline in one terminal workspace.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"pmtui {__version__}")
    for name, metavar, told in _VALUES:
        parser.add_argument(name, metavar=metavar, default="", help=told)
    for name, told in _FLAGS:
        parser.add_argument(name, action="store_true", help=told)
    places = parser.add_subparsers(dest="verb", metavar="VERB", parser_class=_Parser)
    for verb in all_verbs() if verbs is None else verbs:
        described = f"{verb.help[0].upper()}{verb.help[1:]}."
        verb.arguments(
            places.add_parser(verb.name, help=verb.help, description=described, allow_abbrev=False)
        )
    return parser
