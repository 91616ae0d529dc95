"""An application for screen readers: the terminal's cursor stands where one line says what is current."""

from collections.abc import Sequence

from textual import events
from textual.app import ReturnType
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.timer import Timer

from pmtui.widgets.frame.guarded_app import GuardedApp
from pmtui.widgets.frame.message_line import Said
from pmtui.widgets.reader.spoken_line import SpokenLine

_SOON = 0.05
"""Seconds after a key in which what follows from it is done."""


class SpokenApp(GuardedApp[ReturnType]):
    """With `speaks`, whatever a key has changed is written as a line, and nothing is only drawn."""

    speaks = False
    """Whether the mode for screen readers is on."""

    _told = ""
    _speaking: Timer | None = None

    @property
    def shows_cursor(self) -> bool:
        """Whether the terminal's own cursor is shown: a reader follows it."""
        return self.speaks

    def get_line_filters(self) -> Sequence[LineFilter]:
        """With `speaks` the one that blanks what is only drawn."""
        if not self.speaks:
            return super().get_line_filters()
        from pmtui.widgets.reader.silent_filter import SilentFilter

        return [*super().get_line_filters(), SilentFilter()]

    async def on_event(self, event: events.Event) -> None:
        """Say what is current once an event has been handled."""
        await super().on_event(event)
        if self.speaks and isinstance(event, events.Key | events.MouseUp | events.Resize | events.Paste):
            self._speak_soon()

    def _speak_soon(self) -> None:
        """Say what is current once all that a key has set going has been done."""
        if self._speaking is not None:
            self._speaking.stop()
        self._speaking = self.set_timer(_SOON, self.speak)

    def _put_message(self, said: Said | None) -> bool:
        """Show a message, and say it before what is current."""
        shown = super()._put_message(said)
        if self.speaks:
            self._told = said.text if said is not None else ""
            self._speak_soon()
        return shown

    def speak(self) -> None:
        """Write what has happened and what is current as one line, and let the cursor stand at it."""
        if not self.screen_stack:
            return
        from pmtui.widgets.reader.spoken_text import spoken_text

        screen = self.screen
        line = next(iter(screen.query(SpokenLine)), None)
        if line is None:
            line = SpokenLine()
            screen.mount(line)
            self._speak_soon()
            return
        line.said = ". ".join(filter(None, (self._told, spoken_text(screen))))
        self.cursor_position = Offset(line.region.x, line.region.y)
        line.refresh()
