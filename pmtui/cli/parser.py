"""The grammar of the command line, in argparse's terms."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from pmtui import __version__
from pmtui.errors import InputError

SCREENS = ("glossary", "pipeline", "customers", "discovery", "reports")
"""The words that open the workspace on a screen and do nothing else; `today` prints, so that cron can mail it."""

_LAST_PORT = 65_535

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


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are ours: one line, exit code 2, raised and not printed."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message} (`{self.prog} --help` tells more)")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read a command line.

    Raises:
        InputError: It makes no sense.
    """
    return build_parser().parse_args(_shielded(words))


def unshielded(words: Sequence[str]) -> list[str]:
    """Filter words as they were typed."""
    return [word.removeprefix(" ") for word in words]


def _shielded(words: Sequence[str]) -> list[str]:
    """The words, those of a filter such as `-tag:eu` marked by a space: argparse sees no options in them."""
    if "list" not in words:
        return list(words)
    start = words.index("list")
    return [
        f" {word}"
        if place > start and word.startswith("-") and not word.startswith("--") and word != "-h"
        else word
        for place, word in enumerate(words)
    ]


def build_parser() -> argparse.ArgumentParser:
    """The whole grammar."""
    parser = _Parser(
        prog="pmtui",
        description="A dictionary, a roadmap and a sales pipeline in one terminal workspace.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"pmtui {__version__}")
    parser.add_argument(
        "--workspace", metavar="DIR", default="", help="the folder to work in, or postgresql://host/db"
    )
    parser.add_argument("--user", metavar="NAME", default="", help="who signs the changes")
    parser.add_argument("--read-only", action="store_true", help="refuse every change")
    parser.add_argument("--restricted", action="store_true", help="no other programs, no files elsewhere")
    parser.add_argument("--low-bandwidth", action="store_true", help="send as little as can be")
    parser.add_argument("--today", metavar="DATE", default="", help="the day to work on")
    parser.add_argument("--as-of", metavar="DATE", default="", help="show the workspace as it was on a day")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", parser_class=_Parser)
    _dictionary(verbs)
    _documents(verbs)
    _selling(verbs)
    _roadmap(verbs)
    _priorities(verbs)
    _bridge(verbs)
    _discovering(verbs)
    _changes(verbs)
    _files(verbs)
    _upkeep(verbs)
    for screen in SCREENS:
        verbs.add_parser(screen, help=f"open the workspace at the {screen}", allow_abbrev=False)
    return parser


_Verbs = argparse._SubParsersAction


def _verb(verbs: "_Verbs[_Parser]", name: str, help_text: str) -> _Parser:
    return verbs.add_parser(
        name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}.", allow_abbrev=False
    )


def _dictionary(verbs: "_Verbs[_Parser]") -> None:
    define = _verb(verbs, "define", "print a dictionary entry")
    define.add_argument("words", nargs="+", metavar="WORD")
    define.add_argument("--json", action="store_true")
    search = _verb(verbs, "search", "search the dictionary, a line a hit")
    search.add_argument("words", nargs="+", metavar="WORD")
    search.add_argument("--limit", type=_count, default=20, metavar="N", help="at most so many (20)")
    search.add_argument("--json", action="store_true")
    lookup = _verb(verbs, "lookup", "pick a term under the prompt and print it")
    lookup.add_argument("words", nargs="*", metavar="WORD")
    compare = _verb(verbs, "compare", "print two or three entries side by side")
    compare.add_argument(
        "terms", nargs="+", metavar="TERM", help="such as: mql sql, or win rate vs close rate"
    )
    compared = compare.add_mutually_exclusive_group()
    compared.add_argument("--json", dest="form", action="store_const", const="json", default="")
    compared.add_argument("--md", dest="form", action="store_const", const="md")


def _documents(verbs: "_Verbs[_Parser]") -> None:
    listing = _verb(verbs, "list", "list documents that match a filter")
    listing.add_argument("kind", metavar="KIND", help="deals, features, accounts, contacts, products, …")
    listing.add_argument(
        "filters", nargs="*", metavar="FILTER", help="such as stage:won 'amount:>10k' -tag:eu"
    )
    listing.add_argument("--sort", default="", metavar="FIELD", help="-FIELD for largest first")
    listing.add_argument("--columns", default="", metavar="A,B")
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", default="")
    form.add_argument("--csv", dest="form", action="store_const", const="csv")
    show = _verb(verbs, "show", "print a document")
    show.add_argument("id", metavar="ID")
    show.add_argument("--json", action="store_true")
    today = _verb(verbs, "today", "print the day: what is due, at risk, rotting and slipping")
    today.add_argument("--lens", default="", metavar="L", help="product or sales; both unless given")
    today.add_argument("--json", action="store_true")


