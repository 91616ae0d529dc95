"""The command line on a workspace in PostgreSQL: every verb on the workspace itself works there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pmtui.cli import main
from pmtui.cli.options import Options
from pmtui.cli.verbs.workspace.serve import command, environment
from tests.postgres import Server

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def address(postgres_server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty workspace, which is the usual one."""
    made = postgres_server.fresh()
    monkeypatch.setenv("PMTUI_WORKSPACE", made)
    monkeypatch.setenv("PMTUI_USER", "ann")
    assert main(["init", "--currency", "EUR"]) == 0
    return made


def output(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """What a command line prints on stdout."""
    capsys.readouterr()
    assert main(words) == code
    return capsys.readouterr().out


def test_documents_are_added_changed_listed_undone_and_done_again(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert output(capsys, "add", "deal", "title=Acme", "amount=12k") == "D-1\n"
    main(["set", "D-1", "title=Acme rollout"])
    assert json.loads(output(capsys, "show", "D-1", "--json"))["title"] == "Acme rollout"
    main(["undo"])
    (deal,) = json.loads(output(capsys, "list", "deals", "--json"))
    assert (deal["title"], deal["amount"]) == ("Acme", {"amount": "12000.00", "currency": "EUR"})
    main(["redo"])
    names = [each["name"] for each in json.loads(output(capsys, "history", "D-1", "--json"))]
    assert [name.partition(":")[0] for name in names[:2]] == ["Redo", "Undo"]
    assert len(names) == 4
    assert json.loads(output(capsys, "doctor", "--json")) == []


def test_a_backup_is_a_private_file_here_that_restore_takes(
    address: str, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    main(["add", "deal", "title=Kept"])
    path = Path(output(capsys, "backup").strip())
    assert path.is_relative_to(home / ".local/share/pmtui/servers")
    assert path.stat().st_mode & 0o777 == 0o600
    main(["delete", "D-1"])
    assert main(["--restricted", "restore", str(path)]) == 0
    assert json.loads(output(capsys, "show", "D-1", "--json"))["title"] == "Kept"


def test_the_past_and_read_only_refuse_to_write(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", "deal", "title=Today's"])
    assert json.loads(output(capsys, "--as-of", "yesterday", "list", "deals", "--json", code=1)) == []
    for option in (["--as-of", "yesterday"], ["--read-only"]):
        assert main([*option, "add", "deal", "title=No"]) == 3
        capsys.readouterr()
    assert len(json.loads(output(capsys, "list", "deals", "--json"))) == 1


def test_the_teams_own_terms_are_defined_and_without_a_server_the_others_are(
    address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["add", "term", "headword=Zorblat", "definition=What only we say."])
    assert "What only we say." in output(capsys, "define", "zorblat")
    monkeypatch.setenv("PMTUI_WORKSPACE", "postgresql:///none?host=/nowhere")
    capsys.readouterr()
    assert main(["define", "churn", "rate"]) == 0
    said = capsys.readouterr()
    assert "hurn" in said.out
    assert "without the team's own terms" in said.err


def test_making_a_second_workspace_in_the_same_database_is_refused(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "deal", "title=First"])
    assert main(["init"]) == 3
    assert "already holds a workspace" in capsys.readouterr().err
    assert len(json.loads(output(capsys, "list", "deals", "--json"))) == 1


def test_a_database_without_a_workspace_or_with_somebody_elses_schema_says_so(
    postgres_server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = postgres_server.fresh()
    assert main(["--workspace", empty, "list", "deals"]) == 3
    assert "`pmtui init` makes one there" in capsys.readouterr().err
    postgres_server.execute(
        "CREATE SCHEMA pmtui; CREATE TABLE pmtui.settings (name text, value jsonb)", empty
    )
    assert main(["--workspace", empty, "list", "deals"]) == 3
    assert "left alone" in capsys.readouterr().err
    assert main(["--workspace", empty, "init"]) == 3


@pytest.mark.parametrize("verb", [["list", "deals"], ["locate"], ["config"], ["init"], ["doctor"]])
def test_no_password_is_printed_whatever_goes_wrong(
    postgres_server: Server, capfd: pytest.CaptureFixture[str], verb: list[str]
) -> None:
    for address in (
        f"postgresql://nobody:s3cret@/missing?host={postgres_server.folder}",
        "postgresql://ann:s3cret@localhost:1/db?connect_timeout=1",
        "postgresql://ann:s3cret@/db?host=/nowhere&nonsense=1",
        "postgresql://ann:x@s3cret@localhost/db",
        "service=none user=ann password=s3cret",
    ):
        main(["--workspace", address, *verb])
        said = capfd.readouterr()
        assert "s3cret" not in said.out + said.err, address


def test_a_service_names_the_database(
    address: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "deal", "title=By service"])
    database, _, host = address.removeprefix("postgresql://postgres@/").partition("?host=")
    file = home / "services.conf"
    file.write_text(f"[team]\nhost={host}\ndbname={database}\nuser=postgres\n")
    monkeypatch.setenv("PGSERVICEFILE", str(file))
    for place in ("service=team", "postgresql://?service=team"):
        (deal,) = json.loads(output(capsys, "--workspace", place, "list", "deals", "--json"))
        assert deal["title"] == "By service"


def test_a_browser_is_served_without_the_address_on_the_command_line(address: str) -> None:
    options = Options(workspace=f"{address}&password=s3cret")
    words = command(options)
    assert "--workspace" not in words
    assert not any("s3cret" in word for word in words)
    assert environment(options)["PMTUI_WORKSPACE"].endswith("s3cret")


def test_the_driver_is_imported_only_for_a_server() -> None:
    script = (
        "import sys; from pmtui.cli import main; main(['--workspace', '/nowhere', 'list', 'deals']); "
        "print('psycopg' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [
        each
        for each in sys.modules
        if each.partition(".")[0] == "psycopg" or each.startswith("pmtui.store.postgres.")
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert main(["--workspace", "postgresql://host/db", "list", "deals"]) == 2
    assert "pip install 'pmtui[postgres]'" in capsys.readouterr().err
