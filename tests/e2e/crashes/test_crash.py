"""Nothing that was acknowledged is lost: processes are killed, raced, and run out of disk.

`PMTUI_CRASH=long` runs the long form: hundreds of kills, thousands of racing commits.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

import pytest
from tinydb import TinyDB

from pmtui.address import is_address
from pmtui.errors import WorkspaceError
from pmtui.models.deals.deal import Deal
from pmtui.store.changes import Change, ChangeSet
from pmtui.store.workspace import Workspace
from tests.e2e.crashes import crashing
from tests.e2e.crashes.crashing import (
    PAIR,
    begin,
    commit_forever,
    commit_many,
    count_up,
    counts,
    follow,
    opened,
    started,
)
from tests.postgres import Server, running

pytestmark = pytest.mark.crash

LONG = os.environ.get("PMTUI_CRASH") == "long"
KILLS = 40
ROUNDS = 20 if LONG else 1
COMMITS = 500 if LONG else 100
PROCESSES = 4
CONNECTIONS = 8


def acknowledged(pipe: Connection) -> list[int]:
    """All that a process said before it was killed."""
    said = []
    try:
        while pipe.poll():
            said.append(pipe.recv())
    except (EOFError, OSError):
        pass
    return said


def damage(folder: Path, chance: random.Random) -> None:
    """Spoil the checkpoint, as a failing disk does."""
    path = folder / "workspace.json"
    data = path.read_bytes()
    place = chance.randrange(len(data))
    path.write_bytes(data[:place] if chance.random() < 0.5 else data[:place] + b"\x01" + data[place + 1 :])


@pytest.fixture(params=["files", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a workspace that holds the pair is kept: the promises are the same for each."""
    made = str(tmp_path / "w")
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_server")
        assert isinstance(server, Server)
        made = server.fresh()
    begin(made)
    return made


def is_folder(place: str) -> bool:
    return not is_address(place)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_no_kill_at_any_instant_loses_an_acknowledged_commit_or_halves_one(place: str, seed: int) -> None:
    chance = random.Random(seed)
    known = damaged = 0
    for kill in range(KILLS):
        if kill % 8 == 7 and is_folder(place):
            damage(Path(place), chance)
            damaged += 1
        process, pipe = started(commit_forever, place, 1_000 * seed + kill)
        for _ in range(chance.randrange(0, 12)):
            known = max(known, pipe.recv())
        deadline = perf_counter() + chance.random() * 0.006
        while perf_counter() < deadline:
            pass
        process.kill()
        process.join()
        assert process.exitcode == -9
        known = max([known, *acknowledged(pipe)])
        pipe.close()
        reader = opened(place, read_only=True)
        assert reader.seq >= known
        workspace = opened(place)
        first, second, added = counts(workspace)
        if not is_folder(place) and first == known:
            settled(workspace)  # the server may be about to do what it heard last
            first, second, added = counts(workspace)
        assert known <= first <= known + 1, f"kill {kill}"
        assert first == second == added, f"kill {kill}"
        known = first
        assert workspace.problems() == []
        workspace.let_go()
        reader.let_go()
    workspace = opened(place)
    titles = Counter(str(row["title"]) for row in workspace.rows("deal").values())
    assert titles == Counter({"Counter": 2, **{f"Number {n}": 1 for n in range(1, known + 1)}})
    seqs = [each.seq for each in workspace.history()]
    assert seqs == list(range(len(seqs), 0, -1))
    if is_folder(place):
        assert len(list(Path(place).glob("workspace.damaged-*"))) <= damaged
        workspace.checkpoint()
        with TinyDB(Path(place) / "workspace.json", access_mode="r") as stock:
            assert len(stock.table("deal")) == known + len(PAIR)
    workspace.let_go()


def settled(workspace: Workspace) -> None:
    """Wait for whoever is still committing: an edit that changes nothing takes its turn and writes nothing."""
    changes = ChangeSet("Nothing")
    changes.put(Change("deal", PAIR[0], {}, {}))
    assert workspace.commit(changes).seq == 0


