"""Where errors of a screen end: in a message on it, or in one sentence after the terminal is back."""

from typing import ClassVar

from textual import events
from textual._callback import invoke
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.reactive import reactive
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from pmtui.commands import COMMANDS
from pmtui.errors import PmtuiError
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.footer_keys import FooterKeys
from pmtui.widgets.frame.message_line import MessageLine, Said, say

COMMITS = "commits"
"""The group of the workers that commit; the next key of who types ahead waits for them."""


class ErrorBoundary(MessagePump):
    """A screen or widget that tells of errors people can act on, and of workers that failed, and stays up."""

    async def _dispatch_message(self, message: Message) -> None:
        """Handle a message; an error of our family becomes a passing message."""
        try:
            await super()._dispatch_message(message)
        except PmtuiError as error:
            self.tell_error(error)

    def tell_error(self, error: PmtuiError) -> None:
        """Show an error without leaving."""
        say(self, str(error), "refusal")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell of a worker that failed."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            self.worker_failed(as_sentence(error, self))

    def worker_failed(self, error: PmtuiError) -> None:
        """Show that work in the background failed; a screen that waits for it overrides this."""
        self.tell_error(error)


_ELSEWHERE = (
    *(each.id for each in COMMANDS.values() if each.scope == "everywhere" and each.id.startswith("show-")),
    "palette",
    "help",
    "quit",
    "define",
)
"""The commands that work over dialogs, or say why not."""


class DialogFoot(Widget):
    """The last lines of a dialog, in place of those of the screen below: its message and its keys."""

    DEFAULT_CSS = """
    DialogFoot { dock: bottom; layout: vertical; height: auto; width: 1fr; display: none; }
    DialogFoot.-used { display: block; }
    """


class Dialog(ErrorBoundary, ModalScreen[ScreenResultType]):
    """A screen over another one; it has a message line and a key line of its own, and a click outside closes it."""

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Its keys with their words, the one to keep longest first; none for a dialog that names them elsewhere."""

    said: reactive[Said | None] = reactive[Said | None](None, init=False, repaint=False)
    """The message above its keys."""
    standing: reactive[str] = reactive("", init=False, repaint=False)
    """What stands there while there is no message."""
    key_pairs: reactive[tuple[tuple[str, str], ...]] = reactive((), init=False, repaint=False)
    """The key line: keys with their words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*_ELSEWHERE, action="elsewhere('{}')"),
        *bindings("suspend"),
    ]

    class Elsewhere(Message):
        """Another screen is wanted, or an entry of the dictionary over this dialog."""

        def __init__(self, command: str = "", headword: str = "") -> None:
            super().__init__()
            self.command = command
            """The command that shows the screen; empty for an entry."""
            self.headword = headword
            """The slug of the entry."""

    STAYS: ClassVar[bool] = False
    """Whether one comes back to it from what was opened on it; else it is closed by going elsewhere."""

    _is_dismissed = False

    def on_mount(self) -> None:
        """Put the message line and the key line under it, unless it is taken away before it stands."""
        if not self.is_attached:
            return
        self.key_pairs = self.key_pairs or self.KEYS
        foot = DialogFoot(
            MessageLine().data_bind(Dialog.said, Dialog.standing),
            FooterKeys().data_bind(pairs=Dialog.key_pairs),
        )
        self.mount(foot)
        self._show_foot()

    def watch_said(self) -> None:
        """Make room for a message."""
        self._show_foot()

    def watch_standing(self) -> None:
        """Make room for what stands there."""
        self._show_foot()

    def watch_key_pairs(self) -> None:
        """Make room for the keys."""
        self._show_foot()

    def _show_foot(self) -> None:
        used = bool(self.said or self.standing or self.key_pairs)
        for foot in self.query(DialogFoot):
            foot.set_class(used, "-used")

    @property
    def unsaved(self) -> str:
        """What would be lost by going elsewhere, and the way out; empty if nothing would."""
        return ""

    @property
    def headword(self) -> str:
        """The slug of the term behind the label under the cursor; empty if there is none."""
        return ""

    def action_elsewhere(self, command: str) -> None:
        """Give a command that works everywhere, or say why it does not work over this dialog."""
        if command == "quit":
            self.call_later(self.run_action, "back")
        elif command == "define":
            if self.headword:
                self.app.post_message(self.Elsewhere(headword=self.headword))
            else:
                say(self, "what the cursor is on has no entry in the glossary", "refusal")
        elif command == "help":
            say(self, "the keys that work here are in the last line")
        elif command == "palette":
            say(self, "commands are for the screen below; close this first", "refusal")
        elif self.unsaved:
            say(self, self.unsaved, "refusal")
        else:
            self.app.post_message(self.Elsewhere(command))

    def on_click(self, event: events.Click) -> None:
        """A click outside closes it as escape does."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            event.stop()
            self.call_later(self.run_action, "back")

    async def action_suspend(self) -> None:
        """Stop in the background of the shell; the dialog is there again afterwards."""
        await self.run_action("app.suspend")

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with a result; what is closed already stays so, since Textual would close the screen below."""
        if self._is_dismissed:
            return AwaitComplete()
        self._is_dismissed = True
        return super().dismiss(result)


def as_sentence(error: BaseException, node: MessagePump) -> PmtuiError:
    """An error as a person is told of it; one that nobody expected leaves a crash report.

    Args:
        error: What was raised.
        node: The screen or widget that was at work.
    """
    if isinstance(error, PmtuiError):
        return error
    from pmtui.crash_report import crashed

    where = node.screen if isinstance(node, DOMNode) and isinstance(node, Widget) else node
    return crashed(error, doing=type(where).__name__)


def is_survived(error: BaseException) -> bool:
    """Whether an error people can act on came from a callback, after which Textual goes on.

    Timers, idle handlers and callbacks are invoked directly; a message that fails ends the widget it was for.
    """
    caught = error.__traceback__
    called = caught.tb_next if caught is not None else None
    return isinstance(error, PmtuiError) and called is not None and called.tb_frame.f_code is invoke.__code__
