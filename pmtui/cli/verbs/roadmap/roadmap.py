"""The verbs of the roadmap: spec, launch, release-notes, sunset, card, and the roadmap to be handed on."""

import argparse
import sys
from decimal import Decimal

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.errors import InputError, NothingFound
from pmtui.interchange.exports.roadmap import as_csv, as_json, as_markdown, roadmap
from pmtui.metrics.format import rounded
from pmtui.metrics.roadmap.product_card import Card, card
from pmtui.metrics.roadmap.product_card_text import card_lines
from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.product import Product
from pmtui.models.stored import JsonValue
from pmtui.models.values.dates import parse_date
from pmtui.rules.periods import period_of, read_period
from pmtui.rules.roadmap.shipping import Blocker
from pmtui.store.workspace import Workspace
from pmtui.workflows.roadmap.launch_decision import blockers_of, carry_out, go, launch_of, no_go
from pmtui.workflows.roadmap.launch_summary import standing_lines
from pmtui.workflows.roadmap.release_notes import release_notes
from pmtui.workflows.roadmap.scheduling import rebaselining
from pmtui.workflows.roadmap.spec import spec
from pmtui.workflows.roadmap.sunset import Ending, sunset


def print_spec(options: Options, feature_id: str) -> int:
    """`pmtui spec FEATURE`: a product requirements document as Markdown.

    Raises:
        InputError: There is no such feature.
    """
    with opened(options) as workspace:
        print(spec(workspace, feature_id), end="")
    return 0


def print_notes(options: Options, *, product: str, period: str) -> int:
    """`pmtui release-notes [--product P] [--period P]`: what shipped, as Markdown.

    Raises:
        NothingFound: Nothing did.
    """
    with opened(options) as workspace:
        today = workspace.clock.today()
        over = read_period(workspace, period, today) if period else period_of(workspace, today)
        print(release_notes(workspace, over, _product(workspace, product)), end="")
    return 0


def share(options: Options, *, form: str, product: str, customer_safe: bool, raw: bool) -> int:
    """`pmtui roadmap [--md | --csv | --json] [--customer-safe] [--product P]`.

    Raises:
        NothingFound: It has no features; `--json` and `--csv` print an empty roadmap all the same.
    """
    with opened(options) as workspace:
        shown = roadmap(workspace, _product(workspace, product), customer_safe=customer_safe)
        if form == "json":
            sys.stdout.write(as_json(shown))
        elif form == "csv":
            sys.stdout.write(as_csv(shown, raw=raw))
        elif shown.rows:
            sys.stdout.write(as_markdown(shown))
    if not shown.rows:
        raise NothingFound("there are no features to show")
    return 0


def launch(options: Options, given: argparse.Namespace) -> int:
    """`pmtui launch LAUNCH [--go | --no-go REASON | --ship] [--override REASON] [--json]`.

    Without an option it prints whether the launch can go, and what blocks it.

    Raises:
        InputError: There is no such launch, or it cannot go.
    """
    deciding = given.go or given.no_go is not None or given.ship
    if given.override and not (given.go or given.ship):
        raise InputError("--override goes with --go or --ship")
    with opened(options, writing=deciding) as workspace:
        if given.no_go is not None:
            no_go(workspace, given.launch, given.no_go)
        elif given.ship:
            carry_out(workspace, given.launch, given.override)
        elif given.go:
            go(workspace, given.launch, given.override)
        found = launch_of(workspace, given.launch)
        standing = blockers_of(workspace, found)
        if given.json:
            print_json(_as_json(found, standing))
        else:
            for line in standing_lines(workspace, found, standing):
                print(line)
    return 0


def _as_json(found: Launch, standing: list[Blocker]) -> dict[str, JsonValue]:
    return {
        "id": found.id,
        "title": found.title,
        "date": found.date.isoformat() if found.date else None,
        "verdict": "launched" if found.launched else "no-go" if standing else "go",
        "blockers": [{"id": each.id, "topic": each.topic, "text": each.text} for each in standing],
        "decision": found.decision,
        "decided": found.decided.isoformat() if found.decided else None,
        "decided_by": found.decided_by,
        "decision_reason": found.decision_reason,
        "overridden": list(found.overridden),
        "launched": found.launched.isoformat() if found.launched else None,
    }


def rebaseline(options: Options, feature: str, reason: str) -> int:
    """`pmtui rebaseline FEATURE --reason WHY`: its target becomes its first one, and is no slip.

    Raises:
        InputError: There is no such feature, it has not moved, or no reason is given.
    """
    with opened(options, writing=True) as workspace:
        found = workspace.names.find("feature", feature)
        commit = workspace.commit(rebaselining(workspace, found, reason))
        print(" ".join(each for _, each in commit.changed))
    return 0


def end_product(options: Options, given: argparse.Namespace) -> int:
    """`pmtui sunset PRODUCT [--announced D] [--end-of-sale D] [--end-of-support D] [--successor P]`.

    Prints the ids of what changed: the product, and the tasks for the accounts that are still on it.

    Raises:
        InputError: There is no such product, or its end makes no sense.
    """
    with opened(options, writing=True) as workspace:
        today = workspace.clock.today()
        announced, sale, support = (
            parse_date(text, today, options.date_order()) if text else None
            for text in (given.announced, given.end_of_sale, given.end_of_support)
        )
        commit = sunset(workspace, given.product, Ending(announced, sale, support, given.successor))
        print(" ".join(each for _, each in commit.changed))
    return 0


def print_card(options: Options, product: str, *, as_json: bool) -> int:
    """`pmtui card PRODUCT [--json]`: its stage, what it sells, what customers say.

    Raises:
        InputError: There is no such product.
    """
    with opened(options) as workspace:
        found = workspace.find(_product(workspace, product))
        if not isinstance(found, Product):
            raise InputError(f"{product} is no product")
        shown = card(workspace.tables, workspace.pipelines.whole, found.id, workspace.clock.today())
        if as_json:
            print_json(_card_json(shown))
        else:
            for line in card_lines(found, shown, workspace.names.label):
                print(line)
    return 0


def _card_json(shown: Card) -> dict[str, JsonValue]:
    return {
        "product": shown.id,
        "quarters": [
            {
                "quarter": each.label,
                "won": each.won,
                "won_amount": {code: str(amount) for code, amount in each.won_amount.items()},
                "open": each.open,
                "open_amount": {code: str(amount) for code, amount in each.open_amount.items()},
                "requests": each.requests,
            }
            for each in shown.quarters
        ],
        "accounts": list(shown.accounts),
        "satisfaction": _number(shown.satisfaction),
        "recommends": _number(shown.recommends),
        "issues": shown.issues,
        "waiting": shown.waiting,
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(rounded(value, 2))


def _product(workspace: Workspace, text: str) -> str:
    return workspace.names.find("product", text) if text else ""
