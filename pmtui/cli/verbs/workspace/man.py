"""The manual page, written from the declared command line: `pmtui man | man -l -`."""

import argparse
from collections.abc import Iterator

from pmtui import __version__
from pmtui.cli.options import Options
from pmtui.cli.parser import build_parser
from pmtui.cli.reference import TABLES, Table
from pmtui.cli.verb import Verb

_FILES = (
    ("$XDG_CONFIG_HOME/pmtui/config.toml", "settings; pmtui config prints them all with what they are for"),
    ("$XDG_CONFIG_HOME/pmtui/keys.toml", "remapped keys; pmtui keys prints every command and its keys"),
    ("$XDG_DATA_HOME/pmtui/workspace", "the workspace where none is named"),
    (
        "$XDG_STATE_HOME/pmtui",
        "what was looked up, where you were, forms that a hang-up closed, and crash reports",
    ),
)


def manual() -> str:
    """The page in roff, as man reads it."""
    parser = build_parser()
    lines = [
        f'.TH PMTUI 1 "" "pmtui {__version__}" "User commands"',
        ".SH NAME",
        "pmtui \\- a dictionary, a roadmap and a sales pipeline in one terminal workspace",
        ".SH SYNOPSIS",
        ".B pmtui",
        "[\\fIoption\\fR ...] [\\fIverb\\fR ...]",
        ".SH DESCRIPTION",
        _plain(parser.description or ""),
        "Without a verb the workspace opens on the terminal; every verb prints to standard output and tells what is",
        "wrong on standard error.",
        ".SH OPTIONS",
        *_options(parser),
        ".SH VERBS",
    ]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {each.dest: each.help or "" for each in action._choices_actions}
            for name, verb in action.choices.items():
                usage = " ".join(verb.format_usage().removeprefix("usage: ").split())
                lines += [
                    f".SS {name}",
                    _plain(helps.get(name, "")),
                    ".PP",
                    f"\\fB{_plain(usage)}\\fR",
                    *_options(verb),
                ]
    for name in ("keys", "kinds", "metrics", "reports", "settings"):
        lines += [f".SH {name.upper()}", *_rows(TABLES[name]())]
    lines += [".SH FILES"]
    for file, told in _FILES:
        lines += [".TP", f".I {_plain(file)}", _plain(told)]
    lines += [
        ".SH EXAMPLES AND EXIT CODES",
        ".nf",
        *map(_plain, (parser.epilog or "").splitlines()),
        ".fi",
        "",
    ]
    return "\n".join(lines)


def _rows(table: Table) -> Iterator[str]:
    """A paragraph a row: the word to type, and the other cells that have something to say."""
    for first, *others in table.rows:
        yield ".TP"
        yield f"\\fB{_plain(first.replace(chr(10), ', ') or '(no key)')}\\fR"
        yield _plain("; ".join(filter(None, others)))


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if not action.option_strings or action.dest == "help":
            continue
        value = f" \\fI{_plain(str(action.metavar or action.dest.upper()))}\\fR" if action.nargs != 0 else ""
        if action.choices and not action.metavar:
            value = f" \\fI{_plain('|'.join(map(str, action.choices)))}\\fR"
        yield ".TP"
        yield f"\\fB{_plain(', '.join(action.option_strings))}\\fR{value}"
        yield _plain(action.help or "")


def _plain(text: str) -> str:
    """Text as roff takes it: nothing in it is a request or an escape."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("%%", "%")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


def _run(options: Options, given: argparse.Namespace) -> int:
    print(manual(), end="")
    return 0


VERB = Verb(
    "man", "print the manual page, to be read with man -l", _run, also="manual, documentation", apart=True
)
