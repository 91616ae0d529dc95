"""A dialog about one act: titled with it and its object, prefilled, and telling what the act does before it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from pmtui.errors import FieldError, InputError, PmtuiError
from pmtui.models.values.folding import folded
from pmtui.screens.frame.commits import STILL_SAVING
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.frame.stand_clear import stand_clear

YES = "yes"
"""The text of a field that is ticked."""

Texts = Mapping[str, str]
"""What stands in the fields, by name."""

_NARROWEST, _WIDEST = 14, 36
_EDGES = 8
"""Cells of the border and the padding."""


class ActField(NamedTuple):
    """Something that an act asks for."""

    name: str
    """Its name for the save."""
    label: str
    """Its label, or the words beside its box."""
    text: str = ""
    """What stands in it at first: what is probable."""
    hint: str = ""
    """What helps to decide, at the right."""
    choices: tuple[str, ...] = ()
    """Usual answers; a letter completes one, the arrow keys go through them."""
    is_tick: bool = False
    """Whether it is a box to tick."""


class ActEffect(NamedTuple):
    """Something that the act does."""

    what: str
    """What changes."""
    told: str = ""
    """What that comes to."""
    tone: str = ""
    """How that is set apart."""


@dataclass(frozen=True)
class Act:
    """An act that is about to be done.

    Attributes:
        title: The act and its object: `Win Arbor platform`.
        word: What enter does, in the key line.
        fields: What it asks for.
        save: Does it, given what stands in the fields.
        effects: What it does, for what stands in the fields; asked again at each key, so it reads nothing.
        standing: What stays as it is and is worth knowing, above the keys.
        card: Where what it speaks of stands on the screen; the dialog keeps clear of that.
    """

    title: str
    word: str
    fields: Sequence[ActField]
    save: Callable[[Texts], Commit]
    effects: Callable[[Texts], Sequence[ActEffect]] = lambda texts: ()
    standing: str = ""
    card: Region | None = None


class ActInput(LineInput):
    """The input of a field; a letter that begins a usual answer completes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Next", show=False),
        Binding("up", "step(-1)", "Before", show=False),
    ]

    def __init__(self, field: ActField) -> None:
        super().__init__(field.text)
        self.select_on_focus = True
        self.field = field
        """What it is for."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Type, and complete a usual answer; what was completed is selected, so that typing goes on over it."""
        super().replace(text, start, end)
        typed = self.value
        found = next((word for word in self.field.choices if folded(word).startswith(folded(typed))), "")
        if text and found and self.cursor_position == len(typed):
            self.value = typed + found[len(typed) :]
            self.selection = type(self.selection)(len(self.value), len(typed))

    def action_step(self, steps: int) -> None:
        """Go to another usual answer; without any, to another field."""
        choices = self.field.choices
        if choices:
            place = choices.index(self.value) + steps if self.value in choices else 0
            self.value = choices[place % len(choices)]
            self.action_select_all()
        elif steps > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()


