"""The data that a grid and a board request from the documents behind them: only what is on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

Tone = Literal["", "dim", "strong", "risk", "due", "good", "accent"]
"""How a piece of text is set apart; a sign or word beside it says the same without colour."""

Align = Literal["left", "right"]


class Cell(NamedTuple):
    """One value in a table."""

    text: str
    """Plain text."""
    tone: Tone = ""
    """How it is set apart."""
    spans: tuple[tuple[int, int], ...] = ()
    """The parts of the text that match what was typed, as (start, end)."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        id: Its name for the rows.
        title: What stands over it.
        width: Cells it would like to have.
        minimum: Cells it needs to make sense.
        align: The side its values stand at.
        grow: Whether it takes what is left over.
        rank: Its claim to a place: the lowest is dropped first where room is short.
        headword: Slug of the glossary entry that defines its title.
        stays: Whether it is shown though all its cells are empty, since they are to be filled.
    """

    id: str
    title: str
    width: int
    minimum: int = 4
    align: Align = "left"
    grow: bool = False
    rank: int = 0
    headword: str = ""
    stays: bool = False


class Rows(Protocol):
    """The rows of a grid."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def key(self, index: int) -> str:
        """The key of the row at a place."""
        ...

    def index(self, key: str) -> int | None:
        """Where a row stands, or `None` where it is not among them."""
        ...

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """The values of a row in some columns."""
        ...


class LaneHead(NamedTuple):
    """The heading of a lane."""

    key: str
    """The key of the lane."""
    title: str
    """Its name."""
    detail: str = ""
    """Its totals, such as `14 · 96k`."""
    headword: str = ""
    """Slug of the glossary entry that defines it."""
    share: str = ""
    """The chance of winning that it stands for, such as `60 %`."""


class Card(NamedTuple):
    """The text of a card, in two lines, or three if there is a warning."""

    title: str
    """First line, left."""
    amount: str = ""
    """First line, right."""
    note: str = ""
    """Second line, left."""
    flag: str = ""
    """Second line, right: a sign and a word."""
    tone: Tone = ""
    """How the flag is set apart."""
    warning: str = ""
    """Third line: what needs attention now; not shown on a dense board."""
    brief: str = ""
    """The note where there is less room; empty if it cannot be shorter."""
    sign: str = ""
    """A letter before the note, such as that of a promise at risk."""
    sign_tone: Tone = ""
    """How it is set apart."""


class Lanes(Protocol):
    """The lanes of a board."""

    def __len__(self) -> int:
        """How many lanes there are."""
        ...

    def head(self, lane: int) -> LaneHead:
        """The heading of a lane."""
        ...

    def count(self, lane: int) -> int:
        """How many cards a lane holds."""
        ...

    def key(self, lane: int, index: int) -> str:
        """The key of a card."""
        ...

    def find(self, key: str) -> tuple[int, int] | None:
        """The lane and the place of a card, or `None` where it is on none."""
        ...

    def card(self, lane: int, index: int) -> Card:
        """The text of a card."""
        ...


class NoRows:
    """No rows at all."""

    def __len__(self) -> int:
        return 0

    def key(self, index: int) -> str:
        """There is none."""
        return ""

    def index(self, key: str) -> int | None:
        """There is none."""
        return None

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """There are none."""
        return ()


class NoLanes:
    """No lanes at all."""

    def __len__(self) -> int:
        return 0

    def head(self, lane: int) -> LaneHead:
        """There is none."""
        return LaneHead("", "")

    def count(self, lane: int) -> int:
        """There is none."""
        return 0

    def key(self, lane: int, index: int) -> str:
        """There is none."""
        return ""

    def find(self, key: str) -> tuple[int, int] | None:
        """There is none."""
        return None

    def card(self, lane: int, index: int) -> Card:
        """There is none."""
        return Card("")