def _selling(verbs: "_Verbs[_Parser]") -> None:
    metric = _verb(verbs, "metric", "print a number of the workspace with what it is made of")
    metric.add_argument("metric", nargs="*", metavar="NAME", help="such as win-rate; all without one")
    metric.add_argument("--period", default="", metavar="P", help="such as 2026-Q4 or last month")
    metric.add_argument("--by", default="", metavar="FIELD", help="a value for each owner, account, …")
    metric.add_argument("--json", action="store_true")
    _report(verbs)
    convert = _verb(verbs, "convert", "make an account, a contact and a deal of a lead")
    convert.add_argument("lead", metavar="LEAD")
    convert.add_argument("--account", default="", metavar="A", help="an existing account, or new")
    convert.add_argument("--contact", default="", metavar="C", help="an existing contact, or new")
    convert.add_argument("--deal", default="", metavar="D", help="an existing deal, or none")
    merge = _verb(verbs, "merge", "make one of two accounts, contacts or leads; undo takes it back")
    merge.add_argument("words", nargs="*", metavar="KEEP DROP")
    merge.add_argument(
        "--take", default="", metavar="FIELD,...", help="fields that are taken from the one that goes"
    )
    merge.add_argument("--suggest", default="", metavar="KIND", help="print which may be the same instead")
    pipeline = _verb(verbs, "pipelines", "list the pipelines, or make, rename or drop one")
    pipeline.add_argument(
        "name", nargs="?", default="", metavar="NAME", help="makes one, unless told otherwise"
    )
    pipeline.add_argument(
        "--preset", default="", metavar="P", help="whose stages it begins with, such as hubspot"
    )
    pipeline.add_argument("--rename", default="", metavar="NEW")
    pipeline.add_argument("--drop", action="store_true", help="one that holds no deals")
    pipeline.add_argument("--json", action="store_true")
    _pipelines(verbs)


def _pipelines(verbs: "_Verbs[_Parser]") -> None:
    profile = _verb(
        verbs, "profile", "print or set what the ideal customer is like, by which leads are scored"
    )
    profile.add_argument(
        "traits",
        nargs="*",
        metavar="FIELD=VALUES:WEIGHT",
        help="such as: industry=software,fintech:3 size=50-200:2",
    )
    profile.add_argument("--drop", action="store_true", help="none: learn it from the accounts")
    stage = _verb(verbs, "stage", "print a pipeline's stages, or change, add or drop one")
    stage.add_argument("words", nargs="*", metavar="NAME FIELD=VALUE", help="such as: Proposal enforced=yes")
    stage.add_argument("--pipeline", default="", metavar="P", help="the main one unless given")
    stage.add_argument("--add", action="store_true")
    stage.add_argument("--drop", action="store_true", help="one that holds no deals")
    stage.add_argument("--json", action="store_true")
    playbook = _verb(verbs, "playbook", "list the playbooks, or plan the steps of one")
    playbook.add_argument("name", nargs="?", default="", metavar="NAME")
    playbook.add_argument("id", nargs="?", default="", metavar="ID")
    objections = _verb(verbs, "objections", "print the answers to objections, those that won most first")
    objections.add_argument("words", nargs="*", metavar="WORD")
    objections.add_argument("--json", action="store_true")
    brief = _verb(verbs, "brief", "print what to take to a deal's next meeting, as Markdown")
    brief.add_argument("deal", metavar="DEAL")


def _bridge(verbs: "_Verbs[_Parser]") -> None:
    ledger = _verb(verbs, "promises", "print every day told to a customer, and when the feature ships")
    missing = _verb(verbs, "gaps", "print the features that deals were lost without")
    for each in (ledger, missing):
        form = each.add_mutually_exclusive_group()
        for name in ("json", "csv", "md"):
            form.add_argument(f"--{name}", dest="form", action="store_const", const=name, default="")
    call = _verb(verbs, "calls", "print who asked for a feature: whom to call once it ships")
    call.add_argument("feature", metavar="FEATURE")