class TickBox(Widget, can_focus=True):
    """A box to tick, with its words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", show=False),
        Binding("down", "screen.focus_next", "Next", show=False),
        Binding("up", "screen.focus_previous", "Before", show=False),
    ]

    ticked: reactive[bool] = reactive(False)
    """Whether it is ticked."""

    def __init__(self, field: ActField) -> None:
        super().__init__()
        self.field = field
        """What it is for."""
        self.set_reactive(TickBox.ticked, field.text == YES)

    def render(self) -> Content:
        """Box and words."""
        return Content(f"[{'x' if self.ticked else ' '}] {self.field.label}")

    def action_tick(self) -> None:
        """Tick it, or no longer."""
        self.ticked = not self.ticked

    def on_click(self) -> None:
        """A click ticks."""
        self.action_tick()


class ActDialog(Dialog[Commit | None]):
    """Closes with the commit, or `None` where the act was not done.

    Args:
        session: The workspace, keys and settings.
        act: What is about to be done.
    """

    DEFAULT_CSS = """
    ActDialog {
        align: left top;
        & > #panel {
            height: auto; max-height: 100%; padding: 1 3 0 3; background: $surface; border: round $foreground 30%;
            border-title-color: $foreground; border-title-style: bold; border-title-background: $surface;
        }
        & Horizontal { height: 1; }
        & .label { color: $text-muted; }
        & .hint { color: $text-muted; width: 1fr; margin-left: 2; }
        & ActInput { background: $background; }
        & ActInput:focus, & TickBox:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
        & TickBox { height: 1; }
        & #problem { height: auto; display: none; color: $text-error; margin-top: 1; }
        & #problem.-shown { display: block; }
        & #effects { height: auto; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "carry_out", "Do it", show=False),
        *bindings("back"),
    ]

    def __init__(self, session: Session, act: Act) -> None:
        super().__init__()
        self._session, self._act, self._saving = session, act, False
        fields = [field for field in act.fields if not field.is_tick]
        self._label = max((len(field.label) for field in fields), default=0) + 2
        widths = [len(text) + 2 for field in fields for text in (field.text, *field.choices)]
        ticks = [len(field.label) + 4 for field in act.fields if field.is_tick]
        self._entry = max(
            _NARROWEST, min(_WIDEST, max(widths, default=0)), max(ticks, default=0) - self._label
        )
        self.key_pairs = (
            ("enter", act.word),
            *((("tab", "next field"),) if len(act.fields) > 1 else ()),
            *((("space", "tick"),) if ticks else ()),
            *((("up down", "usual answers"),) if any(field.choices for field in fields) else ()),
            ("esc", "not yet"),
        )
        self.set_reactive(Dialog.standing, act.standing)

    def compose(self) -> ComposeResult:
        """The fields with their hints, then what the act does."""
        with Vertical(id="panel") as panel:
            panel.border_title = Content(f" {self._act.title} ")
            for field in self._act.fields:
                yield self._row(field)
            yield Static(id="problem", markup=False)
            yield Static(id="effects", markup=False)

    def _row(self, field: ActField) -> Horizontal:
        hint = Static(field.hint, markup=False, classes="hint")
        if field.is_tick:
            box = TickBox(field)
            box.styles.width = self._label + self._entry
            return Horizontal(box, hint)
        label, entry = Static(field.label, markup=False, classes="label"), ActInput(field)
        label.styles.width, entry.styles.width = self._label, self._entry
        return Horizontal(label, entry, hint)

    def on_mount(self) -> None:
        """Tell what the act does, and stand clear of what it speaks of."""
        self._tell()
        self._place(self.app.size)

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        boxes = {box.field.name: YES if box.ticked else "" for box in self.query(TickBox)}
        return {entry.field.name: entry.value.strip() for entry in self.query(ActInput)} | boxes

    def _place(self, screen: Size) -> None:
        """Stand clear of the card; as wide as the longest line, as high as the content."""
        act = self._act
        effects = self._effects()
        hints = max((len(field.hint) for field in act.fields), default=0) + 3
        told = max((len(effect.what) + len(effect.told) + 3 for effect in effects), default=0)
        wanted = max(self._label + self._entry + hints, told, len(act.title) + 4) + _EDGES
        width = min(wanted, max(0, screen.width - 2))
        height = len(act.fields) + (len(effects) + 1 if effects else 0) + 3
        panel = self.query_one("#panel")
        panel.styles.width = width
        panel.styles.offset = stand_clear(screen, Size(width, height), act.card)

    @on(ActInput.Changed)
    def _edited(self, event: ActInput.Changed) -> None:
        event.stop()
        self._show_problem("")
        self._tell()

    def _effects(self) -> Sequence[ActEffect]:
        try:
            return self._act.effects(self.texts)
        except PmtuiError:
            return ()

    def _tell(self) -> None:
        rows = self._effects()
        column = max((len(row.what) for row in rows), default=0) + 3
        lines = [toned(row.what).truncate(column, pad=True) + toned(row.told, row.tone) for row in rows]
        told = self.query_one("#effects", Static)
        told.display = bool(lines)
        told.update(Content("\n").join(lines))

    def _show_problem(self, text: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.set_class(bool(text), "-shown")
        problem.update(f"! {text}" if text else "")

    @on(ActInput.Submitted)
    def _submitted(self, event: ActInput.Submitted) -> None:
        event.stop()
        self.action_carry_out()

    def action_carry_out(self) -> None:
        """Do it; where it cannot be done, say why and stay."""
        if self._saving:
            return
        texts = self.texts
        self._saving = True
        try:
            self._session.commits.carry_out(self, lambda: self._act.save(texts), self.dismiss, self._failed)
        except PmtuiError:
            self._saving = False
            raise

    def _failed(self, error: PmtuiError) -> None:
        self._saving = False
        self._show_problem(str(error))
        if isinstance(error, FieldError):
            for entry in self.query(ActInput):
                if entry.field.name == error.field:
                    entry.focus()

    def action_back(self) -> None:
        """Close without doing it."""
        if self._saving:
            raise InputError(STILL_SAVING)
        self.dismiss(None)
