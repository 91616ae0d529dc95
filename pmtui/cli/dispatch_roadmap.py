"""The verbs of the roadmap and of discovery, from a parsed command line to the function that does each."""

import argparse

from pmtui.cli.options import Options, Run


def _gate(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.discovery.discovery import gate

    return gate(options, given.insight, passes=given.passes, fail=given.fail, override=given.override)


def _battlecard(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.discovery.discovery import print_battlecard

    return print_battlecard(options, " ".join(given.competitor))


def _matrix(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.discovery.discovery import print_matrix

    return print_matrix(options, form=given.form)


def _roadmap(options: Options, given: argparse.Namespace) -> int:
    if not (given.form or given.customer_safe or given.product or given.raw):
        from pmtui.cli.launch_tui import open_workspace_screen

        return open_workspace_screen(options, given.verb)
    from pmtui.cli.verbs.roadmap.roadmap import share

    return share(
        options, form=given.form, product=given.product, customer_safe=given.customer_safe, raw=given.raw
    )


def _spec(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.roadmap.roadmap import print_spec

    return print_spec(options, given.feature)


def _launch(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.roadmap.roadmap import launch

    return launch(options, given)


def _release_notes(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.roadmap.roadmap import print_notes

    return print_notes(options, product=given.product, period=given.period)


def _sunset(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.roadmap.roadmap import end_product

    return end_product(options, given)


def _rebaseline(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.roadmap.roadmap import rebaseline

    return rebaseline(options, given.feature, given.reason)


def _card(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.roadmap.roadmap import print_card

    return print_card(options, given.product, as_json=given.json)


def _priorities(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.roadmap.priorities import print_priorities

    return print_priorities(options, given.filters, method=given.method, form=given.form)


def _criteria(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.roadmap.priorities import criteria

    return criteria(options, given.criteria, drop=given.drop)


def _promises(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.roadmap.promises import print_promises

    return print_promises(options, form=given.form)


def _calls(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.roadmap.promises import print_calls

    return print_calls(options, given.feature)


def _gaps(options: Options, given: argparse.Namespace) -> int:
    from pmtui.cli.verbs.roadmap.promises import print_gaps

    return print_gaps(options, form=given.form)


VERBS: dict[str, Run] = {
    "gate": _gate,
    "battlecard": _battlecard,
    "matrix": _matrix,
    "roadmap": _roadmap,
    "spec": _spec,
    "launch": _launch,
    "release-notes": _release_notes,
    "sunset": _sunset,
    "rebaseline": _rebaseline,
    "card": _card,
    "priorities": _priorities,
    "criteria": _criteria,
    "promises": _promises,
    "calls": _calls,
    "gaps": _gaps,
}
