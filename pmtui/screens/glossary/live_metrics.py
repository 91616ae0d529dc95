"""Live details of an entry: a metric's value with its inputs and history, and the records behind."""

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from pmtui.glossary.entries import Entry, text, variables
from pmtui.glossary.usage import Use, uses
from pmtui.metrics.result import Input
from pmtui.models.kinds import KINDS
from pmtui.screens.frame.session import Session
from pmtui.widgets.record.detail import DetailLine

_RECORDS = 8
_USING = tuple(kind.name for kind in KINDS.values() if kind.uses_terms)
_BARS = "▁▂▃▄▅▆▇█"


class Drill(NamedTuple):
    """Records to be opened."""

    kind: str
    """Of what kind they are."""
    ids: tuple[str, ...]
    """Which."""
    title: str
    """Their title, such as `win rate: won`."""


Alive = tuple[tuple[DetailLine, ...], dict[str, Drill]]
"""Lines, and what enter opens on those with a target."""


def live_lines(session: Session, entry: Entry) -> Alive:
    """The value of a metric in this quarter, its inputs, and eight periods as a sparkline.

    Of a formula whose inputs no workspace has, what it would take.
    """
    slug = text(entry, "metric")
    if not slug:
        return _needed(entry), {}
    from pmtui.metrics.compute import compute, history
    from pmtui.metrics.format import shown_value

    lines = [DetailLine("In this workspace", heading=True)]
    drills: dict[str, Drill] = {}
    results = compute(session.workspace, slug)
    for result in results:
        if result.value is None:
            lines.append(DetailLine("", result.missing, "dim"))
        else:
            lines.append(DetailLine(result.period.label, shown_value(result.value, result.unit), "strong"))
        for number, each in enumerate(result.inputs):
            target = f"input:{number}:{result.unit}" if each.ids else ""
            if target:
                drills[target] = Drill(each.kind, each.ids, f"{slug}: {each.name}")
            lines.append(DetailLine(each.name, _told(each), target=target))
    values = history(session.workspace, slug)
    known = [value for value in values if value is not None]
    if known:
        unit = results[0].unit
        low, high = shown_value(min(known), unit), shown_value(max(known), unit)
        between = low if low == high else f"{low} to {high}"
        lines.append(DetailLine("Eight periods", f"{sparkline(values)}  {between}", "strong"))
    hint = session.keymap.label("what-if")
    if hint and any(result.value is not None for result in results):
        lines.append(
            DetailLine(
                "", f"{hint} changes an input to see what if; enter on an input opens its records", "dim"
            )
        )
    return tuple(lines), drills


def _told(each: Input) -> str:
    """An input's value, and how many records it comes from."""
    from pmtui.metrics.format import shown_value

    records = f"{len(each.ids):,} {_plural(each.kind, len(each.ids))}" if each.ids else ""
    if each.value is None:
        return "unknown"
    if each.unit == "count" and each.value == len(each.ids):
        return records or "0"
    return f"{shown_value(each.value, each.unit)}{f'  ({records})' if records else ''}"


def _needed(entry: Entry) -> tuple[DetailLine, ...]:
    needed = [f"{name} ({meaning})" for name, meaning in variables(entry)]
    if not needed:
        return ()
    told = f"not worked out here: it would need {'; '.join(needed)}"
    return DetailLine("In this workspace", heading=True), DetailLine("", told, "dim")


def use_lines(session: Session, entry: Entry) -> Alive:
    """The records that use a term: how many of each kind, and the first of them."""
    found: dict[str, list[Use]] = {}
    for use in uses(entry, session.workspace.tables, _USING):
        found.setdefault(use.kind, []).append(use)
    if not found:
        return (), {}
    lines = [DetailLine("Used by", heading=True)]
    drills: dict[str, Drill] = {}
    for kind, each in found.items():
        fields = Counter(use.why for use in each)
        why = ", ".join(field.replace("_", " ") for field, _ in fields.most_common(3))
        drills[f"uses:{kind}"] = Drill(
            kind, tuple(use.id for use in each), f"uses {entry.get('headword', '')}"
        )
        lines.append(
            DetailLine(f"{len(each):,} {_plural(kind, len(each))}", f"by {why}", target=f"uses:{kind}")
        )
        for use in each[: _RECORDS // len(found)]:
            drills[use.id] = Drill(kind, (use.id,), "")
            lines.append(DetailLine(use.id, session.workspace.names.label(use.id), "dim", target=use.id))
    return tuple(lines), drills


def sparkline(values: list[Decimal | None]) -> str:
    """Values as bars, from the lowest to the highest; a dot where there is none."""
    known = [value for value in values if value is not None]
    low, high = min(known), max(known)
    spread = high - low
    return "".join(
        "·" if value is None else _BARS[int((value - low) / spread * (len(_BARS) - 1)) if spread else 0]
        for value in values
    )


def _plural(kind: str, count: int) -> str:
    return kind if count == 1 else KINDS[kind].plural
