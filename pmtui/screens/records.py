"""The verbs on documents: on the one under the cursor, or on all that are marked, as one transaction."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from textual.screen import Screen

from pmtui.errors import InputError
from pmtui.models.document import Document
from pmtui.models.kinds import kind_of
from pmtui.screens.book import BookScreen
from pmtui.screens.lookup import Lookup
from pmtui.screens.wanted import ScreenWanted, TermWanted
from pmtui.screens.work import telling
from pmtui.store.workspace import Commit
from pmtui.widgets.choice_list import Choice
from pmtui.widgets.picker import Picker
from pmtui.widgets.toast import toast
from pmtui.workflows import transactions

_FOUND = 200

Save = Callable[[dict[str, object]], Commit]


class RecordScreen(BookScreen):
    """A book whose documents can be changed."""

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids that a verb acts on.

        Raises:
            InputError: There is nothing under the cursor.
        """
        keys = self.view_widget.selected_keys()
        if not keys:
            raise InputError("nothing is selected")
        return keys

    @property
    def current(self) -> str:
        """The id under the cursor.

        Raises:
            InputError: There is none.
        """
        key = self.view_widget.current_key
        if key is None:
            raise InputError("nothing is selected")
        return key

    # New, edit, delete, move

    @telling
    def action_new(self) -> None:
        """Add a document of the kind on this screen."""
        self._require_writable()
        kind = self.pane.view.kind
        workspace = self.session.workspace
        form = self._form(
            kind,
            None,
            lambda values: transactions.add(workspace, kind, values),
            self.pane.beginning(),
        )
        self.app.push_screen(form, self._added)

    @telling
    def action_edit(self) -> None:
        """Change the fields of the document under the cursor."""
        self._require_writable()
        base = self.session.workspace.get(self.current)
        workspace = self.session.workspace
        form = self._form(
            kind_of(base.id).name,
            base,
            lambda values: transactions.amend_document(workspace, base, values),
        )
        self.app.push_screen(form, self._told)

    @telling
    def action_delete(self) -> None:
        """Delete; undo brings it back."""
        self._told(transactions.delete(self.session.workspace, self.selected))

    @telling
    def action_move_on(self) -> None:
        """Move on along the stages."""
        self._step(1)

    @telling
    def action_move_back(self) -> None:
        """Move back along the stages."""
        self._step(-1)

    def _step(self, steps: int) -> None:
        ids = self.selected
        missed = self._missed(ids[0]) if steps > 0 and len(ids) == 1 else []
        commit = transactions.step(self.session.workspace, ids, steps)
        if len(commit.changed) > 1:
            self._told(commit)
        elif missed:
            label = self.session.keymap.label("check-out")
            toast(self, f"not checked: {'; '.join(missed)} · {label} has the checklist")

    def _missed(self, document_id: str) -> list[str]:
        """What the deal under the cursor has not met of its stage's exit criteria."""
        if kind_of(document_id).name != "deal" or not any(
            stage.exit for stage in self.session.workspace.pipeline.stages
        ):
            return []
        from pmtui.screens.closing import lacking

        return lacking(self.session, document_id)

    # Deals

    @telling
    def action_win(self) -> None:
        """Win the deal: when, and for how much."""
        self._close("won")

    @telling
    def action_lose(self) -> None:
        """Lose the deal: why, to whom, and what you would do otherwise."""
        self._close("lost")

    def _close(self, kind: str) -> None:
        self._require_writable()
        from pmtui.screens.closing import close

        close(self, self.session, self.selected, kind, self._told)

    @telling
    def action_convert(self) -> None:
        """Make an account, a contact and a deal of the lead, or take those that are there."""
        self._require_writable()
        from pmtui.workflows.leads import convert

        commit = convert(self.session.workspace, self.current)
        self._told(commit)
        made = next((each for kind, each in commit.changed if kind == "deal"), "")
        if made and not self.go_to(made):
            self.post_message(ScreenWanted("", made))

    @telling
    def action_check_out(self) -> None:
        """The exit checklist of the deal's stage."""
        self._require_writable()
        from pmtui.screens.closing import check_out

        check_out(self, self.session, self.current, self._told)

    @telling
    def action_brief(self) -> None:
        """What to take to the deal's next meeting, or to know against the competitor."""
        from pmtui.screens.paper import Paper
        from pmtui.workflows.brief import brief
        from pmtui.workflows.competition import battlecard

        write = battlecard if kind_of(self.current).name == "research" else brief
        self.app.push_screen(Paper(self.session, write(self.session.workspace, self.current)))

    @telling
    def action_gate(self) -> None:
        """Score the insight, and let it pass or fail."""
        self._require_writable()
        from pmtui.screens.gate import hold_gate

        hold_gate(self, self.session, self.current, self._told)

    @telling
    def action_matrix(self) -> None:
        """Which features the competitors have."""
        from pmtui.metrics.strategy_tables import matrix_report
        from pmtui.metrics.tables import as_text
        from pmtui.screens.paper import Paper

        found = matrix_report(self.session.workspace)
        if not found.rows:
            raise InputError("nothing is known of competitors yet; their offers say what they have")
        self.app.push_screen(Paper(self.session, as_text(found)))

    @telling
    def action_forecast(self) -> None:
        """The forecast of this quarter, for all and for each owner, and why deals were won and lost."""
        from pmtui.metrics.tables import as_text, report
        from pmtui.models.period import containing
        from pmtui.screens.paper import Paper

        workspace = self.session.workspace
        period = containing(workspace.clock.today())
        shown = (
            report(workspace, name, period, by)
            for name, by in (("forecast", ""), ("forecast", "owner"), ("winloss", ""))
        )
        self.app.push_screen(Paper(self.session, "\n".join(as_text(each) for each in shown)))

    @telling
    def action_playbook(self) -> None:
        """Plan the steps of a playbook about the document under the cursor."""
        self._require_writable()
        from pmtui.workflows.playbooks import plan, playbook_named, playbooks

        about = self.current
        kind = kind_of(about).name
        choices = [
            Choice(each.id, each.name, f"{len(each.steps)} steps")
            for each in playbooks()
            if each.kind == kind
        ]
        if not choices:
            raise InputError(f"there is no playbook for a {kind}; they are for deals and accounts")

        def planned(name: str | None) -> None:
            if name is not None:
                self._told(plan(self.session.workspace, playbook_named(name), about))

        self.app.push_screen(
            Picker(
                "Which playbook?",
                lambda text: [each for each in choices if text.casefold() in each.label.casefold()],
            ),
            planned,
        )

    @telling
    def action_quick_add(self) -> None:
        """Add in one line."""
        self._require_writable()
        from pmtui.screens.quick_add import QuickAdd

        kind = self.pane.view.kind

        def add(values: dict[str, object]) -> Commit:
            return transactions.add(self.session.workspace, kind, {**self.taken_for_granted(), **values})

        self.app.push_screen(QuickAdd(self.session, kind, add), self._added)

    def taken_for_granted(self) -> Mapping[str, object]:
        """What a line of quick add need not say."""
        return {}

    # Links between documents

    @telling
    def action_request(self) -> None:
        """Link a deal and the feature it asks for."""
        self._require_writable()
        current = self.current
        kind = kind_of(current).name
        if kind not in ("deal", "account", "feature"):
            raise InputError("a deal or an account requests a feature; none is under the cursor")
        other = "deal" if kind == "feature" else "feature"

        def link(chosen: str | None) -> None:
            if chosen is not None:
                asker, feature = (chosen, current) if kind == "feature" else (current, chosen)
                self._told(transactions.request_feature(self.session.workspace, asker, feature))

        title = f"Which {other} {'asks for it' if other == 'deal' else 'is asked for'}?"
        self.app.push_screen(Picker(title, lambda text: self._named(other, text)), link)

    def _named(self, kind: str, text: str) -> Sequence[Choice]:
        names = self.session.workspace.names
        found = list(dict.fromkeys(islice(names.matching(kind, text), _FOUND)))
        return [Choice(each, names.label(each), each) for each in found]

    @telling
    def action_log(self) -> None:
        """Log what was done about the document under the cursor."""
        self._note("new activity", {"type": "call", "done": "today"})

    @telling
    def action_plan(self) -> None:
        """Plan what is to be done next about it."""
        self._note("next step", {"type": "task", "due": "tomorrow"})

    def _note(self, what: str, typed: dict[str, str]) -> None:
        self._require_writable()
        about = self.current
        workspace = self.session.workspace
        if kind_of(about).name in ("activity", "request"):
            raise InputError(f"a {what} is about a deal, an account, a contact or a feature")
        form = self._form(
            "activity",
            None,
            lambda values: transactions.add(workspace, "activity", {"about": about, **values}),
            {"about": about, **typed},
        )
        self.app.push_screen(form, self._told)

    # Text and copies

    @telling
    def action_long_text(self) -> None:
        """Write the notes of the document in the editor."""
        self._require_writable()
        base = self.session.workspace.get(self.current)
        from pmtui.screens.long_text import edit_text

        edited = edit_text(self, self.session, base.notes)
        if edited is not None:
            self._told(transactions.amend_document(self.session.workspace, base, {"notes": edited}))

    @telling
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
        from pmtui.interchange.markdown import document_markdown, document_row
        from pmtui.terminal.clipboard import copy

        workspace = self.session.workspace
        write = {"row": document_row, "markdown": document_markdown}.get(what)
        if write is None:
            text = "\n".join(self.selected)
        else:
            text = "\n".join(write(workspace.get(each), workspace.names) for each in self.selected)
        driver = self.app._driver
        done = copy(
            text,
            mode=self.session.settings.clipboard,
            write=driver.write if driver is not None else lambda sequence: None,
            file=workspace.path / "copied.txt",
        )
        toast(self, done.message, "information" if done.done else "warning")

    # Looking up

    def action_look_up(self) -> None:
        """Find any term, feature, deal, account or person."""
        self.app.push_screen(Picker("Look up anything", Lookup(self.session).find), self._look_up)

    def _look_up(self, chosen: str | None) -> None:
        if chosen is None:
            return
        kind, _, key = chosen.partition(":")
        if kind == "term":
            self.post_message(TermWanted(key))
        elif not self.go_to(key):
            self.post_message(ScreenWanted("", key))

    def _form(
        self,
        kind: str,
        base: Document | None,
        save: Save,
        typed: Mapping[str, str] | None = None,
    ) -> Screen[Commit | None]:
        """A form, imported when the first one is opened."""
        from pmtui.screens.form_screen import FormScreen

        return FormScreen(self.session, kind, base, save, typed)

    # Telling

    def _added(self, commit: Commit | None) -> None:
        self._told(commit)
        if commit is not None:
            kind = self.pane.view.kind
            self.go_to(next((each for touched, each in commit.changed if touched == kind), ""))

    def _told(self, commit: Commit | None) -> None:
        if commit is None:
            return
        undo = self.session.keymap.label("undo")
        toast(self, f"{commit.name} · {undo} takes it back" if commit.changed else "nothing to change")

    def _require_writable(self) -> None:
        if self.session.workspace.read_only:
            raise InputError("the workspace is read only")