def _priorities(verbs: "_Verbs[_Parser]") -> None:
    ranking = _verb(verbs, "priorities", "print the features to come by rank: what to do first")
    ranking.add_argument(
        "filters", nargs="*", metavar="FILTER", help="such as: product:Harbor target:<2027-04-01"
    )
    ranking.add_argument(
        "--method", default="", metavar="M", help="rice, ice, wsjf, value-effort, moscow, kano, scorecard"
    )
    form = ranking.add_mutually_exclusive_group()
    for each in ("json", "csv", "md"):
        form.add_argument(f"--{each}", dest="form", action="store_const", const=each, default="")
    criteria = _verb(verbs, "criteria", "print or set what the weighted scorecard judges features by")
    criteria.add_argument(
        "criteria", nargs="*", metavar="ROW", help="such as: 'Customer value | weight=3' 'Fit | weight=2'"
    )
    criteria.add_argument("--drop", action="store_true", help="none: the usual ones")


def _roadmap(verbs: "_Verbs[_Parser]") -> None:
    roadmap = _verb(verbs, "roadmap", "open the workspace at the roadmap, or print it with an option")
    form = roadmap.add_mutually_exclusive_group()
    for each in ("md", "csv", "json"):
        form.add_argument(f"--{each}", dest="form", action="store_const", const=each, default="")
    roadmap.add_argument(
        "--customer-safe", action="store_true", help="quarters for days; no customer, owner, health or money"
    )
    roadmap.add_argument("--product", default="", metavar="P")
    roadmap.add_argument("--raw", action="store_true", help="no guard against spreadsheet formulas")
    spec = _verb(verbs, "spec", "print a feature as a product requirements document, in Markdown")
    spec.add_argument("feature", metavar="FEATURE")
    launch = _verb(verbs, "launch", "print whether a launch can go and what blocks it, or decide")
    launch.add_argument("launch", metavar="LAUNCH")
    decision = launch.add_mutually_exclusive_group()
    decision.add_argument("--go", action="store_true", help="decide that it goes")
    decision.add_argument("--no-go", default=None, metavar="REASON", help="decide that it does not")
    decision.add_argument("--ship", action="store_true", help="launch it: its features ship")
    launch.add_argument("--override", default="", metavar="REASON", help="go although something blocks it")
    launch.add_argument("--json", action="store_true")
    notes = _verb(verbs, "release-notes", "print what has shipped, as Markdown for customers")
    notes.add_argument("--product", default="", metavar="P")
    notes.add_argument("--period", default="", metavar="P", help="such as 2026-Q4 or last month")
    baseline = _verb(verbs, "rebaseline", "make the target of a feature its first one: planned anew, no slip")
    baseline.add_argument("feature", metavar="FEATURE")
    baseline.add_argument("--reason", required=True, metavar="WHY", help="kept with the change")
    ending = _verb(verbs, "sunset", "announce the end of a product, with a task for each account on it")
    ending.add_argument("product", metavar="PRODUCT")
    for day in ("announced", "end-of-sale", "end-of-support"):
        ending.add_argument(f"--{day}", default="", metavar="DATE")
    ending.add_argument("--successor", default="", metavar="P", help="the product that replaces it")
    card = _verb(verbs, "card", "print how a product sells and what customers say of it")
    card.add_argument("product", metavar="PRODUCT")
    card.add_argument("--json", action="store_true")


def _discovering(verbs: "_Verbs[_Parser]") -> None:
    gate = _verb(verbs, "gate", "print how an insight stands at the gate, or let it pass or fail")
    gate.add_argument("insight", metavar="INSIGHT")
    decision = gate.add_mutually_exclusive_group()
    decision.add_argument("--pass", dest="passes", action="store_true", help="make a feature of it")
    decision.add_argument("--fail", default="", metavar="REASON", help="keep why it fails")
    gate.add_argument("--override", default="", metavar="REASON", help="why it passes all the same")
    battlecard = _verb(verbs, "battlecard", "print what to know and say against a competitor, as Markdown")
    battlecard.add_argument("competitor", nargs="+", metavar="COMPETITOR")
    matrix = _verb(verbs, "matrix", "print which features competitors have")
    shape = matrix.add_mutually_exclusive_group()
    for each in ("json", "csv", "md"):
        shape.add_argument(f"--{each}", dest="form", action="store_const", const=each, default="")


