"""`pmtui export`: export documents of a kind, or all."""

import argparse
import sys
from pathlib import Path

from pmtui.cli.context import opened
from pmtui.cli.export_file import write_file, write_folder
from pmtui.cli.options import Options
from pmtui.cli.progress import reading_many
from pmtui.cli.verb import Verb
from pmtui.errors import InputError
from pmtui.interchange.exports.record_writer import to_csv, to_json, to_markdown
from pmtui.models.kinds import kind_named
from pmtui.store.tables import size_of
from pmtui.store.workspace import Workspace

_FORMATS = {".csv": "csv", ".json": "json", ".md": "md", ".ics": "ics", ".vcf": "vcf"}


_DATED = ("activity", "launch", "feature", "account")


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui export KIND|all [--format csv|json|md|ics|vcf] [--raw] [-o FILE]`.

    Raises:
        InputError: There is no such kind or format, or the file cannot be written.
    """
    everything, dictionary = given.kind.lower() == "all", given.kind.lower() == "glossary"
    kind = "all" if everything else "term" if dictionary else kind_named(given.kind).name
    options.refuse_target(given.output)
    suffix = Path(given.output).suffix.lower() if given.output else ""
    usual = "json" if everything else "md" if dictionary else "csv"
    form = given.format or _FORMATS.get(suffix, usual)
    _refuse_form(kind, form, given.output)
    with opened(options) as workspace, reading_many(workspace, "exporting", _how_many(workspace, kind)):
        if everything and form == "csv":
            from pmtui.interchange.workspace_archive import to_folder

            write_folder(options, Path(given.output), to_folder(workspace, raw=given.raw))
            return 0
        if dictionary:
            from pmtui.cli.glossary.term_files import export_terms

            text = export_terms(workspace, form, raw=given.raw)
        else:
            text = _written(workspace, kind, form, raw=given.raw)
    if given.output in ("", "-"):
        sys.stdout.write(text)
    else:
        write_file(options, Path(given.output), text)
    return 0


def _how_many(workspace: Workspace, kind: str) -> int:
    return size_of(workspace.tables) if kind == "all" else len(workspace.rows(kind))


def _refuse_form(kind: str, form: str, output: str) -> None:
    """Refuse a form that a kind has not.

    Raises:
        InputError: With what there is instead.
    """
    if kind == "all" and form not in ("json", "csv"):
        raise InputError("export all writes one JSON file or, with --format csv, a folder of CSV files")
    if kind == "all" and form == "csv" and output in ("", "-"):
        raise InputError("export all --format csv writes a folder: say -o FOLDER")
    if form == "ics" and kind not in _DATED:
        raise InputError(
            "a calendar is made of what is due, of launches, of features or of accounts' renewals: "
            "pmtui export activities --format ics"
        )
    if form == "vcf" and kind != "contact":
        raise InputError("cards are made of contacts: pmtui export contacts --format vcf")


def _written(workspace: Workspace, kind: str, form: str, *, raw: bool) -> str:
    if form == "ics":
        from pmtui.interchange.exports.icalendar import to_ical

        return to_ical(workspace, kind)
    if form == "vcf":
        from pmtui.interchange.exports.vcard import to_vcards

        return to_vcards(workspace)
    if kind == "all":
        from pmtui.interchange.workspace_archive import to_whole_json

        return to_whole_json(workspace)
    if form == "json":
        return to_json(workspace, kind)
    return to_csv(workspace, kind, raw=raw) if form == "csv" else to_markdown(workspace, kind)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND|all|glossary")
    parser.add_argument("--format", choices=("csv", "json", "md", "ics", "vcf"), default="")
    parser.add_argument("--raw", action="store_true", help="no guard against spreadsheet formulas")
    parser.add_argument("-o", "--output", default="", metavar="FILE", help="a folder for export all as CSV")


VERB = Verb(
    "export",
    "export documents of a kind, or all",
    run,
    _arguments,
    also="csv, excel, spreadsheet, download, ical, calendar, vcard, json, take out",
)
