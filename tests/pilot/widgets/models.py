"""Rows and lanes for the tests and the measuring of the widgets: generated, or listed by hand."""

from collections.abc import Sequence

from pmtui.widgets.drawing.data_sources import Card, Cell, Column, LaneHead, Tone

WORDS = ("pilot", "renewal", "rollout", "platform", "seats", "add-on", "migration", "suite", "expansion")
NAMES = ("Nordwind", "Halden", "Kestrel", "Arbor", "Lumen", "Piper", "Orchard", "Quill", "Sable", "Umber")
STAGES = ("Prospecting", "Qualified", "Discovery", "Proposal", "Negotiation")

COLUMNS = (
    Column("title", "Deal", 28, 12, grow=True, rank=9, headword="deal"),
    Column("account", "Account", 18, 8, rank=8, headword="account"),
    Column("stage", "Stage", 13, 8, rank=7, headword="pipeline-stage"),
    Column("amount", "Amount", 9, 8, align="right", rank=8, headword="deal-amount"),
    Column("close", "Close", 10, 8, rank=6, headword="expected-close-date"),
    Column("next", "Next step", 20, 8, rank=3, headword="next-step"),
    Column("owner", "Owner", 8, 6, rank=2, headword="deal-owner"),
)


def title(number: int) -> str:
    """A title that looks like one."""
    return f"{NAMES[number % 10]} {WORDS[number % 9]} {number}"


def amount(number: int) -> str:
    """An amount that looks like one."""
    return f"{(number * 37 % 990) / 10 + 0.5:.1f}k"


class GeneratedRows:
    """Any number of deals that are made up when asked for; `asked` counts how often that was."""

    def __init__(self, count: int, *, start: int = 0) -> None:
        self.count = count
        self.start = start
        self.asked = 0
        self.changed: dict[str, str] = {}

    def __len__(self) -> int:
        return self.count

    def key(self, index: int) -> str:
        """An id."""
        return f"D-{self.start + index}"

    def index(self, key: str) -> int | None:
        """The place, from the id."""
        place = int(key[2:]) - self.start
        return place if 0 <= place < self.count else None

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """The values of a deal."""
        self.asked += 1
        number = self.start + index
        late: Tone = "risk" if number % 7 == 3 else ""
        cells = {
            "title": Cell(self.changed.get(f"D-{number}", title(number))),
            "account": Cell(NAMES[number % 10]),
            "stage": Cell(STAGES[number % 5]),
            "amount": Cell(amount(number)),
            "close": Cell(f"{number % 9}d late !" if late else f"2026-12-{number % 28 + 1:02}", late),
            "next": Cell("send the terms" if number % 3 else "", "dim"),
            "owner": Cell("ann" if number % 4 else "bob"),
        }
        return [cells[column] for column in columns]


class ListedRows:
    """Rows of one column, listed by hand; the list may be changed behind the widget's back."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)

    def __len__(self) -> int:
        return len(self.texts)

    def key(self, index: int) -> str:
        """The text itself."""
        return self.texts[index]

    def index(self, key: str) -> int | None:
        """Where the text stands."""
        return self.texts.index(key) if key in self.texts else None

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """The text in every column."""
        return [Cell(self.texts[index]) for _ in columns]


class ListedLanes:
    """Lanes of cards by their numbers; cards move with `move`."""

    def __init__(self, *counts: int, warned: frozenset[int] = frozenset()) -> None:
        self.lanes: list[list[int]] = []
        self.warned = warned
        self.titles: dict[int, str] = {}
        self.asked = 0
        first = 0
        for count in counts:
            self.lanes.append(list(range(first, first + count)))
            first += count

    def __len__(self) -> int:
        return len(self.lanes)

    def head(self, lane: int) -> LaneHead:
        """A stage, its count and a sum."""
        count = len(self.lanes[lane])
        return LaneHead(f"lane-{lane}", STAGES[lane % 5], f"{count} · {count * 7}k", "pipeline-stage")

    def count(self, lane: int) -> int:
        """How many cards the lane holds."""
        return len(self.lanes[lane])

    def key(self, lane: int, index: int) -> str:
        """An id."""
        return f"D-{self.lanes[lane][index]}"

    def find(self, key: str) -> tuple[int, int] | None:
        """Lane and place of an id."""
        number = int(key[2:])
        for lane, cards in enumerate(self.lanes):
            if cards and number in cards:
                return lane, cards.index(number)
        return None

    def card(self, lane: int, index: int) -> Card:
        """A deal as a card."""
        self.asked += 1
        number = self.lanes[lane][index]
        flag: tuple[str, Tone] = (
            ("2d late !", "risk") if number % 7 == 3 else ("● fri", "good") if number % 5 == 1 else ("○", "")
        )
        return Card(
            self.titles.get(number, title(number)),
            amount(number),
            f"{NAMES[number % 10]} · {number % 30}d",
            *flag,
            warning="needs SSO, ships 5d late" if number in self.warned else "",
        )

    def move(self, key: str, lane: int, place: int = 0) -> None:
        """Put a card elsewhere."""
        found = self.find(key)
        assert found is not None
        self.lanes[found[0]].pop(found[1])
        self.lanes[lane].insert(place, int(key[2:]))
