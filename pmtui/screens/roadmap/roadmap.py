"""The roadmap: features by horizon, on a timeline, as a table; products; and who asks for what."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on

from pmtui.errors import InputError
from pmtui.metrics.roadmap.requests_by_feature import demand_for
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.values.folding import folded
from pmtui.rules.roadmap.scores import METHODS, method_named
from pmtui.rules.row_moves import no_status, no_target
from pmtui.screens.acts.ship_reason import unless_blocked
from pmtui.screens.documents.board_screen import BoardScreen
from pmtui.screens.documents.panes import Pane, TablePane
from pmtui.screens.documents.view_definitions import FEATURES, LAUNCHES, PRODUCTS, REQUESTS
from pmtui.screens.frame.base_screen import tells_errors
from pmtui.screens.roadmap.cell_editor import CellEditor
from pmtui.screens.roadmap.portfolio import PortfolioBoard
from pmtui.screens.roadmap.priorities import PrioritiesPane
from pmtui.screens.roadmap.roadmap_board import HORIZON, STATUS, RoadmapBoard, groupings
from pmtui.screens.roadmap.timeline_pane import TimelinePane
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.message_line import say
from pmtui.widgets.frame.picker import Picker
from pmtui.widgets.frame.status_line import StatusPart
from pmtui.workflows.record_commands import reading
from pmtui.workflows.roadmap.scheduling import (
    Span,
    moving_targets,
    slipping,
    starting_too_soon,
    stepping_statuses,
)
from pmtui.workflows.roadmap.scoring import scoring

_WEEK = 7
_TOLD = 3

_WORDS = {
    "board": (("open", "open"), ("move-on", "move on"), ("move-back", "move back"), ("lanes", "lanes")),
    "timeline": (("open", "open"), ("move-on", "later"), ("move-back", "earlier")),
    "priorities": (
        ("edit", "edit"),
        ("method", "method"),
        ("what-if", "what if"),
        ("take-over", "reach"),
    ),
}
"""The footer's words for the keys of a view."""


