"""The guide of the tour: waits for each key on the live screen, shows what it did, and takes it back."""

from collections.abc import Callable

from textual.app import App
from textual.screen import ModalScreen

from pmtui.commands import COMMANDS
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.messages import ShowScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.tour.tour_steps import STEPS, TourStep, tour_words
from pmtui.store.events import Changed
from pmtui.store.workspace import Commit
from pmtui.widgets.frame.message_line import say
from pmtui.widgets.palette.tour_card import TourCard, TourText


class TourGuide:
    """One tour through a session.

    Args:
        session: The workspace and the keys.
        app: The application whose screens it goes over.
        ended: Called once it is over.
    """

    def __init__(self, session: Session, app: App[None], ended: Callable[[], None]) -> None:
        self._session, self._app, self._ended = session, app, ended
        self._place = 0
        self._given = self._done = False
        self._began = self._since = session.workspace.seq
        self._unsubscribe = session.workspace.subscribe(self._hear)

    @property
    def takes_keys(self) -> bool:
        """Whether its own keys are taken now: not over a dialog."""
        return not isinstance(self._app.screen, ModalScreen)

    @property
    def step(self) -> TourStep:
        """The step that one is at."""
        return STEPS[self._place]

    def begin(self) -> None:
        """Show the first step."""
        self._go(0)

    def given(self, action: str) -> None:
        """Take note of a command that was given."""
        if action.rpartition(".")[2] == COMMANDS[self.step.command].action:
            self._given = True
            if not self.step.writes:
                self._done = True
        self._app.call_after_refresh(self.show)

    def _hear(self, changed: Changed) -> None:
        """Take note of a commit of the person's own."""
        if not changed.elsewhere and self._given and self.step.writes:
            self._done = True
            self._app.call_after_refresh(self.show)

    def go_on(self) -> None:
        """Take back what the step did, and go to the next one; after the last the tour is over."""
        if self._place + 1 == len(STEPS):
            self.end()
        elif STEPS[self._place + 1].command == "undo":
            self._go(self._place + 1)
        else:
            self._take_back(self._since, lambda: self._go(self._place + 1))

    def go_back(self) -> None:
        """Take back what the step did, and go to the one before."""
        self._take_back(self._since, lambda: self._go(max(self._place - 1, 0)))

    def end(self) -> None:
        """Take back all that the tour did, and let the screen be."""
        self._unsubscribe()
        for screen in self._app.screen_stack:
            for card in screen.query(TourCard):
                card.remove()
        self._ended()

        def told() -> None:
            label = self._session.keymap.label
            say(
                self._app.screen,
                f"the tour is over, and what it did is taken back; {label('help')} keys,"
                f" {label('palette')} every act, {label('tour')} the tour again",
            )

        self._take_back(self._began, told)

    def _go(self, place: int) -> None:
        self._place, self._given, self._done = place, False, False
        if self.step.command != "undo":
            self._since = self._session.workspace.seq
        screen = self._app.screen
        if self.step.screen and isinstance(screen, BaseScreen):
            screen.post_message(ShowScreen(self.step.screen))
        self._app.call_after_refresh(self.show)

    def show(self) -> None:
        """Say the step on the screen that is shown; the card stays where a dialog lies over it."""
        screen = self._app.screen
        if not isinstance(screen, BaseScreen) or not screen.is_attached:
            return
        card = next(iter(screen.query(TourCard)), None)
        if card is None:
            card = TourCard()
            screen.mount(card)
        card.said = self._said(screen)

    def _said(self, screen: BaseScreen) -> TourText:
        session, step = self._session, self.step
        here = screen.document_here
        label = session.workspace.names.label(here) if here else ""
        words = {**tour_words(session.keymap), "it": label or "the record under the cursor"}
        names = tuple(each.name for each in STEPS)
        if self._done:
            note = ""
            if step.writes and step.command != "undo":
                latest = next(session.workspace.history(), None)
                note = f"{latest.name if latest else ''}; taken back when you go on"
            return TourText(step.title, self._place + 1, names, step.after.format(**words), "", note=note)
        why = session.refusal if step.writes else ""
        return TourText(
            step.title,
            self._place + 1,
            names,
            step.text.format(**words),
            session.keymap.label(step.command),
            step.key_does.format(**words),
            f"not now: {why}" if why else "other keys work as ever",
        )

    def _take_back(self, since: int, then: Callable[[], None]) -> None:
        """Undo the person's commands that are newer than a transaction and still stand, one by one."""
        screen = self._app.screen
        if not isinstance(screen, BaseScreen) or not self._standing(since):
            then()
            return

        def undone(_: Commit) -> None:
            self._take_back(since, then)

        session = self._session
        session.commits.carry_out(screen, session.workspace.undo, undone, lambda _: then())

    def _standing(self, since: int) -> int:
        """How many of the person's commands after a transaction have not been taken back."""
        count = 0
        for transaction in self._session.workspace.history():
            if transaction.seq <= since:
                break
            if transaction.user == self._session.workspace.user:
                count += -1 if transaction.undoes else 1
        return max(count, 0)
