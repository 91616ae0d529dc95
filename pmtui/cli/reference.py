"""The tables of what there is: keys, verbs, kinds, metrics, reports and settings, read off their declarations.

The README, the manual and the manual page are made from them, so that none of them can lag behind.
"""

import argparse
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pmtui.cli.parser import build_parser
from pmtui.commands import COMMANDS, WHERE, Keymap, usual_keymap
from pmtui.terminal.key_names import key_label


class Table(NamedTuple):
    """A table of declarations."""

    columns: tuple[str, ...]
    """The heads of its columns."""
    rows: tuple[tuple[str, ...], ...]
    """Its cells as plain text; a cell of the first column is a word to type, or several, one a line."""


def keys(keymap: Keymap | None = None) -> Table:
    """The commands with their keys in force, or the usual ones."""
    keymap = keymap or usual_keymap()
    return Table(
        ("Key", "Command", "What it does", "Where", "On the command line", "Id"),
        tuple(
            (
                "\n".join(map(key_label, keymap.keys(each.id))),
                each.title,
                each.help,
                WHERE[each.scope],
                f"pmtui {each.verb}" if each.verb else "",
                each.id,
            )
            for each in COMMANDS.values()
        ),
    )


def verbs() -> Table:
    """The verbs of the command line with their arguments."""
    rows = []
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {each.dest: each.help or "" for each in action._choices_actions}
            for name, verb in action.choices.items():
                usage = " ".join(verb.format_usage().removeprefix("usage: ").replace("[-h] ", "").split())
                rows.append((name, helps.get(name, ""), usage.removesuffix(" [-h]")))
    return Table(("Verb", "What it does", "How it is written"), tuple(rows))


def kinds() -> Table:
    """The kinds of document."""
    from pmtui.models.kinds import KINDS

    return Table(
        ("Kind", "Id", "Named by", "Screen", "Found again by", "In lists"),
        tuple(
            (
                kind.plural,
                f"{kind.prefix}-1" if kind.prefix else "a slug",
                kind.title,
                COMMANDS[kind.home].title if kind.home else "",
                ", ".join((*kind.known_by, " + ".join(kind.natural_key))),
                ", ".join(kind.columns),
            )
            for kind in KINDS.values()
            if not kind.internal
        ),
    )


def metrics() -> Table:
    """The metrics, each under the word that the dictionary explains."""
    from pmtui.glossary.entries import read_all
    from pmtui.metrics.compute import METRICS

    entries = read_all()
    return Table(
        ("Metric", "Name", "Unit", "Of", "Over", "Needs"),
        tuple(
            (
                metric.slug,
                str(entries[metric.slug]["headword"]),
                metric.unit,
                metric.kind,
                "a period" if metric.periodic else "a day",
                metric.needs.format(period="the period"),
            )
            for metric in METRICS.values()
        ),
    )


def reports() -> Table:
    """The reports."""
    from pmtui.metrics.reports.reports import KINDS_OF_REPORT

    return Table(
        ("Report", "Title", "Over", "Broken down by"),
        tuple(
            (
                kind.name,
                kind.title,
                "a period" if kind.periodic else "a day",
                ", ".join(kind.fields),
            )
            for kind in KINDS_OF_REPORT.values()
        ),
    )


def settings() -> Table:
    """The settings of `config.toml`, each with its default."""
    from pmtui.config import Loaded, Places, Settings, explain

    loaded = Loaded(Settings(), dict.fromkeys(Settings._fields, "default"), Places(None, None, ""))
    return Table(
        ("Setting", "Default", "What it is for"),
        tuple(
            (each.name, str(each.value).lower() if isinstance(each.value, bool) else each.value, each.help)
            for each in explain(loaded)
        ),
    )


TABLES: Mapping[str, Callable[[], Table]] = {
    "keys": keys,
    "verbs": verbs,
    "kinds": kinds,
    "metrics": metrics,
    "reports": reports,
    "settings": settings,
}
"""Every table by the name that the README and the manual call it by."""


def as_markdown(table: Table) -> str:
    """A table in Markdown; what can be typed is set as code."""
    lines = [f"| {' | '.join(table.columns)} |", f"|{'|'.join(' --- ' for _ in table.columns)}|"]
    coded = {0, *(place for place, head in enumerate(table.columns) if head in _TYPED)}
    for row in table.rows:
        cells = (
            " ".join(map(_code, filter(None, cell.split("\n")))) if place in coded else _escaped(cell)
            for place, cell in enumerate(row)
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


_TYPED = ("Id", "On the command line", "How it is written", "Default")


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    """Text as Markdown code inside a table."""
    fence = "``" if "`" in text else "`"
    inside = f" {text} " if "`" in text else text
    return f"{fence}{inside}{fence}".replace("|", "\\|")
