"""Editing in place: the cell of a table, the figure of a card."""

from pmtui.screens.documents.editable_spot import Spot
from pmtui.screens.documents.pane_screen import PaneScreen
from pmtui.screens.frame.base_screen import tells_errors

_SEVERAL = 2
_KEYS = (("enter", "keep it"), ("tab", "keep it, go on"), ("esc", "leave it"))
"""The key line while a field is edited where it stands."""


class CellEditing(PaneScreen):
    """A screen with views whose fields are edited where they stand."""

    @tells_errors
    def action_edit(self) -> None:
        """Edit the cell or the figure under the cursor where it is; of what is marked, and elsewhere, as a form."""
        spot = self.pane.first_spot() if len(self.view_widget.marks) < _SEVERAL else None
        if spot is None or not self.view_widget.has_focus:
            super().action_edit()
        else:
            self._require_writable()
            self._edit_spot(spot)

    def _edit_spot(self, spot: Spot) -> None:
        from pmtui.screens.acts.edit_in_place import Edits, edit_field
        from pmtui.screens.acts.edit_record import edit_saves

        edits = Edits(self.session, edit_saves(self.session, self._noted), self._told, self._edit_next)
        edit_field(self, edits, self.current, spot.field, spot.region)
        self.key_pairs = _KEYS

    def _edit_next(self, step: int | None) -> None:
        """Go on to another field of the row or card, or back to the list."""
        self.view_widget.focus()
        self.update_footer()
        if step:
            self.pane.next_spot(step)
            spot = self.pane.spot()
            if spot is not None:
                self._edit_spot(spot)
