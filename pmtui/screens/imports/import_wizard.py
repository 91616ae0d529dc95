"""The import wizard: a file, what was decided about it, its columns, what would become of each row, and go."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen

from pmtui.errors import InputError, PmtuiError
from pmtui.interchange.imports.column_samples import Sample, samples
from pmtui.interchange.imports.headers import plain_header
from pmtui.interchange.imports.import_options import Choices, Plan
from pmtui.interchange.imports.planning import plan_import
from pmtui.interchange.imports.presets import TOOLS, recognised
from pmtui.interchange.imports.reader import DELIMITER_NAMES, Table, read_table
from pmtui.models.fields import form_fields
from pmtui.models.kinds import KINDS
from pmtui.models.values.folding import folded
from pmtui.screens.frame.commits import STILL_SAVING
from pmtui.screens.frame.file_paths import FilePaths
from pmtui.screens.frame.session import Session
from pmtui.screens.imports.import_preview import (
    COLUMNS,
    DECISIONS,
    ROWS,
    Lines,
    PreviewLine,
    column_lines,
    counts,
    decision_lines,
    row_lines,
)
from pmtui.store.log.files import write_output
from pmtui.store.workspace import Commit
from pmtui.widgets.drawing.data_sources import Column, NoRows, Rows
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.confirm import Confirm
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.movement import Movement
from pmtui.widgets.frame.picker import Picker
from pmtui.widgets.grid.grid import Grid
from pmtui.widgets.record.bound_text import BoundText

_STEPS = ("file", "decisions", "columns", "preview")
_FORMS = {
    "encoding": ("", "utf-8", "utf-16", "cp1252", "cp1250", "mac_roman"),
    "delimiter": ("", *DELIMITER_NAMES),
}
_ANSWERS = {
    "date_order": ("", "dmy", "mdy", "ymd"),
    "decimal": ("", ".", ","),
    "on_duplicate": ("update", "skip", "create"),
    "on_conflict": ("ours", "theirs"),
}
_CUSTOM = "custom"


class _Stopped(Exception):
    """The person left while the rows were being planned."""


def import_from(
    screen: Screen[None], session: Session, kind: str, told: Callable[[Commit | None], None]
) -> None:
    """Ask for a file, then open the wizard on it.

    Args:
        screen: Where it is asked from.
        session: The workspace, keys and settings.
        kind: What the rows are taken for at first.
        told: Is given the commit, or `None` where nothing was imported.
    """
    within = session.workspace.path if session.restricted else None
    paths = FilePaths(within)

    def picked(path: str | None) -> None:
        if path is None:
            return
        if path.endswith("/"):
            ask(path)
        elif paths.is_allowed(Path(path)):
            screen.app.push_screen(ImportWizard(session, kind, Path(path)), told)

    def ask(typed: str) -> None:
        screen.app.push_screen(
            Picker("Import which file?", paths.find, typed=typed, nothing="no such file"), picked
        )

    ask(f"{within}/" if within else "")


class ImportWizard(Movement, Dialog[Commit | None]):
    """The steps after the file; closes with the commit, or `None` where it was given up.

    Args:
        session: The workspace, keys and settings.
        kind: What the rows are.
        path: The file.
    """

    DEFAULT_CSS = """
    ImportWizard {
        & > Vertical { width: 100%; height: 100%; padding: 0 1; background: $background; }
        & BoundText { height: 1; }
        & #told { height: auto; max-height: 3; }
        & Grid { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "back", "quit", "down", "up", "left", "right", "first", "last", "page-down", "page-up",
        "half-page-down", "half-page-up", "open", "next-view", "submit",
    )  # fmt: skip

    steps: reactive[Content] = reactive(Content(""), init=False)
    """Where one is in the import."""
    told: reactive[Content] = reactive(Content(""), init=False)
    """What there is to say."""
    hint: reactive[Content] = reactive(Content(""), init=False)
    """What to press."""
    rows: reactive[Rows] = reactive(NoRows, init=False, repaint=False, always_update=True)
    """The decisions, the columns or the rows of the file."""
    columns: reactive[tuple[Column, ...]] = reactive((), init=False, repaint=False)
    """Their columns."""

    def __init__(self, session: Session, kind: str, path: Path) -> None:
        super().__init__()
        self._session, self._kind, self._path = session, kind, path
        settings = session.settings
        self._choices = Choices({}, date_order=settings.date_order, decimal=settings.decimal_mark)
        self._form = {"encoding": "", "delimiter": ""}
        self._table: Table | None = None
        self._samples: list[Sample] = []
        self._plan: Plan | None = None
        self._step = 1
        self._busy = self._left = self._saving = False
        self.grid = Grid(id="lines")
        self.grid.set_reactive(Grid.ascii, session.ascii)

    def compose(self) -> ComposeResult:
        """Where you are, what there is to say, the list, and what to press."""
        with Vertical():
            yield BoundText(id="steps").data_bind(said=ImportWizard.steps)
            yield BoundText(id="told").data_bind(said=ImportWizard.told)
            yield self.grid.data_bind(ImportWizard.rows, ImportWizard.columns)
            yield BoundText(id="hint").data_bind(said=ImportWizard.hint)

    def on_mount(self) -> None:
        """Read the file."""
        self.grid.focus()
        self._work(self._read)

    # Work in a thread, so that keys go on being answered

    def _work(self, work: Callable[[], None]) -> None:
        self._busy, self._plan = True, None
        self._show()

        def carry_out() -> None:
            try:
                work()
            except _Stopped:
                return
            except (PmtuiError, OSError) as error:
                problem = str(error).removeprefix(f"{self._path}: ")
                self.app.call_from_thread(self._failed, problem)
            else:
                self.app.call_from_thread(self._done)

        self.run_worker(carry_out, thread=True, exclusive=True, exit_on_error=False)

    def _read(self) -> None:
        walls = str(self._session.workspace.path) if self._session.restricted else ""
        self._table = read_table(self._path, self._form["encoding"], self._form["delimiter"], within=walls)
        self._understand()

    def _understand(self) -> None:
        assert self._table is not None
        self._samples = samples(self._session.workspace, self._kind, self._table, self._choices)
        if self._step == len(_STEPS) - 1:
            self._plan = plan_import(
                self._session.workspace, self._kind, self._table, self._choices, self._tick
            )

    def _tick(self, done: int) -> None:
        if self._left:
            raise _Stopped
        self.app.call_from_thread(self._tell_progress, done)

    def _tell_progress(self, done: int) -> None:
        if self._table is not None and not self._left:
            rows = len(self._table.records)
            self.told = Content(f"{done:,} of {rows:,} rows planned; nothing is written yet")

    def worker_failed(self, error: PmtuiError) -> None:
        """Say on the screen what ended the work."""
        self._failed(str(error))

    def _failed(self, problem: str) -> None:
        """Say what is undecided or wrong; the decisions can be changed."""
        self._busy = False
        self._step = 1
        self._show(problem)

    def _done(self) -> None:
        self._busy = False
        self._show()

    # What is shown

    def _show(self, problem: str = "") -> None:
        if self._left:
            return
        here = [f"[{step}]" if place == self._step else step for place, step in enumerate(_STEPS)]
        self.steps = toned(f"import {self._path.name}: {' › '.join(here)}", "strong")
        self.told = toned(problem, "risk") if problem else Content(self._said())
        if not self._busy and self._table is not None:
            self.columns = (DECISIONS, COLUMNS, ROWS)[self._step - 1]
            self.rows = Lines(self._lines())
        label = self._session.keymap.label
        last = self._step == len(_STEPS) - 1
        change = "" if last else f"{label('open')} change · "
        goes = f"{label('submit')} import" if last else f"{label('next-view')} next"
        hint = f"{change}{goes} · {label('back')} {'a step back' if self._step > 1 else 'leave'}"
        self.hint = toned(hint, "dim")

    def _said(self) -> str:
        if self._busy or self._table is None:
            return "reading …"
        if self._plan is not None:
            return counts(self._plan)
        table = self._table
        return ", ".join([f"{len(table.records):,} rows", *table.told])

    def _lines(self) -> list[PreviewLine]:
        assert self._table is not None
        if self._step == 1:
            tool = recognised(self._kind, [plain_header(header) for header in self._table.headers])
            return decision_lines(self._kind, self._table, self._choices, tool)
        if self._step == len(_STEPS) - 2:
            return column_lines(self._samples)
        return row_lines(self._kind, self._plan) if self._plan is not None else []

    # Keys

    def action_next_view(self) -> None:
        """The next step."""
        if not self._busy and self._table is not None and self._step < len(_STEPS) - 1:
            self._step += 1
            self._work(self._understand)

    def action_back(self) -> None:
        """A step back; from the first one, leave. What is being planned is dropped."""
        if self._saving:
            raise InputError(STILL_SAVING)
        if self._step > 1 and not self._busy:
            self._step -= 1
            self._plan = None
            self._show()
            return
        self._left = True
        self.dismiss(None)

    @property
    def headword(self) -> str:
        """The entry of the column under the cursor."""
        column = self.moving.column_at_cursor
        return column.headword if column is not None else ""

    @property
    def unsaved(self) -> str:
        """Nothing is imported yet."""
        return "nothing is imported yet; esc leaves the import"

    def action_open(self) -> None:
        """Decide otherwise, or say what the column under the cursor holds."""
        key = self.grid.current_key
        if self._busy or key is None or self._step == len(_STEPS) - 1:
            return
        if self._step == 1:
            self._decide(key)
        else:
            self._assign(key)

    @on(LineView.Opened)
    def _clicked(self, event: LineView.Opened) -> None:
        event.stop()
        self.action_open()

    def _decide(self, what: str) -> None:
        if what == "same":
            self._choices = self._choices._replace(same=not self._choices.same)
            self._work(self._understand)
            return
        found = {
            "kind": [Choice(each.name, each.plural) for each in KINDS.values() if not each.internal],
            "preset": [Choice(name, name) for name in TOOLS],
        }.get(what) or [
            Choice(word, self._word(what, word)) for word in (*_FORMS.get(what, ()), *_ANSWERS.get(what, ()))
        ]

        def decided(word: str | None) -> None:
            if word is None:
                return
            if what == "kind":
                self._kind, self._choices = word, self._choices._replace(mapping={}, apart=())
            elif what in _FORMS:
                self._form[what] = word
            else:
                self._choices = _decided(self._choices, what, word)
            self._work(self._read)

        self._pick(f"{what.replace('_', ' ')}: what shall it be?", found, decided)

    @staticmethod
    def _word(what: str, word: str) -> str:
        if not word:
            return "by the file itself"
        return DELIMITER_NAMES.get(word, word) if what == "delimiter" else word

    def _assign(self, header: str) -> None:
        """Ask which field a column holds."""
        choices = [Choice(_CUSTOM, "kept as a custom field")]
        choices += [Choice(spec.name, spec.name, spec.help) for spec in form_fields(self._kind)]
        if self._kind == "deal":
            choices.append(Choice("closed", "closed", "the day it was won or lost"))

        def assigned(field: str | None) -> None:
            if field is None:
                return
            mapping = {name: column for name, column in self._choices.mapping.items() if column != header}
            apart = tuple(each for each in self._choices.apart if each != header)
            if field == _CUSTOM:
                apart = (*apart, header)
            else:
                mapping[field] = header
            self._choices = self._choices._replace(mapping=mapping, apart=apart)
            self._work(self._understand)

        self._pick(f"What does {header} hold?", choices, assigned)

    def _pick(self, title: str, choices: list[Choice], done: Callable[[str | None], None]) -> None:
        def found(typed: str) -> list[Choice]:
            return [each for each in choices if folded(typed) in folded(f"{each.label} {each.note}")]

        self.app.push_screen(Picker(title, found), done)

    # Go

    def action_submit(self) -> None:
        """Import; where rows cannot be taken, after asking whether the others are wanted."""
        if self._plan is None or self._busy:
            self.action_next_view()
            return
        if not self._plan.rejects:
            self._commit()
            return
        file = self._rejects_file()
        where = f", saved in {file.name} with the reason" if file is not None else ""

        def answered(yes: bool | None) -> None:
            if yes:
                self._commit()

        rejected = self._plan.report.rejected
        rows = f"{rejected:,} row{'' if rejected == 1 else 's'}"
        question = f"{rows} cannot be taken. Import the other {self._plan.report.rows - rejected:,}?"
        stays = "It stays" if rejected == 1 else "They stay"
        self.app.push_screen(Confirm(question, f"{stays} out{where}."), answered)

    def _rejects_file(self) -> Path | None:
        """Where the rejected rows are saved; `None` where no file may be written there."""
        return None if self._session.restricted else self._path.with_suffix(".rejected.csv")

    def _commit(self) -> None:
        """Import, after a look at the promises that this makes worse."""
        from pmtui.screens.acts.promise_warning import broken_by

        broken = broken_by(self._session, self._plan.changes) if self._plan is not None else None
        if broken is None:
            self._carry_out()
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._carry_out()

        self.app.push_screen(Confirm(f"The import {broken.question}?", broken.lines), answered)

    def _carry_out(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self._session.commits.carry_out(self, lambda: self._imported(plan), self.dismiss, self._not_imported)
        self._busy = self._saving = True

    def _not_imported(self, error: PmtuiError) -> None:
        self._busy = self._saving = False
        self.tell_error(error)

    def _imported(self, plan: Plan) -> Commit:
        """Save the rows that cannot be taken, and commit the others."""
        file = self._rejects_file()
        if plan.rejects and file is not None and self._table is not None:
            try:
                write_output(file, (_rejects_csv(self._table, plan).encode("utf-8"),))
            except OSError as error:
                raise InputError(f"{file}: {error.strerror or error}; nothing was imported") from error
        return self._session.workspace.commit(plan.changes)

    @property
    def moving(self) -> Grid:
        """The lines of the step."""
        return self.grid


def _decided(choices: Choices, what: str, word: str) -> Choices:
    """The choices with one of them made otherwise."""
    match what:
        case "preset":
            return choices._replace(preset=word)
        case "date_order":
            return choices._replace(date_order=word)
        case "decimal":
            return choices._replace(decimal=word)
        case "on_duplicate":
            return choices._replace(on_duplicate=word)
        case _:
            return choices._replace(on_conflict=word)


def _rejects_csv(table: Table, plan: Plan) -> str:
    """The rejected rows with the reason in a last column."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*table.headers, "problem"])
    writer.writerows([*record.cells, problem] for record, problem in plan.rejects)
    return buffer.getvalue()
