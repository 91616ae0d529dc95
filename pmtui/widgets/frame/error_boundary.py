"""Where errors of a screen end: in a message on it, or in one sentence after the terminal is back."""

from typing import ClassVar

from textual._callback import invoke
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from pmtui.errors import PmtuiError
from pmtui.terminal.text import clean
from pmtui.widgets.frame.toast import toast

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
        if isinstance(self, Widget):
            toast(self, str(error), "error")
        else:
            self.app.notify(f"Not done: {clean(str(error))}", severity="error", timeout=8, markup=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell of a worker that failed."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            self.worker_failed(as_sentence(error, self))

    def worker_failed(self, error: PmtuiError) -> None:
        """Show that work in the background failed; a screen that waits for it overrides this."""
        self.tell_error(error)


class Dialog(ErrorBoundary, ModalScreen[ScreenResultType]):
    """A screen over another one."""

    STAYS: ClassVar[bool] = False
    """Whether one comes back to it from what was opened on it; else it is closed by going elsewhere."""

    _is_dismissed = False

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
