"""The screen around a form: a new document, or changes to one."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from pmtui.errors import ConflictError, InputError, PmtuiError
from pmtui.models.customers.contact import ROLES
from pmtui.models.deals.deal import LOST_REASONS, SOURCES
from pmtui.models.discovery.insight import INSIGHT_SOURCES
from pmtui.models.document import Document
from pmtui.models.fields import Field
from pmtui.models.values.folding import folded
from pmtui.screens.editing.asked import Asked
from pmtui.screens.frame.commits import STILL_SAVING, Save
from pmtui.screens.frame.external_editor import edit_text
from pmtui.screens.frame.messages import ShowTerm
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.session_state import Draft
from pmtui.screens.frame.team_labels import label_of
from pmtui.store.workspace import Commit
from pmtui.widgets.form.form import Form, FormContext
from pmtui.widgets.frame.error_boundary import Dialog
from pmtui.workflows import record_commands

_OFFERED = 20

"""Commits the typed values; an error it raises is shown in the form, which stays open."""


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
        align: center middle;
        & > Vertical {
            width: 100; max-width: 100%; height: 90%; max-height: 34; padding: 0 1;
            background: $panel; border: round $border;
        }
        & #title { height: 1; color: $text-muted; }
    }
    """
    TITLES: ClassVar[Mapping[bool, str]] = {True: "new", False: "edit"}

    def __init__(
        self,
        session: Session,
        kind: str,
        base: Document | None,
        save: Save,
        asked: Asked | None = None,
    ) -> None:
        super().__init__()
        self._kept_in = session.memory if asked and asked.kept else None
        self._last_kept: dict[str, str] = {}
        self._answered = self._saving = False
        self._session, self._kind, self._base, self._save = session, kind, base, save
        self._asked = asked or Asked()

        self.on_trial = False
        """Whether what it begins with is a draft of an earlier session and has not been drawn yet."""
        self.rebased: Callable[[Document], Save] | None = None
        """Makes a save of changes to another state of the document, for when somebody else has changed it."""

    @property
    def edited(self) -> str:
        """The id of the document that is being changed; empty for a new one."""
        return self._base.id if self._base is not None else ""

    def compose(self) -> ComposeResult:
        """A title and the form."""
        workspace = self._session.workspace
        settings = self._session.settings
        title = (
            self._asked.title
            or f"{self.TITLES[self._base is None]} {self._kind} {self._base.id if self._base else ''}"
        )
        with Vertical():
            company = self._session.company(self.edited)
            yield Static(f"{title.rstrip()}{f' · {company}' if company else ''}", markup=False, id="title")
            yield Form(
                self._kind,
                self._base,
                FormContext(
                    record_commands.reading(workspace, settings.date_order, settings.decimal_mark),
                    self.suggest,
                    workspace.names.label,
                    lambda spec: label_of(workspace, spec.label, spec.headword),
                    self._session.keymap,
                ),
                only=self._asked.only,
            )

    def on_mount(self) -> None:
        """Fill in what is known, and go to the first field."""
        form = self.query_one(Form)
        form.restore(self._asked.typed)
        self.call_after_refresh(form.focus_field, self._asked.first or next(iter(form.fields)))
        if self.on_trial:
            self.call_after_refresh(self._end_trial)
        else:
            self._last_kept = form.drafts()

    def _end_trial(self) -> None:
        """The draft that was brought back has been drawn, so it can be brought back again."""
        if self.app.return_code:  # what was drawn has failed, and the application is leaving
            return
        self.on_trial = False
        self._keep_draft()

    @on(Form.Edited)
    def _keep_draft(self) -> None:
        """Keep what has been typed, at each key: whatever ends the program, no word is lost."""
        typed = self.query_one(Form).drafts()
        if self._kept_in is not None and not (self._answered or self.on_trial) and typed != self._last_kept:
            self._last_kept = typed
            self._kept_in.keep_draft(Draft(self._kind, self._base.id if self._base else "", typed))

    def on_unmount(self) -> None:
        """A form that is closed leaves no draft; one that is torn down by a hang-up does."""
        if self._kept_in is not None and self._answered:
            self._kept_in.drop_draft()

    def suggest(self, spec: Field, text: str) -> Sequence[str]:
        """Words that may complete a field: names of documents, stages, owners, and the usual ones."""
        wanted = folded(text)
        words = self._words(spec)
        found = [word for word in words if folded(word).startswith(wanted)]
        found += [word for word in words if wanted in folded(word) and not folded(word).startswith(wanted)]
        return found[:_OFFERED]

    def _words(self, spec: Field) -> Sequence[str]:
        workspace = self._session.workspace
        if spec.link:
            return workspace.names.all_of(spec.link)
        if spec.choices:
            return spec.choices
        fixed: Mapping[str, Sequence[str]] = {
            "stages": [stage.name for stage in workspace.pipelines.whole.stages],
            "pipelines": [each.name for each in workspace.pipelines],
            "sources": SOURCES,
            "lost-reasons": LOST_REASONS,
            "churn-reasons": ("price", "product", "service", "poor fit", "company closed", "other"),
            "roles": ROLES,
            "insight-sources": INSIGHT_SOURCES,
        }
        used = {str(row[spec.name]) for row in workspace.rows(self._kind).values() if spec.name in row}
        return list(dict.fromkeys([*fixed.get(spec.suggest, ()), *(sorted(used) if spec.suggest else ())]))

    @on(Form.Submitted)
    def _commit(self, event: Form.Submitted) -> None:
        event.stop()
        self._commit_values(event.values)

    def _commit_values(self, values: dict[str, object]) -> None:
        if self._saving:
            return

        def saved(commit: Commit) -> None:
            self._answered = True
            self.dismiss(commit)

        def failed(error: PmtuiError) -> None:
            self._saving = False
            if isinstance(error, ConflictError):
                self._settle(values, error)
            else:
                self.query_one(Form).show_error(error)

        save = self._save
        self._session.commits.carry_out(self, lambda: save(values), saved, failed)
        self._saving = True

    def _settle(self, values: dict[str, object], error: ConflictError) -> None:
        """Let the person choose where somebody else changed the same fields; other changes go together."""
        from pmtui.models.fields import build
        from pmtui.screens.editing.conflicts import ConflictScreen, clashes

        base, rebased = self._base, self.rebased
        current = self._session.workspace.find(base.id) if base is not None else None
        if base is None or current is None or rebased is None:
            self.query_one(Form).show_error(error)
            return
        found = clashes(self._session.workspace, self._kind, base, current, build(self._kind, base, values))

        def chosen(theirs: frozenset[str] | None) -> None:
            if theirs is None:
                return
            self._base, self._save = current, rebased(current)
            mine = {name: value for name, value in values.items() if name not in theirs}
            if mine:
                self._commit_values(mine)
            else:
                self._answered = True
                self.dismiss(None)

        if found:
            title = f"{self._kind} {base.id}"
            self.app.push_screen(ConflictScreen(title, found, ascii=self._session.ascii), chosen)
        else:
            chosen(frozenset())

    @on(Form.Cancelled)
    def _give_up(self, event: Form.Cancelled) -> None:
        event.stop()
        if self._saving:
            raise InputError(STILL_SAVING)
        self._answered = True
        self.dismiss(None)

    @on(Form.DefineWanted)
    def _define(self, event: Form.DefineWanted) -> None:
        event.stop()
        if event.headword:
            self.post_message(ShowTerm(event.headword))

    @on(Form.EditorWanted)
    def _edit(self, event: Form.EditorWanted) -> None:
        event.stop()
        form = self.query_one(Form)
        try:
            edited = edit_text(self, self._session, event.text)
        except PmtuiError as error:
            form.show_error(error)
            return
        if edited is not None:
            form.set_text(event.name, edited)