def test_processes_that_commit_at_once_lose_nothing_and_share_no_id(place: str) -> None:
    writers = PROCESSES if is_folder(place) else CONNECTIONS
    users = [f"user{number}" for number in range(writers)]
    times = PROCESSES * COMMITS // writers
    heard, stop = crashing.FORK.Pipe(duplex=False)
    readers = [started(follow, place, read_only, heard) for read_only in (True, False)]
    writing = [started(commit_many, place, user, times) for user in users]
    ids = [each for _, pipe in writing for each in pipe.recv()]
    for process, _ in writing:
        process.join()
        assert process.exitcode == 0
    assert len(ids) == len(set(ids)) == writers * times
    workspace = opened(place)
    stop.send("stop")
    for process, pipe in readers:
        missed, notices, tables = pipe.recv()
        assert (missed, notices) == (0, ())
        assert tables == workspace.tables
        process.join()
        assert process.exitcode == 0
    shared = workspace.get(PAIR[0])
    assert isinstance(shared, Deal)
    assert shared.pushes == writers * times
    titles = {str(row["title"]) for key, row in workspace.rows("deal").items() if key in set(ids)}
    assert titles == {f"{user} {number}" for user in users for number in range(times)}
    seqs = [each.seq for each in workspace.history()]
    assert seqs == list(range(2 + 2 * writers * times, 0, -1))
    assert workspace.problems() == []
    workspace.let_go()


def test_kills_among_processes_that_commit_at_once_leave_the_others_working(place: str) -> None:
    worker, pipe = started(commit_many, place, "worker", COMMITS)
    victims = 0
    while not pipe.poll(0.005):
        victim, told = started(commit_many, place, f"victim{victims}", COMMITS)
        told.poll(0.02)
        victim.kill()
        victim.join()
        told.close()
        victims += 1
    assert len(set(pipe.recv())) == COMMITS
    worker.join()
    workspace = opened(place)
    titles = Counter(str(row["title"]) for row in workspace.rows("deal").values())
    assert victims
    assert max(count for title, count in titles.items() if title != "Counter") == 1
    assert {f"worker {number}" for number in range(COMMITS)} <= set(titles)
    assert workspace.problems() == []
    workspace.let_go()


def test_kills_of_the_server_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    with running(durable=True) as server:
        address = server.fresh()
        begin(address)
        known = 0
        for _ in range(KILLS // 10):
            process, pipe = started(commit_forever, address, known)
            while known < 10:
                known = pipe.recv()
            known = max(known, pipe.recv())
            server.stop(signal.SIGQUIT)
            process.kill()
            process.join()
            known = max([known, *acknowledged(pipe)])
            pipe.close()
            server.start()
            workspace = opened(address)
            first, second, added = counts(workspace)
            assert known <= first <= known + 1
            assert first == second == added
            assert workspace.problems() == []
            workspace.let_go()
            known = first


def _in_child(work: Callable[[], None]) -> None:
    """Do something in a forked process, so that what it does to itself ends with it."""
    process = crashing.FORK.Process(target=work)
    process.start()
    process.join()
    assert process.exitcode == 0


def _count_up_for_ever(workspace: Workspace) -> None:
    while True:
        count_up(workspace)


def _fill_up(folder: Path, message: str) -> int:
    """Commit until no more fits, and see that each refusal is clear and changes nothing."""
    workspace = opened(folder)
    before = counts(workspace)[0]
    with pytest.raises(WorkspaceError, match=message) as caught:
        _count_up_for_ever(workspace)
    done = counts(workspace)[0]
    assert caught.value.exit_code == 3
    assert "nothing was written" in str(caught.value)
    assert counts(workspace) == (done, done, done)
    assert done > before
    with pytest.raises(WorkspaceError, match=message):
        workspace.checkpoint()
    workspace.close()
    assert "only the checkpoint was put off" in workspace.notices[-1]
    assert not list(folder.glob(".*.tmp"))
    again = opened(folder)
    assert counts(again) == (done, done, done)
    again.let_go()
    return done


def test_a_file_that_may_grow_no_further_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    begin(folder)

    def work() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        _fill_up(folder, "may not grow any further")

    _in_child(work)
    workspace = opened(folder)
    assert counts(workspace)[0] > 5
    assert workspace.notices == ()
    count_up(workspace)
    workspace.close()
    assert counts(opened(folder))[0] == counts(workspace)[0]


FULL_DISK = """
import os, sys
from pathlib import Path
from tests.e2e.crashes.crashing import begin, count_up, counts, opened
from tests.e2e.crashes.test_crash import _fill_up
disk = Path(sys.argv[1])
begin(disk / "w")
filler = disk / "filler"
free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
filler.write_bytes(bytes(free - 60_000))
done = _fill_up(disk / "w", "the disk is full")
filler.unlink()
workspace = opened(disk / "w")
assert count_up(workspace) == done + 1
workspace.close()
assert workspace.notices == (), workspace.notices
assert counts(opened(disk / "w")) == (done + 1,) * 3
print("kept", done)
"""

READ_ONLY_MOUNT = """
import sys
from pathlib import Path
from tests.e2e.crashes.test_crash import check_read_only
check_read_only(Path(sys.argv[1]) / "w")
print("read")
"""


def _on_mount(mount: str, place: Path, script: str) -> str:
    """Run a script where a file system is mounted that nobody else sees; its output."""
    command = f'{mount} && exec "$0" -c "$1" "$2"'
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", command, sys.executable, script, str(place)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    return done.stdout


needs_unshare = pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0, reason="mounting needs Linux and root"
)


