"""The glossary: a list that follows what is typed, and the entry beside it."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from pmtui.errors import InputError
from pmtui.glossary.entries import text
from pmtui.screens.form_screen import FormScreen
from pmtui.screens.session import Session
from pmtui.screens.terms import entry_lines, headword_of, term_index
from pmtui.screens.work import WIDE, WorkScreen, telling
from pmtui.store.events import Changed
from pmtui.store.workspace import Commit
from pmtui.terminal.clipboard import copy
from pmtui.widgets.detail import Detail
from pmtui.widgets.grid import Grid
from pmtui.widgets.line_input import LineInput
from pmtui.widgets.line_view import LineView
from pmtui.widgets.rows import Cell, Column
from pmtui.widgets.status_line import StatusPart
from pmtui.widgets.toast import toast
from pmtui.workflows import transactions

FIRST = "product-management"
"""The entry that the glossary opens with: the founding comparison."""

_REST = 0.05  # seconds the cursor rests before the entry follows it
_COLUMNS = (
    Column("headword", "Term", 24, 14, "left", True, 9, "glossary"),
    Column("discipline", "Discipline", 10, 7, "left", False, 5, "glossary"),
)


class TermRows:
    """The entries in the list: all of them, or those that were found."""

    def __init__(self, session: Session, slugs: Sequence[str], *, own: frozenset[str]) -> None:
        self._index = term_index(session)
        self._slugs = slugs
        self._own = own
        self._places = {slug: place for place, slug in enumerate(slugs)}

    def __len__(self) -> int:
        return len(self._slugs)

    def key(self, index: int) -> str:
        """The slug at a place."""
        return self._slugs[index]

    def index(self, key: str) -> int | None:
        """The place of a slug."""
        return self._places.get(key)

    def cells(self, index: int, columns: Sequence[str]) -> Sequence[Cell]:
        """Headword and discipline; the workspace's own entries say so."""
        entry = self._index.entry(self._slugs[index]) or {}
        own = self._slugs[index] in self._own
        return [
            Cell(text(entry, "headword"), "")
            if column == "headword"
            else Cell(f"{text(entry, 'discipline')}{' ours' if own else ''}", "accent" if own else "")
            for column in columns
        ]


