"""The frame that the screens share: tabs, status and footer, and the commands that work everywhere."""

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from pmtui.commands import COMMANDS, PLACES, Command
from pmtui.errors import PmtuiError
from pmtui.models.kinds import kind_of
from pmtui.screens.frame.cursor_debounce import CursorDebounce
from pmtui.screens.frame.key_sequence import KeySequence
from pmtui.screens.frame.messages import (
    ALL_HISTORY,
    BeginTour,
    ChooseTheme,
    RedrawScreen,
    ShowScreen,
)
from pmtui.screens.frame.navigation import Navigation
from pmtui.screens.frame.session import SCREENS, Session
from pmtui.screens.frame.view_letters import view_letters
from pmtui.store.events import Changed
from pmtui.store.workspace import Commit
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.containers import SideBySide, Stacked
from pmtui.widgets.frame.error_boundary import ErrorBoundary
from pmtui.widgets.frame.footer_keys import FooterKeys
from pmtui.widgets.frame.message_line import MessageLine, Said, say
from pmtui.widgets.frame.movement import Movable, Movement
from pmtui.widgets.frame.screen_tabs import ScreenTabs
from pmtui.widgets.frame.status_line import StatusLine, StatusPart
from pmtui.widgets.frame.view_tabs import ViewTabs

S = TypeVar("S", bound=Widget)

WIDE = 100
"""Cells from which list and detail stand side by side."""

SMALLEST = (60, 16)
"""Cells and lines below which a screen says that it is too small."""


def tells_errors(action: Callable[[S], None]) -> Callable[[S], None]:
    """An action whose errors are told and not raised; the one place where screens catch them."""

    @wraps(action)
    def told(screen: S, /) -> None:
        try:
            action(screen)
        except PmtuiError as error:
            say(screen, str(error), "refusal")

    return told


_MARGINS = 3

_REST = 0.15
"""Seconds a running cursor rests before the footer follows it."""


