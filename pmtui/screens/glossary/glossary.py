"""The glossary: a list that follows what is typed, and the entry beside it."""

import random
from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.timer import Timer

from pmtui.errors import InputError
from pmtui.glossary.entries import text
from pmtui.models.values.folding import folded
from pmtui.screens.frame.base_screen import WIDE, BaseScreen, tells_errors
from pmtui.screens.frame.cursor_debounce import CursorDebounce
from pmtui.screens.frame.dictionary import term_index
from pmtui.screens.frame.session import Session
from pmtui.screens.glossary.entry_actions import EntryActions
from pmtui.screens.glossary.entry_pane import EntryPane, Walk, neighbour
from pmtui.screens.glossary.term_list import COLUMNS, TermRows, filter_choices, filter_named, found
from pmtui.store.events import Changed
from pmtui.store.workspace import Commit
from pmtui.widgets.drawing.data_sources import NoRows, Rows
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.containers import SideBySide, Stacked
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.frame.message_line import say
from pmtui.widgets.frame.picker import Picker
from pmtui.widgets.frame.status_line import StatusPart
from pmtui.widgets.grid.grid import Grid

FIRST = "product-management-and-sales"
"""The entry that the glossary opens with: the founding comparison."""

_SEARCH = "glossary"
"""The line in which the glossary is searched, among those whose words are kept."""

_REST = 0.05  # seconds a running cursor rests before the entry follows it
_PAUSE = 0.3  # seconds without a key before the entry follows what is typed
_PIECE = 0.01  # seconds between two pieces of the index that is built while nobody types
_READ = 1.5  # seconds an entry is looked at before it counts as read


