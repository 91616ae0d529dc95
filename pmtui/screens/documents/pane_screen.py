"""A screen with views on documents: which one is shown, and what is under its cursor."""

from collections.abc import Mapping, Sequence

from pmtui.errors import InputError
from pmtui.screens.documents.deal_actions import SellingScreen
from pmtui.screens.documents.panes import Pane
from pmtui.screens.frame.session import Session
from pmtui.widgets.drawing.line_view import LineView


class PaneScreen(SellingScreen):
    """Views on documents, of which one is shown; what picks views, columns and days works on any such screen."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.panes: list[Pane] = list(self.make_panes())
        self._current = 0

    def make_panes(self) -> Sequence[Pane]:
        """The views of the screen, the first one shown at the start."""
        raise NotImplementedError

    @property
    def pane(self) -> Pane:
        """The view that is shown."""
        return self.panes[self._current]

    @property
    def view_widget(self) -> LineView:
        """The widget of the view that is shown."""
        return self.pane.widget

    @property
    def moving(self) -> LineView:
        """The view, wherever the focus is."""
        return self.view_widget

    @property
    def selected(self) -> tuple[str, ...]:
        """The marked ids, else the one under the cursor.

        Raises:
            InputError: There is nothing under the cursor.
        """
        return self.view_widget.selected_keys() or (self.current,)

    def _marked_ids(self) -> Sequence[str]:
        """The marked records, if there are any."""
        return self.view_widget.selected_keys() if self.view_widget.marks else ()

    @property
    def current(self) -> str:
        """The id under the cursor.

        Raises:
            InputError: There is none.
        """
        key = self.view_widget.current_key
        if key is None:
            raise InputError("nothing is selected")
        return key

    @property
    def kind_shown(self) -> str:
        """The kind of the view that is shown."""
        return self.pane.view.kind

    def beginning(self) -> Mapping[str, str]:
        """The values that the view gives a new document."""
        return self.pane.beginning()

    def show_view(self) -> None:
        """Show the current view."""
        raise NotImplementedError

    def show_pane(self, pane: Pane) -> None:
        """Show one view of this screen."""
        raise NotImplementedError

    def apply_filter(self, text: str) -> None:
        """Show only what matches.

        Raises:
            FilterError: The filter is not understood; nothing changes.
        """
        raise NotImplementedError
