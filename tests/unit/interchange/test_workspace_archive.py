"""The whole workspace out, into an empty one, and out again: the same files."""

import json
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmtui.errors import FieldError, InputError
from pmtui.interchange.exports.vcard import to_vcards
from pmtui.interchange.workspace_archive import ABOUT, plan_whole, to_folder, to_whole_json
from pmtui.models.document import Document
from pmtui.models.fields import Field, Shape, build, form_fields
from pmtui.models.kinds import KINDS
from pmtui.models.values.clock import Clock
from pmtui.models.values.money import Money
from pmtui.store.changes import ChangeSet
from pmtui.store.open_workspace import create_workspace
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands

TODAY = date(2026, 11, 23)
TEXT = st.text(max_size=25) | st.sampled_from(
    ["=1+1", "'=x", "''@y", "-5", "+49 30", "a\nb", "x;y|z", '"q"', "\ttab"]
)
VALUES: Mapping[Shape, st.SearchStrategy[object]] = {
    Shape.LINE: TEXT,
    Shape.TEXT: TEXT,
    Shape.DATE: st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    Shape.MONEY: st.decimals(-10_000, 10_000, places=2).map(
        lambda amount: Money(amount=Decimal(amount), currency="EUR")
    ),
    Shape.INTEGER: st.integers(0, 10),
    Shape.PERCENT: st.integers(0, 100),
    Shape.NUMBER: st.floats(0, 5, allow_nan=False),
    Shape.FLAG: st.booleans(),
    Shape.TAGS: st.lists(TEXT, max_size=3).map(tuple),
    Shape.PAIRS: st.dictionaries(TEXT, TEXT, max_size=2),
}


def files(folder: Path, files: Mapping[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def fresh(folder: Path, name: str) -> Workspace:
    return create_workspace(folder / name, user="ann", clock=Clock(TODAY))


def round_trips(first: Workspace, folder: Path) -> None:
    """By JSON, by a folder, and by a raw folder."""
    told = to_whole_json(first)
    file = folder / "all.json"
    file.write_text(told, encoding="utf-8")
    paths = [file, *(files(folder / f"csv{raw}", to_folder(first, raw=raw)) for raw in (False, True))]
    for number, path in enumerate(paths):
        with closing(fresh(folder, f"again{number}")) as second:
            second.commit(plan_whole(second, path)[0])
            assert to_whole_json(second) == told
            for raw in (False, True):
                assert to_folder(second, raw=raw) == to_folder(first, raw=raw)


def test_the_demo_comes_back_as_it_went_out(demo: Workspace, tmp_path: Path) -> None:
    assert len(demo.rows("deal")) == 60
    round_trips(demo, tmp_path)


NEEDED: Mapping[str, Mapping[str, object]] = {
    "term": {"definition": "x", "headword": "x"},
    "research": {"type": "competitor"},
    "request": {"feature": "F-1"},
    "target": {"period": "2026-Q4", "amount": Money(amount=Decimal(1), currency="USD")},
    "view": {"kind": "deal", "name": "mine"},
}
"""What a document of a kind cannot be without."""


def drawn(data: st.DataObject, kind: str, number: int) -> Document:
    """A document of a kind, with those of its fields that take what was drawn."""
    needed: dict[str, object] = {KINDS[kind].title: f"{kind} {number}"}
    values = {**needed, **NEEDED.get(kind, {})}
    if kind == "term":
        values["id"] = f"term-{number}"
    for spec in form_fields(kind):
        value = data.draw(_strategy(spec))
        if value is None:
            continue
        try:
            build(kind, None, {**values, spec.name: value})
        except FieldError:
            continue
        values[spec.name] = value
    return build(kind, None, values)


def _strategy(spec: Field) -> st.SearchStrategy[object]:
    if spec.shape is Shape.CHOICE:
        return st.none() | st.sampled_from(spec.choices)
    return st.none() | VALUES.get(spec.shape, st.none())


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("kind", [kind.name for kind in KINDS.values() if not kind.internal])
def test_every_kind_comes_back_whatever_its_fields_hold(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, kind: str
) -> None:
    folder = tmp_path_factory.mktemp("whole")
    changes = ChangeSet("fill")
    for number in range(2):
        changes.create(drawn(data, kind, number))
    with closing(fresh(folder, "first")) as first:
        first.commit(changes)
        round_trips(first, folder)


def test_what_is_there_is_not_overwritten(demo: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    file.write_text(to_whole_json(demo), encoding="utf-8")
    other = fresh(tmp_path, "other")
    record_commands.add(other, "account", {"name": "Somebody else"})
    with pytest.raises(InputError, match="A-1 are other documents here"):
        plan_whole(other, file)
    unchanged, _ = plan_whole(demo, file)
    assert len(unchanged) == 0


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.json", "[1", "is not JSON"),
        ("x.json", "[]", "is no workspace"),
        ("x.json", '{"deal": []}', "is no workspace"),
        ("x.json", '{"pmtui": {"format": 99}}', "newer pmtui"),
        ("x.json", '{"pmtui": {"format": 1}, "dael": []}', "'dael' is no list"),
        ("x.json", '{"pmtui": {"format": 1}, "deal": [{"id": "D-1", "tilte": "x"}]}', "deal D-1"),
    ],
)
def test_what_is_no_export_is_refused_with_the_reason(
    workspace: Workspace, tmp_path: Path, name: str, content: str, message: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        plan_whole(workspace, tmp_path / name)


@pytest.mark.parametrize(
    ("csv", "message"),
    [
        ("id,name,colour\nA-1,x,red\n", "a account has no field 'colour'"),
        ("id,name\nA-1\n", "row 2 has 1 cells"),
        ("id,name,tags\nA-1,x,red\n", "row 2, tags: 'red' is not JSON"),
    ],
)
def test_a_folder_names_file_row_and_field(
    workspace: Workspace, tmp_path: Path, csv: str, message: str
) -> None:
    folder = files(tmp_path / "f", {ABOUT: json.dumps({"pmtui": {"format": 1}}), "account.csv": csv})
    with pytest.raises(InputError, match=message) as caught:
        plan_whole(workspace, folder)
    assert "account.csv" in str(caught.value)


def test_cards_hold_what_an_address_book_wants(workspace: Workspace) -> None:
    how = record_commands.reading(workspace)
    record_commands.add(workspace, "account", {"name": "Acme; Söhne, Ltd"})
    words = {"name": "Anna Maria Lee", "account": "A-1", "email": "a@acme.example", "phone": "+49 30 1",
             "job_title": "Head, IT", "notes": "two\nlines", "tags": "vip, north"}  # fmt: skip
    record_commands.add(workspace, "contact", record_commands.read_fields("contact", words, how))
    record_commands.add(workspace, "contact", {"name": "Cher"})
    anna, cher = vobject.readComponents(to_vcards(workspace))
    assert (anna.fn.value, anna.n.value.family, anna.n.value.given) == ("Anna Maria Lee", "Lee", "Anna Maria")
    assert anna.org.value == ["Acme; Söhne, Ltd"]
    assert (anna.email.value, anna.tel.value, anna.title.value) == ("a@acme.example", "+49 30 1", "Head, IT")
    assert (anna.note.value, anna.categories.value, anna.uid.value) == (
        "two\nlines",
        ["vip", "north"],
        "C-1@pmtui",
    )
    assert cher.fn.value == "Cher"
