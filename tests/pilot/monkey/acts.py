"""The acts of the monkey: short runs of keys that mean something, as a person gives them.

Evenly random keys end in the first form and stay there; acts open and come back, edit and save, move, filter,
switch, resize, paste and click, and they come home often.
"""

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import NamedTuple

from pmtui.commands import COMMANDS

SIZES = ((80, 24), (120, 40), (200, 50), (100, 30), (60, 16))
"""The sizes of terminal that a run begins with."""

_ODD_SIZES = (*SIZES, (40, 10), (20, 5), (61, 17), (99, 24), (132, 43), (10, 60), (1, 1), (300, 80))

_NASTY = (
    "[b",
    "[/]",
    "[@click=app.quit]x[/]",
    "\x1b]0;title\x07",
    "\x1b[2J",
    "e\u0301\u202egnirts",
    "👩‍👩‍👧‍👦 family",
    "第二行",
    # MONEY "1" * 27,
    # MONEY "9" * 400,
    "1e999",
    "nan",
    "-0",
    "€1.2m",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "in 999999999 days",
    "+99999w",
    "x" * 3_000,
    "a\nb\r\nc\td",
    "' OR 1=1 --",
    "=1+1",
    "D-1",
    "A-1, A-2, A-3",
    "40 Pro seat @ 31 -5%",
    "Signs in | kind=functional | done=yes",
    "\ud7ff\ue000",
    "",
)
_WORDS = (
    "arbor",
    "kes",
    "f",
    "win",
    "12k",
    "fri",
    "tomorrow",
    "ann",
    "me",
    "2026-12-31",
    "usd",
    "p",
    "a",
    "no",
    "yes",
)
_FILTERS = (
    "stage:proposal",
    "amount:>10k",
    "owner:me",
    "-tag:eu",
    "close:<+30d",
    '"free text"',
    "nothing-like-this",
    "stage:",
    "((",
    # MONEY "amount:>" + "9" * 40,
    "close:<" + "0001-01-01",
    "",
)
_VERBS = tuple(
    command.id
    for command in COMMANDS.values()
    if command.id not in {"quit"} and command.scope not in {"form"} and not command.id.startswith("show-")
)


class Key(NamedTuple):
    """One key."""

    name: str
    """As Textual names it."""


class Text(NamedTuple):
    """Letters typed one after the other."""

    text: str


class Paste(NamedTuple):
    """Text pasted at once."""

    text: str


class Click(NamedTuple):
    """A click, a drag or a turn of the wheel; places are shares of the screen, from 0 to 1."""

    x: float
    y: float
    how: str
    to: tuple[float, float] = (0.0, 0.0)


class Resize(NamedTuple):
    """The terminal becomes another size."""

    width: int
    height: int


class Foreign(NamedTuple):
    """Somebody else commits something."""

    what: str
    """`add`, `amend`, `delete`, `stage` or `undo`."""
    pick: float
    """Which document, as a share of those there are."""


class Home(NamedTuple):
    """Escape until nothing is open any more; the checks of coming home."""


Step = Key | Text | Paste | Click | Resize | Foreign | Home

Act = Callable[[Random], Iterator[Step]]
"""Makes the steps of one act."""


def _key(*names: str) -> list[Step]:
    return [Key(name) for name in names]


def _press(command: str, chance: Random) -> Iterator[Step]:
    keys = COMMANDS[command].keys
    if keys:
        yield from _key(*chance.choice(keys).split())


def _times(chance: Random, most: int, *names: str) -> Iterator[Step]:
    for _ in range(chance.randint(0, most)):
        yield Key(chance.choice(names))


def _words(chance: Random) -> str:
    return chance.choice(_NASTY if chance.random() < 0.2 else _WORDS)


def _typed(chance: Random) -> Step:
    words = _words(chance)
    return Paste(words) if len(words) > 30 or not words.isprintable() else Text(words)


def open_and_back(chance: Random) -> Iterator[Step]:
    """Open records one after the other."""
    for _ in range(chance.randint(1, 4)):
        yield from _times(chance, 6, "j", "k", "l", "h", "down", "up")
        yield Key("enter")
        yield from _times(chance, 2, "enter", "j", "k", "ctrl+d", "tab", "z", "K", "G", "home")
        yield from _times(chance, 3, "escape")


def switch(chance: Random) -> Iterator[Step]:
    """Go to another screen and through its views."""
    yield Key(chance.choice("12345678"))
    yield from _times(chance, 4, "tab", "tab", "j", "l", "G", "g", "pagedown", "ctrl+u", "s", "S", "z")


def edit_and_save(chance: Random) -> Iterator[Step]:
    """Change some fields of a record, or make a new one, and save or give up."""
    yield from _times(chance, 4, "j", "k")
    yield Key(chance.choice(("e", "e", "n", "a", "A", "N")))
    for _ in range(chance.randint(1, 5)):
        yield from _times(chance, 5, "tab", "down", "shift+tab", "up")
        if chance.random() < 0.3:
            yield from _key("ctrl+u")
        yield _typed(chance)
        yield from _times(chance, 1, "ctrl+n", "enter", "ctrl+g", "backspace", "left")
    yield Key(chance.choice(("ctrl+s", "ctrl+s", "ctrl+s", "enter", "escape")))
    yield from _times(chance, 2, "ctrl+s", "escape", "enter", "y", "n")


