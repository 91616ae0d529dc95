"""`pmtui today`: print the day: what is due, at risk, rotting and slipping."""

import argparse
from datetime import date

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.cli.verb import Verb
from pmtui.errors import InputError, NothingFound, nearest
from pmtui.glossary.daily import term_of
from pmtui.glossary.entries import text
from pmtui.glossary.find import Dictionary
from pmtui.metrics.today.day import LENSES, LINES, DayLine, Lens, Section, day, has_records
from pmtui.models.stored import JsonValue
from pmtui.store.workspace import Workspace

_ALL = 1_000_000


def run(options: Options, given: argparse.Namespace) -> int:
    """Print the day: mine if I have records, somebody's or everybody's, through the lens of product or sales.

    Raises:
        InputError: There is no such lens.
        NothingFound: Nothing is due, at risk or late; `--json` prints an empty list all the same.
    """
    chosen = next((each for each in LENSES if each == (given.lens or "all")), None)
    if chosen is None:
        raise InputError(f"unknown lens {given.lens!r}{nearest(given.lens, LENSES)}")
    with opened(options) as workspace:
        owner = _whose(workspace, given.owner.strip())
        sections = day(workspace, chosen, _ALL if given.json else LINES, owner)
        if given.json:
            print_json([_stored(each) for each in sections])
        else:
            print(f"{workspace.clock.today():%A, %-d %B %Y}")
            for each in sections:
                _print(each)
            if sections:
                _print_term(Dictionary(workspace.rows("term")), workspace.clock.today(), chosen)
        if not sections:
            raise NothingFound("nothing is due, at risk or late")
    return 0


def _whose(workspace: Workspace, owner: str) -> str:
    """Whose day is meant: `me`, a name, or empty for everybody's; mine by default if I have records."""
    if owner in ("", "me"):
        mine = workspace.user
        return mine if owner or has_records(workspace, mine) else ""
    return "" if owner == "all" else owner


def _stored(section: Section) -> dict[str, JsonValue]:
    lines: list[JsonValue] = [dict(line._asdict()) for line in section.lines]
    return {"section": section.key, "title": section.title, "lines": lines}


def _print(section: Section) -> None:
    print(f"\n{section.title}")
    for line in section.lines:
        print(f"  {_text(line)}".rstrip())
    if section.more:
        print(f"  and {section.more:,} more")


def _text(line: DayLine) -> str:
    note = f"  ({line.note})" if line.note else ""
    return (
        f"{line.when:<10}  {line.id:<6}  {line.text}{note}" if line.when or line.id else f"{line.text}{note}"
    )


def _print_term(dictionary: Dictionary, today: date, lens: Lens) -> None:
    """A term worth knowing."""
    slug = term_of(today, dictionary.slugs(), dictionary.entry, "" if lens == "all" else lens)
    found = dictionary.entry(slug)
    if found is not None:
        print(f"\nWorth knowing\n  {text(found, 'headword')}: {text(found, 'definition')}")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lens", default="", metavar="L", help="product or sales; both unless given")
    parser.add_argument("--owner", default="", metavar="me|all|NAME", help="whose; mine if I have records")
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "today",
    "print the day: what is due, at risk, rotting and slipping",
    run,
    _arguments,
    also="morning mail, day as text, agenda",
)
