"""Exports: safe to open in a spreadsheet, and back again without a loss."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pmtui.errors import InputError
from pmtui.interchange.exports.record_writer import guarded, to_csv, to_markdown
from pmtui.interchange.imports.cell_values import unguarded
from pmtui.interchange.imports.import_options import Choices
from pmtui.interchange.imports.planning import plan_import
from pmtui.interchange.imports.reader import read_table
from pmtui.interchange.workspace_archive import to_whole_json
from pmtui.models.values.clock import Clock
from pmtui.store.open_workspace import create_workspace
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1234", "'+49 30 1234"),
        ("-5", "-5"),
        ("-5.00 USD", "-5.00 USD"),
        ("@me", "'@me"),
        ("plain", "plain"),
        ("\tx", "'\tx"),
        ("'=x", "''=x"),
        ("it's", "it's"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_a_formula_is_guarded_and_a_number_is_not(cell: str, expected: str) -> None:
    assert guarded(cell) == expected
    assert unguarded(guarded(cell)) == cell


def test_every_format_tells_of_every_document(demo: Workspace) -> None:
    for text in (to_whole_json(demo), to_csv(demo, "deal", raw=False), to_markdown(demo, "deal")):
        assert "Arbor platform" in text


LINE = st.text(max_size=30).filter(lambda text: text.strip() != "")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(LINE, min_size=1, max_size=4, unique_by=lambda text: "".join(text.split()).casefold()),
    note=st.text(max_size=60),
    amount=st.decimals(min_value=-10_000, max_value=10_000, places=2),
)
def test_csv_out_in_and_out_again_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], note: str, amount: Decimal
) -> None:
    folder = tmp_path_factory.mktemp("round")
    first = create_workspace(folder / "first", user="ann", clock=Clock(TODAY))
    kept: list[str] = []
    for name in names:
        try:
            record_commands.add(first, "account", {"name": name, "notes": note})
            values = {"title": name, "account": f"A-{len(kept) + 1}", "notes": note}
            record_commands.add(first, "deal", {**values, "amount": {"amount": amount, "currency": "USD"}})
            kept.append(name)
        except InputError:
            continue
    assume(kept)
    exported = {kind: to_csv(first, kind, raw=False) for kind in ("account", "deal")}
    second = create_workspace(folder / "second", user="ann", clock=Clock(TODAY))
    for kind, text in exported.items():
        path = Path(folder / f"{kind}.csv")
        path.write_text(text, encoding="utf-8", newline="")
        made = plan_import(second, kind, read_table(path), Choices({}))
        assert made.report.rejected == 0
        second.commit(made.changes)
        assert to_csv(second, kind, raw=False) == text
    first.close()
    second.close()
