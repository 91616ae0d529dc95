"""`pmtui priorities`: print the features to come by rank: what to do first."""

import argparse
from collections.abc import Sequence
from decimal import Decimal

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.report_output import print_report
from pmtui.cli.shell_words import matching
from pmtui.cli.verb import Verb, forms
from pmtui.errors import NothingFound
from pmtui.metrics.report_table import Report
from pmtui.metrics.roadmap.requests_by_feature import demand_for
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.values.money_text import whole_sums
from pmtui.rules.roadmap.features import is_open
from pmtui.rules.roadmap.ranking import Ranked, effort_shares, ranked, shares_text
from pmtui.rules.roadmap.scores import input_of, inputs_of, method_named
from pmtui.store.workspace import Workspace


def run(options: Options, given: argparse.Namespace) -> int:
    """`pmtui priorities [FILTER...] [--method M] [--json | --csv | --md]`: the first to do first.

    Ranks are among all features that are neither shipped nor declined, whatever the filter.

    Raises:
        InputError: There is no such method, or the filter cannot be read.
        NothingFound: No feature matches.
    """
    how = method_named(given.method or "rice")
    with opened(options) as workspace:
        criteria = {each.name: each.weight for each in workspace.settings.scorecard}
        inputs = inputs_of(how, criteria)
        listed = set(matching(workspace, "feature", given.filters))
        features = [row for row in FeatureRow.all(workspace.tables) if is_open(row)]
        places = [each for each in ranked(how, features, criteria) if each.feature.id in listed]
        shares = shares_text(effort_shares(features)) if how.key == "moscow" else ""
        shown = Report(
            f"Priorities by {how.title}{f': {shares}' if shares else ''}",
            ("rank", "id", "feature", *(each.title for each in inputs), "result", "asking", "open amount"),
            tuple(_row(workspace, each, [asked_for.field for asked_for in inputs]) for each in places),
        )
        print_report(shown, given.form)
        if not places:
            raise NothingFound("no feature that is neither shipped nor declined matches")
    return 0


def _row(workspace: Workspace, place: Ranked, fields: Sequence[str]) -> tuple[str, ...]:
    feature = place.feature
    found = demand_for(workspace, feature.id)
    values = (input_of(feature, each) for each in fields)
    return (
        str(place.rank or "-"),
        feature.id,
        feature.title,
        *("-" if value is None else _written(value) for value in values),
        place.text or "-",
        f"{len(found.customers):,}",
        whole_sums(found.at_stake),
    )


def _written(value: Decimal | str) -> str:
    """A number without zeros at its end; a class as it is."""
    return value if isinstance(value, str) else f"{value.normalize():f}"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "filters", nargs="*", metavar="FILTER", help="such as: product:Harbor target:<2027-04-01"
    )
    parser.add_argument(
        "--method", default="", metavar="M", help="rice, ice, wsjf, value-effort, moscow, kano, scorecard"
    )
    forms(parser, "json", "csv", "md")


VERB = Verb(
    "priorities",
    "print the features to come by rank: what to do first",
    run,
    _arguments,
    filters=True,
    also="rank, what first, backlog order, prioritization",
)
