"""A picker of terms under the shell's prompt: type, pick, and the rest of the terminal stays as it was."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.widgets import Static

from pmtui.glossary.entries import text
from pmtui.glossary.search import Hit, TermIndex
from pmtui.widgets.frame.choice_list import Choice, ChoiceList
from pmtui.widgets.frame.guarded_app import GuardedApp
from pmtui.widgets.frame.line_input import LineInput

_SHOWN = 50
_ROWS = 10


class InlineLookup(GuardedApp[str | None]):
    """Closes with the slug of the term that was picked, or `None`.

    Args:
        index: The dictionary.
        typed: What stands in the input at first.
        driver: What draws it under the prompt; whatever fits the terminal when left out.
    """

    ENABLE_COMMAND_PALETTE = False
    CSS = f"""
    Screen {{ height: {_ROWS + 2}; background: $background; }}
    Screen:inline {{ height: {_ROWS + 2}; border: none; }}
    ChoiceList {{ height: {_ROWS}; }}
    #hint {{ height: 1; color: $text-muted; }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Previous", show=False),
        Binding("pagedown", f"move({_ROWS})", "Page down", show=False),
        Binding("pageup", f"move(-{_ROWS})", "Page up", show=False),
        Binding("escape", "leave", "Leave", show=False),
        Binding("ctrl+c", "leave", "Leave", show=False, priority=True),
    ]

    def __init__(self, index: TermIndex, typed: str = "", *, driver: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver)
        self._index, self._typed = index, typed

    def compose(self) -> ComposeResult:
        """The input, the terms, and what to press."""
        yield LineInput(self._typed, id="typed")
        yield ChoiceList(id="choices")
        yield Static("type a term · enter print it · esc leave", markup=False, id="hint")

    def on_mount(self) -> None:
        """Show what matches from the start."""
        self.animation_level = "none"
        self.query_one(LineInput).focus()
        self.call_after_refresh(self._show, self._typed)

    @on(LineInput.Changed)
    def _look(self, event: LineInput.Changed) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, typed: str) -> None:
        self.query_one(ChoiceList).show(choices(self._index, typed))

    @on(LineInput.Submitted)
    def _pick(self, event: LineInput.Submitted) -> None:
        event.stop()
        chosen = self.query_one(ChoiceList).chosen
        self.exit(chosen.key if chosen is not None else None)

    def action_move(self, rows: int) -> None:
        """Move the cursor in the list while the input keeps the focus."""
        self.query_one(ChoiceList).move(rows)

    def action_leave(self) -> None:
        """Leave without picking."""
        self.exit(None)


def choices(index: TermIndex, typed: str) -> Sequence[Choice]:
    """The terms that what was typed may mean, the matched part marked; all of them where nothing was."""
    if not typed.strip():
        return [
            _choice(index, Hit(slug, text(index.entry(slug) or {}, "headword"), "", ()))
            for slug in index.slugs()
        ]
    return [_choice(index, hit) for hit in index.search(typed, _SHOWN)]


def _choice(index: TermIndex, hit: Hit) -> Choice:
    label, spans = marked(hit)
    return Choice(hit.slug, label, text(index.entry(hit.slug) or {}, "definition"), spans)


def marked(hit: Hit) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A hit's headword, with the name that matched where it is another, and the parts that were typed."""
    if hit.matched in ("", hit.headword):
        return hit.headword, hit.spans
    start = len(hit.headword) + 2
    return f"{hit.headword} ({hit.matched})", tuple(
        (start + first, start + last) for first, last in hit.spans
    )
