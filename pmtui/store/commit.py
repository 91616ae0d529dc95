"""The result of a commit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Commit:
    """The result of a commit.

    Attributes:
        seq: Its place in the log; 0 if nothing differed and nothing was written.
        name: The command's name.
        ids: The id that each fresh one became.
        changed: The documents it touched, as (kind, id).
    """

    seq: int
    name: str
    ids: dict[str, str]
    changed: tuple[tuple[str, str], ...]
