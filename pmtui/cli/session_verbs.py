"""The command line inside a session: its verbs are offered by the palette, and run on the same workspace."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import cached_property

from pmtui.cli.options import Options
from pmtui.cli.parser import build_parser, parse
from pmtui.cli.verb import Verb
from pmtui.cli.verb_files import all_verbs
from pmtui.commands import COMMANDS
from pmtui.errors import InputError, PmtuiError
from pmtui.screens.frame.session import OfferedVerb, VerbDone

_WIDTH = "88"
"""Cells of what is printed, as the palette's dialogs show it."""


@dataclass(frozen=True)
class SessionVerbs:
    """The verbs on the workspace of a session.

    Attributes:
        options: The options that the session was started with.
    """

    options: Options

    def offered(self) -> Sequence[OfferedVerb]:
        """Every verb but those that a command of the screens stands for."""
        return self._offered

    @cached_property
    def _offered(self) -> tuple[OfferedVerb, ...]:
        stood_for = {command.verb for command in COMMANDS.values()}
        return tuple(_offer(verb) for verb in all_verbs() if not (verb.apart and verb.name in stood_for))

    def run(self, words: Sequence[str]) -> VerbDone:
        """Run a line as a shell would, with what it prints caught, and nothing to read from."""
        output, problem = _pipe(), _pipe()
        before, stdin = os.environ.get("COLUMNS"), sys.stdin
        os.environ["COLUMNS"], sys.stdin = _WIDTH, _pipe()
        try:
            with redirect_stdout(output), redirect_stderr(problem):
                code = self._run(words)
        except PmtuiError as error:
            code = error.exit_code
            problem.write(f"{error}\n")
        finally:
            sys.stdin = stdin
            if before is None:
                del os.environ["COLUMNS"]
            else:
                os.environ["COLUMNS"] = before
        return VerbDone(code, _read(output), _read(problem).strip())

    def _run(self, words: Sequence[str]) -> int:
        try:
            verb, given = parse(words)
        except SystemExit as end:  # `--help` has been printed
            return end.code if isinstance(end.code, int) else 0
        if verb is None or verb.apart:
            raise InputError(f"{' '.join(words[:1])}: needs a terminal of its own; run it in a shell")
        return verb.run(replace(self.options, in_session=True), given)


def _pipe() -> io.TextIOWrapper:
    """A stream that takes text and bytes."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace", write_through=True)


def _read(pipe: io.TextIOWrapper) -> str:
    pipe.seek(0)
    return pipe.read()


def _offer(verb: Verb) -> OfferedVerb:
    """A verb with what it takes."""
    parser = build_parser([verb])
    places = next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    own = places.choices[verb.name]
    first = next((each for each in own._actions if not each.option_strings), None)
    needs = any(each.required for each in own._actions)
    metavar = first.metavar if first is not None else ""
    named = (
        metavar if isinstance(metavar, str) else str(metavar[0]) if metavar else first.dest if first else ""
    )
    return OfferedVerb(
        verb.name,
        verb.help,
        verb.also,
        own.format_help(),
        named.split("=")[0].strip("."),
        needs,
        verb.usual,
        verb.apart,
    )
