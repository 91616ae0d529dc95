"""An application over whose screens a tour can go."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from pmtui.screens.frame.tour.guide import Guide
from pmtui.widgets.reader.spoken_app import SpokenApp


class Touring(SpokenApp[None]):
    """Lets the tour know which commands are given, and gives it its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tour_on", show=False, priority=True),
        Binding("b", "tour_back", show=False, priority=True),
        Binding("escape", "tour_end", show=False, priority=True),
    ]

    _guide: Guide | None = None

    def begin_tour(self, guide: Guide) -> None:
        """Begin a tour."""
        self._guide = guide
        self.screen_change_signal.subscribe(self, self._tour_moves)
        guide.begin()

    @property
    def is_touring(self) -> bool:
        """Whether a tour is on."""
        return self._guide is not None

    def tour_ended(self) -> None:
        """Let the tour go."""
        self._guide = None
        self.screen_change_signal.unsubscribe(self)

    def _tour_moves(self, _: Screen[object]) -> None:
        """Let the card of the tour follow to another screen."""
        if self._guide is not None:
            self.call_after_refresh(self._guide.show)

    async def run_action(
        self,
        action: str | tuple[str, str, tuple[object, ...]],
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Carry out an action, and let the tour know that it was."""
        done = await super().run_action(action, default_namespace, namespaces)
        if done and self._guide is not None and isinstance(action, str):
            self._guide.given(action)
        return done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of the tour are those of the screen while none is on, and over a dialog."""
        if action.startswith("tour_"):
            return self._guide is not None and self._guide.takes_keys
        return super().check_action(action, parameters)

    def action_tour_on(self) -> None:
        """The next step."""
        if self._guide is not None:
            self._guide.go_on()

    def action_tour_back(self) -> None:
        """The step before."""
        if self._guide is not None:
            self._guide.go_back()

    def action_tour_end(self) -> None:
        """Leave the tour."""
        if self._guide is not None:
            self._guide.end()
