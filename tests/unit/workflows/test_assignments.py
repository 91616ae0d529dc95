"""`=`, `+=`, `-=` and `[n].part=`: what words of the command line make of a document."""

import pytest

from pmtui.cli import main
from pmtui.errors import FieldError
from pmtui.models.fields import written
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.assignments import assigned, parse_assignments

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def acme(workspace: Workspace) -> Workspace:
    """A deal with tags and rows."""
    for kind, words in (
        ("product", {"name": "Pro seat", "list_price": "31 EUR"}),
        ("product", {"name": "Set-up", "list_price": "500 EUR"}),
        ("deal", {
            "title": "Acme", "tags": "eu, big", "lines": "40 Pro seat\n1 Set-up @ 450", "custom": "Region=north",
            "objections": "too dear | answer=pays\nno SSO",
        }),
    ):  # fmt: skip
        values = record_commands.read_fields(kind, words, record_commands.reading(workspace))
        record_commands.add(workspace, kind, values)
    return workspace


@pytest.mark.parametrize(
    ("words", "field", "after"),
    [
        (["tags+=new"], "tags", "eu, big, new"),
        (["tags+=new", "tags-=EU"], "tags", "big, new"),
        (["tags+=eu"], "tags", "eu, big"),
        (["tags-=eu, big"], "tags", ""),
        (["tags=other"], "tags", "other"),
        (["custom+=Size=40"], "custom", "Region=north\nSize=40"),
        (["custom-=region"], "custom", ""),
        (["lines+=2 Pro seat -10%"], "lines", "40 P-1 @ 31 EUR\n1 P-2 @ 450 EUR\n2 P-1 @ 31 EUR -10%"),
        (["lines[2].discount=5%"], "lines", "40 P-1 @ 31 EUR\n1 P-2 @ 450 EUR -5%"),
        (["lines[1].quantity=50", "lines[2].list_price=400"], "lines", "50 P-1 @ 31 EUR\n1 P-2 @ 400 EUR"),
        (["lines-=set-up"], "lines", "40 P-1 @ 31 EUR"),
        (["lines[1]="], "lines", "1 P-2 @ 450 EUR"),
        (["lines[1]=3 Set-up"], "lines", "3 P-2 @ 500 EUR\n1 P-2 @ 450 EUR"),
        (["objections[2].state=accepted"], "objections",
         "too dear | answer=pays | state=answered\nno SSO | state=accepted"),
        (["objections-=Too Dear"], "objections", "no SSO | state=open"),
        (["objections[1].answer="], "objections", "too dear | state=answered\nno SSO | state=open"),
    ],
)  # fmt: skip
def test_an_assignment_changes_what_it_names(
    acme: Workspace, words: list[str], field: str, after: str
) -> None:
    assert acme.path is not None
    assert main(["--workspace", str(acme.path), "set", "D-1", *words]) == 0
    acme.poll()
    assert written(getattr(acme.get("D-1"), field)) == after


def test_several_documents_keep_what_they_had(acme: Workspace) -> None:
    record_commands.add(acme, "deal", {"title": "Bolt", "tags": ("us",)})
    assert acme.path is not None
    assert main(["--workspace", str(acme.path), "set", "D-1", "D-2", "tags+=q4"]) == 0
    acme.poll()
    assert [acme.rows("deal")[id]["tags"] for id in ("D-1", "D-2")] == [["eu", "big", "q4"], ["us", "q4"]]


def test_rows_are_added_to_a_new_document(workspace: Workspace) -> None:
    words = parse_assignments(["title=F", "requirements+=a | done=yes", "requirements+=b"])
    values = assigned("feature", None, words, record_commands.reading(workspace))
    assert written(values["requirements"]) == "a | done=yes\nb"


def test_two_rows_that_begin_alike_are_told_apart_by_number(acme: Workspace) -> None:
    words = parse_assignments(["lines+=2 Pro seat", "lines-=Pro seat"])
    with pytest.raises(FieldError, match=r"lines: has 2 rows 'Pro seat'; write lines\[1\]="):
        assigned("deal", acme.get("D-1"), words, record_commands.reading(acme))
