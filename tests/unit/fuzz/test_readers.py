"""Every reader: tables, workbooks, workspaces, terms, settings, keys, filters, periods, days, lines of quick add."""

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from pmtui.cli.glossary.term_files import plan_terms
from pmtui.config import load, write_settings
from pmtui.glossary.entry_markdown import read_sections
from pmtui.interchange.imports.foreign_dates import day_of
from pmtui.interchange.imports.import_options import Choices
from pmtui.interchange.imports.planning import plan_import
from pmtui.interchange.imports.reader import read_table
from pmtui.interchange.workspace_archive import plan_whole
from pmtui.keys_file import load_keymap
from pmtui.models.fields import fields_of
from pmtui.models.kinds import KINDS
from pmtui.models.values.dates import parse_date
from pmtui.models.values.period import parse_period
from pmtui.store.query.filters import parse_filter
from pmtui.store.query.sorted_view import Listing, order_by
from pmtui.store.workspace import Workspace
from pmtui.terminal.key_names import parse_key
from pmtui.workflows import record_commands
from pmtui.workflows.quick_add import read_quick
from tests.nasty import DATES, IDS, MONEY, NUMBERS, SHAPES, TEXTS, texts
from tests.unit.fuzz.conftest import LONG, Faults

_TODAY = date(2026, 11, 23)
_LISTED = [kind for kind in KINDS if not KINDS[kind].internal]
_HEADERS = (
    "Currency", "Close Date", "Amount", "Deal Currency", "Stage", "Status", "First Name", "Last Name", "Email",
    "Phone", "Company", "Account Name", "Owner", "Won", "Tags", "Id", "Record ID", "Probability", "Created", "x",
)  # fmt: skip
_FILTERS = (
    "{0}", "{1}:{0}", "{1}:>{0}", "{1}:<={0}", "{1}:{0}..{0}", "-{1}:{0}", "is:{0}", '"{0}"', "{0}:{0}"
)  # fmt: skip
_USUAL = ("Acme", "Ann", "2026-12-31", "12k", "Euro", "EUR", "Proposal", "a@b.example")


def _more(seed: int) -> list[str]:
    return [text[:3_000] for text in (*TEXTS, *texts(seed, 3_000 if LONG else 60))]


def test_days_and_periods(faults: Faults) -> None:
    for text in (*_more(1), *DATES):
        for order in ("", "dmy", "mdy", "ymd"):
            faults.watch(f"a day {text!r}", lambda: parse_date(text, _TODAY, order))  # noqa: B023
            faults.watch(f"a cell {text!r}", lambda: day_of(text, _TODAY, order))  # noqa: B023
        faults.watch(f"bounds {text!r}", lambda: parse_period(text, _TODAY))  # noqa: B023
        faults.watch(f"a period {text!r}", lambda: _around(text))  # noqa: B023


def _around(text: str) -> None:
    period = parse_period(text, _TODAY)
    for count in (0, 1, -1, 12, 100_000, -100_000):
        assert period.before(count).first <= period.before(count).last


def test_filters(faults: Faults, demo: Workspace) -> None:
    chance = random.Random(3)
    setting = demo.filter_context

    def find(kind: str, text: str) -> None:
        listing = Listing(demo.rows(kind), order_by(""), condition=parse_filter(kind, text, setting))
        assert len(listing) >= 0

    for text in _more(3):
        kind = chance.choice(_LISTED)
        field = chance.choice(list(fields_of(kind)))
        for form in (
            "{0}",
            "{1}:{0}",
            "{1}:>{0}",
            "{1}:<={0}",
            "{1}:{0}..{0}",
            "-{1}:{0}",
            "is:{0}",
            '"{0}"',
            "{0}:{0}",
        ):
            typed = form.format(text, field)
            faults.watch(f"{kind} {typed[:80]!r}", lambda: find(kind, typed))  # noqa: B023


def test_quick_add(faults: Faults, demo: Workspace) -> None:
    chance, how = random.Random(4), record_commands.reading(demo)
    for text in _more(4):
        kind = chance.choice(_LISTED)
        faults.watch(
            f"{kind} {text[:80]!r}",
            lambda: record_commands.add(demo, kind, read_quick(kind, text, how)),  # noqa: B023
        )


