"""`pmtui metric`: print a number of the workspace with what it is made of."""

import argparse
import sys
from collections.abc import Sequence
from decimal import Decimal

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.cli.verb import Verb
from pmtui.errors import InputError, NothingFound
from pmtui.glossary.entries import text
from pmtui.glossary.find import Dictionary
from pmtui.metrics.compute import METRICS, compute, metric_named
from pmtui.metrics.format import shown_value
from pmtui.metrics.result import Result, currency_of
from pmtui.models.stored import JsonValue
from pmtui.models.values.period import Period
from pmtui.rules.periods import read_period
from pmtui.store.workspace import Workspace


def run(options: Options, given: argparse.Namespace) -> int:
    """Print a metric with its inputs; without a name, all of them, a line each.

    Raises:
        InputError: There is no such metric, field or period.
        NothingFound: The workspace lacks what it would need; `--json` prints it all the same.
    """
    with opened(options) as workspace:
        today = workspace.clock.today()
        over = read_period(workspace, given.period, today) if given.period else None
        if not given.metric:
            if given.by.strip():
                raise InputError("--by takes a metric to group, such as pmtui metric win-rate --by owner")
            found = [result for slug in METRICS for result in _all(workspace, slug, over)]
            _print_all(found, as_json=given.json)
            return 0
        slug = _slug(" ".join(given.metric))
        results = compute(workspace, slug, over, given.by.strip())
        if given.json:
            grouped = bool(given.by.strip() or METRICS[slug].by)
            shown = [_json(result, grouped=grouped) for result in results]
            print_json(shown if grouped or len(shown) != 1 else shown[0])
        else:
            for result in results:
                _print(result)
        if not any(result.value is not None for result in results):
            missing = next((result.missing for result in results if result.missing), "")
            raise NothingFound(f"{slug}: {missing or 'nothing to group'}")
    return 0


def _slug(name: str) -> str:
    """The metric of a slug, or of any name that the dictionary knows it by.

    Raises:
        InputError: There is none.
    """
    if name in METRICS:
        return name
    dictionary = Dictionary()
    for slug in dictionary.find(name):
        metric = text(dictionary.entry(slug) or {}, "metric")
        if metric in METRICS:
            return metric
    return metric_named(name).slug


def _all(workspace: Workspace, slug: str, period: Period | None) -> list[Result]:
    """The results of a metric for the table of all; those that are one for each feature are left out."""
    if METRICS[slug].by:
        return []
    return compute(workspace, slug, period)


def _print_all(results: Sequence[Result], *, as_json: bool) -> None:
    if as_json:
        print_json([_json(result, grouped=False) for result in results])
        return
    width = max(len(result.slug) for result in results)
    for result in results:
        value = shown_value(result.value, result.unit) if result.value is not None else "-"
        code = currency_of(result)
        print(f"{result.slug:<{width}}  {value}{f'  in {code}' if code else ''}")
    rest = [slug for slug in METRICS if METRICS[slug].by]
    print(f"for each stage or feature: {', '.join(rest)}", file=sys.stderr)


def _print(result: Result) -> None:
    value = shown_value(result.value, result.unit) if result.value is not None else "-"
    title = f"{result.label}  " if result.label else ""
    code = currency_of(result)
    print(
        f"{title}{result.slug} {value}{f' in {code}' if code else ''}  ({result.period.label}, as of {result.as_of})"
    )
    for each in result.inputs:
        shown = shown_value(each.value, each.unit) if each.value is not None else "-"
        print(f"  {each.name}: {shown}")


def _json(result: Result, *, grouped: bool) -> dict[str, JsonValue]:
    """A result in the shape that the design fixes."""
    shown: dict[str, JsonValue] = {
        "metric": result.slug,
        "value": _number(result.value),
        "unit": result.unit,
        "inputs": {each.name: _number(each.value) for each in result.inputs},
        "as_of": result.as_of.isoformat(),
        "period": result.period.label,
    }
    if code := currency_of(result):
        shown["currency"] = code
    return {**shown, "group": result.group, "label": result.label} if grouped else shown


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("metric", nargs="*", metavar="METRIC", help="such as win-rate; all without one")
    parser.add_argument("--period", default="", metavar="P", help="such as 2026-Q4 or last month")
    parser.add_argument("--by", default="", metavar="FIELD", help="a value for each owner, account, …")
    parser.add_argument("--json", action="store_true")


VERB = Verb(
    "metric",
    "print a number of the workspace with what it is made of",
    run,
    _arguments,
    also="number, kpi, figure",
)
