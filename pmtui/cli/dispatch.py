"""From a parsed command line to the function that does it; each verb is imported when it is asked for."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from pmtui.cli.options import Options
from pmtui.cli.parser import parse, unshielded

Run = Callable[[Options, argparse.Namespace], int]


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
        restricted=given.restricted,
        today=given.today,
        as_of=given.as_of,
    )
    return _VERBS.get(given.verb, _open)(options, given)


def _open(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.opening import open_workspace_screen

    return open_workspace_screen(options, given.verb or "")


def _demo(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.opening import open_demo

    return open_demo(options)


def _define(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.define import run

    return run(given.words, as_json=given.json, own=_own_terms(options), out=sys.stdout, err=sys.stderr)


def _search(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.search import run

    return run(
        given.words,
        limit=given.limit,
        as_json=given.json,
        own=_own_terms(options),
        out=sys.stdout,
        err=sys.stderr,
    )


def _compare(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.compare import run

    return run(given.terms, form=given.form, own=_own_terms(options), out=sys.stdout, err=sys.stderr)


def _lookup(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.lookup import run

    return run(given.words, own=_own_terms(options))


def _own_terms(options: Options) -> Mapping[str, Mapping[str, object]]:
    from pmtui.store.peek import own_terms

    return own_terms(str(options.folder()))


def _list(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.documents import list_documents

    return list_documents(
        options,
        given.kind,
        unshielded(given.filters),
        sort=given.sort.strip(),
        columns=given.columns,
        form=given.form,
    )


def _show(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.documents import show

    return show(options, given.id, as_json=given.json)


def _add(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.documents import add

    return add(options, given.kind, given.assignments)


def _set(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.documents import set_fields

    return set_fields(options, given.words)


def _move(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.documents import move

    return move(options, given.ids, given.to)


def _request(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.documents import request

    return request(
        options, given.deal, given.feature, kind=given.kind, promised=given.promised, quote=given.quote
    )


def _log(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.documents import log

    return log(options, given.id, given.text, activity_type=given.type, due=given.due)


def _delete(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.documents import delete

    return delete(options, given.ids)


def _today(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.agenda import print_agenda

    return print_agenda(options, as_json=given.json)


def _metric(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.metric import run

    return run(options, given.metric, period=given.period, by=given.by.strip(), as_json=given.json)


def _brief(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.documents import print_brief

    return print_brief(options, given.deal)


def _convert(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.selling import convert_lead

    return convert_lead(options, given.lead, account=given.account, contact=given.contact, deal=given.deal)


def _merge(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.selling import merge_records

    return merge_records(options, given.words, take=given.take, suggest=given.suggest)


def _report(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.report import run

    return run(options, given)


def _gate(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.discovering import gate

    return gate(options, given.insight, passes=given.passes, fail=given.fail, override=given.override)


def _battlecard(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.discovering import print_battlecard

    return print_battlecard(options, " ".join(given.competitor))


def _matrix(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.discovering import print_matrix

    return print_matrix(options, form=given.form)


def _profile(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.selling import profile

    return profile(options, given.traits, drop=given.drop)


def _stage(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.stages import stage

    return stage(
        options, given.words, pipeline=given.pipeline, add=given.add, drop=given.drop, as_json=given.json
    )


def _pipelines(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.stages import pipelines

    return pipelines(
        options,
        given.name,
        preset=given.preset,
        rename=given.rename,
        drop=given.drop,
        as_json=given.json,
    )


def _playbook(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.selling import playbook

    return playbook(options, given.name, given.id)


def _objections(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.selling import objections

    return objections(options, given.words, as_json=given.json)


def _roadmap(options: Options, given: argparse.Namespace) -> int:
    if not (given.form or given.customer_safe or given.product or given.raw):
        return _open(options, given)
    from pmtui.cli.roadmap import share

    return share(
        options, form=given.form, product=given.product, customer_safe=given.customer_safe, raw=given.raw
    )


def _spec(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.roadmap import print_spec

    return print_spec(options, given.feature)


def _launch(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.roadmap import launch

    return launch(options, given)


def _release_notes(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.roadmap import print_notes

    return print_notes(options, product=given.product, period=given.period)


def _sunset(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.roadmap import end_product

    return end_product(options, given)


def _card(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.roadmap import print_card

    return print_card(options, given.product, as_json=given.json)


def _undo(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.keeping import undo

    return undo(options)


def _redo(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.keeping import redo

    return redo(options)


def _history(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.keeping import history

    return history(options, given.id, limit=given.limit, as_json=given.json)


def _import(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.transfer import take

    return take(options, given)


def _export(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.transfer import give

    return give(options, given)


def _init(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.keeping import init

    return init(options, pipeline=given.pipeline, currency=given.currency)


def _doctor(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.keeping import doctor

    return doctor(options, as_json=given.json)


def _backup(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.keeping import backup

    return backup(options)


def _restore(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.keeping import restore

    return restore(options, given.file)


def _locate(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.settings import run_locate

    print(run_locate(options.loaded(), as_json=given.json))
    return 0


def _config(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.settings import run_config

    print(run_config(options.loaded(), as_json=given.json))
    return 0


def _keys(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.keys import run
    from pmtui.commands import load_keymap

    keymap = load_keymap(options.loaded().places.keys)
    print(run(keymap, markdown=given.markdown, as_json=given.json))
    return 0


_VERBS: dict[str | None, Run] = {
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
    "metric": _metric,
    "brief": _brief,
    "convert": _convert,
    "merge": _merge,
    "report": _report,
    "gate": _gate,
    "battlecard": _battlecard,
    "matrix": _matrix,
    "stage": _stage,
    "profile": _profile,
    "pipelines": _pipelines,
    "playbook": _playbook,
    "objections": _objections,
    "roadmap": _roadmap,
    "spec": _spec,
    "launch": _launch,
    "release-notes": _release_notes,
    "sunset": _sunset,
    "card": _card,
    "today": _today,
    "undo": _undo,
    "redo": _redo,
    "history": _history,
    "import": _import,
    "export": _export,
    "init": _init,
    "demo": _demo,
    "doctor": _doctor,
    "backup": _backup,
    "restore": _restore,
    "locate": _locate,
    "config": _config,
    "keys": _keys,
}
