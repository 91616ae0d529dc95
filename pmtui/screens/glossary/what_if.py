"""The what-if dialog: the inputs of a metric as they are, to be changed; the result moves, and nothing is saved."""

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from pmtui.errors import InputError
from pmtui.metrics.compute import METRICS, compute
from pmtui.metrics.format import rounded, shown_value
from pmtui.metrics.result import Input, Result
from pmtui.models.values.money import parse_number
from pmtui.screens.frame.session import Session
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.line_input import LineInput
from pmtui.widgets.record.bound_text import BoundText

_PERCENT = 100
_DIGITS = 4


class WhatIfScreen(Dialog[None]):
    """A line an input, and the result below.

    Args:
        session: The workspace, keys and settings.
        slug: The metric.
        title: Its headword.
    """

    DEFAULT_CSS = """
    WhatIfScreen {
        align: center middle;
        & > Vertical {
            width: 84; max-width: 100%; height: auto; max-height: 90%; padding: 0 1;
            background: $panel; border: round $border;
        }
        & Horizontal { height: 1; }
        & .name { width: 30; }
        & .was { width: 1fr; color: $text-muted; }
        & LineInput { width: 18; background: $boost; }
        & #result { height: 2; margin-top: 1; }
        & #hint { height: 1; color: $text-muted; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab", "app.focus_next", "Next", show=False),
        Binding("up,shift+tab", "app.focus_previous", "Previous", show=False),
        *bindings("back"),
    ]

    result: reactive[Content] = reactive(Content(""), init=False)
    """What the inputs come to, or what is wrong with one."""

    def __init__(self, session: Session, slug: str, title: str) -> None:
        super().__init__()
        self._session, self._title = session, title
        self._metric = METRICS[slug]
        found = [result for result in compute(session.workspace, slug) if result.inputs]
        if not found:
            raise InputError(f"{title}: this workspace has nothing to change")
        self._result: Result = found[0]
        known = {each.name for each in self._result.inputs}
        self._inputs: Sequence[Input] = [each for each in self._result.inputs if each.name in known]
        self.lines = [
            LineInput(_typed(each), id=f"input-{number}") for number, each in enumerate(self._inputs)
        ]

    def compose(self) -> ComposeResult:
        """The inputs, the result, and what to press."""
        of = f" of {self._result.label}" if self._result.label else ""
        with Vertical():
            yield Static(
                toned(f"What if: {self._title}{of}, {self._result.period.label}", "strong"), markup=False
            )
            yield Static("")
            for number, each in enumerate(self._inputs):
                with Horizontal():
                    yield Static(each.name, markup=False, classes="name")
                    yield self.lines[number]
                    now = "unknown" if each.value is None else shown_value(each.value, each.unit)
                    yield Static(f"  now {now}", markup=False, classes="was")
            yield BoundText(id="result").data_bind(said=WhatIfScreen.result)
            label = self._session.keymap.label
            yield Static(
                f"type a value · tab next · {label('back')} close; nothing is saved", markup=False, id="hint"
            )

    def on_mount(self) -> None:
        """Start in the first input."""
        self.lines[0].focus()
        self._tell()

    @on(LineInput.Changed)
    def _changed(self, event: LineInput.Changed) -> None:
        event.stop()
        self._tell()

    def _tell(self) -> None:
        """Work out the result of what is typed, and say how it differs from what is."""
        values: dict[str, Decimal | None] = {}
        for number, each in enumerate(self._inputs):
            typed = self.lines[number].value
            try:
                values[each.name] = _read(typed, each.unit, self._session.settings.decimal_mark)
            except InputError as error:
                self.result = toned(f"{each.name}: {error}", "bad")
                return
        now, unit = self._metric.combine(values), self._result.unit
        if now is None:
            self.result = toned("no value for these inputs", "dim")
            return
        shown = toned(f"{self._title}: {shown_value(now, unit)}", "strong")
        before = self._result.value
        if before is not None and before != now:
            change = now - before
            sign = "+" if change > 0 else "-"
            part = f" ({sign}{rounded(abs(change / before) * _PERCENT, 1):,} %)" if before else ""
            shown += toned(
                f"\nnow {shown_value(before, unit)}, {sign}{shown_value(abs(change), unit)}{part}", "strong"
            )
        self.result = shown

    def action_back(self) -> None:
        """Close; nothing was saved."""
        self.dismiss()


def _typed(each: Input) -> str:
    """An input's value as a person would type it; a share as a percentage."""
    if each.value is None:
        return ""
    value = each.value * _PERCENT if each.unit == "ratio" else each.value
    return f"{rounded(value, _DIGITS):f}{' %' if each.unit == 'ratio' else ''}"


def _read(typed: str, unit: str, decimal_mark: str) -> Decimal | None:
    """Return the typed text as a value; `None` if it is empty.

    Raises:
        InputError: It is not a number.
    """
    text = typed.strip()
    if not text:
        return None
    percent = text.endswith("%") or unit == "ratio"
    value = parse_number(text.removesuffix("%").strip(), decimal_mark or ".")
    return value / _PERCENT if percent else value
