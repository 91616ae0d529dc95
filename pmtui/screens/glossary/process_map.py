"""The process map: both processes phase by phase, with their terms and the work that is open in each."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from pmtui.glossary.entries import facets, text
from pmtui.glossary.process_map import PROCESS, TITLES, Phase, terms_of
from pmtui.screens.frame.dictionary import headword_of, term_index
from pmtui.screens.frame.messages import ShowRecords, ShowTerm
from pmtui.screens.frame.session import Session
from pmtui.screens.glossary.process_work import open_work
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.record.bound_text import BoundText
from pmtui.widgets.record.detail import Detail, DetailLine


class ProcessScreen(Dialog[None]):
    """Left and right walk the phases; enter opens a term, or the open work.

    Args:
        session: The workspace, keys and settings.
    """

    DEFAULT_CSS = """
    ProcessScreen {
        align: center middle;
        & > Vertical {
            width: 110; max-width: 100%; height: 90%; padding: 0 1;
            background: $panel; border: round $border;
        }
        & #phases { height: 3; }
        & #hint { height: 1; color: $text-muted; }
    }
    """
    STAYS = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("back", "quit", "left", "right", "process")

    strip: reactive[Content] = reactive(Content(""), init=False)
    """Both processes, the chosen phase set apart."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._place = 0
        self._work: dict[str, tuple[str, tuple[str, ...], str]] = {}
        self.detail = Detail(id="phase")

    def compose(self) -> ComposeResult:
        """The phases, what belongs to the one that is chosen, and what to press."""
        label = self._session.keymap.label
        hint = f"{label('left')} {label('right')} phase · {label('open')} open · {label('back')} close"
        with Vertical():
            yield BoundText(id="phases").data_bind(said=ProcessScreen.strip)
            yield self.detail
            yield Static(toned(hint, "dim"), markup=False, id="hint")

    def on_mount(self) -> None:
        """Show the first phase."""
        self._show()
        self.detail.focus()

    @property
    def phase(self) -> Phase:
        """The phase that is shown."""
        return PROCESS[self._place]

    def _show(self) -> None:
        self.strip = self._strip()
        detail = self.detail
        detail.lines = tuple(self._lines())
        detail.scroll_to(y=0, animate=False, immediate=True)
        detail.action_first()

    def _strip(self) -> Content:
        """Both processes, the chosen phase set apart by brackets and colour."""
        rows = []
        for process, title in (("product", "Product"), ("sales", "Sales")):
            parts = [
                toned(f"[{each.short}]", "strong") if each is self.phase else toned(f" {each.short} ")
                for each in PROCESS
                if each.process == process
            ]
            rows.append(Content.assemble(toned(f"{title:<9}", "strong"), toned(" → ", "dim").join(parts)))
        return Content("\n").join(rows)

    def _lines(self) -> Iterator[DetailLine]:
        phase, session = self.phase, self._session
        index = term_index(session)
        entry = index.entry(phase.entry) or {}
        yield DetailLine(TITLES[phase.id], heading=True)
        yield DetailLine("", text(entry, "definition"), "strong", target=phase.entry)
        for label, value in facets(entry):
            yield DetailLine(label, heading=True)
            for line in value.split("\n"):
                yield DetailLine("", f"- {line}")
        yield DetailLine("Open work in this workspace", heading=True)
        self._work.clear()
        for number, work in enumerate(open_work(session, phase.id)):
            target = f"work:{number}" if work.ids else ""
            self._work[target] = (work.kind, work.ids, work.label)
            yield DetailLine(work.label, work.value, "" if work.ids else "dim", target=target)
        slugs = terms_of(phase.id, {slug: index.entry(slug) or {} for slug in index.slugs()})
        yield DetailLine(f"Terms  {len(slugs):,}", heading=True)
        for slug in slugs:
            yield DetailLine(
                headword_of(index, slug), text(index.entry(slug) or {}, "definition"), "dim", target=slug
            )

    def on_detail_opened(self, event: Detail.Opened) -> None:
        """Open a term over the map, or leave it for the open work."""
        event.stop()
        if event.target in self._work:
            self.app.post_message(ShowRecords(*self._work[event.target]))
        else:
            self.post_message(ShowTerm(event.target))

    @property
    def headword(self) -> str:
        """The term that the line under the cursor names, else the phase."""
        line = self.detail.current
        return (
            line.target
            if line is not None and line.target and line.target not in self._work
            else self.phase.entry
        )

    def action_left(self) -> None:
        """The phase before."""
        self._place = (self._place - 1) % len(PROCESS)
        self._show()

    def action_right(self) -> None:
        """The next phase."""
        self._place = (self._place + 1) % len(PROCESS)
        self._show()

    def action_process(self) -> None:
        """The same key that opened it closes it."""
        self.dismiss()

    def action_back(self) -> None:
        """Close."""
        self.dismiss()

    def action_quit(self) -> None:
        """Close."""
        self.dismiss()
