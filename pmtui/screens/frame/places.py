"""The places a person has been to: escape goes back through them to the very row, and ends at the first."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import App
from textual.screen import ModalScreen, Screen

from pmtui.widgets.frame.error_boundary import Dialog

AnyScreen = Screen[None] | Screen[object]


class Place(NamedTuple):
    """A screen, and what was open over it when it was left."""

    screen: Screen[None]
    """The screen, with its filter, its cursor and how far it is scrolled."""
    page: bool = False
    """Whether it was opened from the place before it and is closed when one goes back there."""
    over: tuple[Screen[object], ...] = ()
    """What lay over it, to be shown again: an entry of the dictionary, the process map."""


class Places:
    """The places of one session, the current one last; a screen that is no page is among them once.

    Args:
        app: The application that shows them.
    """

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._places: list[Place] = []

    @property
    def current(self) -> Screen[None] | None:
        """The screen of the current place; `None` before the first."""
        return self._places[-1].screen if self._places else None

    @property
    def home(self) -> Screen[None] | None:
        """The screen that the current pages were opened from; `None` before the first."""
        return next((place.screen for place in reversed(self._places) if not place.page), None)

    @property
    def screens(self) -> tuple[Screen[None], ...]:
        """The screens of all places, the current one last."""
        return tuple(place.screen for place in self._places)

    def go(self, screen: Screen[None]) -> None:
        """Go to a screen; the pages that had been opened from it are closed."""
        place = next((at for at, place in enumerate(self._places) if place.screen is screen), None)
        gone: list[Place] = []
        if place is not None:
            end = place + 1
            while end < len(self._places) and self._places[end].page:
                end += 1
            gone = self._places[place + 1 : end]
            self._set_aside()
            del self._places[place:end]
        else:
            self._set_aside()
        self._places.append(Place(screen))
        self._show(gone)

    def open(self, page: Screen[None]) -> None:
        """Open a page from the current place."""
        self._set_aside()
        self._places.append(Place(page, page=True))
        self._show()

    def back(self) -> bool:
        """Go back to the place before this one; `False` if there is none."""
        if not self._places[1:]:
            return False
        left = self._places.pop()
        self._show([left] if left.page else [])
        return True

    def replace(self, screen: Screen[None]) -> None:
        """Show another screen in this place: the same one as of another day."""
        left = self._places[-1]
        self._places[-1] = Place(screen, left.page)
        self._show([left] if left.page else [])

    def forget(self, screens: Sequence[Screen[None]]) -> None:
        """Forget screens that are not the current one, and what was opened from them."""
        kept: list[Place] = []
        gone: list[Place] = []
        dropping = False
        for place in self._places[:-1]:
            dropping = place.screen in screens or (dropping and place.page)
            (gone if dropping else kept).append(place)
        self._places = [*kept, *self._places[-1:]]
        self._close([*(place.screen for place in gone), *screens])

    def _set_aside(self) -> None:
        """Take away what lies over the current place; what can be come back to is kept with it."""
        over: list[Screen[object]] = []
        while isinstance(top := self._app.screen, ModalScreen):
            if isinstance(top, Dialog) and top.STAYS:
                self._install(top)
                self._app.pop_screen()
                over.insert(0, top)
            elif isinstance(top, Dialog):
                top.dismiss()
            else:
                self._app.pop_screen()
        if self._places:
            left = self._places.pop()
            self._close([each for each in left.over if each not in over])
            self._places.append(left._replace(over=tuple(over)))

    def _show(self, gone: Sequence[Place] = ()) -> None:
        """Show the current place, with what lay over it, and close the pages that were left."""
        place = self._places[-1]
        self._install(place.screen)
        if len(self._app.screen_stack) > 1:
            self._app.switch_screen(place.screen)
        else:
            self._app.push_screen(place.screen)
        for each in place.over:
            self._app.push_screen(each)
        for left in gone:
            self._close([*left.over, left.screen])

    def _install(self, screen: AnyScreen) -> None:
        """Let a screen stay as it is while another is shown."""
        if not self._app.is_screen_installed(screen):
            self._app.install_screen(screen, f"place-{id(screen)}")

    def _close(self, screens: Sequence[AnyScreen]) -> None:
        for screen in dict.fromkeys(screens):
            if screen not in self._app.screen_stack:
                self._app.uninstall_screen(screen)
                if screen.is_attached:
                    screen.remove()
