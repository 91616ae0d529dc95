"""A person's own use of the dictionary: favorites, and flash cards that come back at growing intervals.

Cards are for terms that were looked up twice this month: one that is known comes back after 1, 3, 7,
16 and 35 days and is then done with; one that is not starts again tomorrow.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from pmtui.glossary.lookups import Lookups
from pmtui.store.log.files import make_folder, write_whole

STEPS = (1, 3, 7, 16, 35)
"""Days until a known card comes back, step by step."""

TWICE = 2
"""So many looks in a month make a card."""

_MONTH = 30
_FILE = "reading.json"


@dataclass(frozen=True)
class FlashCard:
    """How well a term is known.

    Attributes:
        step: How many times running it was known.
        due: The day on which to ask for it again; `None` where it has been learnt.
    """

    step: int = 0
    due: date | None = None

    def answered(self, *, knew: bool, today: date) -> "FlashCard":
        """The card after an answer."""
        if not knew:
            return FlashCard(0, today + timedelta(days=STEPS[0]))
        if self.step >= len(STEPS):
            return FlashCard(self.step, None)
        return FlashCard(self.step + 1, today + timedelta(days=STEPS[self.step]))


@dataclass
class Shelf:
    """A person's favourites and cards, kept in one small file.

    Args:
        folder: Where it is kept, as `pmtui.base_folders.state_folder` says; `None` to keep nothing.

    Attributes:
        favourites: Slugs in the order in which they were marked.
        cards: The card of each term that was asked for.
        damaged: What was wrong with the file, which is then kept beside; empty where nothing was.
    """

    folder: Path | None
    favourites: list[str] = field(default_factory=list)
    cards: dict[str, FlashCard] = field(default_factory=dict)
    damaged: str = ""

    def __post_init__(self) -> None:
        """Read the file."""
        self.lookups = Lookups(str(self.folder or ""))
        if self.folder is None:
            return
        path = self.folder / _FILE
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            self.favourites = [str(slug) for slug in stored.get("favourites", [])]
            self.cards = {str(slug): _card(each) for slug, each in stored.get("cards", {}).items()}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, AttributeError, TypeError, KeyError, RecursionError) as error:
            self._set_aside(path, error)

    def toggle(self, slug: str) -> bool:
        """Make an entry a favourite, or no longer one.

        Returns:
            Whether it is one now.

        Raises:
            WorkspaceError: It cannot be written.
        """
        favourite = slug not in self.favourites
        if favourite:
            self.favourites.append(slug)
        else:
            self.favourites.remove(slug)
        self._write()
        return favourite

    def answer(self, slug: str, *, knew: bool, today: date) -> FlashCard:
        """Note whether a term was known.

        Raises:
            WorkspaceError: It cannot be written.
        """
        card = self.cards.get(slug, FlashCard()).answered(knew=knew, today=today)
        self.cards[slug] = card
        self._write()
        return card

    def queue(self, today: date, known: Iterable[str]) -> list[str]:
        """The terms to be asked for: those whose day has come, then those looked up twice this month.

        Args:
            today: The day.
            known: The slugs that there are; others are passed over.
        """
        there = set(known)
        due = [slug for slug, card in self.cards.items() if card.due is not None and card.due <= today]
        due.sort(key=lambda slug: (self.cards[slug].due or today, slug))
        looked = self.lookups.since(today - timedelta(days=_MONTH))
        fresh = [slug for slug, count in looked.most_common() if count >= TWICE and slug not in self.cards]
        return [slug for slug in [*due, *fresh] if slug in there]

    def _write(self) -> None:
        if self.folder is None:
            return
        stored = {
            "favourites": self.favourites,
            "cards": {
                slug: {"step": card.step, **({"due": card.due.isoformat()} if card.due else {})}
                for slug, card in self.cards.items()
            },
        }
        data = (json.dumps(stored, ensure_ascii=False, indent=1) + "\n").encode()
        make_folder(self.folder)
        write_whole(self.folder / _FILE, (data,))

    def _set_aside(self, path: Path, error: Exception) -> None:
        """Keep a file that cannot be read beside, so that it is not written over."""
        beside = path.with_suffix(".damaged")
        self.damaged = f"{path} cannot be read ({error}); it was kept as {beside.name}"
        self.favourites, self.cards = [], {}
        try:
            path.replace(beside)
        except OSError:
            self.damaged = f"{path} cannot be read: {error}"


def _card(stored: dict[str, object]) -> FlashCard:
    due = stored.get("due")
    return FlashCard(int(str(stored["step"])), date.fromisoformat(str(due)) if due else None)
