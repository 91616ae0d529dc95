"""`pmtui merge`: make one of two accounts, contacts or leads; undo takes it back."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb
from pmtui.errors import InputError, NothingFound
from pmtui.models.kinds import kind_named
from pmtui.workflows.merge_records import likely_duplicates, merge

_TWO = 2


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui merge KEEP DROP [--take FIELD,...]`, or `pmtui merge --suggest KIND`.

    Raises:
        InputError: They cannot be merged.
        NothingFound: No two look the same.
    """
    if given.suggest:
        kind = kind_named(given.suggest).name
        with opened(options) as workspace:
            pairs = likely_duplicates(workspace.tables, kind)
            for pair in pairs:
                first, second = workspace.names.label(pair.first), workspace.names.label(pair.second)
                print(f"{pair.first} {pair.second}  {first} | {second}  {pair.reason}")
        if not pairs:
            raise NothingFound(f"no two {kind_named(given.suggest).plural} look the same")
        return 0
    if len(given.words) != _TWO:
        raise InputError("merge takes the record to keep and the one to drop, such as A-1 A-7")
    fields = [name.strip() for name in given.take.split(",") if name.strip()]
    with opened(options, writing=True) as workspace:
        commit = merge(workspace, given.words[0], given.words[1], fields)
        print(f"changed: {' '.join(each for _, each in commit.changed)}")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="KEEP DROP")
    parser.add_argument(
        "--take", default="", metavar="FIELD,...", help="fields that are taken from the one that goes"
    )
    parser.add_argument("--suggest", default="", metavar="KIND", help="print which may be the same instead")


VERB = Verb(
    "merge",
    "make one of two accounts, contacts or leads; undo takes it back",
    run,
    _arguments,
    also="duplicates",
)