@needs_unshare
def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    said = _on_mount(f'mount -t tmpfs -o size=1m none "{tmp_path}"', tmp_path, FULL_DISK)
    assert int(said.removeprefix("kept ")) > 5


def check_read_only(folder: Path) -> None:
    """See that a folder that cannot be written opens for reading, says so, and refuses a commit."""
    before = {path: path.read_bytes() for path in folder.rglob("*.json*")}
    workspace = opened(folder)
    assert workspace.read_only
    assert "cannot be written to; the workspace is open for reading only" in workspace.notices[0]
    assert counts(workspace) == (1, 1, 1)
    changes = ChangeSet("Add")
    changes.create(Deal(title="Refused"))
    with pytest.raises(WorkspaceError, match="for reading only; nothing was written"):
        workspace.commit(changes)
    workspace.close()
    assert {path: path.read_bytes() for path in folder.rglob("*.json*")} == before


@needs_unshare
def test_a_read_only_file_system_opens_for_reading(tmp_path: Path) -> None:
    begin(tmp_path / "w")
    count_up(opened(tmp_path / "w"))
    mount = f'mount --bind "{tmp_path}" "{tmp_path}" && mount -o remount,ro,bind "{tmp_path}"'
    assert _on_mount(mount, tmp_path, READ_ONLY_MOUNT) == "read\n"


@pytest.fixture
def public() -> Iterator[Path]:
    """A workspace that anybody may reach and nobody but its owner may write."""
    with tempfile.TemporaryDirectory(prefix="pmtui-public-") as name:
        place = Path(name)
        place.chmod(0o755)
        begin(place / "w")
        count_up(opened(place / "w"))
        for path in (place / "w").rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        (place / "w").chmod(0o555)
        yield place / "w"
        (place / "w").chmod(0o755)


def _as_nobody(work: Callable[[], None]) -> None:
    def working() -> None:
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        work()

    _in_child(working)


def test_a_read_only_folder_opens_for_reading(public: Path) -> None:
    _as_nobody(lambda: check_read_only(public))


@pytest.mark.parametrize("mode", [0o000, 0o600, 0o300])
def test_a_folder_that_may_not_be_entered_says_so(public: Path, mode: int) -> None:
    public.chmod(mode)

    def work() -> None:
        with pytest.raises(WorkspaceError, match="permission denied") as caught:
            opened(public)
        assert caught.value.exit_code == 3

    _as_nobody(work)


@pytest.mark.parametrize("name", ["workspace.json", "journal.jsonl"])
def test_a_file_that_may_not_be_read_says_so_and_is_left_alone(public: Path, name: str) -> None:
    (public / name).chmod(0)

    def work() -> None:
        with pytest.raises(WorkspaceError, match=rf"{name}: permission denied"):
            opened(public)

    _as_nobody(work)
