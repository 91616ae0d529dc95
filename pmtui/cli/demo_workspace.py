"""The demo workspace: believable documents with their history, dated relative to today."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from pmtui.cli.options import Options
from pmtui.errors import InputError
from pmtui.glossary.entries import folder as data_folder
from pmtui.models.fields import Reading, Shape, build, fields_of, read
from pmtui.models.kinds import KINDS
from pmtui.models.values.clock import Clock
from pmtui.models.values.period import parse_period
from pmtui.store.changes import ChangeSet
from pmtui.store.open_workspace import create_workspace
from pmtui.store.workspace import Workspace
from pmtui.workflows import kind_dispatch, record_commands

_NAME = "Work in the demo"
_SIGNER = "the demo"
"""Signs what the demo begins with, so that it is nobody's to undo."""

_DAYS = 550
_LATELY = 40
_ASKS_AFTER = 7
_LATE_KINDS = ("insight", "launch", "feature", "research", "request")
_WEEKLY = 56
"""Days back to which the demo is told week by week, not month by month."""

_BORN: Mapping[str, tuple[tuple[str, int], ...]] = {
    "deal": (("opened", 0),),
    "feature": (("start", 60),),
    "activity": (("done", 0), ("due", 7)),
    "lead": (("came", 0),),
}
"""The field that tells when a document came to be, and so many days before it."""

_ENDING = {
    "deal": ("stage", "closed", "lost_reason", "lost_note", "competitors"),
    "feature": ("status", "shipped"),
}
"""The fields that a document has from its last day only."""

_ORDER = (
    "product",
    "account",
    "contact",
    "objective",
    "research",
    "target",
    "lead",
    "feature",
    "deal",
    "insight",
    "request",
    "activity",
    "launch",
)


def make_demo(path: Path, options: Options) -> Options:
    """Make a demo workspace in a folder.

    Returns:
        The options that open it.
    """
    there = replace(options, workspace=str(path), as_of="")
    make_workspace(path, there.signer(), there.clock()).close()
    return there


def make_workspace(path: Path, user: str, clock: Clock) -> Workspace:
    """A workspace with the demo in it, begun before the first thing happened there."""
    began = replace(clock, fixed=clock.today() - timedelta(days=_DAYS))
    workspace = create_workspace(path, user=user, clock=began)
    workspace.clock = clock
    fill(workspace)
    return workspace


def fill(workspace: Workspace) -> None:
    """Put the demo documents into a workspace, as if people had worked in it for six quarters.

    Dates in the file are relative to its base day; they move with the workspace's today. What happened in
    a month, in the last weeks in a week, is one transaction dated at its last event.
    """
    clock = workspace.clock
    today = clock.today()
    with open(os.path.join(data_folder(), "demo", "demo.json"), encoding="utf-8") as file:
        content = json.load(file)
    try:
        _Telling(workspace, content, today - date.fromisoformat(content["base"])).tell(today)
    finally:
        workspace.clock = clock


class _Event(NamedTuple):
    """Something that happened to a document."""

    day: date
    kind: str
    words: Mapping[str, str]
    first: bool
    """Whether the document begins with it; else the words are what changes."""
    name: str
    """The title of the document."""


