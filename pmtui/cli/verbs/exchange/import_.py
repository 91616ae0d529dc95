"""`pmtui import`: import documents from a file: all rows or, on a mistake, none."""

import argparse

from pmtui.cli.import_file import Incoming, import_file
from pmtui.cli.options import Options
from pmtui.cli.verb import Verb


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui import KIND FILE ...`."""
    return import_file(options, Incoming(**{name: getattr(given, name) for name in Incoming.__annotations__}))


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND|all")
    parser.add_argument("file", nargs="?", default="", metavar="FILE")
    parser.add_argument("--map", nargs="+", action="extend", default=[], metavar="FIELD=COLUMN")
    parser.add_argument(
        "--key", default="", metavar="FIELD", help="the field that tells whether two are the same"
    )
    parser.add_argument("--on-duplicate", choices=("skip", "update", "create"), default="update")
    parser.add_argument("--stage", action="append", default=[], metavar="LABEL=STAGE")
    parser.add_argument("--date-order", choices=("dmy", "mdy", "ymd"), default="")
    parser.add_argument("--decimal", choices=(",", "."), default="")
    parser.add_argument("--encoding", default="", metavar="E")
    parser.add_argument("--delimiter", default="", metavar="D", help="comma, semicolon, tab or bar")
    parser.add_argument("--header-line", type=int, default=0, metavar="N", help="the row of the column names")
    parser.add_argument("--sheet", default="", metavar="NAME", help="the sheet of an Excel workbook")
    parser.add_argument(
        "--preset", default="", metavar="NAME", help="the tool that wrote it, such as hubspot"
    )
    parser.add_argument("--same", action="store_true", help="names that look alike are the same, from now on")
    parser.add_argument(
        "--on-conflict", choices=("ours", "theirs"), default="ours", help="where both changed a field"
    )
    parser.add_argument(
        "--reason", default="", metavar="WHY", help="why features ship in spite of what blocks them"
    )
    parser.add_argument("--dry-run", action="store_true", help="plan and report, write nothing")
    parser.add_argument(
        "--rejects", default="", metavar="FILE", help="import the good rows, save the others here"
    )
    parser.add_argument("--json", action="store_true")


VERB = Verb("import", "import documents from a file: all rows or, on a mistake, none", run, _arguments)
