"""Actions on an entry wherever it is read: in the glossary, or over another screen."""

from textual import on
from textual.screen import Screen

from pmtui.errors import InputError
from pmtui.glossary.entries import text
from pmtui.glossary.entry_markdown import entry_markdown
from pmtui.screens.frame.base_screen import tells_errors
from pmtui.screens.frame.copy_text import copy_text
from pmtui.screens.frame.dictionary import headword_of, noted, shelf, term_index
from pmtui.screens.frame.messages import OpenRecord, ShowRecords
from pmtui.screens.frame.session import Session
from pmtui.screens.glossary.entry_pane import EntryPane
from pmtui.widgets.frame.message_line import say


class EntryActions(Screen[None]):
    """The verbs of a screen that shows an entry."""

    session: Session

    @property
    def pane(self) -> EntryPane:
        """Where the entry is shown."""
        raise NotImplementedError

    @property
    def slug(self) -> str:
        """The entry that the verbs act on; empty for none."""
        return self.pane.slug

    def compared(self) -> tuple[str, ...]:
        """The entry that `=` compares with another."""
        return (self.slug,)

    def note_read(self) -> None:
        """Note that the entry was read."""
        if self.pane.slug:
            noted(self.session, self.pane.slug)

    @tells_errors
    def action_favourite(self) -> None:
        """Keep the entry among the favourites, or no longer."""
        slug = self.slug
        if slug:
            name = headword_of(term_index(self.session), slug)
            now = shelf().toggle(slug)
            self.pane.show(slug)
            say(self, f"{name} is {'now' if now else 'no longer'} a favourite")

    def action_copy(self) -> None:
        """Copy the entry as Markdown."""
        index = term_index(self.session)
        entry = index.entry(self.slug)
        if entry is not None:
            self.copy_text(entry_markdown(entry, lambda slug: headword_of(index, slug)))

    def copy_text(self, written: str) -> None:
        """Copy a text and say how that went."""
        copy_text(self, self.session, written)

    @tells_errors
    def action_compare(self) -> None:
        """Put the entry beside another."""
        from pmtui.screens.glossary.compare_terms import compare_from

        compare_from(self, self.session, self.compared())

    @tells_errors
    def action_what_if(self) -> None:
        """Change an input of the metric and see the result move."""
        entry = term_index(self.session).entry(self.slug) or {}
        slug = text(entry, "metric")
        if not slug:
            raise InputError(f"{text(entry, 'headword') or 'this'} is no metric that pmtui works out")
        from pmtui.screens.glossary.what_if import WhatIfScreen

        self.app.push_screen(WhatIfScreen(self.session, slug, text(entry, "headword")))

    @tells_errors
    def action_learn(self) -> None:
        """Flash cards of what was looked up twice this month."""
        from pmtui.screens.glossary.flashcards import FlashcardsScreen

        index = term_index(self.session)
        queue = shelf().queue(self.session.workspace.clock.today(), index.slugs())
        if not queue:
            raise InputError("nothing to learn today: terms come here once you look them up twice in a month")
        self.app.push_screen(FlashcardsScreen(self.session, queue))

    @on(EntryPane.ShowRecords)
    def _open_records(self, event: EntryPane.ShowRecords) -> None:
        event.stop()
        drill = event.drill
        if drill.title:
            self.app.post_message(ShowRecords(drill.kind, drill.ids, drill.title))
        else:
            self.app.post_message(OpenRecord(drill.ids[0]))