def move(chance: Random) -> Iterator[Step]:
    """Move cards, one or several."""
    if chance.random() < 0.3:
        yield from _times(chance, 4, "space", "v", "j", "V")
    yield from _times(chance, 4, "L", "H", "L", "j", "full_stop", "u", "ctrl+r")
    yield from _times(chance, 1, "enter", "y", "n", "escape")


def decide(chance: Random) -> Iterator[Step]:
    """Win, lose, convert, merge, request, gate: the acts with a dialog."""
    yield from _times(chance, 3, "j", "l", "k")
    yield Key(chance.choice("WXCMrTPxbODtwoEB"))
    for _ in range(chance.randint(0, 3)):
        yield from _times(chance, 3, "j", "down", "tab", "space", "enter")
        if chance.random() < 0.5:
            yield _typed(chance)
    yield from _times(chance, 2, "enter", "ctrl+s", "escape")


def filtering(chance: Random) -> Iterator[Step]:
    """Filter, look at what is left, and clear the filter or not."""
    yield Key("f")
    yield Paste(chance.choice(_FILTERS)) if chance.random() < 0.5 else Text(chance.choice(_FILTERS))
    yield Key(chance.choice(("enter", "enter", "escape")))
    yield from _times(chance, 3, "j", "enter", "G", "V", "escape", "d")


def look_up(chance: Random) -> Iterator[Step]:
    """Look something up, run a command by its name, define, compare."""
    yield Key(chance.choice(("slash", "colon", "K", "equals_sign", "F", "c", "question_mark", "m")))
    if chance.random() < 0.7:
        yield Text(chance.choice(_WORDS))
    yield from _times(chance, 4, "down", "up", "enter", "j", "tab", "escape")


def travel(chance: Random) -> Iterator[Step]:
    """Look at another day, and come back or not."""
    yield from _times(chance, 3, "left_square_bracket", "right_square_bracket", "Y")
    yield from _times(chance, 3, "j", "enter", "escape", "down")


def resize(chance: Random) -> Iterator[Step]:
    """A storm of sizes; the last one is fit for use."""
    for _ in range(chance.randint(1, 4)):
        yield Resize(*chance.choice(_ODD_SIZES))
        yield from _times(chance, 2, "j", "enter", "escape", "tab", "k", "z")
    yield Resize(*chance.choice(SIZES))


def mouse(chance: Random) -> Iterator[Step]:
    """Click, drag and turn the wheel anywhere."""
    for _ in range(chance.randint(1, 5)):
        how = chance.choice(("click", "click", "double", "down", "up", "drag"))
        yield Click(chance.random(), chance.random(), how, (chance.random(), chance.random()))


def others(chance: Random) -> Iterator[Step]:
    """Somebody else commits while a record, a form or nothing is open."""
    yield from _times(chance, 2, "enter", "e", "j", "space", "V")
    for _ in range(chance.randint(1, 4)):
        what = chance.choice(("add", "amend", "amend", "delete", "stage", "undo", "settings"))
        yield Foreign(what, chance.random())
    yield from _times(chance, 3, "j", "enter", "ctrl+s", "L", "d", "u", "escape")


def verbs(chance: Random) -> Iterator[Step]:
    """Any commands of the screen."""
    for _ in range(chance.randint(1, 6)):
        yield from _press(chance.choice(_VERBS), chance)
        yield from _times(chance, 1, "escape", "enter", "j")


def anything(chance: Random) -> Iterator[Step]:
    """Keys without any sense."""
    keys = (
        "enter",
        "escape",
        "tab",
        "space",
        "j",
        "k",
        "h",
        "l",
        "g",
        "G",
        "5",
        "0",
        "delete",
        "backspace",
        "f5",
        "ctrl+a",
    )
    yield from _times(chance, 12, *keys, *"abcdefmnopstuvwxyzABCDEFHIKLMNOPRSTVWXY.,<>+-*=[]", "full_stop")


def come_home(chance: Random) -> Iterator[Step]:
    """Leave all that is open."""
    yield Home()


ACTS: Sequence[tuple[Act, int]] = (
    (open_and_back, 10),
    (switch, 10),
    (edit_and_save, 8),
    (move, 6),
    (decide, 5),
    (filtering, 4),
    (look_up, 4),
    (travel, 2),
    (resize, 3),
    (mouse, 4),
    (others, 5),
    (verbs, 5),
    (anything, 4),
    (come_home, 14),
)
"""Each act with its weight."""


def acts(seed: int) -> Iterator[tuple[str, list[Step]]]:
    """Acts without end, the same for the same seed: the name of each and its steps."""
    chance = Random(seed)
    kinds, weights = zip(*ACTS, strict=True)
    while True:
        act = chance.choices(kinds, weights)[0]
        yield act.__name__, list(act(chance))
