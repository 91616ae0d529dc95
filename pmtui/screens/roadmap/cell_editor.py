"""An input laid over a cell of the priorities: the result and the rank move as it is typed in."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from pmtui.errors import PmtuiError
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.rules.roadmap.scores import ScoreInput, input_text
from pmtui.screens.roadmap.priorities import PrioritiesPane, stepped
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.frame.message_line import say


class CellEditor(LineInput):
    """Edits one input of one feature after the other.

    `up` and `down` step along the scale, `tab` goes to the next input, `enter` keeps, `escape` drops.

    Args:
        pane: Where it lies.
        feature_id: The feature.
        asked: The input it begins with.
    """

    DEFAULT_CSS = """
    CellEditor {
        overlay: screen; position: absolute; height: 1; padding: 0; border: none;
        &.-wrong { color: $text-error; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(1)", "More", show=False),
        Binding("down", "step(-1)", "Less", show=False),
        Binding("tab", "other(1)", "Next input", show=False),
        Binding("shift+tab", "other(-1)", "Input before", show=False),
        Binding("escape", "leave", "Drop", show=False),
    ]

    class Kept(Message):
        """Enter: what was typed is to be kept."""

        def __init__(self, feature_id: str) -> None:
            super().__init__()
            self.feature_id = feature_id
            """Whose inputs they are."""

    class Left(Message):
        """Escape, or the focus went elsewhere: what was typed is dropped."""

        def __init__(self, feature_id: str) -> None:
            super().__init__()
            self.feature_id = feature_id
            """Whose inputs they are."""

    def __init__(self, pane: PrioritiesPane, feature_id: str, asked: ScoreInput) -> None:
        super().__init__(id="cell")
        self.select_on_focus = True  # the first key replaces what stands there
        self._pane, self._feature, self._asked = pane, feature_id, asked
        self._told = False
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
            origin = grid.region.offset
            self.styles.width = region.width
            self.styles.offset = (origin.x + region.x, origin.y + region.y)

    def watch_value(self, value: str) -> None:
        """Rank by what is typed; what cannot be is shown as wrong and changes nothing."""
        if not self.is_mounted or self._told:
            return
        try:
            self._pane.try_out(self._feature, self._asked.field, value)
            self.remove_class("-wrong")
        except PmtuiError:
            self.add_class("-wrong")
        self._place()

    def action_step(self, steps: int) -> None:
        """Go up or down the scale."""
        self.put(stepped(self._asked, self.value, steps))

    def action_other(self, places: int) -> None:
        """Go on to another input of the same feature."""
        inputs = self._pane.inputs
        at = next(place for place, each in enumerate(inputs) if each.field == self._asked.field)
        asked = inputs[(at + places) % len(inputs)]
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
        self._close(self.Kept(self._feature))

    def action_leave(self) -> None:
        """Drop what was typed since it was opened."""
        self._pane.drop(self._feature)
        for field, text in self._before.items():
            self._pane.try_out(self._feature, field, text)
        self._close(self.Left(self._feature))

    def on_blur(self, event: events.Blur) -> None:
        """Elsewhere is out of the cell: nothing half-typed stays."""
        if not self._told:
            self.action_leave()

    def _close(self, message: Message) -> None:
        if not self._told:
            self._told = True
            self.post_message(message)
