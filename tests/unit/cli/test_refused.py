"""Bad input is refused: with the field, the value, the rule and what would do, and exit code 2.

The cases stand in `refused.txt` beside this, a line each; add yours there.
"""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from pmtui.cli import main
from pmtui.errors import FieldError
from pmtui.models.fields import fields_of
from pmtui.models.kinds import kind_of
from pmtui.store.open_workspace import open_place
from pmtui.widgets.form.form_reading import check
from pmtui.workflows import record_commands
from tests.conftest import StillClock

FILE = Path(__file__).with_name("refused.txt")
LEAST = 120
"""The fewest cases."""

RECORDS = (
    "init",
    "add product name='Pro seat' list_price='31 EUR'",
    "add product name=Cargo list_price='20 USD'",
    "add account name=Acme",
    "add contact name='Jo Ray' account=Acme",
    "add deal title=Rollout account=Acme lines='4 Pro seat' tags=red,green competitors=Berthly",
    "add feature title=Sign-on",
    "add launch title=Spring date=2027-04-01 product='Pro seat'",
    "add insight title='Typed twice'",
    "add research name=Ports type=market",
    "add research name=Berthly type=competitor",
    "add lead name=Ada",
    "add objective title=Trust",
    "add target period=2026-Q4 amount=250k",
    "add activity text='Call Jo' about=D-1 due=fri",
)


class Case(NamedTuple):
    """One line of the file."""

    line: int
    words: tuple[str, ...]
    told: tuple[str, ...]


def cases() -> Iterator[Case]:
    for number, line in enumerate(FILE.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            words, _, told = line.partition(" => ")
            yield Case(number, tuple(shlex.split(words)), tuple(part.strip() for part in told.split(" ; ")))


CASES = tuple(cases())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a record of each kind; what is refused leaves it as it is."""
    folder = tmp_path_factory.mktemp("refused") / "acme"
    for line in RECORDS:
        assert ended(folder, shlex.split(line)) == 0, line
    return folder


def ended(place: Path, words: list[str]) -> int:
    return main(["--workspace", str(place), "--user", "ann", "--today", "2026-11-23", *words])


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= LEAST
    assert len({case.words for case in CASES}) == len(CASES)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"line {case.line}: {' '.join(case.words)}")
def test_bad_input_is_refused_in_words_that_help(
    case: Case, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = sorted((path.name, path.read_bytes()) for path in place.glob("*.json*"))
    code = ended(place, list(case.words))
    printed = capsys.readouterr()
    assert printed.err.startswith("pmtui: ")
    for part in case.told:
        assert part in printed.err
    assert (code, printed.out) == (2, "")
    assert sorted((path.name, path.read_bytes()) for path in place.glob("*.json*")) == history


def in_a_form(case: Case) -> bool:
    """Whether a form can take the text of a case: it sets one field, by its name, that forms have."""
    if case.words[0] != "set" or len(case.words) != len(("set", "ID", "FIELD=VALUE")):
        return False
    name, equals, _ = case.words[2].partition("=")
    if not equals or not name.isidentifier() or case.told[0] != f"{name}:":
        return False  # no rows by number, and the time is in a field of its own
    spec = fields_of(kind_of(case.words[1]).name).get(name)
    return spec is not None and not spec.hidden


IN_FORMS = list(filter(in_a_form, CASES))


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("case", IN_FORMS, ids=lambda case: f"line {case.line}: {case.words[2]}")
def test_a_form_says_it_under_the_field(case: Case, place: Path) -> None:
    name, _, text = case.words[2].partition("=")
    workspace = open_place(str(place), user="ann", clock=StillClock(), read_only=True)
    try:
        document = workspace.get(case.words[1])
        spec = fields_of(kind_of(document.id).name)[name]
        value, problem = check(spec, text, record_commands.reading(workspace))
        if not problem:
            with pytest.raises(FieldError) as caught:
                record_commands.edit_changes(workspace, [document.id], {name: value})
            assert caught.value.field == name
            problem = caught.value.problem
        for part in case.told[1:]:
            assert part in problem
    finally:
        workspace.let_go()
