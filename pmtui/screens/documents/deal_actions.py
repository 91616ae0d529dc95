"""The verbs of selling, on the document under the cursor or on the marked ones."""

from collections.abc import Sequence
from dataclasses import replace

from pmtui.errors import InputError
from pmtui.models.kinds import kind_of
from pmtui.models.values.folding import folded
from pmtui.screens.acts.row_acts import AskedAct, asked_by
from pmtui.screens.documents.document_actions import RecordScreen
from pmtui.screens.frame.base_screen import tells_errors
from pmtui.screens.frame.messages import OpenRecord
from pmtui.store.changes import ChangeSet
from pmtui.store.workspace import Commit
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.picker import Picker

FORECAST = (("forecast", ""), ("forecast", "month"), ("forecast", "owner"), ("movement", ""), ("winloss", ""))
"""The reports on the paper that shows the forecast, and what each is told by."""


class SellingScreen(RecordScreen):
    """A screen of which deals, leads or customers are a part."""

    @tells_errors
    def action_win(self) -> None:
        """Win the deal: when, and for how much."""
        self._close("won")

    @tells_errors
    def action_lose(self) -> None:
        """Lose the deal: why, to whom, and what you would do otherwise."""
        self._close("lost")

    def _close(self, kind: str, chosen: Sequence[str] = ()) -> None:
        self._require_writable()
        from pmtui.screens.acts.win_lose import close, next_card

        ids = chosen or self.selected
        following = next_card(self, ids)

        def closed(commit: Commit | None) -> None:
            self._told(commit)
            if commit is not None and following:
                self.go_to(following)

        close(self, self.session, ids, kind, closed)

    def _step(self, steps: int) -> None:
        """Move on or back; going on from the last open stage is winning, which asks when and for how much."""
        ids = self.selected
        if steps > 0 and kind_of(ids[0]).name == "deal":
            from pmtui.screens.acts.win_lose import wins

            if all(wins(self.session, deal) for deal in ids):
                self._close("won")
                return
        if steps < 0 and len(ids) == 1 and kind_of(ids[0]).name == "deal":
            from pmtui.screens.acts.win_lose import is_closed, open_deal_again

            if is_closed(self.session, ids[0]):
                open_deal_again(self, self.session, ids[0], self._told)
                return
        super()._step(steps)

    def _stepping_several(self, ids: Sequence[str], steps: int) -> ChangeSet:
        """The changes that move several documents; a deal that would be won refuses, since winning asks."""
        from pmtui.screens.acts.win_lose import wins

        won = steps > 0 and next((each for each in ids if wins(self.session, each)), "")
        if won:
            label = self.session.keymap.label("win")
            raise InputError(f"{won} would be won; {label} wins deals, and asks when and for how much")
        return super()._stepping_several(ids, steps)

    @tells_errors
    def action_set_stage(self) -> None:
        """Put what is under the cursor in any stage, horizon or status; winning and losing ask as they do elsewhere."""
        self._require_writable()
        from pmtui.screens.acts.stage_picker import stages_offered

        ids, workspace = self.selected, self.session.workspace
        choices = stages_offered(self.session, ids[0])

        def picked(chosen: str | None) -> None:
            if chosen:
                self._put(ids, chosen)

        named = f"{len(ids):,} records" if len(ids) > 1 else workspace.names.label(ids[0])
        self.app.push_screen(
            Picker(f"Put {named} where?", lambda typed: _beginning_with(choices, typed)), picked
        )

    def put_in(self, ids: Sequence[str], place: str) -> None:
        """Put records in a stage, horizon or status, through the doors that the keys take.

        Raises:
            InputError: They cannot be there.
        """
        self._require_writable()
        from pmtui.screens.acts.stage_picker import stages_offered

        choices = stages_offered(self.session, ids[0])
        chosen = next((choice.key for choice in choices if choice.label == place), "")
        if not chosen:
            edit = self.session.keymap.label("edit-form")
            raise InputError(f"a card cannot be dropped in these lanes; {edit} changes the field they show")
        self._put(ids, chosen)

    def _put(self, ids: Sequence[str], chosen: str) -> None:
        """Put records where a choice of `stages_offered` says."""
        from pmtui.screens.acts.ship_reason import unless_blocked
        from pmtui.workflows.record_commands import moving

        outcome, _, stage = chosen.partition(":")
        if outcome in ("won", "lost"):
            self._close(outcome, ids)
        elif stage == "converted":
            self.action_convert()
        else:
            unless_blocked(
                self,
                self.session,
                lambda reason: moving(self.session.workspace, ids, stage, reason),
                lambda changes: self._carry_out(changes, ids),
                self._told,
            )

    @tells_errors
    def action_convert(self) -> None:
        """Make an account, a contact and a deal of the lead, or take those that are there."""
        self._require_writable()
        from pmtui.screens.acts.act_dialog import ActDialog
        from pmtui.screens.acts.convert_lead import conversion

        def converted(commit: Commit | None) -> None:
            self._told(commit)
            if commit is None:
                return
            made = next((each for kind, each in commit.changed if kind == "deal"), "")
            if made:
                self.post_message(OpenRecord(made))

        act = replace(conversion(self.session, self.current), card=self.card_region)
        self.app.push_screen(ActDialog(self.session, act), converted)

    @tells_errors
    def action_merge(self) -> None:
        """Make one of two records that are the same."""
        self._require_writable()
        from pmtui.screens.documents.merge_records import merge_on

        merge_on(self, self.session, self.selected, self._told)

    @tells_errors
    def action_check_out(self) -> None:
        """Do what the row under the cursor is about."""
        self._require_writable()
        from pmtui.screens.acts.row_acts import do_act

        do_act(self, self.session, self.asked_act, self._told)

    @property
    def asked_act(self) -> AskedAct:
        """What the row under the cursor asks for.

        Raises:
            InputError: It asks for nothing.
        """
        asked = asked_by(self.session, self.current)
        if not asked.act:
            raise InputError(asked.why)
        return AskedAct(self.current, asked.act)

    @tells_errors
    def action_brief(self) -> None:
        """The paper about the document: a deal's brief, a feature's specification, a competitor's battlecard, …"""
        from pmtui.screens.acts.launch_decision import roadmap_paper
        from pmtui.screens.frame.text_viewer import TextViewer
        from pmtui.workflows.deals.brief import brief
        from pmtui.workflows.discovery.competition import battlecard

        kind, workspace = kind_of(self.current).name, self.session.workspace
        if kind in ("feature", "launch", "product"):
            text = roadmap_paper(self.session, self.current)
        else:
            text = (battlecard if kind == "research" else brief)(workspace, self.current)
        self.app.push_screen(TextViewer(self.session, text))

    @tells_errors
    def action_gate(self) -> None:
        """Score the insight, and let it pass or fail."""
        self._require_writable()
        from pmtui.screens.acts.gate import hold_gate

        hold_gate(self, self.session, self.current, self._told)

    @tells_errors
    def action_matrix(self) -> None:
        """Which features the competitors have."""
        from pmtui.metrics.reports.reports import as_text
        from pmtui.metrics.reports.strategy_reports import matrix_report
        from pmtui.screens.frame.text_viewer import TextViewer

        found = matrix_report(self.session.workspace)
        if not found.rows:
            raise InputError("nothing is known of competitors yet; their offers say what they have")
        self.app.push_screen(TextViewer(self.session, as_text(found)))

    @tells_errors
    def action_forecast(self) -> None:
        """The forecast of this quarter, for all and for each owner, and why deals were won and lost."""
        from pmtui.metrics.reports.reports import as_text, report
        from pmtui.rules.periods import period_of
        from pmtui.screens.frame.text_viewer import TextViewer

        workspace = self.session.workspace
        period = period_of(workspace, workspace.clock.today())
        shown = (report(workspace, name, period, by) for name, by in FORECAST)
        self.app.push_screen(TextViewer(self.session, "\n".join(as_text(each) for each in shown)))

    @tells_errors
    def action_pipelines(self) -> None:
        """Show another pipeline, where deals are shown by stage."""
        raise InputError(self.disabled_reasons()["pipelines"])

    def disabled_reasons(self) -> dict[str, str]:
        """As elsewhere; there are pipelines where deals are shown by stage."""
        told = f"only deals pass pipelines; {self.session.keymap.label('show-pipeline')} shows them"
        return {"pipelines": told, **super().disabled_reasons()}

    @tells_errors
    def action_playbook(self) -> None:
        """Plan the steps of a playbook about the document under the cursor."""
        self._require_writable()
        from pmtui.workflows.deals.playbooks import plan
        from pmtui.workflows.playbook_files import in_force, playbook_named

        about = self.current
        kind = kind_of(about).name
        known = in_force(self.session.workspace.settings.playbooks)
        choices = [
            Choice(each.id, each.name, f"{len(each.steps)} steps") for each in known if each.kind == kind
        ]
        if not choices:
            raise InputError(f"there is no playbook for a {kind}; they are for deals and accounts")

        def planned(name: str | None) -> None:
            if name is not None:
                self.commit(lambda: plan(self.session.workspace, playbook_named(name, known), about))

        self.app.push_screen(
            Picker(
                "Which playbook?",
                lambda text: [each for each in choices if folded(text) in folded(each.label)],
            ),
            planned,
        )


def _beginning_with(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that hold what was typed, those first that begin with it."""
    wanted = folded(typed)
    found = [choice for choice in choices if wanted in folded(choice.label)]
    return sorted(found, key=lambda choice: not folded(choice.label).startswith(wanted))