class RoadmapScreen(BoardScreen):
    """Features on their way."""

    TITLE_SHOWN: ClassVar[str] = "Roadmap"
    PLACE: ClassVar[str] = "roadmap"

    def make_panes(self) -> Sequence[Pane]:
        """Features in four views, launches, products in two, requests."""
        session = self.session
        self._board = RoadmapBoard(session)
        self._timeline = TimelinePane(session)
        self._priorities = PrioritiesPane(session)
        return (
            self._board,
            self._timeline,
            self._priorities,
            TablePane(FEATURES, session),
            TablePane(LAUNCHES, session),
            PortfolioBoard(session),
            TablePane(PRODUCTS, session),
            TablePane(REQUESTS, session),
        )

    @property
    def method_shown(self) -> str:
        """The method of the priorities, while they are shown."""
        return self._priorities.method.key if self.pane is self._priorities else ""

    def footer_words(self) -> Sequence[tuple[str, str]]:
        """The footer's words for the keys of features, launches and products in this view of them."""
        return (*_WORDS.get(self.pane.view.id, ()), *super().footer_words())

    def disabled_reasons(self) -> dict[str, str]:
        """What belongs to a view alone says so in the others; a lane that has no order is not moved along."""
        reasons, label = super().disabled_reasons(), self.session.keymap.label("next-view")
        if self.pane is not self._timeline:
            told = f"months and quarters are columns of the timeline; {label} brings it"
            reasons |= dict.fromkeys(("finer", "coarser"), told)
            reasons["slip-chain"] = f"it is for the timeline; {label} brings it"
        if self.pane is not self._priorities:
            told = f"inputs are tried out in the priorities; {label} brings them"
            reasons |= dict.fromkeys(("what-if", "take-over"), told)
        row = self.session.workspace.rows("feature").get(self.document_here)
        if row is not None and not self.session.refusal:
            for command, steps in (("move-on", 1), ("move-back", -1)):
                why = self._no_move(FeatureRow(row), steps)
                if why is not None:
                    reasons.pop(command, "")
                    reasons |= {command: why} if why else {}
        return reasons

    def _no_move(self, feature: FeatureRow, steps: int) -> str | None:
        """Why a feature cannot be moved in this view, empty if it can; `None` where its horizon says so."""
        field = self._board.grouping.field
        if self.pane is self._timeline:
            return no_target(feature)
        if self.pane is not self._board or field == HORIZON:
            return None
        if field == STATUS:
            return no_status(feature, steps)
        title, edit = self._board.grouping.title, self.session.keymap.label("edit")
        return f"lanes by {title} have no order to move along; {edit} changes the {title}"

    def details(self) -> str | None:
        """On the timeline, what waits for what."""
        return self._timeline.told() if self.pane is self._timeline else super().details()

    def status_parts(self) -> tuple[StatusPart, ...]:
        """Before all else, that nothing is saved where that is so."""
        usual = super().status_parts()
        if self.pane is not self._priorities or not self._priorities.what_if:
            return usual
        count = len(self._priorities.typed)
        return (StatusPart(f"WHAT IF: {count:,} changed, nothing is saved", "due"), *usual)

    # Lanes

    @tells_errors
    def action_lanes(self) -> None:
        """Choose what the lanes of the board are."""
        choices = [
            Choice(each.field, f"by {each.title}", "now" if each == self._board.grouping else "")
            for each in groupings()
        ]

        def picked(field: str | None) -> None:
            if field is not None:
                self._board.choose(field)
                self.show_pane(self._board)

        self.app.push_screen(
            Picker(
                "What are the lanes of the board?",
                lambda typed: [each for each in choices if folded(typed) in each.label],
            ),
            picked,
        )

    # Moving

    def _step(self, steps: int) -> None:
        if self.pane is self._timeline:
            self._move_targets(steps)
        elif self.pane is not self._board or self._board.grouping.field == HORIZON:
            super()._step(steps)
        elif self._board.grouping.field == STATUS:
            ids = self.selected
            unless_blocked(
                self,
                self.session,
                lambda reason: stepping_statuses(self.session.workspace, ids, steps, reason),
                lambda changes: self._carry_out(changes, ids),
                self._told,
            )
        else:
            title, edit = self._board.grouping.title, self.session.keymap.label("edit")
            raise InputError(f"lanes by {title} have no order to move along; {edit} changes the {title}")

    def _move_targets(self, steps: int) -> None:
        """Move targets by a week, or by a month where the timeline shows quarters."""
        months = self._timeline.timeline.scale == "quarter"
        span = Span(months=steps) if months else Span(days=steps * _WEEK)
        workspace, ids = self.session.workspace, self.selected
        self._carry_out(
            moving_targets(workspace, ids, span), ids, lambda told: self._tell_collisions(ids[0], told)
        )

    def _tell_collisions(self, document_id: str, happened: str) -> None:
        """Say which features now begin before the one that they wait for ends, and what mends it."""
        early = starting_too_soon(self.session.workspace, document_id, self._timeline.dependents)
        if early:
            named = ", ".join(early[:_TOLD]) + (f" and {len(early) - _TOLD}" if len(early) > _TOLD else "")
            verb = "begins" if len(early) == 1 else "begin"
            slip = self.session.keymap.label("slip-chain")
            say(
                self,
                f"{happened}; {named} {verb} before {document_id} ends",
                "warning",
                (slip, "slips the chain"),
            )

    @tells_errors
    def action_slip_chain(self) -> None:
        """Move what waits for the feature under the cursor by the days it needs."""
        workspace = self.session.workspace
        changes = slipping(workspace, self.current, self._timeline.dependents)
        if not len(changes):
            raise InputError(f"nothing that waits for {self.current} begins before it ends")
        self.unless_promised(changes)

    # The calendar

    @tells_errors
    def action_finer(self) -> None:
        """Show months."""
        self._require_timeline()
        self._timeline.timeline.scale = "month"

    @tells_errors
    def action_coarser(self) -> None:
        """Show quarters."""
        self._require_timeline()
        self._timeline.timeline.scale = "quarter"

    def _require_timeline(self) -> None:
        if self.pane is not self._timeline:
            label = self.session.keymap.label("next-view")
            raise InputError(f"months and quarters are columns of the timeline; {label} brings it")

    # Priorities

    @tells_errors
    def action_method(self) -> None:
        """Choose what features are ranked by."""
        choices = [
            Choice(each.key, each.title, "now" if each == self._priorities.method else "") for each in METHODS
        ]

        def picked(key: str | None) -> None:
            if key is not None:
                self._priorities.rank_by(method_named(key))
                self.show_pane(self._priorities)

        self.app.push_screen(
            Picker(
                "What are the features ranked by?",
                lambda typed: [each for each in choices if folded(typed) in folded(each.label)],
            ),
            picked,
        )

    @tells_errors
    def action_edit(self) -> None:
        """Edit the input under the cursor in its row; in the other views, the whole document."""
        if self.pane is not self._priorities or len(self.selected) > 1:
            super().action_edit()
            return
        if not self._priorities.what_if:
            self._require_writable()
        if self._priorities.grid.cell_region(self._priorities.asked.field) is None:
            raise InputError("the terminal is too narrow for this input")
        editor = CellEditor(self._priorities, self.current, self._priorities.asked)
        self.mount(editor)
        editor.focus()

    @on(CellEditor.Scored)
    def _keep(self, event: CellEditor.Scored) -> None:
        """Save the inputs of a feature, unless this is a what-if."""
        event.stop()
        self._close_editor()
        if not self._priorities.what_if:
            self._save()

    @tells_errors
    def _save(self) -> None:
        """Keep all that was typed, with the method and the day, as one transaction."""
        pane, workspace = self._priorities, self.session.workspace
        typed = {each: dict(inputs) for each, inputs in pane.typed.items()}
        pane.drop()
        method = pane.method.title
        self.commit(lambda: workspace.commit(scoring(workspace, typed, method, reading(workspace))))

    @on(CellEditor.Changed, "CellEditor")
    def _tell_typing(self) -> None:
        self.update_status()

    @on(CellEditor.Dropped)
    def _leave(self, event: CellEditor.Dropped) -> None:
        event.stop()
        self._close_editor()

    def _close_editor(self) -> None:
        for editor in self.query(CellEditor):
            editor.remove()
        self._priorities.grid.focus()
        self.update_status()

    @tells_errors
    def action_what_if(self) -> None:
        """Try inputs out without saving, or drop what was tried out."""
        self._require_priorities()
        pane = self._priorities
        pane.what_if = not pane.what_if
        if not pane.what_if:
            pane.drop()
        self.update_status()

    @tells_errors
    def action_take_over(self) -> None:
        """Make the reach of a feature the number of customers who ask for it."""
        self._require_priorities()
        pane, feature_id = self._priorities, self.current
        count = len(demand_for(self.session.workspace, feature_id).customers)
        if not count:
            raise InputError(
                f"nobody asks for {feature_id} yet; {self.session.keymap.label('request')} notes who does"
            )
        if pane.what_if:
            pane.try_out(feature_id, "reach", str(count))
            self.update_status()
            return
        self._require_writable()
        workspace = self.session.workspace
        typed = {feature_id: {"reach": str(count)}}
        method = pane.method.title
        self.commit(lambda: workspace.commit(scoring(workspace, typed, method, reading(workspace))))

    def _require_priorities(self) -> None:
        if self.pane is not self._priorities:
            label = self.session.keymap.label("next-view")
            raise InputError(f"inputs are tried out in the priorities; {label} brings them")