def test_settings_and_keys(faults: Faults, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    environ = {"PMTUI_CONFIG": str(path), "HOME": "/nowhere"}
    for text in _more(5)[:: 1 if LONG else 8]:
        for form in (text, f"theme = {json.dumps(text)}", f"quit = [{json.dumps(text)}]", f"theme = {text}"):
            path.write_text(form, encoding="utf-8", errors="replace")
            faults.watch(f"keys {form[:80]!r}", lambda: load_keymap(path))
            faults.watch(f"settings {form[:80]!r}", lambda: load(environ))
            faults.watch(f"--set {text[:80]!r}", lambda: write_settings(path, {"user": text}))  # noqa: B023
            faults.watch(f"after --set {text[:80]!r}", lambda: load(environ))
        faults.watch(f"a key {text[:80]!r}", lambda: parse_key(text))  # noqa: B023
        plain = text.replace("\0", "")
        faults.watch(f"a place {plain[:80]!r}", lambda: load({"HOME": "/x", "PMTUI_WORKSPACE": plain}))  # noqa: B023


def test_terms_in_markdown_json_and_csv(faults: Faults, workspace: Workspace, tmp_path: Path) -> None:
    for text in _more(6)[:: 1 if LONG else 3]:
        for name, form in (
            ("x.md", f"# {text}\n\n{text}\n"),
            ("x.json", json.dumps([{"headword": text, "aliases": text}])),
        ):
            (tmp_path / name).write_text(form, encoding="utf-8", errors="replace")
            faults.watch(f"{name} {text[:80]!r}", lambda: plan_terms(workspace, tmp_path / name))  # noqa: B023
        faults.watch(f"sections {text[:80]!r}", lambda: list(read_sections(text)))  # noqa: B023


def test_tables(faults: Faults, workspace: Workspace, tmp_path: Path) -> None:
    chance, path = random.Random(7), tmp_path / "x.csv"
    for number in range(20_000 if LONG else 200):
        kind = _LISTED[number % len(_LISTED)]
        data = _table(chance, kind)
        path.write_bytes(_torn(data, chance) if chance.random() < 0.2 else data)
        order = chance.choice(("", "dmy", "mdy"))
        faults.watch(f"{kind} {data[:400]!r}", lambda: _import(workspace, kind, path, order))  # noqa: B023


def _table(chance: random.Random, kind: str) -> bytes:
    headers = [*chance.sample([*fields_of(kind), *_HEADERS], chance.randint(1, 6)), KINDS[kind].title]
    pool = chance.choice((TEXTS, NUMBERS + MONEY, DATES, IDS + SHAPES))
    rows = [
        [(chance.choice(pool) if chance.random() < 0.7 else chance.choice(_USUAL))[:300] for _ in headers]
        for _ in range(chance.randint(1, 5))
    ]
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=chance.choice(",;\t|"))
    writer.writerow(headers)
    writer.writerows([[cell.replace("\0", "") for cell in row] for row in rows])
    return buffer.getvalue().encode("utf-8", "surrogatepass")


def _torn(data: bytes, chance: random.Random) -> bytes:
    torn = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        torn[chance.randrange(len(torn))] = chance.randrange(256)
    return bytes(torn)


def _import(workspace: Workspace, kind: str, path: Path, order: str) -> None:
    plan = plan_import(workspace, kind, read_table(path), Choices({}, date_order=order))
    assert plan.report.rows >= len(plan.rejects)
    if len(plan.changes):
        workspace.commit(plan.changes)
        workspace.undo()


@pytest.mark.parametrize("kind", _LISTED)
def test_every_kind_can_be_imported(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    title = KINDS[kind].title
    values = {"period": "2026-Q4", "quote": "why", "kind": "deal"}
    extra = {"target": ",amount", "research": ",type", "request": ",feature,account", "view": ",kind"}.get(
        kind, ""
    )
    cells = {"target": ",5k", "research": ",market", "request": ",Login,Acme", "view": ",deal"}.get(kind, "")
    (tmp_path / "x.csv").write_text(f"{title}{extra}\n{values.get(title, 'Spring')}{cells}\n")
    if kind == "term":
        plan = plan_terms(workspace, tmp_path / "x.csv")
    else:
        plan = plan_import(workspace, kind, read_table(tmp_path / "x.csv"), Choices({}))
    assert (plan.report.created, plan.rejects) == (1, ())


def test_workbooks(faults: Faults, tmp_path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.utils.exceptions import IllegalCharacterError

    chance, path = random.Random(8), tmp_path / "x.xlsx"
    values: tuple[Callable[[], object], ...] = (
        lambda: chance.choice(TEXTS)[:200],
        lambda: chance.random() * 10.0 ** chance.randint(-300, 300),
        lambda: chance.randint(-(10**18), 10**18),
        lambda: chance.choice(
            (datetime(1900, 1, 1), datetime(9999, 12, 31), time(1, 2), timedelta(days=9**5), True)
        ),
    )
    for _ in range(400 if LONG else 12):
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(["title", "amount", "expected_close"])
        for _ in range(3):
            try:
                sheet.append([chance.choice(values)() for _ in range(3)])
            except IllegalCharacterError:
                continue
        buffer = io.BytesIO()
        book.save(buffer)
        for _ in range(6):
            path.write_bytes(_mangled(buffer.getvalue(), chance))
            faults.watch("a workbook", lambda: read_table(path))


def _mangled(data: bytes, chance: random.Random) -> bytes:
    """A workbook with some of its parts torn, missing or as they were."""
    if chance.random() < 0.2:
        return _torn(data, chance)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if chance.random() < 0.95:
                after.writestr(name, _torn(part, chance) if chance.random() < 0.4 else part)
    return buffer.getvalue()


def test_whole_workspaces(faults: Faults, workspace: Workspace, tmp_path: Path) -> None:
    chance, path = random.Random(9), tmp_path / "x.json"
    values: tuple[object, ...] = (
        None, True, -1, 10**30, 1e300, "", [], {}, [[]], {"amount": "9e999999", "currency": "USD"}, "0001-01-01",
        {"amount": "NaN", "currency": "Euro"}, [{"on": "9999-12-31"}], "x" * 10_000, ["\x1b[31m"], {"a": {"b": "c"}},
    )  # fmt: skip
    for _ in range(20_000 if LONG else 300):
        kind = chance.choice(list(KINDS))
        names = chance.sample(list(fields_of(kind)), 3)
        row = {KINDS[kind].title: "x", **{name: chance.choice((*values, *TEXTS)) for name in names}}
        path.write_text(json.dumps({"pmtui": {"format": 1}, kind: [row]}), encoding="utf-8")
        faults.watch(f"{kind} {str(row)[:200]}", lambda: plan_whole(workspace, path))