class _Telling:
    """The demo told in the order in which it happened.

    Args:
        workspace: Where it is told.
        content: The documents by kind, as they are typed; a deal's `path` names its stages with their days.
        shift: From the days of the file to those of the workspace.
    """

    def __init__(
        self, workspace: Workspace, content: Mapping[str, list[dict[str, str]]], shift: timedelta
    ) -> None:
        self._workspace, self._content, self._shift = workspace, content, shift
        self._known = {
            (kind, _name(kind, place, words)): f"{KINDS[kind].prefix}-{place + 1}"
            for kind in _ORDER
            for place, words in enumerate(content[kind])
        }
        self._changes = ChangeSet(_NAME)
        self._touched: set[str] = set()

    def tell(self, today: date) -> None:
        """Commit it, a transaction for each month and for each of the last weeks."""
        events = sorted(self._events(today), key=lambda each: (each.day, _ORDER.index(each.kind)))
        day = events[0].day
        for event in events:
            if _chapter(event.day, today) != _chapter(day, today) or event.name in self._touched:
                self._commit(day)
            day = event.day
            self._put(event)
        self._commit(today)

    def _events(self, today: date) -> Iterator[_Event]:
        began = today - timedelta(days=_DAYS)
        asked = self._asked(today)
        for kind in _ORDER:
            for place, words in enumerate(self._content[kind]):
                name = _name(kind, place, words)
                born = self._born(kind, words, today) or began
                if kind == "feature":
                    born = min(born, asked.get(name, born))
                yield from self._life(kind, words, name, min(max(born, began), today))

    def _asked(self, today: date) -> dict[str, date]:
        """The day each feature was first asked for."""
        days: dict[str, date] = {}
        for words in self._content["request"]:
            day = self._born("request", words, today) or today
            days[words["feature"]] = min(day, days.get(words["feature"], day))
        return days

    def _born(self, kind: str, words: Mapping[str, str], today: date) -> date | None:
        """The day a document came to be; `None` for the beginning."""
        for field, before in _BORN.get(kind, ()):
            if field in words:
                return min(self._day(words[field]) - timedelta(days=before), today)
        if "deal" in words and kind == "request":
            deal = next(each for each in self._content["deal"] if each["title"] == words["deal"])
            return min(self._day(deal["opened"]) + timedelta(days=_ASKS_AFTER), today)
        return today - timedelta(days=_LATELY) if kind in _LATE_KINDS else None

    def _life(self, kind: str, words: Mapping[str, str], name: str, born: date) -> Iterator[_Event]:
        """How a document begins, and what became of it."""
        steps = [each.rsplit(" ", 1) for each in words.get("path", "").split(", ") if each]
        ending = {field: words[field] for field in _ENDING.get(kind, ()) if field in words}
        last = ending.get("closed") or ending.get("shipped")
        closing = self._day(last) if last else None
        plain = {field: text for field, text in words.items() if field not in (*ending, "path")}
        if kind == "deal":
            first = steps[0][0] if steps else ("" if closing else words["stage"])
            begun = {**plain, **(ending if closing is None else {}), **({"stage": first} if first else {})}
            yield _Event(born, kind, begun, True, name)
            for stage, day in steps[1:]:
                yield _Event(self._day(day), kind, {"stage": stage}, False, name)
        elif closing:
            yield _Event(born, kind, {**plain, "status": "development"}, True, name)
        else:
            yield _Event(born, kind, {**plain, **ending}, True, name)
        if closing:
            yield _Event(closing, kind, ending, False, name)

    def _put(self, event: _Event) -> None:
        here = replace(record_commands.action_context(self._workspace), today=event.day)
        how = replace(record_commands.reading(self._workspace), find=self._find)
        values = _values(event.kind, event.words, how, self._shift)
        document_id = self._known[event.kind, event.name]
        if event.first:
            document = kind_dispatch.complete(build(event.kind, None, values), here)
            self._changes.create(document.model_copy(update={"id": document_id}))
        else:
            before = self._workspace.get(document_id)
            self._changes.update(before, kind_dispatch.amend(before, build(event.kind, before, values), here))
        self._touched.add(event.name)

    def _commit(self, day: date) -> None:
        user = self._workspace.user
        self._workspace.clock = replace(self._workspace.clock, fixed=day)
        self._workspace.user = _SIGNER
        try:
            self._workspace.commit(self._changes)
        finally:
            self._workspace.user = user
        self._changes = ChangeSet(_NAME)
        self._touched.clear()

    def _find(self, kind: str, text: str) -> str:
        for each in [kind] if kind else _ORDER:
            if (each, text) in self._known:
                return self._known[each, text]
        raise InputError(f"the demo has no {kind} {text!r}")

    def _day(self, text: str) -> date:
        return date.fromisoformat(text) + self._shift


def _name(kind: str, place: int, words: Mapping[str, str]) -> str:
    """The name by which other documents refer to it; requests and targets have no names of their own."""
    return f"{kind} {place}" if kind in ("request", "target") else str(words[KINDS[kind].title])


def _chapter(day: date, today: date) -> tuple[int, int, int]:
    """The month of a day; of the last weeks, the week."""
    year, week, _ = day.isocalendar()
    return (1, year, week) if (today - day).days < _WEEKLY else (0, day.year, day.month)


def _values(kind: str, words: Mapping[str, str], how: Reading, shift: timedelta) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, text in words.items():
        spec = fields_of(kind)[name]
        typed = parse_period(text, how.today).label if name == "period" else str(text)
        value = read(spec, typed, how)
        values[name] = value + shift if spec.shape is Shape.DATE and isinstance(value, date) else value
    return values
