"""From a parsed command line to the function that does it; each verb is imported when it is asked for."""

import argparse
import sys
from collections.abc import Mapping, Sequence

from pmtui.address import is_address
from pmtui.cli.dispatch_roadmap import VERBS as ROADMAP_VERBS
from pmtui.cli.dispatch_selling import VERBS as SELLING_VERBS
from pmtui.cli.options import Options, Run
from pmtui.cli.parser import parse, unshielded
from pmtui.errors import PmtuiError
from pmtui.foreign_files import real_path


def dispatch(words: Sequence[str]) -> int:
    """Do what a command line says.

    Raises:
        PmtuiError: It could not be done.
    """
    given = parse(words)
    options = Options(
        workspace=given.workspace,
        user=given.user,
        read_only=given.read_only,
        low_bandwidth=given.low_bandwidth,
        restricted=given.restricted,
        today=given.today,
        as_of=given.as_of,
    )
    return VERBS.get(given.verb or "", _open)(options, given)


def _open(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.launch_tui import open_workspace_screen

    return open_workspace_screen(options, given.verb or "")


def _demo(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.launch_tui import open_demo

    return open_demo(options)


def _define(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.glossary.define import run

    return run(given.words, as_json=given.json, own=_own_terms(options), out=sys.stdout, err=sys.stderr)


def _search(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.glossary.search import run

    return run(
        given.words,
        limit=given.limit,
        as_json=given.json,
        own=_own_terms(options),
        out=sys.stdout,
        err=sys.stderr,
    )


def _compare(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.glossary.compare import run

    return run(given.terms, form=given.form, own=_own_terms(options), out=sys.stdout, err=sys.stderr)


def _lookup(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.glossary.lookup import run

    return run(given.words, own=_own_terms(options))


def _own_terms(options: Options) -> Mapping[str, Mapping[str, object]]:
    place = options.loaded().places.workspace
    if not place:
        return {}
    if not is_address(place):
        from pmtui.store.query.read_terms_fast import own_terms

        return own_terms(str(options.folder()))
    from pmtui.store.open_workspace import own_terms_on_server

    try:
        return own_terms_on_server(place)
    except PmtuiError as error:
        print(f"pmtui: without the team's own terms: {error}", file=sys.stderr)
        return {}


def _list(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.records.documents import list_documents

    return list_documents(
        options,
        given.kind,
        unshielded(given.filters),
        sort=given.sort.strip(),
        columns=given.columns,
        form=given.form,
    )


def _show(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.records.documents import show

    return show(options, given.id, as_json=given.json)


def _add(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.records.documents import add

    return add(options, given.kind, given.assignments)


def _set(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.records.documents import set_fields

    return set_fields(options, given.words)


def _move(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.records.documents import move

    ending = {name: text for name, text in (("amount", given.amount), ("closed", given.closed)) if text}
    return move(options, given.ids, given.to, reason=given.reason, ending=ending)


def _request(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.records.documents import request

    return request(
        options, given.deal, given.feature, kind=given.kind, promised=given.promised, quote=given.quote
    )


def _log(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.records.documents import log

    return log(options, given.id, given.text, activity_type=given.type, due=given.due)


def _delete(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.records.documents import delete

    return delete(options, given.ids, unlink=given.unlink)


def _undo(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.workspace_admin import undo

    return undo(options)


def _redo(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.workspace_admin import redo

    return redo(options)


def _history(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.workspace_admin import history

    return history(options, given.id, limit=given.limit, as_json=given.json)


def _import(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.exchange.import_ import take

    return take(options, given)


def _export(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.exchange.export import give

    return give(options, given)


def _init(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.workspace_admin import init

    return init(options, pipeline=given.pipeline, currency=given.currency)


def _process(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.glossary.process import process

    return process(options, as_json=given.json)


def _who(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.who import who

    return who(options, as_json=given.json)


def _doctor(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.workspace_admin import doctor

    return doctor(options, as_json=given.json)


def _backup(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.workspace_admin import backup

    return backup(options)


def _restore(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.workspace_admin import restore

    return restore(options, given.file)


def _copy(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.exchange.copy import run

    return run(options, given.source, given.target)


def _locate(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.settings import run_locate

    print(run_locate(options.loaded(), as_json=given.json))
    return 0


def _config(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.settings import run_config
    from pmtui.interchange.imports.headers import parse_pairs

    if given.set:
        from pmtui.config import write_settings

        file = options.loaded().places.config
        options.refuse_file(real_path(file) if file else "")
        values = parse_pairs("--set", given.set)
        if values.get("theme"):
            from pmtui.widgets.frame.themes import known_theme

            known_theme(values["theme"])
        write_settings(file, values)
    print(run_config(options.loaded(), as_json=given.json))
    return 0


def _print_tour(options: Options, given: argparse.Namespace) -> int:
    from pmtui.commands import load_keymap
    from pmtui.screens.frame.tour import tour

    print(tour(load_keymap(options.loaded().places.keys)), end="")
    return 0


def _rates(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.rates import rates

    return rates(options, given.words, day=given.day, drop=given.drop, as_json=given.json)


def _fiscal_year(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.rates import fiscal_year

    return fiscal_year(options, given.month)


def _mark(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.workspace_admin import mark

    return mark(options, production=given.as_what == "production")


def _serve(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.serve import serve

    return serve(options, given.port, host=given.host, sessions=given.sessions)


def _completion(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.completion import completion

    print(completion(given.shell), end="")
    return 0


def _man(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.manual import manual

    print(manual(), end="")
    return 0


def _keys(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.workspace.keys import checked, run
    from pmtui.commands import load_keymap

    file = options.loaded().places.keys
    keymap = load_keymap(file)
    if given.check:
        print(checked(keymap, file))
        return 0
    print(run(keymap, markdown=given.markdown, as_json=given.json))
    return 0


VERBS: dict[str, Run] = {
    **ROADMAP_VERBS,
    **SELLING_VERBS,
    "define": _define,
    "search": _search,
    "lookup": _lookup,
    "compare": _compare,
    "list": _list,
    "show": _show,
    "add": _add,
    "set": _set,
    "move": _move,
    "request": _request,
    "log": _log,
    "delete": _delete,
    "undo": _undo,
    "redo": _redo,
    "history": _history,
    "import": _import,
    "export": _export,
    "init": _init,
    "demo": _demo,
    "tour": _print_tour,
    "doctor": _doctor,
    "who": _who,
    "process": _process,
    "backup": _backup,
    "restore": _restore,
    "copy": _copy,
    "locate": _locate,
    "config": _config,
    "keys": _keys,
    "completion": _completion,
    "mark": _mark,
    "rates": _rates,
    "fiscal-year": _fiscal_year,
    "serve": _serve,
    "man": _man,
}
