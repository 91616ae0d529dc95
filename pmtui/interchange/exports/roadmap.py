"""The roadmap to be handed on: as Markdown, CSV or JSON, for the house or for customers."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pmtui.interchange.exports.record_markdown import escaped
from pmtui.interchange.exports.record_writer import guarded
from pmtui.metrics.compute import compute
from pmtui.metrics.format import shown_value
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.roadmap.roadmap_words import HORIZONS, SHIPPED
from pmtui.models.stored import JsonValue
from pmtui.models.values.dates import quarter_of
from pmtui.rules.roadmap.features import done_share, is_declined, is_public, is_shipped, lane_of
from pmtui.store.workspace import Workspace
from pmtui.terminal.json_text import json_text
from pmtui.workflows.redaction import Discretion

LATER = "later"
"""The word that a customer reads if a quarter would promise too much."""

_RECENT = timedelta(days=365)
_LANES = (*HORIZONS, SHIPPED)
_SAFE = ("lane", "when", "title", "product")
_WHOLE = (
    "lane", "when", "id", "title", "product", "status", "target", "first_target", "owner", "health", "done", "at_stake",
)  # fmt: skip
_HEADS = {
    "lane": "Horizon", "when": "When", "id": "Id", "title": "Feature", "product": "Product", "status": "Status",
    "target": "Target", "first_target": "First plan", "owner": "Owner", "health": "Health", "done": "Done",
    "at_stake": "At stake",
}  # fmt: skip


@dataclass(frozen=True)
class Roadmap:
    """The features to come, and those shipped in the last year, as rows of text.

    Attributes:
        title: What it is headed.
        columns: The names of the columns.
        rows: A text for each column of each feature, ordered by lane and day.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def roadmap(workspace: Workspace, product_id: str = "", *, customer_safe: bool = False) -> Roadmap:
    """The roadmap of a product, or of all.

    Args:
        workspace: Where the features are.
        product_id: The product; empty for all.
        customer_safe: Whether customers may read it: features with `public = yes`, by their public text and
            nothing else, with quarters instead of days.
    """
    today = workspace.clock.today()
    found = [
        feature
        for feature in FeatureRow.all(workspace.tables)
        if product_id in ("", feature.product)
        and not is_declined(feature)
        and (is_public(feature) or not customer_safe)
        and not (feature.shipped and feature.shipped < today - _RECENT)
    ]
    found.sort(key=_order)
    whose = workspace.names.label(product_id) if product_id else "Roadmap"
    title = f"{whose}{': roadmap' if product_id else ''}"
    if customer_safe:
        discretion = Discretion(workspace.tables)
        safe = tuple(_safe_row(workspace, each, discretion, today) for each in found)
        return Roadmap(title, _SAFE, safe)
    stakes: defaultdict[str, list[str]] = defaultdict(list)
    for each in compute(workspace, "revenue-at-stake", by="id"):
        if each.value:
            stakes[each.group].append(shown_value(each.value, each.unit))
    rows = tuple(_whole_row(workspace, feature, " + ".join(stakes[feature.id])) for feature in found)
    return Roadmap(title, _WHOLE, rows)


def as_markdown(shown: Roadmap) -> str:
    """A heading for each lane, and under it a table of its features."""
    lines = [f"# {escaped(shown.title)}", ""]
    columns = shown.columns[1:]
    for lane in _LANES:
        rows = [row[1:] for row in shown.rows if row[0] == lane]
        if rows:
            lines += [f"## {lane.capitalize()}", "", _line(_HEADS[name] for name in columns)]
            lines += [_line("---" for _ in columns), *(_line(map(escaped, row)) for row in rows), ""]
    return "\n".join(lines).rstrip() + "\n"


def as_csv(shown: Roadmap, *, raw: bool = False) -> str:
    """A line for each feature; cells that a spreadsheet would take for formulas are guarded."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(shown.columns)
    writer.writerows(row if raw else [guarded(cell) for cell in row] for row in shown.rows)
    return buffer.getvalue()


def as_json(shown: Roadmap) -> str:
    """A list with an object for each feature."""
    rows: list[Mapping[str, JsonValue]] = [dict(zip(shown.columns, row, strict=True)) for row in shown.rows]
    return json_text(rows, indent=2) + "\n"


def quarter(day: date) -> str:
    """A quarter as people write it: `Q1 2027`."""
    return f"Q{quarter_of(day)} {day.year}"


def _order(feature: FeatureRow) -> tuple[int, date, str]:
    lane = _LANES.index(lane_of(feature))
    return lane, feature.shipped or feature.target or date.max, feature.title


def _when(feature: FeatureRow) -> str:
    day = feature.shipped if is_shipped(feature) else feature.target
    return quarter(day) if day else ""


def _whole_row(workspace: Workspace, feature: FeatureRow, stake: str) -> tuple[str, ...]:
    share = done_share(feature)
    return (
        lane_of(feature),
        _when(feature) or LATER,
        feature.id,
        feature.title,
        workspace.names.label(feature.product) if feature.product else "",
        feature.status,
        _day(feature.shipped if is_shipped(feature) else feature.target),
        _day(feature.first_target),
        feature.owner,
        feature.health or "",
        f"{share:.0%}" if share is not None else "",
        stake,
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _safe_row(
    workspace: Workspace, feature: FeatureRow, discretion: Discretion, today: date
) -> tuple[str, ...]:
    """A feature for customers: a date that is past or far off, or that is none, promises nothing."""
    lane = lane_of(feature)
    if lane == SHIPPED:
        when = "available"
    elif lane == LATER or feature.target is None or feature.target < today:
        when = LATER
    else:
        when = quarter(feature.target)
    product = workspace.names.label(feature.product) if feature.product else ""
    return lane, when, discretion.said(feature.public_text.strip()), discretion.said(product)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
