"""A report of an error that nobody expected: where it happened, and nothing of anybody's data.

No message of the error, no value, no argument and no path of the person's is in it: a message may
quote a customer, an argument a password, a path a name. It can be sent to anybody as it is.
"""

import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from pmtui.base_folders import state_folder
from pmtui.errors import InternalError
from pmtui.private_files import make_private_folder, open_private

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_LIBRARIES = (
    "textual",
    "textual-serve",
    "tinydb",
    "pydantic",
    "pydantic-core",
    "psycopg",
    "openpyxl",
    "rich",
)
_MOST_FRAMES = 60
_MOST_ERRORS = 8
_MOST_REPORTS = 20
_DOING = re.compile(r"[^A-Za-z0-9 ._-]+")


def write_crash_report(error: BaseException, *, doing: str) -> Path | None:
    """Write what is known of an error to a file of its own in the state folder; never raises.

    Args:
        error: What was raised, with its traceback.
        doing: The verb, command or screen that was running, such as `list`; never what a person typed.

    Returns:
        The file, or `None` if it could not be written.
    """
    try:
        folder = state_folder(os.environ)
        if not folder:
            return None
        crashes = Path(folder, "crashes")
        make_private_folder(crashes)
        _drop_old(crashes)
        path = crashes / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{os.getpid()}.txt"
        with open(open_private(path, os.O_EXCL), "w", encoding="utf-8", errors="replace") as file:
            file.write(crash_text(error, doing=doing))
    except Exception:
        return None
    return path


def crashed(error: BaseException, *, doing: str) -> InternalError:
    """Write a crash report, and say so in an error of our family; never raises.

    Args:
        error: What was raised, with its traceback.
        doing: The verb, command or screen that was running; never what a person typed.
    """
    path = write_crash_report(error, doing=doing)
    where = f"a report without any of your data is in {path}" if path else "no report could be written"
    return InternalError(
        f"a fault in pmtui ended this ({type(error).__name__} in {doing}); what was saved stays saved; {where}"
    )


def crash_text(error: BaseException, *, doing: str) -> str:
    """The report as text; `write_crash_report` writes it.

    Args:
        error: What was raised, with its traceback.
        doing: The verb, command or screen that was running.
    """
    from pmtui import __version__

    lines = [
        "pmtui crash report. It holds no data of yours: no messages, values, arguments or paths.",
        "",
        f"when: {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"doing: {_DOING.sub('?', doing)[:60]}",
        f"pmtui: {__version__}",
        f"python: {sys.version.split()[0]} on {_platform()}",
        f"libraries: {', '.join(_versions())}",
        f"TERM: {_DOING.sub('?', os.environ.get('TERM', ''))[:40]}",
        f"encoding: {_DOING.sub('?', str(getattr(sys.__stdout__, 'encoding', '')))[:40]}",
    ]
    for each in _chain(error):
        lines += ["", f"error: {_type_name(each)}", *_frames(each.__traceback__)]
    return "\n".join(lines) + "\n"


def _platform() -> str:
    """The system and its release, without the name of the machine."""
    system = os.uname()
    return f"{system.sysname} {system.release} {system.machine}"


def _versions() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version

    for name in _LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


def _chain(error: BaseException) -> list[BaseException]:
    """The error, then what it came from, and the members of a group; each once."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting and len(found) < _MOST_ERRORS:
        each = waiting.pop(0)
        if any(each is other for other in found):
            continue
        found.append(each)
        if isinstance(each, BaseExceptionGroup):
            waiting.extend(each.exceptions)
        origin = each.__cause__ or each.__context__
        if origin is not None:
            waiting.append(origin)
    return found


def _type_name(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _frames(traceback: TracebackType | None) -> list[str]:
    """Our frames with file and line; frames of libraries with their module, since they hold no data either."""
    lines = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        path, package = code.co_filename, _PACKAGE + os.sep
        if path.startswith(package):
            lines.append(f"  pmtui/{path.removeprefix(package)}:{traceback.tb_lineno} in {code.co_name}")
        else:
            module = str(traceback.tb_frame.f_globals.get("__name__", ""))
            where = (
                f"{module}:{traceback.tb_lineno} in {code.co_name}"
                if _is_installed(path, module)
                else "elsewhere"
            )
            lines.append(f"    {where}")
        traceback = traceback.tb_next
    dropped = len(lines) - _MOST_FRAMES
    if dropped > 0:
        half = _MOST_FRAMES // 2
        lines[half:-half] = [f"  ... {dropped} more frames ..."]
    return lines


def _is_installed(path: str, module: str) -> bool:
    """Whether a module is of Python or of an installed library, so that its name tells nothing of a person."""
    return module.partition(".")[0] in sys.stdlib_module_names or any(
        f"{os.sep}{folder}{os.sep}" in path for folder in ("site-packages", "dist-packages")
    )


def _drop_old(folder: Path) -> None:
    """Keep the latest reports only."""
    for path in sorted(folder.glob("*.txt"))[: -_MOST_REPORTS + 1]:
        path.unlink(missing_ok=True)