class BaseScreen(Movement, ErrorBoundary, Navigation):
    """A screen of the workspace.

    Args:
        session: The workspace, keys and settings.
    """

    TITLE_SHOWN: ClassVar[str] = ""
    """Its name in the tabs."""
    PLACE: ClassVar[str] = "list"
    """Where a person is on it, in the terms of `pmtui.commands.PLACES`."""

    # As the default of a widget: for the styles of a screen all others are parsed again.
    DEFAULT_CSS = Path(__file__).with_name("base_screen.tcss").read_text(encoding="utf-8")
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        *(command.id for command in COMMANDS.values() if command.scope != "form")
    )

    where: reactive[tuple[StatusPart, ...]] = reactive((), init=False, repaint=False)
    """The workspace, the user, and what is held back: the first line."""
    what: reactive[tuple[StatusPart, ...]] = reactive((), init=False, repaint=False)
    """The second line: what is shown."""
    total: reactive[StatusPart] = reactive(StatusPart(""), init=False, repaint=False)
    """The right end of the second line: the total of all that is shown."""
    views: reactive[tuple[tuple[str, str], ...]] = reactive((), init=False, repaint=False)
    """The letters and titles of the views."""
    view: reactive[int] = reactive(0, init=False, repaint=False)
    """Which view is shown."""
    beside: reactive[int] = reactive(0, init=False, repaint=False)
    """Cells that what is shown beside the views needs."""
    tabs: reactive[tuple[tuple[str, str], ...]] = reactive((), init=False, repaint=False)
    """The screens by their keys."""
    tab_margin: reactive[int] = reactive(0, init=False, repaint=False)
    """Cells of the first line that the tabs leave to what is held back."""
    said: reactive[Said | None] = reactive[Said | None](None, init=False, repaint=False)
    """The message above the keys."""
    standing: reactive[str] = reactive("", init=False, repaint=False)
    """What stands above the keys while there is no message: the marks and their sum."""
    key_pairs: reactive[tuple[tuple[str, str], ...]] = reactive((), init=False, repaint=False)
    """The footer: keys with their words."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._keys = KeySequence(session.keymap)
        self._footing = CursorDebounce(self, self.update_footer, _REST)
        self._unsubscribe: Callable[[], None] = lambda: None
        self.is_page = False
        """Whether it was opened from another screen, to which escape goes back."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The background, the same on every line and hidden nearly everywhere; a frame is drawn as Textual does."""
        if self.has_class("-production"):
            return super().render_lines(crop)
        return [Strip.blank(crop.width, self.visual_style.rich_style)] * crop.height

    def compose(self) -> ComposeResult:
        """Where you are and what is shown above, the body, and the keys below."""
        with SideBySide(id="top"):
            yield StatusLine(id="where").data_bind(parts=BaseScreen.where)
            yield self._screen_tabs()
        with SideBySide(id="second"):
            yield ViewTabs(id="views").data_bind(BaseScreen.views, BaseScreen.beside, current=BaseScreen.view)
            yield StatusLine(id="what").data_bind(parts=BaseScreen.what, right=BaseScreen.total)
        with Stacked(id="body"):
            yield from self.body()
        yield MessageLine(id="message").data_bind(BaseScreen.said, BaseScreen.standing)
        yield FooterKeys(id="keys").data_bind(pairs=BaseScreen.key_pairs)
        yield Static(f"too small: pmtui needs {SMALLEST[0]}x{SMALLEST[1]}", markup=False, id="too-small")

    def _screen_tabs(self) -> ScreenTabs:
        tabs = ScreenTabs(id="tabs").data_bind(BaseScreen.tabs, least=BaseScreen.tab_margin)
        tabs.set_reactive(ScreenTabs.current, self.title_shown)
        tabs.set_reactive(ScreenTabs.least, self._held_back())
        return tabs

    @property
    def title_shown(self) -> str:
        """The name that is lit in the tabs: that of the screen that a page was opened from."""
        return self.TITLE_SHOWN

    @property
    def place_name(self) -> str:
        """The name by which one comes back to it."""
        return self.TITLE_SHOWN

    def body(self) -> ComposeResult:
        """The widgets between status and footer."""
        yield Widget()

    def on_mount(self) -> None:
        """Fill the frame and listen to the workspace; Textual calls this after the handlers of subclasses."""
        for view in self.query(LineView):
            view.ascii = self.session.ascii
        self.set_class(self.session.ascii, "-ascii")
        self.tabs = tuple((self.session.keymap.label(command), title) for command, title in SCREENS)
        self.update_footer()
        self._unsubscribe = self.session.workspace.subscribe(self._hear)
        self.update_status()

    def footer_pairs(self) -> tuple[tuple[str, str], ...]:
        """The keys that work here and now, as (key, word) pairs, the most used first."""
        keymap, reasons = self.session.keymap, self.disabled_reasons()
        pairs: dict[str, str] = {}
        inside = keymap.footer_commands(self.inner_place) if self.inner_place else ()
        for command, word in (*inside, *self.footer_words(), *keymap.footer_commands(self.PLACE)):
            label = keymap.label(command)
            if label and command not in reasons:
                pairs.setdefault(label, word)
        return tuple(pairs.items())

    def footer_words(self) -> Sequence[tuple[str, str]]:
        """Commands that matter most in the view that is shown, each with its word there."""
        return ()

    def update_footer(self) -> None:
        """Write the footer of the view that is shown."""
        self.key_pairs = self.footer_pairs()

    def follow_footer(self) -> None:
        """Let the footer follow the cursor: at once if it moves now and then, once it rests if it runs."""
        self._footing.moved()

    def on_unmount(self) -> None:
        """Stop listening."""
        self._unsubscribe()

    def _hear(self, changed: Changed) -> None:
        """Pass on a commit, unless the screen is being taken down: its widgets go before it does."""
        if self.children:
            self.on_commit(changed)

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit, made here or elsewhere."""

    def go_to(self, document_id: str) -> bool:
        """Put the cursor on a document; `False` where it is not on this screen."""
        return False

    def show_only(self, kind: str, ids: tuple[str, ...], title: str) -> None:
        """List some documents of a kind alone, under a title, where this screen has that kind."""

    def status_parts(self) -> tuple[StatusPart, ...]:
        """The parts of the second line, the most important first."""
        return ()

    def summary(self) -> str:
        """The total of all that is shown."""
        return ""

    @property
    def document_here(self) -> str:
        """The id of the document under the cursor; empty for none."""
        return ""

    def _held_back(self) -> int:
        """Cells of the first line for what must be read there: another day, read only, production."""
        workspace, past = self.session.workspace, self.session.as_of
        held = f"as of {past}, read only" if past else "read only" if workspace.read_only else ""
        words = " ".join(filter(None, (held, "PRODUCTION" if workspace.is_production else "")))
        return len(words) + _MARGINS if words else 0

    def update_status(self) -> None:
        """Bring the two lines at the top up to date."""
        workspace = self.session.workspace
        past = self.session.as_of
        fixed = workspace.clock.fixed if past is None else None
        real = "PRODUCTION" if workspace.is_production else ""
        self.where = (
            StatusPart(f"as of {past}, read only" if past else "", "due"),
            StatusPart("read only" if workspace.read_only and past is None else "", "due"),
            StatusPart(real, "due"),
            StatusPart(f"pmtui  {self.session.title}", "strong"),
            StatusPart(workspace.user, "dim"),
            StatusPart(f"on {fixed}" if fixed else "", "due"),
        )
        self.set_class(workspace.is_production, "-production")
        self.tab_margin = self._held_back()
        titles = self.view_titles
        self.views = tuple(zip(view_letters(titles), titles, strict=True))
        self.view = self.view_place
        company = self.session.company(self.document_here)
        self.what = (
            StatusPart(workspace.trouble, "risk"),
            StatusPart(company, "due"),
            *self.status_parts(),
        )
        self.total = StatusPart(self.summary(), "dim")
        told = [part.text for part in (*self.what, self.total) if part.text]
        self.beside = sum(map(len, told)) + _MARGINS * len(told) + _MARGINS

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room; say so where there is too little."""
        width, height = event.size
        self.set_class(width < WIDE, "-narrow")
        self.set_class(width < SMALLEST[0] or height < SMALLEST[1], "-tiny")

    # Movement

    @property
    def moving(self) -> Movable:
        """The widget that the movement keys act on."""
        raise NotImplementedError

    @property
    def card_region(self) -> Region | None:
        """Where the card or row under the cursor stands on the screen."""
        view = self.moving
        return view.current_region if isinstance(view, LineView) else None

    def times(self) -> int:
        """The count typed before a movement, which is spent; 1 where none was."""
        return self._keys.times()

    def on_key(self, event: events.Key) -> None:
        """Follow a sequence of keys to the command at its end, or the letter after `tab` to its view."""
        place = self._keys.view_at(event.key, [letter for letter, _ in self.views])
        if place is not None:
            event.stop()
            event.prevent_default()
            self.show_view_at(place)
        elif self._keys.takes(event.key):
            event.stop()
            if self._keys.command:
                self.call_later(self.run_action, COMMANDS[self._keys.command].action)
        elif (there := self._elsewhere(event.key)) is not None:
            event.stop()
            say(self, there.reason(self.PLACE, ""), "refusal")

    @property
    def inner_place(self) -> str:
        """The place inside this one that keys go to first, such as a row inside a record; empty for none."""
        return ""

    def _elsewhere(self, key: str) -> Command | None:
        """The command that a key gives in other places alone."""
        keymap = self.session.keymap
        if self.inner_place and keymap.elsewhere(key, self.inner_place) is None:
            return None
        return keymap.elsewhere(key, self.PLACE)

    @on(ViewTabs.Clicked)
    def _view_clicked(self, event: ViewTabs.Clicked) -> None:
        event.stop()
        self.show_view_at(event.place)

    def action_history(self) -> None:
        """Show what was done to the record under the cursor, or to all."""
        self.post_message(ShowScreen("show-workspace", self.document_here or ALL_HISTORY))

    # Time travel

    def stand_like(self, other: "BaseScreen") -> None:
        """Show what another screen of this kind shows; it is of another day."""

    @tells_errors
    def action_undo(self) -> None:
        """Take back the user's latest command."""
        from pmtui.workflows.workspace.undo import take_back

        workspace = self.session.workspace
        self.session.commits.carry_out(self, lambda: take_back(workspace), self._name_commit)

    @tells_errors
    def action_redo(self) -> None:
        """Do it again."""
        self.session.commits.carry_out(self, self.session.workspace.redo, self._name_commit)

    def _name_commit(self, commit: Commit) -> None:
        from pmtui.workflows.what_happened import what_happened

        say(self, what_happened(self.session.workspace, commit), "done")

    def action_theme(self) -> None:
        """Pick other colours."""
        self.app.post_message(ChooseTheme())

    def action_redraw(self) -> None:
        """Paint everything anew."""
        self.app.post_message(RedrawScreen())

    def action_tour(self) -> None:
        """Begin the tour on this screen."""
        self.post_message(BeginTour())

    def action_help(self) -> None:
        """Show what every key does here."""
        from pmtui.screens.frame.palette.help_sections import KeyHelp
        from pmtui.widgets.palette.help_sheet import HelpSheet

        kind = kind_of(self.document_here).name if self.document_here else ""
        keys = KeyHelp(self.session.keymap, self.PLACE, kind, self.disabled_reasons())

        def picked(command: str | None) -> None:
            if command is not None:
                self.give(COMMANDS[command].action)

        self.app.push_screen(HelpSheet(self.TITLE_SHOWN, keys.here(), keys.elsewhere()), picked)

    def why_not(self, action: str) -> str:
        """Why a command cannot be given now, by the name of its action; empty if it can."""
        command = COMMANDS.get(action.replace("_", "-"))
        if command is None or command.group == "Move" or self.PLACE not in PLACES[command.scope]:
            return ""
        return self.disabled_reasons().get(command.id, "")

    def disabled_reasons(self) -> dict[str, str]:
        """For commands that cannot be given now, why."""
        refusal = self.session.refusal
        kind = kind_of(self.document_here).name if self.document_here else ""
        found = {
            each.id: why
            for each in COMMANDS.values()
            if self.inner_place not in PLACES[each.scope] and (why := each.reason(self.PLACE, kind))
        }
        return {**found, **(dict.fromkeys(_WRITING, refusal) if refusal else {})}

    def action_palette(self) -> None:
        """Do anything, found by any word for it."""
        from pmtui.screens.frame.palette.open_palette import open_palette

        open_palette(self, self.session, self.PLACE, self.document_here, self.disabled_reasons())

    def give(self, action: str) -> None:
        """Carry out a command once the dialog it was picked in has closed."""
        self.call_later(self.run_action, action)

    def show_named(self, view: str) -> bool:
        """Show a view of this screen by its id; `False` if it has no such view."""
        return False

    async def action_suspend(self) -> None:
        """Stop in the background of the shell."""
        await self.run_action("app.suspend")

    def action_quit(self) -> None:
        """Leave; everything that was saved is on the disk."""
        self.app.exit()


_READING = ("brief",)
_WRITING = (
    *(each.id for each in COMMANDS.values() if each.group == "Change" and each.id not in _READING),
    "slip-chain",
    "take-over",
    "undo",
    "redo",
    "long-text",
)
