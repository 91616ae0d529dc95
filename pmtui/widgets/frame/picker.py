"""Pick one of many by typing: look up anything, choose a link, give a command."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.choice_list import Choice, ChoiceList
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.line_input import LineInput

ChoiceSource = Callable[[str], Sequence[Choice]]
"""Gives the choices for what was typed, best first; only the rows in sight are ever read."""


class Picker(Dialog[str | None]):
    """An input and the choices that match it; closes with the key of the one picked, or None.

    Args:
        title: What is being picked, as a heading.
        source: Gives the choices for what was typed.
        typed: What stands in the input at first, selected.
        nothing: What to say where nothing matches.
        at_once: The key that the first letter typed picks without enter; `None` for none.
        keep: Is given what stands in the input at each key.
    """

    DEFAULT_CSS = """
    Picker {
        align: center top;
        & > Vertical {
            width: 80; max-width: 96%; height: 70%; max-height: 22; margin-top: 1; padding: 0 1;
            background: $panel; border: round $border;
        }
        & #title { height: 1; color: $text-muted; }
        & #typed { margin-bottom: 1; }
        & #nothing { height: 1; display: none; color: $text-muted; }
        & #nothing.-shown { display: block; }
    }
    """

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("enter", "pick"),
        ("down", "next"),
        ("up", "before"),
        ("esc", "close"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Previous", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        *bindings("back"),
    ]

    def __init__(
        self,
        title: str,
        source: ChoiceSource,
        *,
        typed: str = "",
        nothing: str = "nothing matches",
        keep: Callable[[str], None] = lambda typed: None,
        at_once: Callable[[str], str | None] = lambda typed: None,
    ) -> None:
        super().__init__()
        self._at_once = at_once
        self._keep = keep
        self._title, self._source, self._typed, self._nothing = title, source, typed, nothing

    def compose(self) -> ComposeResult:
        """Title, input, list."""
        with Vertical():
            yield Static(self._title, markup=False, id="title")
            yield LineInput(self._typed, id="typed")
            yield Static(self._nothing, markup=False, id="nothing")
            yield ChoiceList(id="choices")

    def on_mount(self) -> None:
        """Show what matches from the start; the first letter takes the place of what stands there."""
        self.query_one(LineInput).select_all()
        self.call_after_refresh(self._show, self._typed)

    @on(LineInput.Changed)
    def _look(self, event: LineInput.Changed) -> None:
        event.stop()
        if (key := self._at_once(event.value)) is not None:
            self.dismiss(key)
            return
        self._keep(event.value)
        self._show(event.value)

    def _show(self, text: str) -> None:
        choices = self._source(text)
        self.query_one(ChoiceList).show(choices)
        self.query_one("#nothing").set_class(not choices, "-shown")

    @on(LineInput.Submitted)
    def _pick(self, event: LineInput.Submitted) -> None:
        event.stop()
        if (chosen := self.query_one(ChoiceList).chosen) is not None:
            self.dismiss(chosen.key)

    def action_move(self, rows: int) -> None:
        """Move the cursor in the list while the input keeps the focus."""
        self.query_one(ChoiceList).move(rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by a page."""
        choices = self.query_one(ChoiceList)
        choices.move(pages * max(choices.size.height - 1, 1))

    def action_back(self) -> None:
        """Close without picking."""
        self.dismiss(None)
