"""A verb of the command line, declared once: help, completion, manual page and dispatch read the declaration."""

import argparse
from collections.abc import Callable
from typing import NamedTuple

from pmtui.cli.options import Options

_LAST_PORT = 65_535


def _none(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


class Verb(NamedTuple):
    """A verb; each file of `pmtui/cli/verbs/` declares one, as `VERB`.

    Attributes:
        name: The word on the command line; the file has the same name.
        help: Its help, on one line, beginning with a small letter.
        run: Runs it, and returns the exit code.
        arguments: Declares its arguments.
        filters: Whether it takes words of a filter, which may begin with a minus.
        also: Other words that people use for it, separated by commas; the palette finds it by them.
        usual: Arguments that a session begins with when it offers the verb; empty for none.
        apart: Whether it needs the terminal for itself, so that a session cannot run it.
    """

    name: str
    help: str
    run: Callable[[Options, argparse.Namespace], int]
    arguments: Callable[[argparse.ArgumentParser], None] = _none
    filters: bool = False
    also: str = ""
    usual: str = ""
    apart: bool = False


def forms(parser: argparse.ArgumentParser, *names: str) -> None:
    """Declare options such as `--json`, of which one can be given; `form` is its name, or empty."""
    group = parser.add_mutually_exclusive_group()
    for name in names:
        group.add_argument(f"--{name}", dest="form", action="store_const", const=name, default="")


def port(text: str) -> int:
    """A port as typed."""
    if not text.isdigit() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, a number up to {_LAST_PORT}")
    return int(text)


def count(text: str) -> int:
    """A number from 1 as typed."""
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)
