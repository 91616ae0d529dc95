"""The screen around a form: a new document, or changes to one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.reactive import reactive
from textual.timer import Timer

from pmtui.errors import ConflictError, InputError, PmtuiError
from pmtui.models.document import Document
from pmtui.models.fields import Field, build, form_fields
from pmtui.models.form.section import FIRST
from pmtui.models.kinds import KINDS
from pmtui.screens.editing.asked import Asked
from pmtui.screens.editing.draft_keeper import DraftKeeper
from pmtui.screens.editing.form_lines import first_and_notes, line_uses
from pmtui.screens.editing.form_setup import form_context
from pmtui.screens.editing.row_dialog import RowDialog
from pmtui.screens.editing.save_effects import effects_of
from pmtui.screens.frame.commits import STILL_SAVING, Save
from pmtui.screens.frame.external_editor import edit_text
from pmtui.screens.frame.messages import ShowTerm
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.widgets.form.before_saving import BeforeSaving
from pmtui.widgets.form.form import Form
from pmtui.widgets.form.form_context import Effect, FormContext
from pmtui.widgets.form.form_reading import check
from pmtui.widgets.form.row_table import RowTable
from pmtui.widgets.frame.bindings import bindings
from pmtui.widgets.frame.containers import SideBySide
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.widgets.frame.message_line import Said, say
from pmtui.widgets.frame.status_line import StatusLine, StatusPart
from pmtui.workflows import record_commands

_SETTLED = 0.15
"""Seconds without a key after which a draft is written and the changes are worked out."""
_FEW = 9
"""Fields of a form that asks for one thing: it has no sections, and is as high as it has to be."""
_BESIDE = 112
"""Cells from which help and changes stand beside the fields."""


class FormScreen(Dialog[Commit | None]):
    """A form over the screen; closes with the commit, or `None` where it was given up.

    Args:
        session: The workspace, keys and settings.
        kind: The kind of document.
        base: The document to change, or `None` for a new one.
        save: Commits what was typed.
        asked: What it asks.
    """

    DEFAULT_CSS = """
    FormScreen {
        align: center top; background: transparent;
        & > #page { width: 100%; height: 1fr; margin-top: 1; background: $background; }
        & #title { height: 1; background: $panel; padding: 0; }
        & #sides { height: 1fr; }
        &.-small { align: center middle; }
        &.-small > #page {
            width: 90; max-width: 98%; height: auto; max-height: 90%; background: $panel; border: round $border;
        }
        &.-small #sides { height: auto; }
        &.-small Form { height: auto; }
        &.-small _Fields { height: auto; max-height: 20; }
        &.-narrow #sides { layout: vertical; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("restore-draft")
    AUTO_FOCUS = ""
    TITLES: ClassVar[Mapping[bool, str]] = {True: "new", False: "edit"}

    document: reactive[Document | None] = reactive[Document | None](None, init=False, repaint=False)
    """The document that is being changed; `None` for a new one."""
    given: reactive[Mapping[str, str]] = reactive[Mapping[str, str]]({}, init=False, repaint=False)
    """Text to be put into the form."""
    failure: reactive[PmtuiError | None] = reactive[PmtuiError | None](
        None, init=False, repaint=False, always_update=True
    )
    """Why it could not be saved."""
    first: reactive[str] = reactive("", init=False, repaint=False)
    """The field to go to."""
    title_parts: reactive[tuple[StatusPart, ...]] = reactive((), init=False, repaint=False)
    """What is being done, and who else is on it."""
    count: reactive[StatusPart] = reactive(StatusPart(""), init=False, repaint=False)
    """How much has been changed, or is to be mended."""
    label: reactive[str] = reactive("", init=False, repaint=False)
    """The label of the current field."""
    help: reactive[str] = reactive("", init=False, repaint=False)
    """Its help."""
    effects: reactive[tuple[Effect, ...]] = reactive[tuple[Effect, ...]]((), init=False, repaint=False)
    """What the save will change."""

    def __init__(
        self,
        session: Session,
        kind: str,
        base: Document | None,
        save: Save,
        asked: Asked | None = None,
    ) -> None:
        super().__init__()
        self._session, self._kind, self._save = session, kind, save
        self._asked = asked or Asked()
        edited = base.id if base is not None else ""
        asking = self._asked.title if self._asked.only else ""
        self._drafts = DraftKeeper(session, kind, edited, asking, kept=self._asked.kept)
        self._typed: Mapping[str, str] = {}
        self._begun: Mapping[str, str] = dict(self._asked.typed)
        self._answered = self._saving = False
        self._settling: Timer | None = None
        self._row_drafts: dict[tuple[str, int], Mapping[str, str]] = {}
        self._problems: Mapping[str, str] = {}
        self._at: Form.Moved | None = None

        self.on_trial = False
        """Whether what it begins with is a draft of an earlier session and has not been drawn yet."""
        self.rebased: Callable[[Document], Save] | None = None
        """Makes a save of changes to another state of the document, for when somebody else has changed it."""
        self.set_reactive(FormScreen.document, base)
        self.set_reactive(FormScreen.given, self._begun)
        self.set_reactive(FormScreen.first, self._asked.first)

    @property
    def unsaved(self) -> str:
        """What was typed is not saved."""
        return "this form is not saved yet; ctrl+s saves it, esc leaves it"

    @property
    def edited(self) -> str:
        """The id of the document that is being changed; empty for a new one."""
        return self.document.id if self.document is not None else ""

    @property
    def specs(self) -> tuple[Field, ...]:
        """The fields that are asked for; without sections where they are few."""
        only = self._asked.only
        found = tuple(spec for spec in form_fields(self._kind) if not only or spec.name in only)
        if not 0 < len(only) <= _FEW:
            return found
        return tuple(replace(spec, section=FIRST, when=None) for spec in found)

    def compose(self) -> ComposeResult:
        """A title, the form, what a save changes, and the keys."""
        form = Form(self.specs, self._how(), kind=self._kind, whole=self._check_whole)
        with Vertical(id="page"):
            yield StatusLine(id="title").data_bind(parts=FormScreen.title_parts, right=FormScreen.count)
            with SideBySide(id="sides"):
                yield form.data_bind(
                    document=FormScreen.document,
                    given=FormScreen.given,
                    failure=FormScreen.failure,
                    first=FormScreen.first,
                )
                yield BeforeSaving(id="before").data_bind(
                    label=FormScreen.label, help=FormScreen.help, effects=FormScreen.effects
                )

    def _how(self) -> FormContext:
        typed = {name: str(getattr(self.document, name, "") or "") for name in ("pipeline", "frame")}
        method = None if self._asked.only else self._asked.method
        return form_context(self._session, self._kind, lambda: {**typed, **self._typed}, method)

    def _check_whole(self, values: Mapping[str, object]) -> None:
        """Check values together, unless what else a document needs is left to whoever saves."""
        if self.document is not None or not self._asked.only:
            build(self._kind, self.document, values)

    def on_mount(self) -> None:
        """Say what it is about; a draft that was brought back has been drawn once this is on the screen."""
        self.set_class(0 < len(self._asked.only) <= _FEW, "-small")
        title = (
            self._asked.title or f"{self.TITLES[self.document is None]} {self._kind} {self.edited}".rstrip()
        )
        company = self._session.company(self.edited)
        self.title_parts = (StatusPart(title, "strong"), StatusPart(company, "due"))
        if self.on_trial:
            self._begun = {}
            self.call_after_refresh(self._end_trial)
        else:
            self.standing = self._drafts.offer()
        self._show_keys(None)

    def on_resize(self, event: events.Resize) -> None:
        """Help and changes beside the fields where there is room, else below them."""
        narrow = event.size.width < _BESIDE or self.has_class("-small")
        self.set_class(narrow, "-narrow")
        self.query_one(BeforeSaving).set_class(narrow, "-foot")

    # Drafts

    @property
    def _drafted(self) -> dict[str, str]:
        """What was typed beyond what the form began with."""
        return {name: text for name, text in self._typed.items() if self._begun.get(name, "") != text}

    def action_restore_draft(self) -> None:
        """Put back what was typed before; again, what was typed before that."""
        draft = self._drafts.next_draft(self._typed)
        if draft is None:
            raise InputError("no draft of this form is kept")
        self.given = draft

    def _end_trial(self) -> None:
        """The draft that was brought back has been drawn, so it can be brought back again."""
        if self.app.return_code:  # what was drawn has failed, and the application is leaving
            return
        self.on_trial = False
        self._keep_draft()

    @on(Form.Edited)
    def _edited(self, event: Form.Edited) -> None:
        """Keep what has been typed, and work out what it changes, once the keys pause."""
        event.stop()
        self._typed = event.drafts
        self._problems = {}
        if self._settling is None:
            self._settling = self.set_timer(_SETTLED, self._settle)
        else:
            self._settling.reset()
        self._tell_count()

    def _settle(self) -> None:
        self._settling = None
        self._keep_draft()
        values: dict[str, object] = {}
        for spec in self.specs:
            if spec.name in self._typed:
                value, problem = check(spec, self._typed[spec.name], self._how().reading)
                if not problem:
                    values[spec.name] = value
        self.effects = effects_of(self._session, self._kind, self.document, values)

    def _keep_draft(self) -> None:
        """Keep what has been typed: whatever ends the program, no word is lost."""
        if not (self._answered or self.on_trial) and self._drafted:
            self._drafts.through_hang_up(self._typed)

    def on_unmount(self) -> None:
        """A form that is closed leaves no draft of a hang-up; one that is torn down does."""
        if self._answered:
            self._drafts.is_closed()
        else:
            self._keep_draft()

    # What is said

    def _tell_count(self) -> None:
        if self._problems:
            self.count = StatusPart(f"{len(self._problems)} to mend !", "bad")
        else:
            changed = len(self._drafted)
            fields = "field" if changed == 1 else "fields"
            self.count = StatusPart(f"{changed} {fields} changed" if changed else "", "dim")

    @on(Form.Moved)
    def _moved(self, event: Form.Moved) -> None:
        event.stop()
        self.label = event.spec.label if event.spec is not None else ""
        self.help = event.spec.help if event.spec is not None else ""
        self._show_keys(event)

    def _show_keys(self, at: Form.Moved | None) -> None:
        self._at = at
        label = self._session.keymap.label
        pairs = [
            (label("submit"), "save"),
            (label("next-field"), "next to mend" if self._problems else "next field"),
        ]
        if at is not None and at.is_table:
            pairs += [
                (label(command), word)
                for command, word in (
                    ("edit-row", "edit row"),
                    ("add-row", "add row"),
                    ("delete-row", "delete row"),
                    ("tick-row", "tick"),
                )
            ]
            pairs.append((f"{label('row-down')} {label('row-up')}", "move row"))
        elif at is not None and at.is_head:
            pairs.append(("space", "fold"))
        else:
            pairs.append(("enter", "open"))
        pairs.append((label("back"), "keep as draft" if self._drafted else "close"))
        pairs.append((label("define-field"), "define"))
        self.key_pairs = tuple(pairs)

    @on(Form.Faulty)
    def _faulty(self, event: Form.Faulty) -> None:
        event.stop()
        self._problems = event.problems
        text = event.problems.get("") or f"not saved: {', '.join(event.problems)}"
        self.said = Said(text, "refusal")
        self._show_keys(self._at)
        self._tell_count()

    # Saving

    @on(Form.Submitted)
    def _commit(self, event: Form.Submitted) -> None:
        event.stop()
        self._commit_values(event.values)

    def _commit_values(self, values: dict[str, object]) -> None:
        if self._saving:
            return

        def saved(commit: Commit) -> None:
            self._close(commit)

        def failed(error: PmtuiError) -> None:
            self._saving = False
            if isinstance(error, ConflictError):
                self._settle_conflict(values, error)
            else:
                self.failure = error

        save = self._save
        self._session.commits.carry_out(self, lambda: save(values), saved, failed)
        self._saving = True

    def _close(self, commit: Commit | None) -> None:
        """Close; what was typed is saved, and a draft that was taken up is one no longer."""
        self._answered = True
        self._drafts.drop_saved(self._typed)
        self.dismiss(commit)

    def _settle_conflict(self, values: dict[str, object], error: ConflictError) -> None:
        """Let the person choose where somebody else changed the same fields; other changes go together."""
        from pmtui.screens.editing.conflicts import ConflictScreen, clashes

        base, rebased = self.document, self.rebased
        current = self._session.workspace.find(base.id) if base is not None else None
        if base is None or current is None or rebased is None:
            self.failure = error
            return
        found = clashes(self._session.workspace, self._kind, base, current, build(self._kind, base, values))

        def chosen(theirs: frozenset[str] | None) -> None:
            if theirs is None:
                return
            self.document, self._save = current, rebased(current)
            mine = {name: value for name, value in values.items() if name not in theirs}
            if mine:
                self._commit_values(mine)
            else:
                self._close(None)

        if found:
            title = f"{self._kind} {base.id}"
            self.app.push_screen(ConflictScreen(title, found, ascii=self._session.ascii), chosen)
        else:
            chosen(frozenset())

    @on(Form.Cancelled)
    def _give_up(self, event: Form.Cancelled) -> None:
        """Close; what was typed is kept as a draft."""
        event.stop()
        if self._saving:
            raise InputError(STILL_SAVING)
        self._answered = True
        self._typed = event.drafts
        if self._drafted:
            say(self, self._drafts.keep(self._drafted))
        self.dismiss(None)

    # Rows, long texts, words

    @on(RowTable.Wanted)
    def _write_row(self, event: RowTable.Wanted) -> None:
        event.stop()
        place = (event.spec.name, event.place)

        def written(cells: Mapping[str, str] | None) -> None:
            if cells is not None:
                self._row_drafts.pop(place, None)
                event.answer(cells)

        def left(cells: Mapping[str, str]) -> None:
            self._row_drafts[place] = cells

        dialog = RowDialog(event.spec, event.cells, self._how(), (event.place, event.count), left)
        dialog.given = self._row_drafts.get(place, {})
        self.app.push_screen(dialog, written)

    @on(Form.SeveralPasted)
    def _several(self, event: Form.SeveralPasted) -> None:
        """Offer several lines that were pasted as several records, or put them into the notes."""
        event.stop()
        name, lines, kind = event.name, event.lines, KINDS[self._kind]
        many = self.document is None and name == kind.title and not self._asked.only
        notes = "notes" in {spec.name for spec in self.specs}
        before = self._typed.get("notes", self.document.notes if self.document is not None else "")

        def use(what: str | None) -> None:
            if what == "many":
                self._add_many(lines)
            elif what == "notes":
                self.given = first_and_notes(name, lines, before)

        self.app.push_screen(line_uses(kind, lines, many=many, notes=notes), use)

    def _add_many(self, titles: Sequence[str]) -> None:
        """Add a record for each line, with what else was typed."""
        title = KINDS[self._kind].title
        texts = {name: text for name, text in self._typed.items() if name != title and text}
        workspace, kind, reading = self._session.workspace, self._kind, self._how().reading

        def save(values: dict[str, object]) -> Commit:
            others = record_commands.read_fields(kind, texts, reading)
            return record_commands.add_all(workspace, kind, [{**others, title: line} for line in titles])

        self._save = save
        self._commit_values({})

    @on(Form.DefineWanted)
    def _define(self, event: Form.DefineWanted) -> None:
        event.stop()
        if event.headword:
            self.post_message(ShowTerm(event.headword))

    @on(Form.EditorWanted)
    def _edit(self, event: Form.EditorWanted) -> None:
        event.stop()
        try:
            edited = edit_text(self, self._session, event.text)
        except PmtuiError as error:
            self.failure = error
            return
        if edited is not None:
            event.answer(edited)
