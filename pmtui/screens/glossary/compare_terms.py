"""Two or three entries side by side over the screen, and how they are picked."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Static

from pmtui.errors import InputError
from pmtui.glossary.compare import FEWEST, MOST, as_columns, as_markdown, comparison
from pmtui.glossary.entries import Entry, text, words
from pmtui.screens.frame.copy_text import copy_text
from pmtui.screens.frame.dictionary import headword_of, term_index
from pmtui.screens.frame.session import Session
from pmtui.screens.glossary.shell_picker import choices
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.movement import Movement, ScrolledText
from pmtui.widgets.frame.picker import Picker

_LABEL = 20


def compare_from(screen: DOMNode, session: Session, slugs: Sequence[str]) -> None:
    """Compare some entries; with fewer than two, pick the ones that are missing first.

    Raises:
        InputError: There are more than three.
    """
    slugs = tuple(slug for slug in slugs if slug)
    if len(slugs) > MOST:
        raise InputError(f"{len(slugs)} terms are marked; compare takes {FEWEST} or {MOST}")
    if len(slugs) >= FEWEST:
        screen.app.push_screen(CompareScreen(session, slugs))
        return
    index = term_index(session)
    first = headword_of(index, slugs[0]) if slugs else ""

    def picked(slug: str | None) -> None:
        if slug is not None:
            compare_from(screen, session, (*slugs, slug))

    def offered(typed: str) -> Sequence[Choice]:
        if typed.strip() or not slugs:
            return [each for each in choices(index, typed) if each.key not in slugs]
        entry = index.entry(slugs[0]) or {}
        near = [*words(entry, "contrasts"), *words(entry, "related")]
        return [
            Choice(slug, headword_of(index, slug), text(index.entry(slug) or {}, "definition"))
            for slug in near
            if index.entry(slug) is not None
        ]

    screen.app.push_screen(
        Picker(f"Compare {first} with what?" if first else "Compare which term?", offered), picked
    )


class _Columns(Widget):
    """The comparison, laid out for the width there is."""

    DEFAULT_CSS = "_Columns { height: auto; }"

    def __init__(self, session: Session, slugs: Sequence[str]) -> None:
        super().__init__()
        index = term_index(session)
        self.entries: list[Entry] = [entry for slug in slugs if (entry := index.entry(slug)) is not None]
        self.rows = comparison(self.entries, lambda slug: headword_of(index, slug))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many lines as the width makes of it."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines, labels and headwords set apart."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        lines = as_columns(self.entries, self.rows, max(width, 20), bold=False).split("\n")
        side_by_side = lines[0].startswith(" ")
        shown = [toned(lines[0], "strong")]
        for line in lines[1:]:
            if not side_by_side:
                shown.append(toned(line, "" if line.startswith(" ") else "strong"))
                continue
            shown.append(Content.assemble(toned(line[:_LABEL], "strong"), Content(line[_LABEL:])))
        return shown


class CompareScreen(Movement, Dialog[None]):
    """Entries side by side.

    Args:
        session: The workspace, keys and settings.
        slugs: Two or three entries.
    """

    DEFAULT_CSS = """
    CompareScreen {
        align: center middle;
        & > Vertical {
            width: 140; max-width: 100%; height: 90%; padding: 0 1;
            background: $panel; border: round $border;
        }
        & VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
        & #hint { height: 1; color: $text-muted; }
    }
    """
    STAYS = True
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "back", "quit", "copy", "compare", "down", "up", "half-page-down", "half-page-up", "first", "last"
    )

    def __init__(self, session: Session, slugs: Sequence[str]) -> None:
        super().__init__()
        self._session, self._slugs = session, tuple(slugs)

    def compose(self) -> ComposeResult:
        """The columns and what to press."""
        label = self._session.keymap.label
        third = f" · {label('compare')} add a third" if len(self._slugs) < MOST else ""
        with Vertical():
            with ScrolledText():
                yield _Columns(self._session, self._slugs)
            hint = f"≠ differs · {label('copy')} copy as Markdown{third} · {label('back')} close"
            yield Static(toned(hint, "dim"), markup=False, id="hint")

    def on_mount(self) -> None:
        """Scroll by key."""
        self.moving.focus()

    @property
    def moving(self) -> ScrolledText:
        """The columns."""
        return self.query_one(ScrolledText)

    def action_compare(self) -> None:
        """Add a third."""
        if len(self._slugs) < MOST:
            slugs, app, session = self._slugs, self.app, self._session

            def picked(slug: str | None) -> None:
                if slug is not None and slug not in slugs:
                    self.dismiss()
                    app.push_screen(CompareScreen(session, (*slugs, slug)))

            index = term_index(session)
            app.push_screen(Picker("Compare with what else?", lambda typed: choices(index, typed)), picked)

    def action_copy(self) -> None:
        """Copy the comparison as Markdown."""
        columns = self.query_one(_Columns)
        copy_text(self, self._session, as_markdown(columns.entries, columns.rows))

    def action_back(self) -> None:
        """Close."""
        self.dismiss()

    def action_quit(self) -> None:
        """Close."""
        self.dismiss()
