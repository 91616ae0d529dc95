"""The palette: type any word for what you want to do, see what it would act on, and do it."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.palette.act_list import ActList
from pmtui.widgets.palette.palette_search import PaletteAct, found

_KEYS = (("enter", "run"), ("up down", "move"), ("tab", "with an argument"), ("esc", "close"))


class Picked(NamedTuple):
    """What was picked in the palette."""

    act: PaletteAct
    """The act."""
    with_words: bool = False
    """Whether its arguments are to be typed, even if it needs none."""


class Palette(Dialog[Picked | None]):
    """Every act by every word people use for it; closes with the one that was picked.

    Args:
        acts: What can be done, in the order in which it stands while nothing is typed.
        subject: What the acts on a record act on, as a person knows it; empty for nothing.
    """

    DEFAULT_CSS = """
    Palette {
        align: center middle;
        & > Vertical {
            width: 94; max-width: 98%; height: 86%; max-height: 24; padding: 0 2;
            background: $panel; border: round $border; border-title-color: $foreground;
            border-title-style: bold;
        }
        & #entry { height: 1; layout: horizontal; margin-bottom: 1; background: $background; }
        & #sign { width: 3; height: 1; }
        & #typed { width: 1fr; background: $background; &:focus { background: $background; } }
        & #count { width: 14; height: 1; text-align: right; color: $text-muted; padding-right: 1; }
        & #detail { height: 5; border-top: solid $border; padding-top: 0; }
        & #hint { height: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Previous", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("tab", "words", "With an argument", show=False, priority=True),
        *bindings("back"),
    ]

    def __init__(self, acts: Sequence[PaletteAct], subject: str = "") -> None:
        super().__init__()
        self._acts, self._subject = acts, subject

    def compose(self) -> ComposeResult:
        """The line to type in, the acts, and more about the one under the cursor."""
        with Vertical() as box:
            box.border_title = "Do"
            with Widget(id="entry"):
                yield Static(" : ", id="sign", markup=False)
                yield LineInput(id="typed")
                yield Static(id="count", markup=False)
            yield ActList(id="acts")
            yield Static(id="detail", markup=False)
            yield Static(self._hint(), id="hint", markup=False)

    def on_mount(self) -> None:
        """Show all of them."""
        self.call_after_refresh(self._show, "")

    def _hint(self) -> Content:
        parts = [Content.assemble(toned(key, "key"), toned(f" {word}   ", "dim")) for key, word in _KEYS]
        return Content.assemble(*parts)

    @on(LineInput.Changed)
    def _look(self, event: LineInput.Changed) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, typed: str) -> None:
        matching = found(self._acts, typed)
        self.query_one(ActList).acts = matching
        count = f"{len(matching):,} of {len(self._acts):,}" if typed.strip() else f"{len(self._acts):,}"
        self.query_one("#count", Static).update(count)

    @on(ActList.Moved)
    def _tell(self) -> None:
        act = self.query_one(ActList).chosen
        self.query_one("#detail", Static).update(self._told(act) if act is not None else _NOTHING)

    def _told(self, act: PaletteAct) -> Content:
        lines = [toned(act.title, "strong"), Content(act.help)]
        if act.also:
            lines.append(toned(f"Also found as: {', '.join(act.also)}", "dim"))
        if act.reason:
            lines.append(toned(f"Not now: {act.reason}", "due"))
        elif self._subject and act.about == self._subject:
            lines.append(Content.assemble(toned("acts on ", "dim"), Content(self._subject)))
        return Content("\n").join(lines)

    @on(LineInput.Submitted)
    def _pick(self, event: LineInput.Submitted) -> None:
        event.stop()
        self._run()

    @on(ActList.Clicked)
    def _click(self) -> None:
        self._run()

    def _run(self, *, with_words: bool = False) -> None:
        act = self.query_one(ActList).chosen
        if act is not None and not act.reason:
            self.dismiss(Picked(act, with_words))

    def action_words(self) -> None:
        """Type the arguments of the act under the cursor."""
        self._run(with_words=True)

    def action_move(self, rows: int) -> None:
        """Move the cursor in the list while the input keeps the focus."""
        self.query_one(ActList).move(rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by a page."""
        acts = self.query_one(ActList)
        acts.move(pages * max(acts.size.height - 1, 1))

    def action_back(self) -> None:
        """Close without doing anything."""
        self.dismiss(None)


_NOTHING = Content("No act has these words. Another word for it may: ship, promises, targets, export, theme.")