class GlossaryScreen(WorkScreen):
    """Find and read; `n` and `e` keep the team's own words."""

    TITLE_SHOWN: ClassVar[str] = "Glossary"
    PLACE: ClassVar[str] = "glossary"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._resting: Timer | None = None
        self._walked: list[str] = []

    def body(self) -> ComposeResult:
        """The input above the list, the entry at the right."""
        with Horizontal(id="panes"):
            with Vertical(id="list"):
                yield LineInput(id="typed")
                yield Grid(id="terms")
            yield Detail(id="detail")

    def on_mount(self) -> None:
        """List everything, and open the founding comparison."""
        super().on_mount()
        grid = self.query_one(Grid)
        grid.columns = _COLUMNS
        self._list("")
        grid.go_to(FIRST)
        grid.focus()
        self.add_class("-detail")
        self._show_entry()

    def on_resize(self, event: events.Resize) -> None:
        """The entry stands beside the list where there is room; else enter opens it."""
        if event.size.width >= WIDE:
            self.add_class("-detail")
        elif self.query_one(Grid).has_focus:
            self.remove_class("-detail")

    @property
    def moving(self) -> Grid:
        """The list, wherever the focus is."""
        return self.query_one(Grid)

    # Searching

    def action_look_up(self) -> None:
        """Type what you look for."""
        self.query_one("#typed", LineInput).focus()

    action_filter = action_look_up

    @on(LineInput.Changed, "#typed")
    def _typed(self, event: LineInput.Changed) -> None:
        event.stop()
        self._list(event.value)

    @on(LineInput.Submitted, "#typed")
    def _found(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.query_one(Grid).focus()

    def _list(self, query: str) -> None:
        index = term_index(self.session)
        slugs = [hit.slug for hit in index.search(query, 200)] if query.strip() else index.slugs()
        grid = self.query_one(Grid)
        grid.rows = TermRows(self.session, slugs, own=frozenset(self.session.workspace.rows("term")))
        if query.strip():
            grid.first()
        self.tell_status()
        self._follow()

    def go_to(self, document_id: str) -> bool:
        """Show an entry, whatever was searched for."""
        grid = self.query_one(Grid)
        if not grid.go_to(document_id):
            self.query_one("#typed", LineInput).put("")
            self._list("")
            grid.go_to(document_id)
        self._show_entry()
        return grid.current_key == document_id

    # Reading

    @on(LineView.Moved)
    def _moved(self, event: LineView.Moved) -> None:
        event.stop()
        self._follow()

    def _follow(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._show_entry)

    def _show_entry(self) -> None:
        if not self.has_class("-detail"):
            return
        index = term_index(self.session)
        entry = index.entry(self.query_one(Grid).current_key or "")
        self.query_one(Detail).lines = entry_lines(entry, index) if entry is not None else ()

    @on(LineView.Opened)
    def _clicked(self, event: LineView.Opened) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Go into the entry."""
        self.add_class("-detail")
        self._show_entry()
        self.query_one(Detail).focus()

    @on(Detail.Opened)
    def _walk(self, event: Detail.Opened) -> None:
        event.stop()
        current = self.query_one(Grid).current_key
        if current is not None:
            self._walked.append(current)
        self.go_to(event.target)
        self.query_one(Detail).action_first()

    def action_back(self) -> None:
        """Back along the links, out of the entry, out of the search: one at a time."""
        grid, typed = self.query_one(Grid), self.query_one("#typed", LineInput)
        if self.query_one(Detail).has_focus and self._walked:
            self.go_to(self._walked.pop())
        elif not grid.has_focus:
            grid.focus()
            if self.has_class("-narrow"):
                self.remove_class("-detail", "-zoomed")
        elif grid.marks:
            grid.clear_marks()
        elif typed.value:
            typed.put("")
            self._list("")

    def action_zoom(self) -> None:
        """Give the entry the whole screen, or less again."""
        self.toggle_class("-zoomed")
        self.action_open()

    def action_next_view(self) -> None:
        """From the list to the entry and back."""
        grid = self.query_one(Grid)
        if grid.has_focus:
            self.action_open()
        else:
            grid.focus()

    def action_define(self) -> None:
        """The word under the cursor is the entry itself."""
        self.action_open()

    # The team's own words

    @telling
    def action_new(self) -> None:
        """Add a word of our own."""
        self._form("", {"headword": self.query_one("#typed", LineInput).value})

    @telling
    def action_edit(self) -> None:
        """Change our own entry, or put our own sense over a shipped one."""
        self._form(self.query_one(Grid).current_key or "", {})

    def _form(self, slug: str, typed: dict[str, str]) -> None:
        workspace = self.session.workspace
        if workspace.read_only:
            raise InputError("the workspace is read only")
        base = workspace.find(slug, "term") if slug else None
        shipped = term_index(self.session).entry(slug) if slug and base is None else None
        if shipped is not None:
            fields = (
                "headword",
                "abbreviation",
                "discipline",
                "phase",
                "definition",
                "explanation",
                "example",
            )
            lists = {
                name: ", ".join(map(str, _listed(shipped, name)))
                for name in ("aliases", "related", "contrasts")
            }
            others = {name: text(shipped, name) for name in (*fields, "formula", "pitfalls")}
            typed = {**others, **lists}

        def save(values: dict[str, object]) -> Commit:
            if base is not None:
                return transactions.amend_document(workspace, base, values)
            return transactions.add(workspace, "term", values)

        self.app.push_screen(FormScreen(self.session, "term", base, save, typed), self._saved)

    def _saved(self, commit: Commit | None) -> None:
        if commit is not None and commit.changed:
            self.go_to(commit.changed[0][1])
            toast(self, f"{commit.name} · {self.session.keymap.label('undo')} takes it back")

    @telling
    def action_delete(self) -> None:
        """Delete our own entry; a shipped one stays."""
        slug = self.query_one(Grid).current_key or ""
        if slug not in self.session.workspace.rows("term"):
            raise InputError("this entry came with pmtui and stays; `e` puts your own over it")
        commit = transactions.delete(self.session.workspace, [slug])
        toast(self, f"{commit.name} · {self.session.keymap.label('undo')} takes it back")

    def take(self, changed: Changed) -> None:
        """Show what became of our own words."""
        if "term" in changed.ids:
            self._list(self.query_one("#typed", LineInput).value)

    def action_copy(self) -> None:
        """Copy the entry as text."""
        from pmtui.glossary.page import page

        index = term_index(self.session)
        entry = index.entry(self.query_one(Grid).current_key or "")
        driver = self.app._driver
        if entry is None or driver is None:
            return
        done = copy(
            page(entry, lambda slug: headword_of(index, slug), 100, bold=False),
            mode=self.session.settings.clipboard,
            write=driver.write,
            file=self.session.workspace.path / "copied.txt",
        )
        toast(self, done.message, "information" if done.done else "warning")

    def status_parts(self) -> tuple[StatusPart, ...]:
        """How many entries are listed."""
        count, total = len(self.query_one(Grid).rows), len(term_index(self.session))
        return (
            StatusPart(f"{count:,} of {total:,} entries" if count != total else f"{count:,} entries", "dim"),
        )


def _listed(entry: object, name: str) -> list[str]:
    value = entry.get(name) if isinstance(entry, dict) else None
    return [str(each) for each in value] if isinstance(value, list) else []
