"""`pmtui gaps`: print the features that deals were lost without."""

import argparse

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.report_output import print_report
from pmtui.cli.verb import Verb, forms
from pmtui.errors import NothingFound
from pmtui.metrics.report_table import Report
from pmtui.metrics.roadmap.shipped_calls import gaps
from pmtui.models.values.money_text import whole_sums


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui gaps [--json | --csv | --md]`: features by what was lost without them.

    Raises:
        NothingFound: Nothing was; `--json` and `--csv` print an empty table all the same.
    """
    with opened(options) as workspace:
        found = gaps(workspace)
        shown = Report(
            "Gaps: deals lost for want of a feature",
            ("feature", "title", "lost deals", "lost", "open deals", "at stake"),
            tuple(
                (
                    each.feature or "-",
                    workspace.names.label(each.feature) if each.feature else "a feature that nobody named",
                    f"{len(each.deals):,}", whole_sums(each.lost), f"{len(each.open):,}", whole_sums(each.at_stake),
                )
                for each in found
            ),
        )  # fmt: skip
        print_report(shown, given.form)
        if not found:
            raise NothingFound("no deal was lost for want of a feature")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    forms(parser, "json", "csv", "md")


VERB = Verb(
    "gaps",
    "print the features that deals were lost without",
    run,
    _arguments,
    also="missing features, lost for want of, feature gaps, product gaps",
)
