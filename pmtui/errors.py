"""The one family of errors that people can act on.

Every front end catches `PmtuiError` in one place, prints its message and, on the
command line, leaves with its exit code.
"""

from collections.abc import Sequence

_LONG = 80
"""Letters of what somebody typed that a message repeats."""


class PmtuiError(Exception):
    """Something a person can understand and mend; the message says what, where and what to do."""

    exit_code = 1


class InputError(PmtuiError):
    """Bad usage or bad input: an unknown field, a date that does not exist, a file that is not CSV."""

    exit_code = 2


class FieldError(InputError):
    """A value that a field cannot take.

    Args:
        field: The model's name of the field, such as `expected_close`.
        problem: One clause that says what is wrong and what would be right.
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}" if field else problem)
        self.field = field
        self.problem = problem


class WorkspaceError(PmtuiError):
    """The workspace cannot be used: missing, foreign, made by a newer version, a full disk."""

    exit_code = 3


class BusyError(WorkspaceError):
    """Another writer did not finish in time; nothing was written, and the same again may succeed.

    Args:
        holder: Who is writing, as far as that is known.
        message: What happened, where, and what to do.
    """

    def __init__(self, holder: str, message: str) -> None:
        super().__init__(message)
        self.holder = holder


class ConflictError(PmtuiError):
    """Somebody else changed the same field in the meantime; nothing was written."""

    exit_code = 4


class NothingFound(PmtuiError):
    """The search, filter or lookup matched nothing."""

    exit_code = 1


class OutputError(PmtuiError):
    """The output of a command could not be written: a full disk, a closed stream."""

    exit_code = 3


class InternalError(PmtuiError):
    """A fault of pmtui's own, as it is told to a person; `pmtui.crash_report.crashed` makes one."""

    exit_code = 3


def quoted(text: str) -> str:
    """A text in quotation marks for a message; a long one is cut."""
    return repr(text if len(text) <= _LONG else f"{text[: _LONG - 1]}…")


def nearest(word: str, known: Sequence[str]) -> str:
    """A closing clause for an error: the nearest known word, or all of them when few and none is near."""
    import difflib

    near = difflib.get_close_matches(word[:_LONG].lower(), [each.lower() for each in known], n=1, cutoff=0.6)
    if near:
        match = next(each for each in known if each.lower() == near[0])
        return f"; did you mean {match!r}?"
    return f"; one of: {', '.join(known)}" if known else ""
