"""Editing on the page of a record: a field in its place, and the rows of its small tables."""

from textual import on

from pmtui.screens.documents.details.record_page import RecordPage
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.commits import Save
from pmtui.store.workspace import Commit
from pmtui.widgets.record.detail import Detail

_KEYS = (("enter", "keep"), ("tab", "next field"), ("esc", "leave it"))
"""The keys of an editor, in the key line while it is open."""


class PageEditing(BaseScreen):
    """A screen with the page of a record, whose fields and rows are changed where they are shown."""

    def _noted(self, save: Save) -> Save:
        """A save that can be repeated on others."""
        raise NotImplementedError

    def _told(self, commit: Commit | None) -> None:
        """Tell of a commit."""
        raise NotImplementedError

    @property
    def inner_place(self) -> str:
        """A row inside the record, where the cursor of its page is on one."""
        focused = self.focused
        return "inside" if isinstance(focused, RecordPage) and focused.is_on_row else ""

    @on(Detail.Moved)
    def _moved_on_page(self, event: Detail.Moved) -> None:
        event.stop()
        if isinstance(self.focused, RecordPage):
            self.update_footer()

    @on(RecordPage.FieldWanted)
    def _edit_in_place(self, event: RecordPage.FieldWanted) -> None:
        event.stop()
        from pmtui.screens.acts.edit_in_place import Edits, edit_field
        from pmtui.screens.acts.edit_record import edit_saves

        def passed(step: int | None) -> None:
            self.update_footer()
            event.page.go_on(step)

        edits = Edits(self.session, edit_saves(self.session, self._noted), self._told, passed)
        edit_field(self, edits, event.document_id, event.field, event.region)
        self.key_pairs = _KEYS

    @on(RecordPage.RowWanted)
    def _change_rows(self, event: RecordPage.RowWanted) -> None:
        event.stop()
        from pmtui.screens.acts.edit_in_place import Edits, RowEdits
        from pmtui.screens.acts.edit_record import edit_saves

        edits = Edits(self.session, edit_saves(self.session, self._noted), self._told)
        rows = RowEdits(self, edits, event.document_id, event.field)
        {
            "edit": rows.edit,
            "add": rows.add,
            "delete": rows.delete,
            "tick": rows.tick,
            "down": rows.down,
            "up": rows.up,
        }[event.act](event.place)