def _changes(verbs: "_Verbs[_Parser]") -> None:
    add = _verb(verbs, "add", "add a document and print its id")
    add.add_argument("kind", metavar="KIND")
    add.add_argument("assignments", nargs="+", metavar="FIELD=VALUE", help="or one line: Acme 12k close:fri")
    change = _verb(verbs, "set", "set fields of documents")
    change.add_argument("words", nargs="+", metavar="ID... FIELD=VALUE...")
    move = _verb(verbs, "move", "move documents to a stage, status or horizon")
    move.add_argument("ids", nargs="+", metavar="ID")
    move.add_argument("to", metavar="STAGE|STATUS|HORIZON", help="open, won and lost do for deals")
    move.add_argument(
        "--reason",
        default="",
        metavar="WHY",
        help="why deals are lost, or a feature ships in spite of what blocks it",
    )
    move.add_argument("--amount", default="", metavar="M", help="what deals were won for")
    move.add_argument(
        "--closed", default="", metavar="DATE", help="when they were won or lost; today if left out"
    )
    request = _verb(verbs, "request", "note that a deal or account asks for a feature")
    request.add_argument("deal", metavar="DEAL")
    request.add_argument("feature", metavar="FEATURE")
    request.add_argument("--kind", default="important", metavar="blocker|important|nice")
    request.add_argument("--promised", default="", metavar="DATE")
    request.add_argument("--quote", default="", metavar="TEXT")
    log = _verb(verbs, "log", "note what was done about a document, or with --due is to be done")
    log.add_argument("id", metavar="ID")
    log.add_argument("text", metavar="TEXT")
    log.add_argument(
        "--type", default="note", metavar="TYPE", help="call, meeting, demo, e-mail, task or note"
    )
    log.add_argument("--due", default="", metavar="DATE")
    delete = _verb(verbs, "delete", "delete documents; undo brings them back")
    delete.add_argument("ids", nargs="+", metavar="ID")
    delete.add_argument("--unlink", action="store_true", help="empty the links of what refers to them")
    _verb(verbs, "undo", "take back your latest command")
    _verb(verbs, "redo", "do again what was taken back")
    history = _verb(verbs, "history", "print what was done, newest first")
    history.add_argument("id", nargs="?", default="", metavar="ID")
    history.add_argument("--limit", type=_count, default=0, metavar="N")
    history.add_argument("--json", action="store_true")


def _files(verbs: "_Verbs[_Parser]") -> None:
    take = _verb(verbs, "import", "import documents from a file: all rows or, on a mistake, none")
    take.add_argument("kind", metavar="KIND|all")
    take.add_argument("file", nargs="?", default="", metavar="FILE")
    take.add_argument("--map", nargs="+", action="extend", default=[], metavar="FIELD=COLUMN")
    take.add_argument(
        "--key", default="", metavar="FIELD", help="the field that tells whether two are the same"
    )
    take.add_argument("--on-duplicate", choices=("skip", "update", "create"), default="update")
    take.add_argument("--stage", action="append", default=[], metavar="LABEL=STAGE")
    take.add_argument("--date-order", choices=("dmy", "mdy", "ymd"), default="")
    take.add_argument("--decimal", choices=(",", "."), default="")
    take.add_argument("--encoding", default="", metavar="E")
    take.add_argument("--delimiter", default="", metavar="D", help="comma, semicolon, tab or bar")
    take.add_argument("--header-line", type=int, default=0, metavar="N", help="the row of the column names")
    take.add_argument("--sheet", default="", metavar="NAME", help="the sheet of an Excel workbook")
    take.add_argument("--preset", default="", metavar="NAME", help="the tool that wrote it, such as hubspot")
    take.add_argument("--same", action="store_true", help="names that look alike are the same, from now on")
    take.add_argument(
        "--on-conflict", choices=("ours", "theirs"), default="ours", help="where both changed a field"
    )
    take.add_argument(
        "--reason", default="", metavar="WHY", help="why features ship in spite of what blocks them"
    )
    take.add_argument("--dry-run", action="store_true", help="plan and report, write nothing")
    take.add_argument(
        "--rejects", default="", metavar="FILE", help="import the good rows, save the others here"
    )
    take.add_argument("--json", action="store_true")
    give = _verb(verbs, "export", "export documents of a kind, or all")
    give.add_argument("kind", metavar="KIND|all|glossary")
    give.add_argument("--format", choices=("csv", "json", "md", "ics", "vcf"), default="")
    give.add_argument("--raw", action="store_true", help="no guard against spreadsheet formulas")
    give.add_argument("-o", "--output", default="", metavar="FILE", help="a folder for export all as CSV")