class GlossaryScreen(BaseScreen, EntryActions):
    """Find and read; `n` and `e` keep the team's own words."""

    TITLE_SHOWN: ClassVar[str] = "Glossary"
    PLACE: ClassVar[str] = "glossary"

    rows: reactive[Rows] = reactive(NoRows, init=False, repaint=False, always_update=True)
    """The entries that are listed."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._following = CursorDebounce(self, self._show_entry, _REST)
        self._reading: Timer | None = None
        self._walk = Walk()
        self._filter = filter_named(session, "")
        self.typed, self.grid = LineInput(id="typed"), Grid(id="terms")
        self.grid.set_reactive(Grid.columns, COLUMNS)
        self._pane = EntryPane(session, id="detail")

    def body(self) -> ComposeResult:
        """The input above the list, the entry at the right."""
        with SideBySide(id="panes"):
            with Stacked(id="list"):
                yield self.typed
                yield self.grid.data_bind(GlossaryScreen.rows)
            yield self._pane

    def on_mount(self) -> None:
        """List everything, and open the founding comparison."""
        self._list("")
        self.grid.go_to(FIRST)
        self.grid.focus()
        self.set_class(self.app.size.width >= WIDE, "-detail")
        self._show_entry()
        self._preparing = term_index(self.session).preparing()
        self._idle = self.set_interval(_PIECE, self._prepare)

    def _prepare(self) -> None:
        """Build the index for searching, a piece at a time while nobody types."""
        if next(self._preparing, self) is self:
            self._idle.stop()

    def on_resize(self, event: events.Resize) -> None:
        """The entry stands beside the list where there is room; else enter opens it."""
        if event.size.width >= WIDE:
            self.add_class("-detail")
        elif self.grid.has_focus:
            self.remove_class("-detail")

    @property
    def moving(self) -> Grid:
        """The list, wherever the focus is."""
        return self.grid

    @property
    def pane(self) -> EntryPane:
        """The entry."""
        return self._pane

    @property
    def slug(self) -> str:
        """The entry under the cursor; empty for none."""
        return self.grid.current_key or ""

    # Searching

    def action_look_up(self) -> None:
        """Type what you look for; where there is room for one, the list gives way to no entry."""
        if self.app.size.width < WIDE:
            self.remove_class("-detail", "-zoomed")
        if not self.typed.value:
            self.typed.put(self.session.typed.get(_SEARCH))
        self.typed.focus()
        self.typed.select_all()

    def action_filter(self) -> None:
        """Pick which entries are listed."""
        self.app.push_screen(
            Picker("List which entries?", lambda typed: filter_choices(self.session, typed)), self._list_only
        )

    def _list_only(self, key: str | None) -> None:
        if key is not None:
            self._filter = filter_named(self.session, key)
            self._list(self.typed.value)
            self.grid.focus()

    @on(LineInput.Changed, "#typed")
    def _typed(self, event: LineInput.Changed) -> None:
        event.stop()
        if event.value:
            self.session.typed.keep(_SEARCH, event.value)
        self._list(event.value)

    @on(LineInput.Submitted, "#typed")
    def _found(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.grid.focus()
        self._show_entry()
        index = term_index(self.session)
        senses = index.senses(event.value)
        if len(senses) > 1:
            choices = [
                Choice(
                    slug,
                    text(index.entry(slug) or {}, "headword"),
                    text(index.entry(slug) or {}, "definition"),
                )
                for slug in senses
            ]
            title = f"{event.value.strip()} has {len(senses)} senses; which one?"
            self.app.push_screen(Picker(title, _among(choices)), self._take_sense)

    def _take_sense(self, slug: str | None) -> None:
        if slug is not None:
            self.grid.go_to(slug)
            self.action_open()

    def _list(self, query: str) -> None:
        index = term_index(self.session)
        hits = found(index, query, self._filter)
        self.rows = TermRows(index, hits, frozenset(self.session.workspace.rows("term")))
        if query.strip():
            self.grid.first()
        self.update_status()
        self._follow()

    def go_to(self, document_id: str) -> bool:
        """Show an entry, whatever was searched for."""
        if not self.grid.go_to(document_id):
            self.typed.put("")
            self._filter = filter_named(self.session, "")
            self._list("")
            self.grid.go_to(document_id)
        self._show_entry()
        return self.grid.current_key == document_id

    # Reading

    @on(LineView.Moved)
    def _moved(self, event: LineView.Moved) -> None:
        event.stop()
        self._follow()

    def _follow(self) -> None:
        typing = self.typed.has_focus
        self._following.moved(pause=_PAUSE if typing else None)

    def _show_entry(self) -> None:
        self.update_footer()
        if self.has_class("-detail"):
            self.pane.show(self.slug, read=False)
            if self._reading is not None:
                self._reading.stop()
            self._reading = self.set_timer(_READ, self.note_read)

    @on(LineView.Opened)
    def _clicked(self, event: LineView.Opened) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Go into the entry."""
        self.add_class("-detail")
        self._show_entry()
        self.pane.focus()

    @on(EntryPane.Walked)
    def _walked(self, event: EntryPane.Walked) -> None:
        event.stop()
        self.walk_to(event.slug)

    def walk_to(self, slug: str) -> None:
        """Go to another entry, and remember this one."""
        self._walk.leave(self.slug)
        self.go_to(slug)
        self.pane.action_first()

    def action_backward(self) -> None:
        """The entry read before this one."""
        self._step_to(self._walk.back(self.slug))

    def action_forward(self) -> None:
        """The entry that backward left."""
        self._step_to(self._walk.forward(self.slug))

    def _step_to(self, slug: str) -> None:
        if slug:
            self.go_to(slug)

    def action_left(self) -> None:
        """In the entry, the headword before; in the list, the column."""
        self._sideways(-1)

    def action_right(self) -> None:
        """In the entry, the next headword; in the list, the column."""
        self._sideways(1)

    def _sideways(self, steps: int) -> None:
        if self.pane.has_focus:
            self.go_to(neighbour(term_index(self.session).slugs(), self.slug, steps))
            self.pane.action_first()
        else:
            self.moving.sideways(steps)

    def action_random_term(self) -> None:
        """An entry by chance."""
        self.walk_to(random.choice(term_index(self.session).slugs()))

    def action_back(self) -> None:
        """Back along the links, out of the entry, out of the search: one at a time."""
        grid, typed = self.grid, self.typed
        before = self._walk.back(self.slug) if self.pane.has_focus else ""
        if before:
            self.go_to(before)
        elif not grid.has_focus:
            grid.focus()
            if self.has_class("-narrow"):
                self.remove_class("-detail", "-zoomed")
        elif grid.marks:
            grid.clear_marks()
        elif typed.value:
            typed.put("")
            self._list("")
        elif self._filter.key:
            self._list_only("")
        else:
            super().action_back()

    def stand_like(self, other: BaseScreen) -> None:
        """Show the same entry as another screen of this kind."""
        if isinstance(other, GlossaryScreen) and other.slug:
            self.go_to(other.slug)

    def action_zoom(self) -> None:
        """Give the entry the whole screen, or less again."""
        self.toggle_class("-zoomed")
        self.action_open()

    def action_next_view(self) -> None:
        """From the list to the entry and back."""
        if self.grid.has_focus:
            self.action_open()
        else:
            self.grid.focus()

    def action_define(self) -> None:
        """The word under the cursor is the entry itself."""
        self.action_open()

    def action_mark(self) -> None:
        """Mark or unmark, and go on to the next row."""
        self.moving.toggle_mark()
        self.moving.move(1)

    def compared(self) -> tuple[str, ...]:
        """The entries that `=` compares: the marked ones, or the one under the cursor."""
        return self.moving.selected_keys()

    def disabled_reasons(self) -> dict[str, str]:
        """As elsewhere; some verbs are for metrics, some for the team's own words."""
        reasons, index = super().disabled_reasons(), term_index(self.session)
        entry = index.entry(self.slug) or {}
        if not text(entry, "metric"):
            reasons["what-if"] = f"{text(entry, 'headword') or 'this'} is no metric that pmtui works out"
        if self.slug not in self.session.workspace.rows("term"):
            reasons.setdefault("delete", "this entry came with pmtui and stays; `e` puts your own over it")
        return reasons

    # The team's own words

    @tells_errors
    def action_new(self) -> None:
        """Add a word of our own."""
        from pmtui.screens.glossary.term_form import open_form

        open_form(self, self.session, "", {"headword": self.typed.value}, self._saved)

    @tells_errors
    def action_edit(self) -> None:
        """Change our own entry, or put our own words over a shipped one."""
        from pmtui.screens.glossary.term_form import open_form

        open_form(self, self.session, self.slug, {}, self._saved)

    def _saved(self, commit: Commit | None) -> None:
        if commit is not None and commit.changed:
            self.go_to(commit.changed[0][1])
            self._tell_commit(commit)

    def _tell_commit(self, commit: Commit) -> None:
        say(self, commit.name, "done", self.session.way_back)

    @tells_errors
    def action_delete(self) -> None:
        """Delete our own entry, or what we put over a shipped one; the shipped one stays."""
        from pmtui.workflows import record_commands

        if self.slug not in self.session.workspace.rows("term"):
            raise InputError("this entry came with pmtui and stays; `e` puts your own over it")
        workspace, slug = self.session.workspace, self.slug
        self.session.commits.carry_out(
            self, lambda: record_commands.delete(workspace, [slug]), self._tell_commit
        )

    def on_commit(self, changed: Changed) -> None:
        """Show what became of our own words, and of the numbers."""
        if "term" in changed.ids:
            self._list(self.typed.value)
        self._follow()
        self.update_status()

    def status_parts(self) -> tuple[StatusPart, ...]:
        """How many entries are listed, and which."""
        count, total = len(self.rows), len(term_index(self.session))
        shown = f"{count:,} of {total:,} entries" if count != total else f"{count:,} entries"
        return (
            StatusPart(f"only {self._filter.label}" if self._filter.key else "", "strong"),
            StatusPart(shown, "dim"),
        )


def _among(choices: list[Choice]) -> Callable[[str], list[Choice]]:
    return lambda typed: [each for each in choices if folded(typed) in folded(each.label)]
