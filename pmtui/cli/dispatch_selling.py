"""The verbs of selling and of its figures, from a parsed command line to the function that does each."""

import argparse

from pmtui.cli.options import Options, Run


def _metric(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.reports.metric import run

    return run(options, given.metric, period=given.period, by=given.by.strip(), as_json=given.json)


def _brief(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.records.documents import print_brief

    return print_brief(options, given.deal)


def _convert(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.deals.deals import convert_lead

    return convert_lead(options, given.lead, account=given.account, contact=given.contact, deal=given.deal)


def _merge(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.deals.deals import merge_records

    return merge_records(options, given.words, take=given.take, suggest=given.suggest)


def _report(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.reports.report import run

    return run(options, given)


def _profile(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.deals.deals import profile

    return profile(options, given.traits, drop=given.drop)


def _stage(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.deals.pipelines import stage

    return stage(
        options, given.words, pipeline=given.pipeline, add=given.add, drop=given.drop, as_json=given.json
    )


def _pipelines(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.deals.pipelines import pipelines

    return pipelines(
        options,
        given.name,
        preset=given.preset,
        rename=given.rename,
        drop=given.drop,
        as_json=given.json,
    )


def _playbook(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.deals.deals import playbook

    return playbook(options, given.name, given.id)


def _objections(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.deals.deals import objections

    return objections(options, given.words, as_json=given.json)


def _today(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.today.today import print_day

    return print_day(options, lens=given.lens, owner=given.owner.strip(), as_json=given.json)


VERBS: dict[str, Run] = {
    "metric": _metric,
    "brief": _brief,
    "convert": _convert,
    "merge": _merge,
    "report": _report,
    "profile": _profile,
    "stage": _stage,
    "pipelines": _pipelines,
    "playbook": _playbook,
    "objections": _objections,
    "today": _today,
}
