"""`pmtui promises`: print every day told to a customer, and when the feature ships."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.report_output import print_report
from pmtui.cli.verb import Verb, forms
from pmtui.errors import NothingFound
from pmtui.metrics.report_table import Report
from pmtui.metrics.roadmap.promises import promises
from pmtui.models.values.money_text import whole_sums


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui promises [--json | --csv | --md]`: every day told to a customer against the roadmap.

    Raises:
        NothingFound: Nothing was promised; `--json` and `--csv` print an empty table all the same.
    """
    with opened(options) as workspace:
        found = promises(workspace.tables, workspace.pipelines, workspace.clock.today())
        label = workspace.names.label
        shown = Report(
            "Promises: what customers were told, and when it ships",
            ("standing", "promised", "ships", "feature", "title", "customer", "deal", "open amount", "request"),
            tuple(
                (
                    each.standing, each.promised.isoformat(), str(each.target or "-"), each.feature,
                    label(each.feature),
                    label(each.customer) if each.customer else "-", each.deal or "-",
                    whole_sums(each.amount), each.request,
                )
                for each in found
            ),
        )  # fmt: skip
        print_report(shown, given.form)
        if not found:
            raise NothingFound("nobody was promised anything")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    forms(parser, "json", "csv", "md")


VERB = Verb(
    "promises",
    "print every day told to a customer, and when the feature ships",
    run,
    _arguments,
    also="commitments, days told to customers, promised dates, at risk",
)
