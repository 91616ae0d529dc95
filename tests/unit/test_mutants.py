"""The list of mutants fits the program as it is, and the hunt tells those that live from those that die."""

from tests.mutants import ROOT, Mutant, read_mutants
from tests.mutants.__main__ import main
from tests.mutants.hunt import copies, judged

MUTANTS = read_mutants()
AREAS = ("store/", "merge", "undo", "filters", "terminal/text", "values/money", "metrics/", "workflows/")
TEXT = "pmtui/terminal/text.py"
FAST = ("tests/unit/terminal/test_clean_text.py",)


def fault(mutant: Mutant) -> str:
    """What is wrong with a mutant; empty where nothing is."""
    try:
        compile(mutant.applied((ROOT / mutant.file).read_text(encoding="utf-8")), mutant.file, "exec")
    except (ValueError, SyntaxError, OSError) as error:
        return str(error)
    lacking = [test for test in mutant.tests if not _is_there(test)]
    if lacking or not mutant.tests:
        return f"no such tests: {lacking}"
    return "it changes nothing" if mutant.old == mutant.new else ""


def _is_there(test: str) -> bool:
    """Whether a file or folder of tests, or one test of a file, exists."""
    path, _, name = test.partition("::")
    if not (ROOT / path).exists():
        return False
    return not name or f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_every_mutant_can_be_made_of_the_program_as_it_is() -> None:
    assert {mutant.name: told for mutant in MUTANTS if (told := fault(mutant))} == {}


def test_there_are_mutants_of_every_part_that_must_not_go_wrong() -> None:
    assert len(MUTANTS) >= 50
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    assert [area for area in AREAS if sum(area in mutant.file for mutant in MUTANTS) < 3] == []


def test_a_mutant_that_its_tests_notice_is_killed_and_one_that_they_do_not_survives() -> None:
    deadly = Mutant(
        "text passes as it is",
        TEXT,
        "    text = _LINE_BREAKS",
        "    return text\n    text = _LINE_BREAKS",
        FAST,
    )
    harmless = Mutant("a docstring is changed", TEXT, '"""Text made safe: ', '"""Text made safe, ', FAST)
    nowhere = harmless._replace(tests=("tests/unit/no_such_test.py",))
    with copies(1) as (folder,):
        before = (folder / TEXT).read_bytes()
        assert [judged(folder, each).outcome for each in (deadly, harmless, nowhere)] == [
            "killed",
            "survived",
            "broken",
        ]
        assert (folder / TEXT).read_bytes() == before
    assert (ROOT / TEXT).read_bytes() == before


def test_a_name_that_no_mutant_has_is_refused() -> None:
    assert main(["no mutant is called this"]) == 2
