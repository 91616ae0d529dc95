"""An input laid over a cell of the priorities: the result and the rank move as it is typed in."""

from textual.message import Message

from pmtui.errors import PmtuiError
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.rules.roadmap.scores import ScoreInput, input_text
from pmtui.screens.roadmap.priorities import PrioritiesPane, stepped
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.frame.message_line import say
from pmtui.widgets.grid.cell_input import CellInput


class CellEditor(CellInput):
    """Edits one input of one feature after the other.

    `up` and `down` step along the scale, `tab` goes to the next input, `enter` keeps, `escape` drops.

    Args:
        pane: Where it lies.
        feature_id: The feature.
        asked: The input it begins with.
    """

    class Scored(Message):
        """Enter: what was typed is to be kept."""

        def __init__(self, feature_id: str) -> None:
            super().__init__()
            self.feature_id = feature_id
            """Whose inputs they are."""

    class Dropped(Message):
        """Escape, or the focus went elsewhere: what was typed is dropped."""

        def __init__(self, feature_id: str) -> None:
            super().__init__()
            self.feature_id = feature_id
            """Whose inputs they are."""

    def __init__(self, pane: PrioritiesPane, feature_id: str, asked: ScoreInput) -> None:
        super().__init__("")
        self._pane, self._feature, self._asked = pane, feature_id, asked
        self._before = dict(pane.typed.get(feature_id, {}))
        self.set_reactive(LineInput.value, self._text())
        self._place()

    def _text(self) -> str:
        """The current value of the input, as it is typed."""
        typed = self._pane.typed.get(self._feature, {})
        if self._asked.field in typed:
            return typed[self._asked.field]
        row = self._pane.listing.row(self._feature) or {}
        return input_text(FeatureRow(row), self._asked.field)

    def _place(self) -> None:
        """Lie over the cell, wherever its row has moved to."""
        grid = self._pane.grid
        region = grid.cell_region(self._asked.field)
        if region is not None:
            self.lie_over(region.translate(grid.region.offset))

    def watch_value(self, value: str) -> None:
        """Rank by what is typed; what cannot be is shown as wrong and changes nothing."""
        if not self.is_mounted or self.closed:
            return
        try:
            self._pane.try_out(self._feature, self._asked.field, value)
            self.show_wrong(wrong=False)
        except PmtuiError:
            self.show_wrong(wrong=True)
        self._place()

    def action_step(self, steps: int) -> None:
        """Go up or down the scale; up is more."""
        self.put(stepped(self._asked, self.value, -steps))

    def action_onward(self, cells: int) -> None:
        """Go on to another input of the same feature."""
        inputs = self._pane.inputs
        at = next(place for place, each in enumerate(inputs) if each.field == self._asked.field)
        asked = inputs[(at + cells) % len(inputs)]
        if self._pane.grid.cell_region(asked.field) is None:
            return
        self._asked = asked
        self.set_reactive(LineInput.value, self._text())
        self.action_select_all()
        self._place()
        self.refresh()

    async def action_submit(self) -> None:
        """Keep what was typed, unless the input cannot take it."""
        try:
            self._pane.try_out(self._feature, self._asked.field, self.value)
        except PmtuiError as error:
            say(self, str(error), "refusal")
            return
        self._end(self.Scored(self._feature))

    def action_leave(self) -> None:
        """Drop what was typed since it was opened."""
        self._pane.drop(self._feature)
        for field, text in self._before.items():
            self._pane.try_out(self._feature, field, text)
        self._end(self.Dropped(self._feature))

    def _end(self, message: Message) -> None:
        if not self.closed:
            self.close()
            self.post_message(message)
