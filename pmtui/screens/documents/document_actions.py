"""The verbs on documents: on the one under the cursor, or on all that are marked, as one transaction."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from textual.screen import Screen

from pmtui.errors import InputError
from pmtui.models.kinds import KINDS, kind_of
from pmtui.models.values.folding import folded
from pmtui.screens.documents.details.page_editing import PageEditing
from pmtui.screens.documents.row_reasons import row_reasons, row_words, subject_of
from pmtui.screens.editing.asked import Asked
from pmtui.screens.frame.base_screen import tells_errors
from pmtui.screens.frame.commits import Act, Save
from pmtui.screens.frame.copy_text import copy_text
from pmtui.screens.frame.session import Session
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.message_line import say
from pmtui.widgets.frame.picker import Picker

_EACH = ("type", "text", "due", "done", "outcome", "owner")
"""The fields of an activity that is noted about several documents at once."""


class RecordScreen(PageEditing):
    """A screen on which there is a document under the cursor, to be changed."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._called: set[str] = set()
        self._again: Callable[[], None] | None = None

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids that a verb acts on.

        Raises:
            InputError: There is nothing under the cursor.
        """
        return (self.current,)

    @property
    def current(self) -> str:
        """The id under the cursor.

        Raises:
            InputError: There is none.
        """
        raise NotImplementedError

    @property
    def kind_shown(self) -> str:
        """The kind that new adds here."""
        raise NotImplementedError

    def disabled_reasons(self) -> dict[str, str]:
        """For commands that cannot be given now, why; those on a row depend on the record that it names."""
        here, missing = self.document_here, self.missing
        if len(marked := self._marked_ids()) > 1:
            here = marked[0]
        return {**row_reasons(self.session, here, missing), **super().disabled_reasons()}

    @property
    def missing(self) -> str:
        """Why the row under the cursor names no record."""
        return "nothing is selected"

    def _marked_ids(self) -> Sequence[str]:
        """The marked records, if there are any."""
        return ()

    def footer_words(self) -> Sequence[tuple[str, str]]:
        """The commands that matter most on the record under the cursor."""
        return tuple(row_words(self.session, self.document_here))

    def beginning(self) -> Mapping[str, str]:
        """The starting values of a new document of that kind, as they would be typed."""
        return {}

    @property
    def method_shown(self) -> str:
        """The method that features are ranked by on this screen; empty where they are not ranked."""
        return ""

    # New, edit, delete, move

    @tells_errors
    def action_new(self) -> None:
        """Add a document of the kind on this screen."""
        self._require_writable()
        from pmtui.screens.documents.merge_records import telling_lookalikes
        from pmtui.workflows import record_commands

        kind = self.kind_shown
        workspace = self.session.workspace
        save = telling_lookalikes(
            self.session, kind, lambda values: record_commands.add(workspace, kind, values)
        )
        form = self._form(kind, "", save, Asked(self.beginning(), kept=True, method=self.method_shown))
        self.app.push_screen(form, self._added)

    @tells_errors
    def action_import(self) -> None:
        """Bring the rows of a file, step by step."""
        self._require_writable()
        from pmtui.screens.imports.import_wizard import import_from

        import_from(self, self.session, self.kind_shown, self._told)

    def action_edit(self) -> None:
        """Edit what is under the cursor: its form, where nothing on the screen can be edited in place."""
        self.action_edit_form()

    @tells_errors
    def action_edit_form(self) -> None:
        """Change the fields of the document under the cursor, or one field of all that are marked."""
        self._require_writable()
        if len(self.selected) > 1:
            self._edit_all(self.selected)
            return
        from pmtui.screens.acts.edit_record import edit_saves
        from pmtui.screens.editing.form_screen import FormScreen

        current, saving = self.current, edit_saves(self.session, self._noted)
        base = self.session.workspace.get(current)
        form = self._form(
            kind_of(current).name, current, saving(base), Asked(kept=True, method=self.method_shown)
        )
        if isinstance(form, FormScreen):
            form.rebased = saving
        self.app.push_screen(form, self._told)

    @tells_errors
    def action_delete(self) -> None:
        """Delete; undo brings it back. What refers to it is named first."""
        from pmtui.workflows import record_commands
        from pmtui.workflows.references import references, told

        workspace, ids = self.session.workspace, self.selected
        changes = record_commands.deleting(workspace, ids, unlink=True)
        found = references(workspace, ids)
        refer = f"refer{'s' if len(found) == 1 else ''} to it; those links go too"
        self._do(changes, ids, f"{told(workspace, found)} {refer}" if found else "")

    @tells_errors
    def action_move_on(self) -> None:
        """Move on along the stages."""
        self._step(1)

    @tells_errors
    def action_move_back(self) -> None:
        """Move back along the stages."""
        self._step(-1)

    @tells_errors
    def action_repeat(self) -> None:
        """The last change once more, on the document under the cursor or on all that are marked."""
        self._require_writable()
        if self._again is None:
            raise InputError("nothing was changed on this screen yet that could be done again")
        self._again()

    def _set_all(self, values: Mapping[str, object]) -> None:
        """Give the documents that are meant the values that a form gave to others."""
        from pmtui.workflows import record_commands

        self._do(record_commands.edit_changes(self.session.workspace, self.selected, values), self.selected)

    def _noted(self, save: Save) -> Save:
        """A save that can be repeated on others."""

        def saved(values: dict[str, object]) -> Commit:
            commit = save(values)
            self._again = partial(self._set_all, dict(values))
            return commit

        return saved

    def _step(self, steps: int) -> None:
        from pmtui.screens.acts.ship_reason import unless_blocked
        from pmtui.workflows import record_commands
        from pmtui.workflows.bulk import sorted_out

        self._again = partial(self._step, steps)
        workspace, ids, refused = self.session.workspace, self.selected, ""
        if len(ids) > 1:
            ids, refused = sorted_out(workspace, ids, lambda some: self._stepping_several(some, steps))
        missed = self._missed(ids[0]) if steps > 0 and len(ids) == 1 else []

        def moved(happened: str) -> None:
            if missed:
                label = self.session.keymap.label("check-out")
                say(self, f"{happened}; {len(missed)} not checked", "warning", (label, "has the checklist"))

        unless_blocked(
            self,
            self.session,
            lambda reason: record_commands.stepping(workspace, ids, steps, reason),
            lambda changes: (
                self._do(changes, ids, refused) if refused else self._carry_out(changes, ids, moved)
            ),
            self._told,
        )

    def _stepping_several(self, ids: Sequence[str], steps: int) -> ChangeSet:
        """The changes that move several documents; what asks by itself refuses."""
        from pmtui.workflows.record_commands import stepping

        return stepping(self.session.workspace, ids, steps)

    def _carry_out(
        self, changes: ChangeSet, ids: Sequence[str], done: Callable[[str], None] = lambda happened: None
    ) -> None:
        """Commit a move of the document under the cursor; of several, after a look at it.

        Args:
            changes: What is to be committed.
            ids: The documents.
            done: Is told what happened to one document.
        """
        if len(ids) > 1:
            self._do(changes, ids)
        else:
            self.unless_promised(changes, done)

    def unless_promised(
        self, changes: ChangeSet, done: Callable[[str], None] = lambda happened: None
    ) -> None:
        """Commit, after a look at the promises that this would break where there are any.

        Args:
            changes: What is to be committed.
            done: Is told what happened.
        """
        from pmtui.screens.acts.promise_warning import broken_by
        from pmtui.widgets.frame.confirm import Confirm
        from pmtui.workflows.what_happened import what_happened

        def committed(commit: Commit) -> None:
            self._told(commit)
            done(what_happened(self.session.workspace, commit))

        def answered(yes: bool | None) -> None:
            if yes:
                self.commit(lambda: self.session.workspace.commit(changes), committed)

        broken = broken_by(self.session, changes)
        if broken is None:
            answered(True)
        else:
            self.app.push_screen(
                Confirm(changes.name, f"{broken.question}\n{broken.lines}", self.card_region), answered
            )

    def _edit_all(self, ids: Sequence[str]) -> None:
        """Ask for a field and what it shall be, then show what would change."""
        from pmtui.models.fields import form_fields
        from pmtui.screens.acts.promise_warning import telling_promises
        from pmtui.workflows import record_commands

        workspace, kind = self.session.workspace, kind_of(ids[0]).name
        title = f"of {len(ids):,} {KINDS[kind].plural}"
        fields = {spec.name: spec for spec in form_fields(kind) if spec.name != KINDS[kind].title}

        def found(typed: str) -> list[Choice]:
            return [
                Choice(spec.name, spec.label, spec.help)
                for spec in fields.values()
                if folded(typed) in folded(spec.label)
            ]

        def picked(name: str | None) -> None:
            if name is None:
                return
            form = self._form(
                kind,
                "",
                self._noted(
                    telling_promises(
                        self.session, lambda values: record_commands.edit_changes(workspace, ids, values)
                    )
                ),
                Asked(only=(name,), title=f"{fields[name].label} {title}"),
            )
            self.app.push_screen(form, self._told)

        self.app.push_screen(Picker(f"Which field {title}?", found), picked)

    def _do(self, changes: ChangeSet, ids: Sequence[str], warning: str = "") -> None:
        """Commit; where several documents are meant, or there is something to know, after a look at it."""
        from pmtui.widgets.frame.confirm import Confirm
        from pmtui.workflows.preview import preview

        workspace = self.session.workspace
        if (len(ids) == 1 and not warning) or not len(changes):
            self.unless_promised(changes)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.commit(lambda: workspace.commit(changes))

        from pmtui.screens.acts.promise_warning import broken_by

        parts = ["\n".join(preview(workspace, changes, ids)) if len(ids) > 1 else "", warning]
        if (broken := broken_by(self.session, changes)) is not None:
            parts.append(f"{broken.question}:\n{broken.lines}")
        self.app.push_screen(
            Confirm(changes.name, "\n\n".join(filter(None, parts)), self.card_region), answered
        )

    def _missed(self, document_id: str) -> list[str]:
        """The exit criteria of a deal's stage that are not met."""
        if kind_of(document_id).name != "deal" or not any(
            stage.exit for stage in self.session.workspace.pipelines.whole.stages
        ):
            return []
        from pmtui.screens.acts.win_lose import lacking

        return lacking(self.session, document_id)

    @tells_errors
    def action_quick_add(self) -> None:
        """Add in one line."""
        self._require_writable()
        from pmtui.screens.documents.merge_records import telling_lookalikes
        from pmtui.screens.documents.quick_add import QuickAdd, quick_add, typed_values
        from pmtui.workflows import record_commands

        kind = self.kind_shown

        def add(values: dict[str, object]) -> Commit:
            return record_commands.add(self.session.workspace, kind, {**self.taken_for_granted(), **values})

        save = telling_lookalikes(self.session, kind, add)

        def answered(result: Commit | dict[str, object] | None) -> None:
            if isinstance(result, dict):
                typed = typed_values({**self.taken_for_granted(), **result})
                self.app.push_screen(self._form(kind, "", save, Asked(typed, kept=True)), self._added)
            else:
                self._added(result)

        self.app.push_screen(QuickAdd(self.session, quick_add(self.session, kind, save)), answered)

    def taken_for_granted(self) -> Mapping[str, object]:
        """The values that a line of quick add can leave out."""
        return {}

    # Links between documents

    @tells_errors
    def action_request(self) -> None:
        """Link a deal, an account or a lead and the feature it asks for."""
        self._require_writable()
        from pmtui.screens.acts.feature_request import request_on

        request_on(self, self.session, self.selected, self._told)

    @tells_errors
    def action_log(self) -> None:
        """Log what was done about the document under the cursor, in one line."""
        self._note(planned=False)

    @tells_errors
    def action_plan(self) -> None:
        """Plan what is to be done next about it, in one line."""
        self._note(planned=True)

    def _note(self, *, planned: bool) -> None:
        self._require_writable()
        from pmtui.screens.documents.quick_add import QuickAdd, quick_note, typed_values
        from pmtui.workflows import record_commands

        ids = tuple(filter(None, (subject_of(self.session, each) for each in self.selected)))
        workspace, several = self.session.workspace, len(ids) > 1
        named = f"each of {len(ids):,} {kind_of(ids[0]).plural}" if several else workspace.names.label(ids[0])

        def save(values: dict[str, object]) -> Commit:
            return record_commands.add_all(workspace, "activity", [{"about": each, **values} for each in ids])

        def answered(result: Commit | dict[str, object] | None) -> None:
            if not isinstance(result, dict):
                self._told(result)
                return
            typed = typed_values(result)
            asked = (
                Asked(typed, only=_EACH, title=f"{'next step' if planned else 'new activity'} about {named}")
                if several
                else Asked({"about": ids[0], **typed})
            )
            self.app.push_screen(self._form("activity", "", save, asked), self._told)

        self.app.push_screen(
            QuickAdd(self.session, quick_note(self.session, named, planned=planned, save=save)), answered
        )

    # Text and copies

    @tells_errors
    def action_long_text(self) -> None:
        """Write the notes of the document in the editor."""
        self._require_writable()
        base = self.session.workspace.get(self.current)
        from pmtui.screens.frame.external_editor import edit_text
        from pmtui.workflows import record_commands

        edited = edit_text(self, self.session, base.notes)
        if edited is not None:
            workspace = self.session.workspace
            self.commit(lambda: record_commands.edit_document(workspace, base, {"notes": edited}))

    @tells_errors
    def action_copy(self) -> None:
        """Copy the id, the row or all of it."""
        ids = self.selected
        choices = [
            Choice("id", "its id" if len(ids) == 1 else f"{len(ids):,} ids", ", ".join(ids[:3])),
            Choice("row", "its row", "values with tabs between"),
            Choice("markdown", "all of it", "Markdown"),
        ]
        self.app.push_screen(
            Picker("Copy", lambda text: [each for each in choices if text in each.label]), self._copy
        )

    def _copy(self, what: str | None) -> None:
        if what is None:
            return
        from pmtui.interchange.exports.record_markdown import document_markdown, document_row

        workspace = self.session.workspace
        write = {"row": document_row, "markdown": document_markdown}.get(what)
        if write is None:
            text = "\n".join(self.selected)
        else:
            text = "\n".join(write(workspace.get(each), workspace.names) for each in self.selected)
        copy_text(self, self.session, text)

    def _form(
        self,
        kind: str,
        base: str,
        save: Save,
        asked: Asked,
    ) -> Screen[Commit | None]:
        """A form of a record, or of a new one where no id is given; imported when the first one is opened."""
        from pmtui.screens.editing.form_screen import FormScreen

        document = self.session.workspace.get(base) if base else None
        return FormScreen(self.session, kind, document, save, asked)

    # Committing

    def commit(self, act: Act, then: Callable[[Commit], None] | None = None) -> None:
        """Commit without holding up the screen, and tell of it.

        Args:
            act: What is to be committed.
            then: What follows instead of a message.
        """
        self.session.commits.carry_out(self, act, then or self._told)

    def _added(self, commit: Commit | None) -> None:
        self._told(commit)
        if commit is not None:
            kind = self.kind_shown
            self.go_to(next((each for touched, each in commit.changed if touched == kind), ""))

    def tell_commit(self, commit: Commit) -> None:
        """Say what a commit did, and how to take it back."""
        self._told(commit)

    def _told(self, commit: Commit | None) -> None:
        if commit is None:
            return
        from pmtui.workflows.what_happened import what_happened

        self.carried_out(commit)
        if commit.changes:
            say(self, what_happened(self.session.workspace, commit), "done", self.session.way_back)
        else:
            say(self, "nothing to change")

    def carried_out(self, commit: Commit) -> None:
        """Show what follows from a commit made here: whom to call about features that have just shipped."""
        if not any(kind == "feature" for kind, _ in commit.changed):
            return
        from pmtui.screens.acts.promise_warning import calls_after

        text = calls_after(self.session, commit, self._called)
        if text:
            from pmtui.screens.frame.text_viewer import TextViewer

            self.app.push_screen(TextViewer(self.session, text))

    def _require_writable(self) -> None:
        self.session.require_writable()
