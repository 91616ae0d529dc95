"""Opening and creating a workspace: in a folder, or where an address names a server."""

from pathlib import Path

from pmtui.address import folder_of, is_address
from pmtui.errors import InputError
from pmtui.models.values.clock import Clock
from pmtui.store.log.file_log import FileLog
from pmtui.store.log.files import make_folder
from pmtui.store.log.transaction_log import WholeLog
from pmtui.store.workspace import Workspace


def create_workspace(
    path: Path, *, user: str, clock: Clock, pipeline: str = "default", currency: str = "USD"
) -> Workspace:
    """Make a workspace in a folder and open it.

    Raises:
        InputError: There is no such pipeline preset.
        WorkspaceError: There is a workspace already, or the folder cannot be written.
    """
    from pmtui.store.log.initial_transaction import first_transaction

    first = first_transaction(clock, pipeline, currency)
    make_folder(path)
    FileLog(path, Clock().now).create(first)
    return open_workspace(path, user=user, clock=clock)


def open_workspace(path: Path, *, user: str, clock: Clock, read_only: bool = False) -> Workspace:
    """Open the workspace in a folder.

    Raises:
        WorkspaceError: There is none, or it cannot be used.
    """
    return Workspace(FileLog(path, Clock().now, read_only=read_only), clock, user, path)


def open_place(place: str, *, user: str, clock: Clock, read_only: bool = False) -> Workspace:
    """Open the workspace of a place.

    Args:
        place: A folder, or an address such as `postgresql://host/db`.
        user: Who signs commits.
        clock: Tells today and now.
        read_only: Whether commits are refused.

    Raises:
        InputError: The extra for PostgreSQL is not installed, or the address makes no sense.
        WorkspaceError: There is no workspace, or it cannot be used.
    """
    if not is_address(place):
        return open_workspace(Path(place).expanduser(), user=user, clock=clock, read_only=read_only)
    log = log_of(place, read_only=read_only)
    try:
        return Workspace(log, clock, user, folder_of(place))
    except BaseException:
        log.close()
        raise


def create_place(
    place: str, *, user: str, clock: Clock, pipeline: str = "default", currency: str = "USD"
) -> Workspace:
    """Make a workspace in a place and open it.

    Raises:
        InputError: There is no such pipeline preset, or the place cannot be one.
        WorkspaceError: There is a workspace already, or nothing can be written there.
    """
    if not is_address(place):
        folder = Path(place).expanduser()
        return create_workspace(folder, user=user, clock=clock, pipeline=pipeline, currency=currency)
    from pmtui.store.log.initial_transaction import first_transaction

    first = first_transaction(clock, pipeline, currency)
    log = log_of(place)
    try:
        log.create(first)
    finally:
        log.close()
    return open_place(place, user=user, clock=clock)


def log_of(place: str, *, read_only: bool = False, unfinished: bool = False) -> WholeLog:
    """The log of a place, not opened yet.

    Args:
        place: A folder or an address.
        read_only: Whether commits are refused.
        unfinished: Whether a copy that is being made is opened all the same.

    Raises:
        InputError: The extra for PostgreSQL is not installed, or the address makes no sense.
    """
    if not is_address(place):
        return FileLog(Path(place).expanduser(), Clock().now, read_only=read_only, unfinished=unfinished)
    try:
        from pmtui.store.postgres.server_log import PgLog
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "psycopg":
            raise
        raise InputError("a workspace on a server needs the extra: pip install 'pmtui[postgres]'") from None
    return PgLog(place, folder_of(place), Clock().now, read_only=read_only, unfinished=unfinished)


def own_terms_on_server(place: str) -> dict[str, dict[str, object]]:
    """The team's own terms as they are stored on a server, by id.

    Raises:
        InputError: The extra for PostgreSQL is not installed, or the address makes no sense.
        WorkspaceError: The server cannot be asked, or has no workspace.
    """
    workspace = open_place(place, user="", clock=Clock(), read_only=True)
    try:
        return {each: dict(row) for each, row in workspace.rows("term").items()}
    finally:
        workspace.let_go()