def _report(verbs: "_Verbs[_Parser]") -> None:
    report = _verb(
        verbs,
        "report",
        "print a report: funnel, forecast, movement, velocity, winloss, attainment, activity, "
        "retention, demand, delivery, budget, portfolio, market, revenue, matrix",
    )
    report.add_argument("name", metavar="NAME")
    report.add_argument("--period", default="", metavar="P", help="such as 2026-Q4 or last month")
    report.add_argument("--by", default="", metavar="FIELD", help="for each owner, product, month, …")
    report.add_argument("--compare", action="store_true", help="beside the period before")
    shape = report.add_mutually_exclusive_group()
    for each in ("json", "csv", "md", "svg"):
        shape.add_argument(f"--{each}", dest="form", action="store_const", const=each, default="")
    report.add_argument("-o", "--output", default="", metavar="FILE")


def _money_and_year(verbs: "_Verbs[_Parser]") -> None:
    rates = _verb(verbs, "rates", "print or set what currencies are worth, for totals and comparisons")
    rates.add_argument("words", nargs="*", metavar="FROM TO FIGURE", help="such as: EUR USD 1.08")
    rates.add_argument("--day", default="", metavar="DAY", help="the first day it holds; today by default")
    rates.add_argument("--drop", action="store_true", help="take the rates FROM TO away")
    rates.add_argument("--json", action="store_true", help="as JSON")
    fiscal = _verb(verbs, "fiscal-year", "print or set the month that the fiscal year begins with")
    fiscal.add_argument(
        "month", nargs="?", default="", metavar="MONTH", help="1 to 12, or a name such as april"
    )


def _upkeep(verbs: "_Verbs[_Parser]") -> None:
    init = _verb(verbs, "init", "make an empty workspace")
    init.add_argument("--pipeline", default="default", metavar="PRESET")
    init.add_argument("--currency", default="USD", metavar="CODE")
    _verb(verbs, "tour", "print eight keys to begin with")
    _verb(verbs, "demo", "open a throw-away copy of the demo workspace")
    _verb(
        verbs, "process", "print both processes phase by phase, with the open work and the terms"
    ).add_argument("--json", action="store_true")
    _verb(verbs, "who", "who has the workspace open, and where they are").add_argument(
        "--json", action="store_true"
    )
    doctor = _verb(verbs, "doctor", "check every document")
    doctor.add_argument("--json", action="store_true")
    _verb(verbs, "backup", "keep a dated copy and print where it is")
    restore = _verb(verbs, "restore", "bring back what a backup holds; undo takes that back")
    restore.add_argument("file", metavar="FILE")
    copy = _verb(
        verbs, "copy", "copy a workspace with its history, from a folder or postgresql://... to another"
    )
    copy.add_argument("source", metavar="FROM")
    copy.add_argument("target", metavar="TO")
    locate = _verb(verbs, "locate", "print where settings, keys and the workspace are")
    locate.add_argument("--json", action="store_true")
    keys = _verb(verbs, "keys", "print every command and its keys")
    keys.add_argument("--markdown", action="store_true")
    keys.add_argument("--json", action="store_true")
    keys.add_argument("--check", action="store_true", help="check keys.toml and say what it changes")
    complete = _verb(verbs, "completion", "print what completes pmtui's words in a shell")
    complete.add_argument("shell", choices=("bash", "zsh", "fish"))
    _verb(verbs, "man", "print the manual page, to be read with man -l")
    config = _verb(verbs, "config", "print the settings in force and where they come from")
    config.add_argument("--json", action="store_true")
    config.add_argument("--explain", action="store_true", help="with what each is for, as printed anyway")
    config.add_argument("--set", nargs="+", default=[], metavar="NAME=VALUE", help="write to config.toml")
    _money_and_year(verbs)
    mark = _verb(verbs, "mark", "mark the workspace as production, which frames every screen, or as a trial")
    mark.add_argument("as_what", choices=("production", "trial"))
    serve = _verb(verbs, "serve", "open the workspace in browsers on this machine, restricted")
    serve.add_argument("--port", type=_port, default=8000, metavar="N", help="0 for any that is free")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen at; others can reach most")
    serve.add_argument("--sessions", type=_count, default=8, metavar="N", help="the most browsers at once")


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, a number up to {_LAST_PORT}")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)
