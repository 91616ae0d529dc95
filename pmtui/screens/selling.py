"""The verbs of selling, on the document under the cursor or on the marked ones."""

from pmtui.errors import InputError
from pmtui.models.kinds import kind_of
from pmtui.screens.records import RecordScreen
from pmtui.screens.wanted import ScreenWanted
from pmtui.screens.work import telling
from pmtui.store.workspace import Commit
from pmtui.widgets.choice_list import Choice
from pmtui.widgets.picker import Picker

FORECAST = (("forecast", ""), ("forecast", "month"), ("forecast", "owner"), ("movement", ""), ("winloss", ""))
"""The reports on the paper that shows the forecast, and what each is told by."""


class SellingScreen(RecordScreen):
    """A screen of which deals, leads or customers are a part."""

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
        from pmtui.screens.closing import close, next_card

        ids = self.selected
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
            from pmtui.screens.closing import wins

            won = [deal for deal in ids if wins(self.session, deal)]
            if won and len(won) < len(ids):
                raise InputError(
                    f"{', '.join(won[:3])} would be won; {self.session.keymap.label('win')} wins deals,"
                    " move the others by themselves"
                )
            if won:
                self._close("won")
                return
        super()._step(steps)

    @telling
    def action_convert(self) -> None:
        """Make an account, a contact and a deal of the lead, or take those that are there."""
        self._require_writable()
        from pmtui.workflows.leads import convert

        def converted(commit: Commit) -> None:
            self._told(commit)
            made = next((each for kind, each in commit.changed if kind == "deal"), "")
            if made and not self.go_to(made):
                self.post_message(ScreenWanted("", made))

        workspace, lead = self.session.workspace, self.current
        self.commit(lambda: convert(workspace, lead), converted)

    @telling
    def action_merge(self) -> None:
        """Make one of two records that are the same."""
        self._require_writable()
        from pmtui.screens.merging import merge_on

        merge_on(self, self.session, self.selected, self._told)

    @telling
    def action_check_out(self) -> None:
        """What must be true before the deal leaves its stage, the launch goes or the product ends."""
        self._require_writable()
        kind = kind_of(self.current).name
        if kind in ("launch", "product"):
            from pmtui.screens.launching import decide_on

            decide_on(self, self.session, self.current, self._told)
            return
        from pmtui.screens.closing import check_out

        check_out(self, self.session, self.current, self._told)

    @telling
    def action_brief(self) -> None:
        """The paper about the document: a deal's brief, a feature's specification, a competitor's battlecard, …"""
        from pmtui.screens.launching import roadmap_paper
        from pmtui.screens.paper import Paper
        from pmtui.workflows.brief import brief
        from pmtui.workflows.competition import battlecard

        kind, workspace = kind_of(self.current).name, self.session.workspace
        if kind in ("feature", "launch", "product"):
            text = roadmap_paper(self.session, self.current)
        else:
            text = (battlecard if kind == "research" else brief)(workspace, self.current)
        self.app.push_screen(Paper(self.session, text))

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
        shown = (report(workspace, name, period, by) for name, by in FORECAST)
        self.app.push_screen(Paper(self.session, "\n".join(as_text(each) for each in shown)))

    @telling
    def action_pipelines(self) -> None:
        """Show another pipeline, where deals are shown by stage."""
        raise InputError(
            f"only deals pass pipelines; {self.session.keymap.label('show-pipeline')} shows them"
        )

    @telling
    def action_playbook(self) -> None:
        """Plan the steps of a playbook about the document under the cursor."""
        self._require_writable()
        from pmtui.workflows.playbook_files import playbook_named, playbooks
        from pmtui.workflows.playbooks import plan

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
                self.commit(lambda: plan(self.session.workspace, playbook_named(name), about))

        self.app.push_screen(
            Picker(
                "Which playbook?",
                lambda text: [each for each in choices if text.casefold() in each.label.casefold()],
            ),
            planned,
        )
