"""An entry being read: its text and links, what it comes to in this workspace, and where one has been."""

from typing import NamedTuple

from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from pmtui.screens.frame.dictionary import entry_lines, noted, term_index
from pmtui.screens.frame.session import Session
from pmtui.screens.glossary.live_metrics import Drill, live_lines, use_lines
from pmtui.store.tables import size_of
from pmtui.widgets.frame.error_boundary import ErrorBoundary
from pmtui.widgets.record.detail import Detail, DetailLine

AT_ONCE = 2_000
"""Documents up to which all is worked out as an entry is shown.

Of more, the numbers of a metric are worked out once the entry stands, and the records that use a term
are looked for when somebody asks.
"""


_REST = 0.5  # seconds an entry is looked at before a large workspace is counted for it
_LOOK = "look:uses"
"""The target that looks for the records."""


class Walk:
    """The entries that were read, as a browser keeps pages."""

    def __init__(self) -> None:
        self._back: list[str] = []
        self._forward: list[str] = []

    def leave(self, slug: str) -> None:
        """Note that an entry is left for another."""
        if slug and (not self._back or self._back[-1] != slug):
            self._back.append(slug)
        self._forward.clear()

    def back(self, current: str) -> str:
        """The entry before the current one; empty where there is none."""
        return self._step(self._back, self._forward, current)

    def forward(self, current: str) -> str:
        """The entry that `back` left; empty where there is none."""
        return self._step(self._forward, self._back, current)

    @staticmethod
    def _step(taken: list[str], given: list[str], current: str) -> str:
        while taken:
            slug = taken.pop()
            if slug != current:
                given.append(current)
                return slug
        return ""


class _Shown(NamedTuple):
    """The lines of an entry: its text, and what this workspace adds."""

    slug: str
    before: tuple[DetailLine, ...]
    after: tuple[DetailLine, ...]


class EntryPane(ErrorBoundary, Detail):
    """A `Detail` that shows an entry.

    Args:
        session: The workspace, keys and settings.
    """

    class Walked(Message):
        """Enter on a link to another entry."""

        def __init__(self, slug: str) -> None:
            super().__init__()
            self.slug = slug
            """The entry it leads to."""

    class ShowRecords(Message):
        """Enter on a record that uses the term, or on an input of a metric."""

        def __init__(self, drill: Drill) -> None:
            super().__init__()
            self.drill = drill
            """The records."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._session = session
        self._shown = _Shown("", (), ())
        self._drills: dict[str, Drill] = {}
        self._asked = False
        self._resting: Timer | None = None

    @property
    def slug(self) -> str:
        """The entry that is shown; empty for none."""
        return self._shown.slug

    def show(self, slug: str, *, read: bool = True) -> None:
        """Show an entry; one that is gone leaves the pane empty.

        Args:
            slug: The entry.
            read: Whether this counts as looking it up.
        """
        index = term_index(self._session)
        entry = index.entry(slug)
        fresh = slug != self.slug
        if entry is None:
            self._shown = _Shown("", (), ())
            self.lines = ()
            return
        before, after = entry_lines(entry, index, self._session)
        self._shown = _Shown(slug, before, after)
        self._asked = False
        if self._small():
            self._put(slug, *self._work_out(slug))
        else:
            self.lines = (*before, *after)
            self._start_later()
        if fresh:
            self.scroll_to(y=0, animate=False, immediate=True)
            self.action_first()
            if read:
                noted(self._session, slug)

    def _start_later(self) -> None:
        """Work out what the workspace adds, once the entry has been looked at for a moment."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._start)

    def _start(self) -> None:
        self.run_worker(self._work_out_later, thread=True, exclusive=True, group="alive", exit_on_error=False)

    def _work_out(self, slug: str) -> tuple[tuple[DetailLine, ...], tuple[DetailLine, ...], dict[str, Drill]]:
        """The lines that the workspace adds: the numbers of a metric, and the records that use the term."""
        entry = term_index(self._session).entry(slug) or {}
        live, drills = live_lines(self._session, entry)
        used, more = use_lines(self._session, entry) if self._asked or self._small() else _ask_lines()
        return live, used, {**drills, **more}

    def _small(self) -> bool:
        """Whether looking through all documents takes no time worth speaking of."""
        return size_of(self._session.workspace.tables) <= AT_ONCE

    def _work_out_later(self) -> None:
        slug, worker = self.slug, get_current_worker()
        live, used, drills = self._work_out(slug)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._put, slug, live, used, drills)

    def _put(
        self,
        slug: str,
        live: tuple[DetailLine, ...],
        used: tuple[DetailLine, ...],
        drills: dict[str, Drill],
    ) -> None:
        if slug == self.slug:
            self._drills = drills
            self.lines = (*self._shown.before, *live, *self._shown.after, *used)

    def action_open(self) -> None:
        """Follow the link, or open the records behind the figure."""
        target = self.current.target if self.current else ""
        if target == _LOOK:
            self._asked = True
            self._start()
        elif target in self._drills:
            self.post_message(self.ShowRecords(self._drills[target]))
        elif target:
            self.post_message(self.Walked(target))


def _ask_lines() -> tuple[tuple[DetailLine, ...], dict[str, Drill]]:
    """A placeholder for the records that use a term, until somebody asks for them."""
    asking = DetailLine("Records", "enter looks for those that use this word", "dim", target=_LOOK)
    return (DetailLine("Used by", heading=True), asking), {}


def neighbour(slugs: list[str], slug: str, steps: int) -> str:
    """The headword some places on in the alphabet, round the end to the start; itself where it is not there."""
    return slugs[(slugs.index(slug) + steps) % len(slugs)] if slug in slugs else slug
